//! Answers already given, for clients that repeat a request because they did
//! not hear the answer. Kept in the transaction of what was done.

use crate::db::{DbError, Reader, Tx, args, from_row};
use pairwell_domain::id::AccountId;
use pairwell_domain::time::Instant;
use serde_json::Value;

pub struct Given {
    pub request_hash: Vec<u8>,
    pub response: Value,
}
from_row!(Given {
    request_hash,
    response
});

pub async fn recall(
    mut db: impl Reader,
    account: AccountId,
    key: &str,
) -> Result<Option<Given>, DbError> {
    const SQL: &str =
        "SELECT request_hash, response FROM idempotency WHERE account_id = $1 AND key = $2";
    db.optional(SQL, args![account, key]).await
}

pub async fn keep(
    tx: &mut Tx,
    account: AccountId,
    key: &str,
    request_hash: &[u8],
    response: &Value,
    now: Instant,
) -> Result<(), DbError> {
    const SQL: &str = "
        INSERT INTO idempotency (account_id, key, request_hash, response, created_at)
        VALUES ($1, $2, $3, $4, $5)";
    tx.execute(SQL, args![account, key, request_hash, response, now])
        .await?;
    Ok(())
}

pub async fn sweep(tx: &mut Tx, before: Instant) -> Result<u64, DbError> {
    const SQL: &str = "DELETE FROM idempotency WHERE created_at < $1";
    tx.execute(SQL, args![before]).await
}
