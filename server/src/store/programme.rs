//! Programmes and their settings.

use super::json;
use crate::db::{DbError, FromRow, Reader, Row, args};
use pairwell_domain::id::ProgrammeId;
use pairwell_domain::programme::Programme;

impl FromRow for Programme {
    fn from_row(row: &Row) -> Result<Self, DbError> {
        Ok(Programme {
            id: row.get("id")?,
            name: row.get("name")?,
            starts_on: row.get("starts_on")?,
            ends_on: row.get("ends_on")?,
            cadence_days: row.get("cadence_days")?,
            minutes_per_month: row.get("minutes_per_month")?,
            pair_months: row.get("pair_months")?,
            capacity_cap: row.get("capacity_cap")?,
            weights: json::read(row, "weights")?,
            version: row.get("version")?,
        })
    }
}

pub async fn by_id(mut db: impl Reader, id: ProgrammeId) -> Result<Option<Programme>, DbError> {
    const SQL: &str = "
        SELECT id, name, starts_on, ends_on, cadence_days, minutes_per_month, pair_months,
               capacity_cap, weights, version
        FROM programme WHERE id = $1";
    db.optional(SQL, args![id]).await
}
