//! A mentor answers a request. A yes makes a pair at once, as both have agreed;
//! the mentee's other requests are taken back with it.

use super::super::mentors::my_view::view;
use super::{load, no_longer_waiting};
use crate::auth::extract::SignedIn;
use crate::db::Tx;
use crate::error::Error;
use crate::http::{Answer, Call, Reply};
use crate::state::AppState;
use crate::store::pair::{self as pairs, Agreed};
use crate::store::request::Stored;
use crate::store::{audit, concern, mentor, programme, request};
use axum::extract::State;
use pairwell_domain::access::{Action, Denied};
use pairwell_domain::api::mentors::AnswerRequest;
use pairwell_domain::fit::Pool;
use pairwell_domain::id::PairId;
use pairwell_domain::pair;
use pairwell_domain::problem::Problem;
use pairwell_domain::request::{RequestState, has_lapsed};
use pairwell_domain::time::Instant;
use serde_json::json;
use tracing::info;

pub async fn handle(
    State(app): State<AppState>,
    who: SignedIn,
    Call { path: id, body, .. }: Call<AnswerRequest>,
) -> Answer<AnswerRequest> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let stored = load(&mut tx, &who, id, Action::AnswerRequest).await?;
    let state = match body.answer {
        pair::Answer::Yes => RequestState::Accepted,
        pair::Answer::No => RequestState::Declined,
    };
    let in_time = !has_lapsed(stored.request.asked_at, now.date());
    if !in_time || stored.request.state != RequestState::Waiting {
        return Err(no_longer_waiting(stored.request.state).into());
    }
    if body.answer == pair::Answer::Yes {
        let id: PairId = app.clock.new_id();
        agree(&mut tx, &stored, id, now).await?;
    }
    if !request::close(&mut tx, id, state, now).await? {
        return Err(no_longer_waiting(stored.request.state).into());
    }
    if state == RequestState::Accepted {
        request::withdraw_others(&mut tx, stored.request.mentee, now).await?;
    }
    let detail = json!({ "answer": body.answer });
    let subject = format!("request/{id}");
    audit::record(
        &mut tx,
        now,
        Some(who.account()),
        "answer_request",
        &subject,
        &detail,
    )
    .await?;
    tx.commit().await?;

    info!(request.id = %id, "a mentor answered request {id}");
    let mut request = stored.request;
    request.state = state;
    Ok(Reply::of(request))
}

/// Makes the pair, if the two can still be one.
async fn agree(tx: &mut Tx, asked: &Stored, id: PairId, now: Instant) -> Result<(), Error> {
    let (mentee, mentor) = (asked.request.mentee, asked.request.mentor);
    mentor::hold_places(tx, mentor).await?;
    let programme = programme::by_id(&mut *tx, asked.programme)
        .await?
        .ok_or(Denied::Hidden)?;
    let mentors = mentor::in_pool(&mut *tx, asked.programme).await?;
    let today = now.date();
    let theirs = view(&mut *tx, asked.programme, mentee, &mentors, today)
        .await?
        .ok_or(Denied::Hidden)?;
    let at = mentors
        .iter()
        .position(|profile| profile.facts.id == mentor)
        .ok_or_else(not_in_pool)?;
    if theirs.paired_with.is_some() {
        return Err(already_paired().into());
    }
    if mentors[at].places_free == 0 {
        let problem = Problem::new(409, "no_place", "All your places are taken.");
        return Err(problem
            .detail("Offer another place in your enrolment first.")
            .into());
    }
    if theirs.not_eligible.contains(&mentor) || !theirs.in_pool {
        return Err(not_in_pool().into());
    }
    let pool = Pool::new([theirs.me.clone()], [mentors[at].facts.clone()]);
    let starts = concern::agreed_starts(&mut *tx, asked.programme).await?;
    let not_before = concern::later_start(&starts, mentee, mentor);
    let (starts_on, ends_on) = programme.pair_dates(today, not_before);
    let agreed = Agreed {
        id,
        programme: asked.programme,
        mentee,
        mentor,
        fit: pool.values(0, 0).fit(&theirs.weights),
        request: asked.request.id,
        starts_on,
        ends_on,
    };
    match pairs::add(tx, &agreed, now).await {
        // Another mentor has just said yes to them too.
        Err(why) if why.is_duplicate("pair", "mentee_id") => Err(already_paired().into()),
        other => Ok(other?),
    }
}

fn already_paired() -> Problem {
    Problem::new(409, "already_paired", "This mentee has a mentor by now.")
}

fn not_in_pool() -> Problem {
    Problem::new(409, "not_eligible", "You two can't be paired any more.")
        .detail("One of you has paused, withdrawn, or is no longer eligible. Your coordinator can tell you more.")
}
