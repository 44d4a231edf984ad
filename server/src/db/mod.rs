//! The one place that knows which database is underneath.
//!
//! [`Db`] is SQLite or PostgreSQL, [`Tx`] a transaction on either. Store
//! functions write one SQL text with `$1` parameters and get rows back as plain
//! structs:
//!
//! ```text
//! pub async fn by_email(mut db: impl Reader, email: &EmailAddress) -> Result<Option<Account>, DbError> {
//!     const SQL: &str = "SELECT id, name FROM account WHERE email = $1";
//!     db.optional(SQL, args![email]).await
//! }
//! from_row!(Account { id, name });
//! ```
//!
//! `dispatch` runs a statement on whichever engine there is, `column` says how
//! each type is kept, `constraint` which rule a refused statement broke,
//! `dialect` holds the few texts that differ, `connect` opens and migrates, `files`
//! locks an SQLite database's files, `revision` tells whether anything was committed.

mod column;
mod connect;
mod constraint;
pub mod dialect;
mod dispatch;
pub mod files;
mod revision;
mod words;

pub use column::{Bind, Column, FromRow, Row, Value};
pub(crate) use column::{args, from_row, text_enum};
pub use connect::{SqliteDb, sqlite_file};
pub use constraint::{DbError, Storage};
pub use dispatch::Reader;
pub use revision::Revision;

use sqlx::{PgPool, Postgres, Sqlite, Transaction};

#[derive(Clone, Debug)]
pub enum Db {
    Sqlite(SqliteDb),
    Postgres(PgPool),
}

/// A transaction; dropping it without [`Tx::commit`] takes everything back.
pub enum Tx {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

impl Db {
    pub fn engine(&self) -> Engine {
        match self {
            Db::Sqlite(_) => Engine::Sqlite,
            Db::Postgres(_) => Engine::Postgres,
        }
    }
}
