//! Lets everybody who has applied into the pool.

use crate::auth::SignedIn;
use crate::http::{Answer, Call, Reply};
use crate::state::AppState;
use crate::store::{audit, enrolment, pool};
use axum::extract::State;
use pairwell_domain::access::{Action, Resource};
use pairwell_domain::api::enrolments::{AcceptAll, Accepted};
use serde_json::json;
use tracing::info;

pub async fn handle(
    State(app): State<AppState>,
    who: SignedIn,
    Call {
        path: programme,
        body,
        ..
    }: Call<AcceptAll>,
) -> Answer<AcceptAll> {
    who.may(Action::ManageEnrolments, &Resource::Programme(programme))?;
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    tx.hold_enrolments(Some(programme)).await?;
    let accepted = enrolment::accept_all(&mut tx, programme, body.role, now).await?;
    if accepted > 0 {
        let subject = format!("programme/{programme}");
        let detail = json!({ "role": body.role, "accepted": accepted });
        let by = Some(who.account());
        audit::record(&mut tx, now, by, "accept_all", &subject, &detail).await?;
        pool::announce(&mut tx, programme, now).await?;
    }
    tx.commit().await?;
    app.hub.announce();

    info!(programme.id = %programme, "accepted {accepted} into programme {programme}");
    Ok(Reply::of(Accepted {
        accepted: u32::try_from(accepted).unwrap_or(u32::MAX),
    }))
}
