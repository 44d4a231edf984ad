//! Publishing: the draft's pairs become proposals people hear of.
//!
//! The server computes the answer itself, outside the transaction, and checks
//! its proof and that it is the one the coordinator saw. Inside it holds
//! everybody enrolled, makes sure that nothing the answer was made from has
//! changed, and then writes the record, the proposals, the mail, the audit and
//! the event, all or nothing.

use super::{load, stale};
use crate::auth::SignedIn;
use crate::db::{DbError, Tx};
use crate::error::Error;
use crate::http::idempotent::Once;
use crate::http::precondition::{IdempotencyKey, IfMatch};
use crate::http::{Answer, Call, Reply};
use crate::matching::{ENGINE, Solved, solve_aside};
use crate::state::{App, AppState};
use crate::store::board::{self, draft, history};
use crate::store::mail::{self, NewMail};
use crate::store::publication::{self, Addressed, Proposed};
use crate::store::{audit, concern, event, programme, setting};
use axum::extract::State;
use pairwell_domain::access::{Action, Denied};
use pairwell_domain::api::board::{PlannedConcern, Publication, Publish, PublishBoard};
use pairwell_domain::api::events::Topic;
use pairwell_domain::board::{Move, MoveMade};
use pairwell_domain::concern::reason;
use pairwell_domain::id::{BoardId, EnrolmentId};
use pairwell_domain::problem::Problem;
use pairwell_domain::programme::Programme;
use pairwell_domain::time::Instant;
use serde_json::{Value, json};
use std::collections::HashMap;
use tracing::info;

pub async fn handle(
    State(app): State<AppState>,
    who: SignedIn,
    IfMatch(version): IfMatch,
    key: IdempotencyKey,
    Call { path: id, body, .. }: Call<PublishBoard>,
) -> Answer<PublishBoard> {
    let head = load(&app.db, &who, id, Action::PublishBoard).await?;
    let once = Once::of::<PublishBoard>(&who, key, &id, &body);
    let mut snapshot = app.db.snapshot().await?;
    if let Some(given) = once.recall::<Publication>(&mut snapshot).await? {
        let version = given.version;
        return Ok(Reply::of(given).version(version));
    }
    let board = board::read(&mut snapshot, id)
        .await?
        .ok_or(Denied::Hidden)?;
    if board.version != version {
        return Err(stale(&mut snapshot, id, version).await?);
    }
    drop(snapshot);
    let solved = solve_aside(board).await?;
    let planned = decide(&solved, &body)?;
    let concern_reason = body.concern_reason.as_deref().map(reason).transpose();
    let concern_reason = concern_reason.map_err(|problem| vec![problem])?;
    let computed = solved.computed()?;

    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    if let Some(given) = once.recall::<Publication>(&mut tx).await? {
        let version = given.version;
        return Ok(Reply::of(given).version(version));
    }
    // From here to the commit nobody withdraws, and no mentor says yes to a
    // request for a place this answer gives away.
    tx.hold_enrolments(Some(head.programme)).await?;
    let unchanged = board::read(&mut tx, id).await?.ok_or(Denied::Hidden)? == solved.board;
    if !board::advance(&mut tx, id, version, now).await? {
        return Err(stale(&mut tx, id, version).await?);
    }
    if !unchanged {
        return Err(people_changed().into());
    }
    let open = concern::open(&mut tx, head.programme).await?;
    let concerns = planned
        .iter()
        .map(|(mentee, mentor, ..)| concern::about(&open, *mentee, *mentor))
        .filter(|concerns| !concerns.is_empty());
    let concerns: Vec<_> = concerns.collect();
    let seen = |concern: &PlannedConcern| body.concerns_seen.contains(&concern.id);
    let all_seen = concerns.iter().flatten().all(seen);
    // It stands in the record only where it was needed.
    let concern_reason = concern_reason.filter(|_| !concerns.is_empty());
    if !concerns.is_empty() && (concern_reason.is_none() || !all_seen) {
        return Err(open_concerns(concerns.len()).into());
    }
    let programme = programme::by_id(&mut tx, head.programme)
        .await?
        .ok_or(Denied::Hidden)?;
    let starts = concern::agreed_starts(&mut tx, head.programme).await?;
    let proposed = |(mentee, mentor, fit, override_reason): Planned| {
        let not_before = concern::later_start(&starts, mentee, mentor);
        let (starts_on, ends_on) = programme.pair_dates(now.date(), not_before);
        Proposed {
            id: app.clock.new_id(),
            mentee,
            mentor,
            fit,
            override_reason,
            starts_on,
            ends_on,
        }
    };
    let pairs: Vec<Proposed> = planned.into_iter().map(proposed).collect();
    let publication = Publication {
        id: app.clock.new_id(),
        board: id,
        at: now,
        by: who.me.name.clone(),
        version: version + 1,
        pairs: pairs.iter().map(|pair| pair.id).collect(),
        objective: solved.objective(),
        weights: solved.board.draft.weights,
        engine: ENGINE.clone(),
        // The one of what was solved, as was just decided.
        input_hash: body.input_hash,
        totals: solved.totals(),
        concern_reason,
    };
    publication::add(
        &mut tx,
        &publication,
        programme.id,
        who.account(),
        &computed,
    )
    .await?;
    write(
        &mut tx,
        &app,
        &who,
        &solved,
        &programme,
        &publication,
        &pairs,
    )
    .await?;
    once.keep(&mut tx, &publication, now).await?;
    announce(&mut tx, &programme, id, now).await?;
    tx.commit().await?;
    app.hub.announce();
    app.mail_waiting.notify_one();

    info!(publication.id = %publication.id, "published {} pairs of board {id}", pairs.len());
    let version = publication.version;
    Ok(Reply::of(publication).version(version))
}

type Planned = (EnrolmentId, EnrolmentId, u8, Option<String>);

/// The pairs to propose, if they are those the coordinator said yes to.
fn decide(solved: &Solved, seen: &Publish) -> Result<Vec<Planned>, Error> {
    let found = solved.totals();
    if found != seen.seen || solved.input_hash() != seen.input_hash {
        let title = "The best answer is not the one you saw.";
        return Err(Problem::new(409, "another_answer", title)
            .detail(LOOK_AGAIN)
            .current(found)
            .into());
    }
    let planned = solved.planned();
    if planned.is_empty() {
        let title = "There is no new pair to publish.";
        return Err(Problem::new(409, "nothing_to_publish", title)
            .detail("Everyone the board pairs knows of it already.")
            .into());
    }
    let planned = planned.into_iter();
    Ok(planned
        .map(|pair| (pair.mentee, pair.mentor, pair.fit, pair.override_reason))
        .collect())
}

const LOOK_AGAIN: &str =
    "Nothing was published. Load the board again and look at it before you publish.";

fn people_changed() -> Problem {
    Problem::new(
        409,
        "another_answer",
        "Somebody on this board has just changed something.",
    )
    .detail(LOOK_AGAIN)
}

fn open_concerns(pairs: usize) -> Problem {
    let title = match pairs {
        1 => "The manager of one of a pair has an open concern about the time.".to_owned(),
        pairs => format!("Managers of people in {pairs} pairs have open concerns about the time."),
    };
    Problem::new(409, "open_concerns", title).detail(
        "Nothing was published. Settle the concerns first, or look at them in the preview and \
         give a reason to publish all the same.",
    )
}

async fn write(
    tx: &mut Tx,
    app: &App,
    who: &SignedIn,
    solved: &Solved,
    programme: &Programme,
    publication: &Publication,
    pairs: &[Proposed],
) -> Result<(), Error> {
    let now = publication.at;
    let by = who.account();
    let act = (programme.id, publication.id);
    match publication::propose(tx, act, pairs, now).await {
        Err(DbError::Duplicate { .. }) => return Err(people_changed().into()),
        other => other?,
    }
    write_mail(tx, app, programme, pairs, now).await?;
    settle_draft(tx, who, solved, publication, pairs).await?;
    let subject = format!("board/{}", publication.board);
    let detail = record(publication);
    audit::record(tx, now, Some(by), "publish_board", &subject, &detail).await?;
    Ok(())
}

fn record(publication: &Publication) -> Value {
    json!({
        "concern_reason": publication.concern_reason,
        "publication": publication.id,
        "pairs": publication.pairs.len(),
        "input_hash": publication.input_hash,
        "totals": publication.totals,
    })
}

/// Locks have done their work once the pair is proposed.
async fn settle_draft(
    tx: &mut Tx,
    who: &SignedIn,
    solved: &Solved,
    publication: &Publication,
    pairs: &[Proposed],
) -> Result<(), DbError> {
    let before = &solved.board.draft;
    let mut after = before.clone();
    let mut moves = Vec::new();
    for pair in pairs {
        if after.locks.remove(&pair.mentee).is_some() {
            moves.push(Move::Release {
                mentee: pair.mentee,
            });
        }
    }
    let (board, now) = (publication.board, publication.at);
    draft::save(tx, board, before, &after, who.account(), now).await?;
    let made = MoveMade {
        version: publication.version,
        by: publication.by.clone(),
        at: now,
        moves,
    };
    history::record(tx, board, who.account(), &made).await
}

/// Tells both sides, each in one mail however many pairs they are in.
async fn write_mail(
    tx: &mut Tx,
    app: &App,
    programme: &Programme,
    pairs: &[Proposed],
    now: Instant,
) -> Result<(), DbError> {
    let organisation = setting::organisation(&mut &mut *tx).await?;
    let people = publication::addresses(&mut *tx, programme.id).await?;
    let people: HashMap<EnrolmentId, &Addressed> = people
        .iter()
        .map(|person| (person.enrolment, person))
        .collect();
    let mut proposed: HashMap<EnrolmentId, Vec<&str>> = HashMap::new();
    let mut order = Vec::new();
    for pair in pairs {
        for (to, other) in [(pair.mentee, pair.mentor), (pair.mentor, pair.mentee)] {
            let others = proposed.entry(to).or_default();
            if others.is_empty() {
                order.push(to);
            }
            others.extend(people.get(&other).map(|person| person.name.as_str()));
        }
    }
    for to in order {
        let Some((person, email)) = people
            .get(&to)
            .and_then(|person| Some((person, person.email.as_ref()?)))
        else {
            continue;
        };
        let names = proposed[&to].join(", ");
        let subject = format!("{}: we propose {names}", programme.name);
        let body = format!(
            "Hello {},\n\nin {}, mentoring at {organisation}, we would like to bring you together \
             with {names}. Nothing is settled until both of you agree. Have a look and say yes \
             or no here:\n\n{}\n\nA no needs no reason and leaves no mark.\n",
            person.name, programme.name, app.settings.public_url
        );
        let mail = NewMail {
            id: app.clock.new_id(),
            kind: "proposal",
            link: None,
            to_name: &person.name,
            to_email: email,
            subject: &subject,
            body: &body,
            url: None,
        };
        mail::add(tx, &mail, now).await?;
    }
    Ok(())
}

/// Last in the transaction: other events wait for its commit.
async fn announce(
    tx: &mut Tx,
    programme: &Programme,
    board: BoardId,
    now: Instant,
) -> Result<(), Error> {
    super::announce(tx, programme.id, board, now).await?;
    event::record(tx, now, Topic::Participation(programme.id), &Value::Null).await?;
    Ok(())
}
