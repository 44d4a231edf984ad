//! One-time links: set-up, invitation, reset, demo. Only their hash is kept.

use crate::db::{DbError, Reader, Tx, args, from_row, text_enum};
use pairwell_domain::api::sign_in::LinkKind;
use pairwell_domain::id::AccountId;
use pairwell_domain::time::Instant;
use uuid::Uuid;

text_enum!(LinkKind {
    Setup = "setup",
    Invitation = "invitation",
    Reset = "reset",
    Demo = "demo",
});

#[derive(Debug)]
pub struct Link {
    pub id: Uuid,
    pub kind: LinkKind,
    /// None for a set-up link.
    pub account_id: Option<AccountId>,
}
from_row!(Link {
    id,
    kind,
    account_id
});

pub struct NewLink<'a> {
    pub id: Uuid,
    pub kind: LinkKind,
    pub account: Option<AccountId>,
    pub token_hash: &'a [u8],
    pub expires: Instant,
}

pub async fn add(tx: &mut Tx, link: &NewLink<'_>, now: Instant) -> Result<(), DbError> {
    const SQL: &str = "
        INSERT INTO link (id, kind, account_id, token_hash, created_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6)";
    let values = args![
        link.id,
        link.kind,
        link.account,
        link.token_hash,
        now,
        link.expires
    ];
    tx.execute(SQL, values).await?;
    Ok(())
}

/// A link that may still be used.
pub async fn usable(
    mut db: impl Reader,
    token_hash: &[u8],
    now: Instant,
) -> Result<Option<Link>, DbError> {
    const SQL: &str = "
        SELECT id, kind, account_id FROM link
        WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2";
    db.optional(SQL, args![token_hash, now]).await
}

/// Uses a link up; `false` when somebody else just did.
pub async fn use_up(tx: &mut Tx, id: Uuid, now: Instant) -> Result<bool, DbError> {
    const SQL: &str = "UPDATE link SET used_at = $2 WHERE id = $1 AND used_at IS NULL";
    Ok(tx.execute(SQL, args![id, now]).await? == 1)
}

/// Withdraws set-up links: there is only ever one.
pub async fn withdraw_setup(tx: &mut Tx) -> Result<(), DbError> {
    tx.execute("DELETE FROM link WHERE kind = 'setup'", &[])
        .await?;
    Ok(())
}

/// Withdraws unused invitation and reset links of an account: the newest counts.
pub async fn withdraw(tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    const SQL: &str = "
        DELETE FROM link
        WHERE account_id = $1 AND used_at IS NULL AND kind IN ('invitation', 'reset')";
    tx.execute(SQL, args![account]).await?;
    Ok(())
}
