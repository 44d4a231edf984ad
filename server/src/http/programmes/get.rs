//! One programme.

use super::detail;
use crate::auth::SignedIn;
use crate::http::{Answer, Call, Reply};
use crate::state::AppState;
use axum::extract::State;
use pairwell_domain::access::{Action, Denied, Resource};
use pairwell_domain::api::programmes::GetProgramme;

pub async fn handle(
    State(app): State<AppState>,
    who: SignedIn,
    Call { path: id, .. }: Call<GetProgramme>,
) -> Answer<GetProgramme> {
    who.may(Action::ReadProgramme, &Resource::Programme(id))?;
    let mut tx = app.db.snapshot().await?;
    let found = detail(&mut tx, &who, id).await?.ok_or(Denied::Hidden)?;
    let version = found.programme.version;
    Ok(Reply::of(found).version(version))
}
