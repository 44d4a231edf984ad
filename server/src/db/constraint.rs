//! What went wrong in the database, with broken rules told apart from faults.

use sqlx::postgres::PgDatabaseError;
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
    #[error(transparent)]
    Database(sqlx::Error),
}

impl DbError {
    /// Whether the unique index over these columns was hit:
    /// `why.is_duplicate("pair", "mentor_id, mentee_id")`. Columns, because
    /// SQLite does not tell an index's name.
    pub fn is_duplicate(&self, table: &str, columns: &str) -> bool {
        matches!(self, DbError::Duplicate { table: t, columns: c } if t == table && c == columns)
    }
}

impl From<sqlx::Error> for DbError {
    fn from(error: sqlx::Error) -> Self {
        let Some(refusal) = error.as_database_error() else {
            return DbError::Database(error);
        };
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
