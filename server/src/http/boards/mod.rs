//! Boards: read together, changed together, published once.

pub mod list;
pub mod make_moves;
pub mod preview;
pub mod publish;
pub mod read;

use crate::auth::SignedIn;
use crate::db::{Reader, Tx};
use crate::error::Error;
use crate::store::board;
use pairwell_domain::access::{Action, Denied, Resource};
use pairwell_domain::api::board::{BoardSummary, Stale};
use pairwell_domain::id::BoardId;
use pairwell_domain::problem::Problem;

/// A board, for somebody who may do this with it. One of another programme looks
/// like none at all.
async fn load(
    db: impl Reader,
    who: &SignedIn,
    id: BoardId,
    action: Action,
) -> Result<BoardSummary, Error> {
    let head = board::summary(db, id).await?.ok_or(Denied::Hidden)?;
    who.may(action, &Resource::Programme(head.programme))?;
    Ok(head)
}

/// 412: what the board has become since `version`, and by whose moves.
async fn stale(tx: &mut Tx, id: BoardId, version: i64) -> Result<Error, Error> {
    let board = board::read(tx, id).await?.ok_or(Denied::Hidden)?;
    let since = board::history::since(&mut *tx, id, version).await?;
    let title = match since.last() {
        Some(made) => format!("{} has changed this board in the meantime.", made.by),
        None => "This board has changed in the meantime.".to_owned(),
    };
    Ok(Problem::stale(title, Stale { board, since })
        .detail(
            "Nothing was saved. Look at what it is now, and do it again if it still makes sense.",
        )
        .into())
}
