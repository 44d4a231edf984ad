//! Volunteering, and changing what one told.

use super::still_running;
use crate::auth::SignedIn;
use crate::http::{Answer, Call, Reply};
use crate::state::AppState;
use crate::store::{audit, enrolment, pool, programme};
use crate::time_zone;
use axum::extract::State;
use pairwell_domain::access::{Action, Denied, Resource};
use pairwell_domain::api::enrolments::EnrolMyself;
use pairwell_domain::enrolment::{Enrolment, EnrolmentState, Mover};
use serde_json::json;
use tracing::info;

pub async fn handle(
    State(app): State<AppState>,
    who: SignedIn,
    Call { path: id, body, .. }: Call<EnrolMyself>,
) -> Answer<EnrolMyself> {
    who.may(Action::EnrolOneself, &Resource::Programme(id))?;
    let me = who.actor.person.ok_or(Denied::Hidden)?;
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let programme = programme::by_id(&mut tx, id).await?.ok_or(Denied::Hidden)?;
    still_running(&programme, now.date())?;
    let told = body
        .told
        .validate(body.role, programme.capacity_cap, time_zone::exists)?;
    let mine = enrolment::of_person(&mut tx, id, me).await?;
    let before = mine.into_iter().find(|mine| mine.role == body.role);
    let enrolment = match before {
        None => {
            let new = Enrolment {
                id: app.clock.new_id(),
                programme: id,
                person: me,
                role: body.role,
                state: EnrolmentState::Applied,
                answers: told,
                version: 1,
            };
            enrolment::add(&mut tx, std::slice::from_ref(&new), now).await?;
            new
        }
        Some(before) => {
            // Whoever is in keeps their place; whoever was asked, or was here
            // before, volunteers with this.
            let applied = EnrolmentState::Applied;
            let state = if before.state.may_be_moved(applied, Mover::Volunteer) {
                applied
            } else {
                before.state
            };
            enrolment::change(&mut tx, &before, state, &told, now).await?;
            Enrolment {
                state,
                answers: told,
                version: before.version + 1,
                ..before
            }
        }
    };
    let subject = format!("enrolment/{}", enrolment.id);
    let detail = json!({ "role": enrolment.role, "state": enrolment.state });
    let by = Some(who.account());
    audit::record(&mut tx, now, by, "enrol_myself", &subject, &detail).await?;
    pool::announce(&mut tx, id, now).await?;
    tx.commit().await?;
    app.hub.announce();

    info!(enrolment.id = %enrolment.id, "enrolment {} was told anew", enrolment.id);
    let version = enrolment.version;
    Ok(Reply::of(enrolment).version(version))
}
