//! Makes somebody a coordinator.

use super::detail;
use crate::auth::SignedIn;
use crate::http::accounts::provide;
use crate::http::{Answer, Call, Reply};
use crate::jobs::invite;
use crate::state::AppState;
use crate::store::{audit, event, person, programme};
use axum::extract::State;
use pairwell_domain::access::{Action, Denied, Resource};
use pairwell_domain::api::events::Topic;
use pairwell_domain::api::people::AccountState;
use pairwell_domain::api::programmes::AppointCoordinator;
use pairwell_domain::api::sign_in::LinkKind;
use pairwell_domain::problem::FieldProblem;
use serde_json::json;
use tracing::info;

pub async fn handle(
    State(app): State<AppState>,
    who: SignedIn,
    Call { path: id, body, .. }: Call<AppointCoordinator>,
) -> Answer<AppointCoordinator> {
    who.may(Action::ConfigureProgramme, &Resource::Programme(id))?;
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    programme::by_id(&mut tx, id).await?.ok_or(Denied::Hidden)?;
    let appointed = person::detail(&mut tx, body.person).await?.ok_or_else(|| {
        vec![FieldProblem::new(
            "person",
            "is not on the roster; choose somebody who is",
        )]
    })?;
    let account = provide::account_of(&mut tx, &app, &appointed.row.person).await?;
    let is_new = appointed.row.account == AccountState::None;
    if is_new {
        invite::write(&mut tx, &app, LinkKind::Invitation, &account).await?;
    }
    programme::appoint(&mut tx, id, account.id).await?;
    let subject = format!("programme/{id}");
    let change = json!({ "account": account.id });
    let by = Some(who.account());
    audit::record(&mut tx, now, by, "appoint_coordinator", &subject, &change).await?;
    event::record(&mut tx, now, Topic::Account(account.id), &json!(null)).await?;
    let after = detail(&mut tx, &who, id).await?.ok_or(Denied::Hidden)?;
    tx.commit().await?;
    app.hub.announce();
    if is_new {
        app.mail_waiting.notify_one();
    }

    info!(programme.id = %id, "account {} coordinates programme {id}", account.id);
    Ok(Reply::of(after))
}
