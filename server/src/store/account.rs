//! Who can sign in.

use super::person::pattern;
use crate::db::{DbError, FromRow, Reader, Row, Tx, args, from_row};
use pairwell_domain::api::accounts::{AccountRow, AccountsPage, AccountsQuery};
use pairwell_domain::api::people::PAGE;
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

impl FromRow for WithPassword {
    fn from_row(row: &Row) -> Result<Self, DbError> {
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

struct Listed(AccountRow);

impl FromRow for Listed {
    fn from_row(row: &Row) -> Result<Self, DbError> {
        Ok(Listed(AccountRow {
            id: row.get("id")?,
            person: row.get("person_id")?,
            name: row.get("name")?,
            email: row.get("email")?,
            admin: row.get("admin")?,
            leader: row.get("leader")?,
            state: row.get("state")?,
            coordinates: Vec::new(),
        }))
    }
}

/// One page of all accounts, by name, closed ones included.
pub async fn page(mut db: impl Reader, query: &AccountsQuery) -> Result<AccountsPage, DbError> {
    const ROWS: &str = "
        SELECT a.id, a.person_id, a.name, a.email, a.admin, a.leader,
               CASE WHEN a.disabled_at IS NOT NULL THEN 'disabled'
                    WHEN a.password_hash IS NULL THEN 'invited' ELSE 'active' END AS state
        FROM account a LEFT JOIN person p ON p.id = a.person_id
        WHERE ($1 IS NULL OR p.search LIKE $1 OR LOWER(a.name) LIKE $2 OR a.email LIKE $2)
          AND ($3 IS NULL OR (a.name, a.id) > (SELECT c.name, c.id FROM account c WHERE c.id = $3))
        ORDER BY a.name, a.id LIMIT $4";
    const TOTAL: &str = "
        SELECT COUNT(*) FROM account a LEFT JOIN person p ON p.id = a.person_id
        WHERE ($1 IS NULL OR p.search LIKE $1 OR LOWER(a.name) LIKE $2 OR a.email LIKE $2)";
    let folded = pattern(query.q.as_deref());
    // Accounts of nobody on the roster have nothing folded to search in.
    let typed = query.q.as_deref().unwrap_or_default().trim().to_lowercase();
    let plain = format!("%{}%", typed.replace(['%', '_'], ""));
    let limit = PAGE as i64 + 1;
    let values = args![folded, plain, query.after, limit];
    let rows = db.all::<Listed>(ROWS, values).await?;
    let (total,) = db.one::<(u32,)>(TOTAL, args![folded, plain]).await?;
    let more = rows.len() > PAGE;
    let mut accounts: Vec<AccountRow> = rows.into_iter().take(PAGE).map(|row| row.0).collect();
    for account in &mut accounts {
        account.coordinates = coordinates(&mut db, account.id).await?;
    }
    Ok(AccountsPage {
        next: accounts.last().filter(|_| more).map(|account| account.id),
        accounts,
        total,
    })
}

/// An account as it is listed.
pub async fn row(mut db: impl Reader, id: AccountId) -> Result<Option<AccountRow>, DbError> {
    const SQL: &str = "
        SELECT a.id, a.person_id, a.name, a.email, a.admin, a.leader,
               CASE WHEN a.disabled_at IS NOT NULL THEN 'disabled'
                    WHEN a.password_hash IS NULL THEN 'invited' ELSE 'active' END AS state
        FROM account a WHERE a.id = $1";
    let Some(Listed(mut row)) = db.optional(SQL, args![id]).await? else {
        return Ok(None);
    };
    row.coordinates = coordinates(&mut db, id).await?;
    Ok(Some(row))
}

async fn coordinates(db: &mut impl Reader, id: AccountId) -> Result<Vec<String>, DbError> {
    const SQL: &str = "
        SELECT g.name FROM programme g JOIN coordinator c ON c.programme_id = g.id
        WHERE c.account_id = $1 ORDER BY g.starts_on DESC, g.id DESC";
    let names = db.all::<(String,)>(SQL, args![id]).await?;
    Ok(names.into_iter().map(|(name,)| name).collect())
}

/// The account of somebody on the roster, closed or not.
pub async fn of_person(mut db: impl Reader, person: PersonId) -> Result<Option<Account>, DbError> {
    const SQL: &str = "
        SELECT id, person_id, email, name, admin, leader, stamp FROM account WHERE person_id = $1";
    db.optional(SQL, args![person]).await
}

/// How many admins can sign in besides this account.
pub async fn other_admins(mut db: impl Reader, id: AccountId) -> Result<u32, DbError> {
    const SQL: &str = "
        SELECT COUNT(*) FROM account WHERE admin = $2 AND disabled_at IS NULL AND id <> $1";
    let (admins,) = db.one::<(u32,)>(SQL, args![id, true]).await?;
    Ok(admins)
}

/// Sets what an account is and whether it may sign in; closing it ends every
/// session there was.
pub async fn change(
    tx: &mut Tx,
    id: AccountId,
    admin: bool,
    leader: bool,
    closed_at: Option<Instant>,
) -> Result<(), DbError> {
    const SQL: &str = "
        UPDATE account SET admin = $2, leader = $3,
               stamp = CASE WHEN $4 IS NOT NULL AND disabled_at IS NULL THEN stamp + 1
                            ELSE stamp END,
               disabled_at = CASE WHEN $4 IS NULL THEN NULL ELSE COALESCE(disabled_at, $4) END
        WHERE id = $1";
    tx.execute(SQL, args![id, admin, leader, closed_at]).await?;
    Ok(())
}
