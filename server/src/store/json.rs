//! Lists and small structures kept as JSON text.

use crate::db::{DbError, Row};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// What a column holds, as its own type.
pub fn read<T: DeserializeOwned>(row: &Row, column: &str) -> Result<T, DbError> {
    let value: Value = row.get(column)?;
    serde_json::from_value(value).map_err(|why| of_another_shape(column, &why))
}

/// [`read`] for what may be megabytes: without a value for every number in it.
pub fn read_large<T: DeserializeOwned>(row: &Row, column: &str) -> Result<T, DbError> {
    let text: String = row.get(column)?;
    serde_json::from_str(&text).map_err(|why| of_another_shape(column, &why))
}

fn of_another_shape(column: &str, why: &serde_json::Error) -> DbError {
    DbError::Column {
        column: column.to_owned(),
        why: format!("holds JSON of another shape: {why}"),
    }
}

/// The list of text in a column.
pub fn list(row: &Row, column: &str) -> Result<Vec<String>, DbError> {
    read(row, column)
}
