//! One person on the roster.

use crate::auth::SignedIn;
use crate::http::{Answer, Call, Reply};
use crate::state::AppState;
use crate::store::person;
use axum::extract::State;
use pairwell_domain::access::{Action, Denied, Resource};
use pairwell_domain::api::people::GetPerson;

pub async fn handle(
    State(app): State<AppState>,
    who: SignedIn,
    Call { path: id, .. }: Call<GetPerson>,
) -> Answer<GetPerson> {
    who.may(Action::ReadPeople, &Resource::Organisation)?;
    let detail = person::detail(&app.db, id).await?;
    Ok(Reply::of(detail.ok_or(Denied::Hidden)?))
}
