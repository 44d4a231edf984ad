//! Who has a board open. Rows go with their board.

use crate::db::{Db, DbError, Reader, args, from_row};
use pairwell_domain::id::{AccountId, BoardId};
use pairwell_domain::time::Instant;

/// Somebody who was on a board, and when they last said so.
pub struct Seen {
    pub account_id: AccountId,
    pub name: String,
    pub seen_at: Instant,
}
from_row!(Seen {
    account_id,
    name,
    seen_at
});

/// Everyone who was on a board lately, in order of name.
pub async fn all(mut db: impl Reader, board: BoardId) -> Result<Vec<Seen>, DbError> {
    const SQL: &str = "
        SELECT p.account_id, a.name, p.seen_at
        FROM board_presence p JOIN account a ON a.id = p.account_id
        WHERE p.board_id = $1 ORDER BY a.name, a.id LIMIT 200";
    db.all(SQL, args![board]).await
}

/// Notes that somebody is on a board now. A statement of its own, as is [`forget`]: two who
/// did both in one transaction could wait for each other.
pub async fn note(
    db: &Db,
    board: BoardId,
    account: AccountId,
    now: Instant,
) -> Result<(), DbError> {
    const SQL: &str = "
        INSERT INTO board_presence (board_id, account_id, seen_at) VALUES ($1, $2, $3)
        ON CONFLICT (board_id, account_id) DO UPDATE SET seen_at = excluded.seen_at";
    db.execute(SQL, args![board, account, now]).await?;
    Ok(())
}

/// Forgets who was not heard of since `since`.
pub async fn forget(db: &Db, board: BoardId, since: Instant) -> Result<(), DbError> {
    const SQL: &str = "DELETE FROM board_presence WHERE board_id = $1 AND seen_at < $2";
    db.execute(SQL, args![board, since]).await?;
    Ok(())
}
