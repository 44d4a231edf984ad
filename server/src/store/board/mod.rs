//! Boards: what coordinators decided, and everyone it is about.
//!
//! `people` reads who is on a board, `blocks` who can't be paired with whom,
//! `around` just as much of both as one move needs, `draft` the decisions,
//! `history` the moves that led to each version, `presence` who has it open, and
//! `scenarios` changes boards as a whole.

pub mod around;
mod blocks;
pub mod draft;
pub mod history;
mod people;
pub mod presence;
pub mod scenarios;

use super::json;
use crate::db::{DbError, FromRow, Reader, Row, Tx, args, from_row};
use pairwell_domain::api::board::BoardSummary;
use pairwell_domain::board::{Board, StandingPair, new_draft};
use pairwell_domain::fit::Weights;
use pairwell_domain::id::{BoardId, ProgrammeId};
use pairwell_domain::programme::Programme;
use pairwell_domain::time::Instant;
use uuid::Uuid;

impl FromRow for BoardSummary {
    fn from_row(row: &Row) -> Result<Self, DbError> {
        Ok(BoardSummary {
            id: row.get("id")?,
            programme: row.get("programme_id")?,
            name: row.get("name")?,
            objective: row.get("objective")?,
            version: row.get("version")?,
            updated: row.get("updated_at")?,
        })
    }
}

pub async fn summary(mut db: impl Reader, id: BoardId) -> Result<Option<BoardSummary>, DbError> {
    const SQL: &str = "
        SELECT id, programme_id, name, objective, version, updated_at FROM board WHERE id = $1";
    db.optional(SQL, args![id]).await
}

/// Boards of a programme, oldest first.
pub async fn of_programme(
    mut db: impl Reader,
    programme: ProgrammeId,
) -> Result<Vec<BoardSummary>, DbError> {
    const SQL: &str = "
        SELECT id, programme_id, name, objective, version, updated_at FROM board
        WHERE programme_id = $1 ORDER BY created_at, id LIMIT 200";
    db.all(SQL, args![programme]).await
}

/// Adds an empty board that weighs what its programme weighs.
pub async fn add(
    tx: &mut Tx,
    id: BoardId,
    programme: ProgrammeId,
    name: &str,
    now: Instant,
) -> Result<(), DbError> {
    const SQL: &str = "
        INSERT INTO board (id, programme_id, name, objective, weights, created_at, updated_at, version)
        SELECT $1, p.id, $3, 'best_total', p.weights, $4, $4, 1 FROM programme p WHERE p.id = $2";
    tx.execute(SQL, args![id, programme, name, now]).await?;
    Ok(())
}

/// Makes whoever else wants to add, rename or remove a board of the programme wait
/// for this transaction, so that there is one first board, always a last one, and
/// no name twice.
pub async fn hold_programme(tx: &mut Tx, programme: ProgrammeId) -> Result<(), DbError> {
    const SQL: &str = "UPDATE programme SET version = version WHERE id = $1";
    tx.execute(SQL, args![programme]).await?;
    Ok(())
}

/// Takes the board from `version` to the next; `false` when it is not at
/// `version` any more. From here to the commit nobody else can change it.
pub async fn advance(
    tx: &mut Tx,
    id: BoardId,
    version: i64,
    now: Instant,
) -> Result<bool, DbError> {
    const SQL: &str = "
        UPDATE board SET version = version + 1, updated_at = $3 WHERE id = $1 AND version = $2";
    Ok(tx.execute(SQL, args![id, version, now]).await? == 1)
}

struct Head {
    id: BoardId,
    programme_id: ProgrammeId,
    name: String,
    version: i64,
    capacity_cap: u8,
}
from_row!(Head {
    id,
    programme_id,
    name,
    version,
    capacity_cap
});

/// A whole board: the draft and everyone it is about, in order of id. Read in
/// one transaction, so that all of it is of the same moment.
pub async fn read(tx: &mut Tx, id: BoardId) -> Result<Option<Board>, DbError> {
    const SQL: &str = "
        SELECT b.id, b.programme_id, b.name, b.version, p.capacity_cap
        FROM board b JOIN programme p ON p.id = b.programme_id WHERE b.id = $1";
    let Some(head) = (&mut *tx).optional::<Head>(SQL, args![id]).await? else {
        return Ok(None);
    };
    let Some(draft) = draft::read(tx, id).await? else {
        return Ok(None);
    };
    let board = Board {
        id: head.id,
        programme: head.programme_id,
        name: head.name,
        version: head.version,
        draft,
        places_cap: head.capacity_cap,
        mentors: Vec::new(),
        mentees: Vec::new(),
        blocks: Vec::new(),
        warnings: Vec::new(),
        standing: Vec::new(),
        aside: Vec::new(),
    };
    Ok(Some(with_people(tx, board).await?))
}

/// A board on which nobody has decided anything, for a programme that has none
/// yet; it is not kept.
pub async fn undecided(tx: &mut Tx, programme: &Programme) -> Result<Board, DbError> {
    let board = Board {
        id: BoardId::from(Uuid::nil()),
        programme: programme.id,
        name: String::new(),
        version: 0,
        draft: new_draft(programme.weights),
        places_cap: programme.capacity_cap,
        mentors: Vec::new(),
        mentees: Vec::new(),
        blocks: Vec::new(),
        warnings: Vec::new(),
        standing: Vec::new(),
        aside: Vec::new(),
    };
    with_people(tx, board).await
}

async fn with_people(tx: &mut Tx, board: Board) -> Result<Board, DbError> {
    let standing = standing(tx, board.programme).await?;
    let people = people::read(tx, board.programme).await?;
    let (blocks, warnings) = blocks::read(tx, board.programme, &people).await?;
    let aside = people::aside(tx, board.programme).await?;
    Ok(Board {
        aside,
        mentors: people.mentors,
        mentees: people.mentees,
        blocks,
        warnings,
        standing,
        ..board
    })
}

impl FromRow for StandingPair {
    fn from_row(row: &Row) -> Result<Self, DbError> {
        Ok(StandingPair {
            pair: row.get("id")?,
            mentee: row.get("mentee_id")?,
            mentor: row.get("mentor_id")?,
            state: row.get("state")?,
            fit: row.get("fit")?,
        })
    }
}

async fn standing(tx: &mut Tx, programme: ProgrammeId) -> Result<Vec<StandingPair>, DbError> {
    const SQL: &str = "
        SELECT id, mentee_id, mentor_id, state, fit FROM pair
        WHERE programme_id = $1 AND state IN ('proposed', 'active', 'paused')
        ORDER BY mentee_id";
    let mut db = tx;
    db.all(SQL, args![programme]).await
}

/// Weights as they are kept in a column.
fn weights(row: &Row) -> Result<Weights, DbError> {
    json::read(row, "weights")
}
