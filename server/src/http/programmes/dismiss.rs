//! Somebody stops coordinating.

use super::detail;
use crate::auth::SignedIn;
use crate::http::{Answer, Call, Reply};
use crate::state::AppState;
use crate::store::{audit, event, programme};
use axum::extract::State;
use pairwell_domain::access::{Action, Denied, Resource};
use pairwell_domain::api::events::Topic;
use pairwell_domain::api::programmes::DismissCoordinator;
use pairwell_domain::problem::Problem;
use serde_json::json;
use tracing::info;

pub async fn handle(
    State(app): State<AppState>,
    who: SignedIn,
    Call {
        path: (id, account),
        ..
    }: Call<DismissCoordinator>,
) -> Answer<DismissCoordinator> {
    who.may(Action::ConfigureProgramme, &Resource::Programme(id))?;
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    programme::by_id(&mut tx, id).await?.ok_or(Denied::Hidden)?;
    if !programme::dismiss(&mut tx, id, account).await? {
        return Err(Denied::Hidden.into());
    }
    if programme::coordinators(&mut tx, id).await?.is_empty() {
        return Err(Problem::new(
            409,
            "last_coordinator",
            "A programme has at least one coordinator.",
        )
        .detail("Appoint somebody else first.")
        .into());
    }
    let subject = format!("programme/{id}");
    let change = json!({ "account": account });
    let by = Some(who.account());
    audit::record(&mut tx, now, by, "dismiss_coordinator", &subject, &change).await?;
    event::record(&mut tx, now, Topic::Account(account), &json!(null)).await?;
    let after = detail(&mut tx, &who, id).await?.ok_or(Denied::Hidden)?;
    tx.commit().await?;
    app.hub.announce();

    info!(programme.id = %id, "account {account} no longer coordinates programme {id}");
    Ok(Reply::of(after))
}
