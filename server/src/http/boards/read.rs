//! A board with everyone on it.

use super::load;
use crate::auth::SignedIn;
use crate::http::{Answer, Call, Reply};
use crate::state::AppState;
use crate::store::board;
use axum::extract::State;
use pairwell_domain::access::{Action, Denied};
use pairwell_domain::api::board::ReadBoard;

pub async fn handle(
    State(app): State<AppState>,
    who: SignedIn,
    Call { path: id, .. }: Call<ReadBoard>,
) -> Answer<ReadBoard> {
    let mut snapshot = app.db.snapshot().await?;
    load(&mut snapshot, &who, id, Action::ReadBoard).await?;
    let board = board::read(&mut snapshot, id)
        .await?
        .ok_or(Denied::Hidden)?;
    let version = board.version;
    Ok(Reply::of(board).version(version))
}
