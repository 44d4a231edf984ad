//! Who can sign in.

use crate::db::{DbError, Reader, Tx, args, from_row};
use pairwell_domain::id::{AccountId, PersonId};
use pairwell_domain::text::EmailAddress;
use pairwell_domain::time::Instant;

#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    pub id: AccountId,
    pub person_id: Option<PersonId>,
    pub email: EmailAddress,
    pub name: String,
    pub admin: bool,
    pub leader: bool,
    /// Raised to end every session of this account.
    pub stamp: i64,
}
from_row!(Account {
    id,
    person_id,
    email,
    name,
    admin,
    leader,
    stamp
});

/// An account with what proves a password right. Not for passing around.
pub struct WithPassword {
    pub account: Account,
    pub password_hash: Option<String>,
}

impl crate::db::FromRow for WithPassword {
    fn from_row(row: &crate::db::Row) -> Result<Self, DbError> {
        Ok(WithPassword {
            account: Account::from_row(row)?,
            password_hash: row.get("password_hash")?,
        })
    }
}

/// The account that signs in with `email`, unless it is disabled.
pub async fn by_email(
    mut db: impl Reader,
    email: &EmailAddress,
) -> Result<Option<WithPassword>, DbError> {
    const SQL: &str = "
        SELECT id, person_id, email, name, admin, leader, stamp, password_hash
        FROM account WHERE email = $1 AND disabled_at IS NULL";
    db.optional(SQL, args![email]).await
}

/// An account, unless it is disabled.
pub async fn by_id(mut db: impl Reader, id: AccountId) -> Result<Option<Account>, DbError> {
    const SQL: &str = "
        SELECT id, person_id, email, name, admin, leader, stamp
        FROM account WHERE id = $1 AND disabled_at IS NULL";
    db.optional(SQL, args![id]).await
}

pub async fn any(mut db: impl Reader) -> Result<bool, DbError> {
    const SQL: &str = "SELECT id FROM account LIMIT 1";
    Ok(db.optional::<(AccountId,)>(SQL, &[]).await?.is_some())
}

/// Adds an account that has no password yet. [`DbError::is_duplicate`]
/// `("account", "email")` when the address has one already.
pub async fn add(tx: &mut Tx, account: &Account, now: Instant) -> Result<(), DbError> {
    const SQL: &str = "
        INSERT INTO account (id, person_id, email, name, admin, leader, stamp, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let Account {
        id,
        person_id,
        email,
        name,
        admin,
        leader,
        stamp,
    } = account;
    tx.execute(
        SQL,
        args![id, person_id, email, name, admin, leader, stamp, now],
    )
    .await?;
    Ok(())
}

/// Sets a password and ends every session there was; returns the new stamp.
pub async fn set_password(tx: &mut Tx, id: AccountId, hash: &str) -> Result<i64, DbError> {
    const SQL: &str = "
        UPDATE account SET password_hash = $2, stamp = stamp + 1 WHERE id = $1 RETURNING stamp";
    let (stamp,) = (&mut *tx).one::<(i64,)>(SQL, args![id, hash]).await?;
    Ok(stamp)
}
