//! Lists and small structures kept as JSON text.

use crate::db::{DbError, Row};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// What a column holds, as its own type.
pub fn read<T: DeserializeOwned>(row: &Row, column: &str) -> Result<T, DbError> {
    let value: Value = row.get(column)?;
    serde_json::from_value(value).map_err(|why| DbError::Column {
        column: column.to_owned(),
        why: format!("holds JSON of another shape: {why}"),
    })
}

/// The list of text in a column.
pub fn list(row: &Row, column: &str) -> Result<Vec<String>, DbError> {
    read(row, column)
}
