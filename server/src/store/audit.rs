//! Who did what, when, to what: written in the same transaction as the deed.
//! Never a password, a token, a note or an answer.

use crate::db::{DbError, Tx, args};
use pairwell_domain::id::AccountId;
use pairwell_domain::time::Instant;
use serde_json::Value;

/// `action` reads like `sign_in` or `lock_pair`, `subject` like `account/<id>`.
pub async fn record(
    tx: &mut Tx,
    now: Instant,
    actor: Option<AccountId>,
    action: &str,
    subject: &str,
    detail: &Value,
) -> Result<(), DbError> {
    const SQL: &str = "
        INSERT INTO audit (at, actor_id, action, subject, detail) VALUES ($1, $2, $3, $4, $5)";
    tx.execute(SQL, args![now, actor, action, subject, detail])
        .await?;
    Ok(())
}
