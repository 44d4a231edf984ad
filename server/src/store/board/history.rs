//! The moves that led to each version of a board.

use crate::db::{DbError, FromRow, Reader, Row, Tx, args};
use crate::store::json;
use pairwell_domain::board::MoveMade;
use pairwell_domain::id::{AccountId, BoardId};

impl FromRow for MoveMade {
    fn from_row(row: &Row) -> Result<Self, DbError> {
        Ok(MoveMade {
            version: row.get("version")?,
            by: row.get("by_name")?,
            at: row.get("at")?,
            moves: json::read(row, "moves")?,
        })
    }
}

pub async fn record(
    tx: &mut Tx,
    board: BoardId,
    by: AccountId,
    made: &MoveMade,
) -> Result<(), DbError> {
    const SQL: &str = "
        INSERT INTO board_move (board_id, version, by_account_id, at, moves)
        VALUES ($1, $2, $3, $4, $5)";
    let moves = serde_json::to_value(&made.moves).map_err(|why| DbError::Column {
        column: "moves".into(),
        why: why.to_string(),
    })?;
    tx.execute(SQL, args![board, made.version, by, made.at, moves])
        .await?;
    Ok(())
}

/// The moves after `version`, oldest first; the newest 200 where there are more.
pub async fn since(
    mut db: impl Reader,
    board: BoardId,
    version: i64,
) -> Result<Vec<MoveMade>, DbError> {
    const SQL: &str = "
        SELECT m.version, a.name AS by_name, m.at, m.moves
        FROM board_move m JOIN account a ON a.id = m.by_account_id
        WHERE m.board_id = $1 AND m.version > $2
        ORDER BY m.version DESC LIMIT 200";
    let mut made = db.all::<MoveMade>(SQL, args![board, version]).await?;
    made.reverse();
    Ok(made)
}
