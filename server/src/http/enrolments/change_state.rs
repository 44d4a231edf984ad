//! Accepts, pauses, resumes or withdraws an enrolment.

use super::tell;
use crate::auth::SignedIn;
use crate::error::Error;
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Call, Reply};
use crate::state::AppState;
use crate::store::{audit, enrolment, pool};
use axum::extract::State;
use pairwell_domain::access::{Action, Denied, Resource};
use pairwell_domain::api::enrolments::ChangeEnrolmentState;
use pairwell_domain::enrolment::{Enrolment, EnrolmentState, Mover};
use pairwell_domain::problem::Problem;
use serde_json::json;
use tracing::info;

pub async fn handle(
    State(app): State<AppState>,
    who: SignedIn,
    IfMatch(version): IfMatch,
    Call { path: id, body, .. }: Call<ChangeEnrolmentState>,
) -> Answer<ChangeEnrolmentState> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let before = enrolment::by_id(&mut tx, id).await?.ok_or(Denied::Hidden)?;
    let movers = movers(&who, &before)?;
    if before.version != version {
        return Err(stale(before));
    }
    let next = body.state;
    let allowed = |mover: &Mover| before.state.may_be_moved(next, *mover);
    if !movers.iter().any(allowed) {
        return Err(no_such_step(&before, next).into());
    }
    enrolment::move_on(&mut tx, &before, next, now).await?;
    if matches!(next, EnrolmentState::Withdrawn | EnrolmentState::Completed) {
        pool::leave(&mut tx, id, now).await?;
    }
    let subject = format!("enrolment/{id}");
    let detail = json!({ "before": before.state, "after": next });
    let by = Some(who.account());
    audit::record(
        &mut tx,
        now,
        by,
        "change_enrolment_state",
        &subject,
        &detail,
    )
    .await?;
    pool::announce(&mut tx, before.programme, now).await?;
    tell(&mut tx, before.person, now).await?;
    tx.commit().await?;
    app.hub.announce();

    info!(enrolment.id = %id, "enrolment {id} is {next:?}");
    let after = Enrolment {
        state: next,
        version: version + 1,
        ..before
    };
    Ok(Reply::of(after).version(version + 1))
}

/// As whom the asker may move it; one may be both.
fn movers(who: &SignedIn, enrolment: &Enrolment) -> Result<Vec<Mover>, Denied> {
    let theirs = Resource::Enrolment {
        programme: enrolment.programme,
        person: enrolment.person,
    };
    let as_coordinator = who.may(Action::ManageEnrolments, &theirs);
    let as_volunteer = who.may(Action::EnrolOneself, &theirs);
    let movers: Vec<Mover> = [
        as_coordinator.map(|()| Mover::Coordinator),
        as_volunteer.map(|()| Mover::Volunteer),
    ]
    .into_iter()
    .flatten()
    .collect();
    if movers.is_empty() {
        return Err(as_volunteer.err().unwrap_or(Denied::Hidden));
    }
    Ok(movers)
}

fn no_such_step(before: &Enrolment, next: EnrolmentState) -> Problem {
    let title = format!(
        "An enrolment that is {} can't become {} by you.",
        before.state.word().to_lowercase(),
        next.word().to_lowercase()
    );
    Problem::new(409, "no_such_step", title)
}

fn stale(current: Enrolment) -> Error {
    Problem::stale(
        "Somebody else has changed this enrolment meanwhile.",
        current,
    )
    .into()
}
