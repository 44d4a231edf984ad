//! The organisation's units.

use crate::auth::SignedIn;
use crate::http::{Answer, Call, Reply};
use crate::state::AppState;
use crate::store::person;
use axum::extract::State;
use pairwell_domain::access::{Action, Resource};
use pairwell_domain::api::people::ListUnits;

pub async fn handle(
    State(app): State<AppState>,
    who: SignedIn,
    _: Call<ListUnits>,
) -> Answer<ListUnits> {
    who.may(Action::ReadPeople, &Resource::Organisation)?;
    Ok(Reply::of(person::units(&app.db).await?))
}
