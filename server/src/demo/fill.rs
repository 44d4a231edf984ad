//! Writes the demo into a database, in one transaction: all of it or nothing.

use super::cast::Cast;
use super::dice::id;
use super::history::{self, History, Published};
use super::organisation::{DOMAIN, NAME, Organisation};
use super::programme::{self, Enroller, Scale, Volunteer};
use crate::auth::secret::Secret;
use crate::db::Tx;
use crate::matching::{ENGINE, hash_of};
use crate::serve::SignInLink;
use crate::state::App;
use crate::store::account::{self, Account};
use crate::store::demo::{self as store, EnrolmentRow, PairRow, RequestRow, SessionRow};
use crate::store::link::{self, NewLink};
use crate::store::publication::{self, Computed};
use crate::store::{audit, board, setting};
use anyhow::{Context, bail};
use pairwell_domain::api::board::{Publication, Totals};
use pairwell_domain::api::sign_in::LinkKind;
use pairwell_domain::board::{Objective, ProblemFile};
use pairwell_domain::enrolment::{EnrolmentState, Role};
use pairwell_domain::id::{AccountId, BoardId, EnrolmentId};
use pairwell_domain::person::Person;
use pairwell_domain::programme::Programme;
use pairwell_domain::text::EmailAddress;
use pairwell_domain::time::Instant;
use serde_json::json;
use std::collections::HashMap;

/// What to make up.
#[derive(Clone, Copy, Debug)]
pub struct Demo {
    /// [`super::FEWEST`] to [`super::MOST`].
    pub people: usize,
    pub seed: u64,
    /// "Now" in the organisation: its history ends here.
    pub as_of: Instant,
}

/// What was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Filled {
    pub people: usize,
    pub enrolments: usize,
    pub pairs: usize,
    pub sessions: usize,
}

/// People of the demo that `serve --demo` makes.
const PEOPLE: usize = 600;
const SEED: u64 = 2026;

/// Years a demo's sign-in links last: they are bookmarks, not secrets.
const LINK_DAYS: i64 = 3650;

/// Fills a database that nobody uses yet, and returns how to sign in to the demo
/// there is; nothing where an organisation of one's own is kept.
pub async fn fill_if_empty(app: &App) -> anyhow::Result<Vec<SignInLink>> {
    if store::nobody(&app.db).await? {
        let as_of = app.clock.now();
        let demo = Demo {
            people: PEOPLE,
            seed: SEED,
            as_of,
        };
        fill(app, demo).await?;
    }
    let links = store::sign_ins(&app.db).await?;
    let public_url = &app.settings.public_url;
    Ok(links
        .into_iter()
        .map(|(role, token)| SignInLink {
            role,
            url: format!("{public_url}/link#{token}"),
        })
        .collect())
}

/// Writes `demo`. Refuses a database that holds anybody.
pub async fn fill(app: &App, demo: Demo) -> anyhow::Result<Filled> {
    let Demo {
        people,
        seed,
        as_of,
    } = demo;
    let organisation = Organisation::new(people, seed, as_of);
    let [(running, running_since), (coming, coming_since)] = programme::programmes(seed, as_of);
    let history = history::of(&organisation, seed, &running, as_of);
    let early = early_birds(&organisation, seed, &coming, as_of);
    let cast = Cast::of(&organisation, &history);

    let mut tx = app.db.begin().await?;
    if !store::nobody(&mut tx).await? {
        bail!("this database is in use; give the demo a new one with --database-url");
    }
    setting::set_organisation(&mut tx, NAME).await?;
    let mut cast_people = HashMap::new();
    let wanted = cast.everyone().map(|(_, at)| at);
    let everybody = organisation.people().enumerate().inspect(|(at, person)| {
        if wanted.contains(at) {
            cast_people.insert(*at, person.clone());
        }
    });
    let everybody = everybody.map(|(_, person)| person);
    store::add_people(&mut tx, everybody, organisation.imported_at()).await?;
    let accounts = sign_ins(&mut tx, seed, &cast, &cast_people, as_of).await?;
    let coordinator = accounts["coordinator"];
    for (programme, since) in [(&running, running_since), (&coming, coming_since)] {
        store::add_programme(&mut tx, programme, since).await?;
        store::add_coordinator(&mut tx, programme.id, coordinator).await?;
        let id = board_id(seed, programme, since);
        board::add(&mut tx, id, programme.id, "Draft 1", since).await?;
    }
    let filled = Filled {
        people: organisation.len(),
        enrolments: history.volunteers.len() + early.len(),
        pairs: history.pairs.len(),
        sessions: history.sessions.len(),
    };
    store::add_enrolments(&mut tx, rows(&history.volunteers)).await?;
    store::add_enrolments(&mut tx, rows(&early)).await?;
    let board = board_id(seed, &running, running_since);
    write_history(&mut tx, &history, &running, board, coordinator).await?;
    let detail = json!({ "people": people, "seed": seed });
    audit::record(&mut tx, as_of, None, "fill_demo", "organisation", &detail).await?;
    tx.commit().await?;
    Ok(filled)
}

async fn write_history(
    tx: &mut Tx,
    history: &History,
    programme: &Programme,
    board: BoardId,
    coordinator: AccountId,
) -> anyhow::Result<()> {
    let enrolment = |at: usize| &history.volunteers[at].enrolment;
    let vetoes = history.vetoes.iter();
    let vetoes = vetoes.map(|(by, about)| (enrolment(*by).person, enrolment(*about).person));
    store::add_vetoes(tx, programme.id, vetoes).await?;
    let requests = history.requests.iter().map(|request| RequestRow {
        id: request.id,
        programme: programme.id,
        mentee: enrolment(request.mentee).id,
        mentor: enrolment(request.mentor).id,
        message: request.message,
        state: request.state,
        created_at: request.created_at,
        answered_at: request.answered_at,
    });
    store::add_requests(tx, requests).await?;
    for published in &history.publications {
        let computed = computed(history, published)?;
        add_publication(tx, published, &computed, programme, board, coordinator).await?;
    }
    let pairs = history.pairs.iter().map(|pair| PairRow {
        id: pair.id,
        programme: programme.id,
        mentee: enrolment(pair.mentee).id,
        mentor: enrolment(pair.mentor).id,
        state: pair.state,
        fit: pair.fit,
        mentee_answer: pair.mentee_answer,
        mentor_answer: pair.mentor_answer,
        publication: pair.publication,
        request: pair.request,
        starts_on: pair.starts_on,
        ends_on: pair.starts_on.plus_months(programme.pair_months.into()),
        created_at: pair.created_at,
        ended_at: pair.ended_at,
    });
    store::add_pairs(tx, pairs).await?;
    let sessions = history.sessions.iter().map(|session| SessionRow {
        id: session.id,
        pair: session.pair,
        state: session.state,
        planned_at: session.planned_at,
        held_at: session.held_at,
        minutes: session.minutes,
        created_at: session.created_at,
    });
    store::add_sessions(tx, sessions).await?;
    Ok(())
}

fn rows(volunteers: &[Volunteer]) -> impl Iterator<Item = EnrolmentRow<'_>> {
    volunteers.iter().map(|volunteer| EnrolmentRow {
        enrolment: &volunteer.enrolment,
        created_at: volunteer.created_at,
        updated_at: volunteer.updated_at,
    })
}

fn computed(history: &History, published: &Published) -> anyhow::Result<Computed> {
    let ids = |of: &[usize]| -> Vec<EnrolmentId> {
        let volunteers = of.iter().map(|at| &history.volunteers[*at]);
        volunteers.map(|volunteer| volunteer.enrolment.id).collect()
    };
    let solution = &published.solution;
    let certificate = solution.certificate.clone();
    Ok(Computed {
        mentees: ids(&published.mentees),
        mentors: ids(&published.mentors),
        problem: ProblemFile::of(&published.problem, Objective::BestTotal.into()).canonical(),
        assignment: solution.assignment.clone(),
        certificate: certificate.context("a round of the demo is proven best")?,
    })
}

/// The record that lets anyone run that round of matching again.
async fn add_publication(
    tx: &mut Tx,
    published: &Published,
    computed: &Computed,
    programme: &Programme,
    board: BoardId,
    by: AccountId,
) -> anyhow::Result<()> {
    let solution = &published.solution;
    let record = Publication {
        id: published.id,
        board,
        at: published.at,
        by: String::new(),
        version: 1,
        pairs: Vec::new(),
        objective: Objective::BestTotal,
        weights: programme.weights,
        engine: ENGINE.clone(),
        input_hash: hash_of(&computed.problem),
        totals: Totals {
            total: solution.total,
            matched: u32::try_from(solution.matched)?,
            worst: solution.worst.map(u8::try_from).transpose()?,
        },
        concern_reason: None,
    };
    publication::add(tx, &record, programme.id, by, computed).await?;
    Ok(())
}

fn board_id(seed: u64, programme: &Programme, since: Instant) -> BoardId {
    id(
        seed,
        "board",
        since,
        programme.id.0.as_u64_pair().1 & 0xff_ffff,
    )
}

/// Those who have signed up for the programme that is still to begin.
fn early_birds(
    organisation: &Organisation,
    seed: u64,
    programme: &Programme,
    as_of: Instant,
) -> Vec<Volunteer> {
    let next = Scale::of(organisation.len()).next;
    let mut enroller = Enroller::new(organisation, seed, programme.id, "early");
    let mut volunteers = Vec::new();
    for (role, count) in [(Role::Mentor, next.div_ceil(2)), (Role::Mentee, next)] {
        for (number, person) in enroller.choose(role, count).into_iter().enumerate() {
            let state = match number % 3 {
                0 => EnrolmentState::Applied,
                _ => EnrolmentState::Accepted,
            };
            let at = enroller.days_before(as_of, 18, 4);
            volunteers.push(enroller.enrol(person, role, state, at));
        }
    }
    volunteers
}

/// One account with a link for each role.
async fn sign_ins(
    tx: &mut Tx,
    seed: u64,
    cast: &Cast,
    people: &HashMap<usize, Person>,
    as_of: Instant,
) -> anyhow::Result<HashMap<&'static str, AccountId>> {
    let mut accounts = HashMap::new();
    let mut tokens = Vec::new();
    for (number, (role, at)) in (0..).zip(cast.everyone()) {
        let person = &people[&at];
        let spare = || EmailAddress::parse(&format!("{role}@{DOMAIN}")).expect("is an address");
        let account = Account {
            id: id(seed, "account", as_of, number),
            person_id: Some(person.id),
            email: person.email.clone().unwrap_or_else(spare),
            name: person.name.clone(),
            admin: role == "admin",
            leader: role == "leader",
            stamp: 0,
        };
        account::add(tx, &account, as_of).await?;
        let token = Secret::generate();
        let link = NewLink {
            id: id(seed, "link", as_of, number),
            kind: LinkKind::Demo,
            account: Some(account.id),
            token_hash: &token.hash(),
            expires: as_of.plus_days(LINK_DAYS),
        };
        link::add(tx, &link, as_of).await?;
        tokens.push((role, token));
        accounts.insert(role, account.id);
    }
    let tokens: Vec<_> = tokens
        .iter()
        .map(|(role, token)| (*role, token.reveal()))
        .collect();
    store::keep_sign_ins(tx, &tokens).await?;
    Ok(accounts)
}
