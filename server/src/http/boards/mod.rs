//! Boards: read together, changed together, published once. A programme has as
//! many as there are scenarios to compare.

pub mod add;
pub mod be_here;
pub mod list;
pub mod make_moves;
pub mod moves;
pub mod preview;
pub mod publish;
pub mod read;
pub mod read_record;
pub mod remove;
pub mod rename;

use crate::auth::SignedIn;
use crate::db::{Reader, Tx};
use crate::error::Error;
use crate::store::{board, event};
use pairwell_domain::access::{Action, Denied, Resource};
use pairwell_domain::api::board::{BOARD_NAME_MAX, BoardMoved, BoardSummary, Stale};
use pairwell_domain::api::events::Topic;
use pairwell_domain::id::{BoardId, ProgrammeId};
use pairwell_domain::problem::{FieldProblem, Problem};
use pairwell_domain::text::one_line;
use pairwell_domain::time::Instant;

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

/// A name for a board beside `others`, as it is kept: trimmed, and not to be
/// mistaken for another one's.
fn name<'a>(
    raw: &str,
    mut others: impl Iterator<Item = &'a BoardSummary>,
) -> Result<String, Error> {
    let wrong = |message: String| Error::from(vec![FieldProblem::new("name", message)]);
    let name = one_line(raw, BOARD_NAME_MAX).map_err(|why| wrong(why.to_string()))?;
    let folded = name.to_lowercase();
    match others.find(|other| other.name.to_lowercase() == folded) {
        None => Ok(name),
        Some(other) => Err(wrong(format!(
            "is taken: there is a scenario “{}” already; please choose another",
            other.name
        ))),
    }
}

/// Tells that a board is not what it was, beyond its draft. Last in the
/// transaction: other events wait for its commit.
async fn announce(
    tx: &mut Tx,
    programme: ProgrammeId,
    board: BoardId,
    now: Instant,
) -> Result<(), Error> {
    let news =
        serde_json::to_value(BoardMoved { board, made: None }).map_err(anyhow::Error::from)?;
    event::record(tx, now, Topic::Board(programme), &news).await?;
    Ok(())
}
