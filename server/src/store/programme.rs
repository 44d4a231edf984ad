//! Programmes and their settings.

use super::json;
use crate::db::{DbError, FromRow, Reader, Row, Tx, args};
use pairwell_domain::id::{AccountId, ProgrammeId};
use pairwell_domain::programme::Programme;
use pairwell_domain::time::Instant;
use serde_json::json;

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

/// Every programme, the latest first.
pub async fn all(mut db: impl Reader) -> Result<Vec<Programme>, DbError> {
    const SQL: &str = "
        SELECT id, name, starts_on, ends_on, cadence_days, minutes_per_month, pair_months,
               capacity_cap, weights, version
        FROM programme ORDER BY starts_on DESC, id DESC";
    db.all(SQL, &[]).await
}

pub async fn add(tx: &mut Tx, programme: &Programme, now: Instant) -> Result<(), DbError> {
    const SQL: &str = "
        INSERT INTO programme (id, name, starts_on, ends_on, cadence_days, minutes_per_month,
                               pair_months, capacity_cap, weights, created_at, version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    let Programme {
        id,
        name,
        starts_on,
        ends_on,
        cadence_days,
        minutes_per_month,
        pair_months,
        capacity_cap,
        weights,
        version,
    } = programme;
    let weights = json!(weights);
    let values = args![
        id,
        name,
        starts_on,
        ends_on,
        cadence_days,
        minutes_per_month,
        pair_months,
        capacity_cap,
        weights,
        now,
        version
    ];
    tx.execute(SQL, values).await?;
    Ok(())
}

/// Makes an account one of a programme's coordinators; it may be one already.
pub async fn appoint(
    tx: &mut Tx,
    programme: ProgrammeId,
    account: AccountId,
) -> Result<(), DbError> {
    const SQL: &str = "
        INSERT INTO coordinator (programme_id, account_id) VALUES ($1, $2)
        ON CONFLICT (programme_id, account_id) DO NOTHING";
    tx.execute(SQL, args![programme, account]).await?;
    Ok(())
}
