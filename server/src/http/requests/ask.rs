//! A mentee asks a mentor.

use super::super::mentors::my_view::view;
use crate::auth::extract::SignedIn;
use crate::http::{Answer, Call, Reply};
use crate::state::AppState;
use crate::store::{audit, mentor, request};
use axum::extract::State;
use pairwell_domain::access::{Action, Denied};
use pairwell_domain::api::mentors::AskMentor;
use pairwell_domain::id::RequestId;
use pairwell_domain::problem::Problem;
use pairwell_domain::request::{AskRefusal, Asking, RequestState, message};
use serde_json::json;
use tracing::info;

pub async fn handle(
    State(app): State<AppState>,
    who: SignedIn,
    Call {
        path: programme,
        body,
        ..
    }: Call<AskMentor>,
) -> Answer<AskMentor> {
    who.in_programme(&app.db, Action::AskMentor, programme)
        .await?;
    let mentee = who.actor.is_mentored(programme).ok_or(Denied::Hidden)?;
    let message = message(&body.message).map_err(|problem| vec![problem])?;

    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let mentors = mentor::in_pool(&mut tx, programme).await?;
    let asked = mentors.iter().find(|mentor| mentor.facts.id == body.mentor);
    let places_free = asked.ok_or(Denied::Hidden)?.places_free;
    let mine = view(&mut tx, programme, mentee, &mentors, now.date())
        .await?
        .ok_or(Denied::Hidden)?;
    let waiting = || {
        mine.requests
            .iter()
            .filter(|request| request.state == RequestState::Waiting)
    };
    Asking {
        mentee_in_pool: mine.in_pool,
        paired: mine.paired_with.is_some(),
        blocked: mine.not_eligible.contains(&body.mentor),
        places_free,
        already_asked: waiting().any(|request| request.mentor == body.mentor),
        waiting: waiting().count(),
    }
    .check()
    .map_err(refused)?;

    // One that lapsed without having been noted down would stand in the way.
    for old in mine
        .requests
        .iter()
        .filter(|request| request.state == RequestState::Lapsed)
    {
        request::close(&mut tx, old.id, RequestState::Lapsed, now).await?;
    }
    let id: RequestId = app.clock.new_id();
    request::add(&mut tx, id, programme, mentee, body.mentor, &message, now).await?;
    let subject = format!("request/{id}");
    audit::record(
        &mut tx,
        now,
        Some(who.account()),
        "ask_mentor",
        &subject,
        &json!({}),
    )
    .await?;
    tx.commit().await?;

    info!(request.id = %id, "a mentee asked a mentor in request {id}");
    let stored = request::by_id(&app.db, id).await?.ok_or(Denied::Hidden)?;
    Ok(Reply::of(stored.request))
}

fn refused(refusal: AskRefusal) -> Problem {
    Problem::new(409, refusal.code(), refusal.to_string())
}
