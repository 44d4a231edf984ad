//! What went wrong in the database, with broken rules told apart from faults.

use sqlx::error::DatabaseError;
use sqlx::postgres::PgDatabaseError;
use sqlx::sqlite::SqliteError;
use std::io::{self, ErrorKind};
use thiserror::Error;

#[derive(Debug, Error)]
pub enum DbError {
    /// There is already a row with the same values in columns that are unique.
    #[error("there is already such a {table} (by {columns})")]
    Duplicate {
        table: String,
        /// Joined by ", ", in the index's order.
        columns: String,
    },
    /// A row this one points to is not there, or is still pointed to.
    #[error("a row refers to one that is not there: {0}")]
    Reference(String),
    /// What a column holds is not what the program expects there.
    #[error("column {column} {why}")]
    Column { column: String, why: String },
    /// Nothing can be written for now; see [`Storage`].
    #[error("{storage}: {cause}")]
    Storage {
        storage: Storage,
        cause: sqlx::Error,
    },
    /// No connection was free, or none could be made, within the time there is for it.
    #[error("the database does not answer: {0}")]
    Unreachable(sqlx::Error),
    #[error(transparent)]
    Database(sqlx::Error),
}

/// Why what the database is kept on takes no writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Storage {
    #[error("the database's disk is full")]
    Full,
    #[error("the database can only be read")]
    ReadOnly,
    #[error("the database's disk fails")]
    Failing,
}

impl DbError {
    /// Whether the unique index over these columns was hit:
    /// `why.is_duplicate("pair", "mentor_id, mentee_id")`. Columns, because
    /// SQLite does not tell an index's name.
    pub fn is_duplicate(&self, table: &str, columns: &str) -> bool {
        matches!(self, DbError::Duplicate { table: t, columns: c } if t == table && c == columns)
    }
}

/// Of a file that was to be written.
impl From<io::Error> for DbError {
    fn from(error: io::Error) -> Self {
        let storage = match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Storage::Full,
            ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied => Storage::ReadOnly,
            _ => Storage::Failing,
        };
        DbError::Storage {
            storage,
            cause: sqlx::Error::Io(error),
        }
    }
}

impl From<sqlx::Error> for DbError {
    fn from(error: sqlx::Error) -> Self {
        let Some(refusal) = error.as_database_error() else {
            return match error {
                sqlx::Error::PoolTimedOut | sqlx::Error::Io(_) => DbError::Unreachable(error),
                other => DbError::Database(other),
            };
        };
        if let Some(storage) = storage_fault(refusal) {
            return DbError::Storage {
                storage,
                cause: error,
            };
        }
        if refusal.is_foreign_key_violation() {
            return DbError::Reference(refusal.message().to_owned());
        }
        if !refusal.is_unique_violation() {
            return DbError::Database(error);
        }
        let postgres = refusal.try_downcast_ref::<PgDatabaseError>();
        let found = match postgres {
            Some(told) => from_postgres(told.table(), told.detail()),
            None => from_sqlite(refusal.message()),
        };
        match found {
            Some((table, columns)) => DbError::Duplicate { table, columns },
            None => DbError::Database(error),
        }
    }
}

/// By SQLite's primary result code, or PostgreSQL's SQLSTATE.
fn storage_fault(refusal: &dyn DatabaseError) -> Option<Storage> {
    let code = refusal.code()?;
    if refusal.try_downcast_ref::<SqliteError>().is_some() {
        // The lowest byte of an extended code is the primary one.
        return match code.parse::<u32>().ok()? & 0xff {
            8 => Some(Storage::ReadOnly),
            10 => Some(Storage::Failing),
            13 => Some(Storage::Full),
            _ => None,
        };
    }
    match &*code {
        "53100" => Some(Storage::Full),
        "25006" => Some(Storage::ReadOnly),
        "58030" => Some(Storage::Failing),
        _ => None,
    }
}

/// SQLite says "UNIQUE constraint failed: pair.mentor_id, pair.mentee_id".
fn from_sqlite(message: &str) -> Option<(String, String)> {
    let named = message.rsplit(": ").next()?;
    let (table, _) = named.split_once('.')?;
    let columns: Vec<&str> = named
        .split(", ")
        .map(|column| column.split_once('.').map_or(column, |(_, name)| name))
        .collect();
    Some((table.to_owned(), columns.join(", ")))
}

/// PostgreSQL says "Key (mentor_id, mentee_id)=(…) already exists.", the words
/// in the server's language.
fn from_postgres(table: Option<&str>, detail: Option<&str>) -> Option<(String, String)> {
    let (before, _) = detail?.split_once(")=(")?;
    let (_, columns) = before.split_once('(')?;
    Some((table?.to_owned(), columns.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_databases_name_the_same_columns() {
        let pair = Some(("pair".to_owned(), "mentor_id, mentee_id".to_owned()));
        assert_eq!(
            from_sqlite("UNIQUE constraint failed: pair.mentor_id, pair.mentee_id"),
            pair
        );
        assert_eq!(
            from_postgres(
                Some("pair"),
                Some("Key (mentor_id, mentee_id)=(1, 2) already exists.")
            ),
            pair
        );
    }
}
