//! Makes an account an admin's or a leader's, or closes it.

use crate::auth::SignedIn;
use crate::http::{Answer, Call, Reply};
use crate::state::AppState;
use crate::store::{account, audit, event};
use axum::extract::State;
use pairwell_domain::access::{Action, Denied, Resource};
use pairwell_domain::api::accounts::ChangeAccount;
use pairwell_domain::api::events::Topic;
use pairwell_domain::problem::Problem;
use serde_json::json;
use tracing::info;

pub async fn handle(
    State(app): State<AppState>,
    who: SignedIn,
    Call { path: id, body, .. }: Call<ChangeAccount>,
) -> Answer<ChangeAccount> {
    who.may(Action::ManageAccounts, &Resource::Organisation)?;
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let before = account::row(&mut tx, id).await?.ok_or(Denied::Hidden)?;
    let administers_no_longer = before.admin && (!body.admin || body.closed);
    if administers_no_longer && account::other_admins(&mut tx, id).await? == 0 {
        return Err(Problem::new(409, "last_admin", "This is the only admin.")
            .detail("Make somebody else an admin first.")
            .into());
    }
    if id == who.account() && body.closed {
        return Err(
            Problem::new(409, "own_account", "You can't close your own account.")
                .detail("Another admin can.")
                .into(),
        );
    }
    let closed_at = body.closed.then_some(now);
    account::change(&mut tx, id, body.admin, body.leader, closed_at).await?;
    let subject = format!("account/{id}");
    let detail = json!(body);
    let by = Some(who.account());
    audit::record(&mut tx, now, by, "change_account", &subject, &detail).await?;
    event::record(&mut tx, now, Topic::Account(id), &json!(null)).await?;
    let after = account::row(&mut tx, id).await?.ok_or(Denied::Hidden)?;
    tx.commit().await?;
    app.hub.announce();

    info!(account.id = %id, "changed account {id}");
    Ok(Reply::of(after))
}
