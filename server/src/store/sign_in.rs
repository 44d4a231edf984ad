//! Sessions and their refresh tokens.

use super::account::Account;
use crate::db::{DbError, FromRow, Reader, Row, Tx, args};
use pairwell_domain::id::{AccountId, SignInId};
use pairwell_domain::time::Instant;

pub async fn begin(
    tx: &mut Tx,
    id: SignInId,
    account: &Account,
    now: Instant,
    expires: Instant,
) -> Result<(), DbError> {
    const SQL: &str = "
        INSERT INTO sign_in (id, account_id, stamp, created_at, expires_at)
        VALUES ($1, $2, $3, $4, $5)";
    tx.execute(SQL, args![id, account.id, account.stamp, now, expires])
        .await?;
    Ok(())
}

/// A session that holds until then, unless it is revoked before.
pub struct Live {
    pub expires_at: Instant,
    pub account: Account,
}

impl FromRow for Live {
    fn from_row(row: &Row) -> Result<Self, DbError> {
        Ok(Live {
            expires_at: row.get("expires_at")?,
            account: Account::from_row(row)?,
        })
    }
}

/// A session that still holds, with its account: neither revoked nor expired, of
/// an account that is neither disabled nor stamped anew.
pub async fn live(
    mut db: impl Reader,
    id: SignInId,
    account: AccountId,
    stamp: i64,
    now: Instant,
) -> Result<Option<Live>, DbError> {
    const SQL: &str = "
        SELECT s.expires_at, a.id, a.person_id, a.email, a.name, a.admin, a.leader, a.stamp
        FROM sign_in s JOIN account a ON a.id = s.account_id
        WHERE s.id = $1 AND a.id = $2 AND s.stamp = $3 AND a.stamp = $3
          AND s.revoked_at IS NULL AND s.expires_at > $4 AND a.disabled_at IS NULL";
    db.optional(SQL, args![id, account, stamp, now]).await
}

/// Ends one session at once.
pub async fn revoke(tx: &mut Tx, id: SignInId, now: Instant) -> Result<(), DbError> {
    const SQL: &str = "UPDATE sign_in SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL";
    tx.execute(SQL, args![id, now]).await?;
    Ok(())
}

pub async fn add_refresh_token(
    tx: &mut Tx,
    id: SignInId,
    hash: &[u8],
    now: Instant,
) -> Result<(), DbError> {
    const SQL: &str = "INSERT INTO refresh_token (hash, sign_in_id, issued_at) VALUES ($1, $2, $3)";
    tx.execute(SQL, args![hash, id, now]).await?;
    Ok(())
}

/// A refresh token whose session still holds.
pub struct RefreshToken {
    pub sign_in: SignInId,
    pub expires_at: Instant,
    pub used_at: Option<Instant>,
    pub account: Account,
}

impl FromRow for RefreshToken {
    fn from_row(row: &Row) -> Result<Self, DbError> {
        Ok(RefreshToken {
            sign_in: row.get("sign_in_id")?,
            expires_at: row.get("expires_at")?,
            used_at: row.get("used_at")?,
            account: Account::from_row(row)?,
        })
    }
}

pub async fn by_refresh_token(
    mut db: impl Reader,
    hash: &[u8],
    now: Instant,
) -> Result<Option<RefreshToken>, DbError> {
    const SQL: &str = "
        SELECT r.sign_in_id, r.used_at, s.expires_at,
               a.id, a.person_id, a.email, a.name, a.admin, a.leader, a.stamp
        FROM refresh_token r
        JOIN sign_in s ON s.id = r.sign_in_id
        JOIN account a ON a.id = s.account_id
        WHERE r.hash = $1 AND s.revoked_at IS NULL AND s.expires_at > $2
          AND s.stamp = a.stamp AND a.disabled_at IS NULL";
    db.optional(SQL, args![hash, now]).await
}

/// Marks a token used; `false` when it already was.
pub async fn mark_refresh_token_used(
    tx: &mut Tx,
    hash: &[u8],
    now: Instant,
) -> Result<bool, DbError> {
    const SQL: &str = "UPDATE refresh_token SET used_at = $2 WHERE hash = $1 AND used_at IS NULL";
    Ok(tx.execute(SQL, args![hash, now]).await? == 1)
}

/// Forgets sessions that ended before `before`, with their tokens.
pub async fn sweep(tx: &mut Tx, before: Instant) -> Result<u64, DbError> {
    const SQL: &str = "DELETE FROM sign_in WHERE expires_at < $1 OR revoked_at < $1";
    tx.execute(SQL, args![before]).await
}
