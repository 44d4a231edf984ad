//! Who takes part, as counts that may be told.

use crate::auth::extract::SignedIn;
use crate::http::{Answer, Call, Reply};
use crate::state::AppState;
use crate::store;
use axum::extract::State;
use pairwell_domain::access::{Action, Resource};
use pairwell_domain::api::participation::GetParticipation;
use pairwell_domain::insight::participation;
use pairwell_domain::problem::Problem;

pub async fn handle(
    State(app): State<AppState>,
    who: SignedIn,
    Call {
        path: programme, ..
    }: Call<GetParticipation>,
) -> Answer<GetParticipation> {
    who.may(Action::ReadParticipation, &Resource::Programme(programme))?;
    let today = app.clock.now().date();
    let mut snapshot = app.db.snapshot().await?;
    let programme = store::programme::by_id(&mut snapshot, programme)
        .await?
        .ok_or_else(Problem::not_found)?;
    let facts = store::participation::facts(&mut snapshot, &programme, today).await?;
    Ok(Reply::of(participation(&programme, today, facts)))
}
