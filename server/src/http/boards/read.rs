//! A board with everyone on it.

use super::load;
use crate::auth::SignedIn;
use crate::http::kept::kept;
use crate::http::{Answer, Call, Reply};
use crate::state::AppState;
use crate::store::board;
use axum::extract::State;
use pairwell_domain::access::{Action, Denied, Resource};
use pairwell_domain::api::board::ReadBoard;

pub async fn handle(
    State(app): State<AppState>,
    who: SignedIn,
    Call { path: id, .. }: Call<ReadBoard>,
) -> Answer<ReadBoard> {
    kept(&app, &who, id.0, Action::ReadBoard, async || {
        let mut snapshot = app.db.snapshot().await?;
        load(&mut snapshot, &who, id, Action::ReadBoard).await?;
        let board = board::read(&mut snapshot, id)
            .await?
            .ok_or(Denied::Hidden)?;
        let (here, version) = (Resource::Programme(board.programme), board.version);
        Ok((here, Reply::of(board).version(version)))
    })
    .await
}
