//! The roster, a page at a time.

use crate::auth::SignedIn;
use crate::http::{Answer, Call, Reply};
use crate::state::AppState;
use crate::store::person;
use axum::extract::State;
use pairwell_domain::access::{Action, Resource};
use pairwell_domain::api::people::ListPeople;

pub async fn handle(
    State(app): State<AppState>,
    who: SignedIn,
    Call { query, .. }: Call<ListPeople>,
) -> Answer<ListPeople> {
    who.may(Action::ReadPeople, &Resource::Organisation)?;
    Ok(Reply::of(person::page(&app.db, &query).await?))
}
