//! Accounts and what they may do.

use crate::auth::SignedIn;
use crate::http::{Answer, Call, Reply};
use crate::state::AppState;
use crate::store::account;
use axum::extract::State;
use pairwell_domain::access::{Action, Resource};
use pairwell_domain::api::accounts::ListAccounts;

pub async fn handle(
    State(app): State<AppState>,
    who: SignedIn,
    Call { query, .. }: Call<ListAccounts>,
) -> Answer<ListAccounts> {
    who.may(Action::ManageAccounts, &Resource::Organisation)?;
    Ok(Reply::of(account::page(&app.db, &query).await?))
}
