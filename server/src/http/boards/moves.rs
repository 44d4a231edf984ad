//! The moves made on a board since a version.

use super::load;
use crate::auth::SignedIn;
use crate::http::{Answer, Call, Reply};
use crate::state::AppState;
use crate::store::board::history;
use axum::extract::State;
use pairwell_domain::access::Action;
use pairwell_domain::api::board::ListMoves;

pub async fn handle(
    State(app): State<AppState>,
    who: SignedIn,
    Call {
        path: id, query, ..
    }: Call<ListMoves>,
) -> Answer<ListMoves> {
    let mut snapshot = app.db.snapshot().await?;
    let head = load(&mut snapshot, &who, id, Action::ReadBoard).await?;
    let made = history::since(&mut snapshot, id, query.since).await?;
    Ok(Reply::of(made).version(head.version))
}
