//! Boards as scenarios: copied, renamed and thrown away as a whole.
//!
//! Whoever adds, renames or removes one holds its programme first
//! ([`super::hold_programme`]), so that names stay different and one board stays.

use crate::db::{DbError, Reader, Tx, args};
use pairwell_domain::id::{BoardId, PublicationId};
use pairwell_domain::time::Instant;

/// Makes moves on a board, and publishing it, wait for this transaction.
pub async fn hold(tx: &mut Tx, id: BoardId) -> Result<(), DbError> {
    const SQL: &str = "UPDATE board SET version = version WHERE id = $1";
    tx.execute(SQL, args![id]).await?;
    Ok(())
}

/// Adds a board of the same programme with all that was decided on `of`, by whom
/// and when, but not the moves that led there. Hold `of` first.
pub async fn add_copy(
    tx: &mut Tx,
    id: BoardId,
    of: BoardId,
    name: &str,
    now: Instant,
) -> Result<(), DbError> {
    const BOARD: &str = "
        INSERT INTO board (id, programme_id, name, objective, weights, keeps_to, created_at, updated_at, version)
        SELECT $1, b.programme_id, $3, b.objective, b.weights, b.keeps_to, $4, $4, 1
        FROM board b WHERE b.id = $2";
    const RULES: &str = "
        INSERT INTO board_rule (board_id, mentee_id, mentor_id, kind, reason, by_account_id, at)
        SELECT $1, r.mentee_id, r.mentor_id, r.kind, r.reason, r.by_account_id, r.at
        FROM board_rule r WHERE r.board_id = $2";
    const PLACES: &str = "
        INSERT INTO board_place (board_id, mentor_id, places)
        SELECT $1, p.mentor_id, p.places FROM board_place p WHERE p.board_id = $2";
    tx.execute(BOARD, args![id, of, name, now]).await?;
    tx.execute(RULES, args![id, of]).await?;
    tx.execute(PLACES, args![id, of]).await?;
    Ok(())
}

/// Gives a board another name. What was decided on it stays as it is, and so do
/// its version and when it was last changed.
pub async fn rename(tx: &mut Tx, id: BoardId, name: &str) -> Result<(), DbError> {
    const SQL: &str = "UPDATE board SET name = $2 WHERE id = $1";
    tx.execute(SQL, args![id, name]).await?;
    Ok(())
}

/// Whether pairs were ever published from a board.
pub async fn was_published(mut db: impl Reader, id: BoardId) -> Result<bool, DbError> {
    const SQL: &str = "SELECT id FROM publication WHERE board_id = $1 LIMIT 1";
    let any = db.optional::<(PublicationId,)>(SQL, args![id]).await?;
    Ok(any.is_some())
}

/// Removes a board that was never published, with everything decided on it. Who has it
/// open goes by itself: somebody may say so in this very moment.
pub async fn remove(tx: &mut Tx, id: BoardId) -> Result<(), DbError> {
    const RULES: &str = "DELETE FROM board_rule WHERE board_id = $1";
    const PLACES: &str = "DELETE FROM board_place WHERE board_id = $1";
    const MOVES: &str = "DELETE FROM board_move WHERE board_id = $1";
    const BOARD: &str = "DELETE FROM board WHERE id = $1";
    for sql in [RULES, PLACES, MOVES, BOARD] {
        tx.execute(sql, args![id]).await?;
    }
    Ok(())
}
