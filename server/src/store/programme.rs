//! Programmes and their settings.

use super::json;
use crate::db::{DbError, FromRow, Reader, Row, Tx, args, from_row};
use pairwell_domain::api::programmes::{Coordinator, EnrolledCounts};
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

/// Changes settings, unless somebody else did since `programme.version`.
pub async fn update(tx: &mut Tx, programme: &Programme) -> Result<bool, DbError> {
    const SQL: &str = "
        UPDATE programme SET name = $3, starts_on = $4, ends_on = $5, cadence_days = $6,
               minutes_per_month = $7, pair_months = $8, capacity_cap = $9, version = version + 1
        WHERE id = $1 AND version = $2";
    let Programme {
        id,
        name,
        starts_on,
        ends_on,
        cadence_days,
        minutes_per_month,
        pair_months,
        capacity_cap,
        version,
        ..
    } = programme;
    let values = args![
        id,
        version,
        name,
        starts_on,
        ends_on,
        cadence_days,
        minutes_per_month,
        pair_months,
        capacity_cap
    ];
    Ok(tx.execute(SQL, values).await? == 1)
}

from_row!(Coordinator { account, name });

/// Who coordinates a programme, by name.
pub async fn coordinators(
    mut db: impl Reader,
    programme: ProgrammeId,
) -> Result<Vec<Coordinator>, DbError> {
    const SQL: &str = "
        SELECT a.id AS account, a.name FROM account a
        JOIN coordinator c ON c.account_id = a.id
        WHERE c.programme_id = $1 AND a.disabled_at IS NULL ORDER BY a.name, a.id";
    db.all(SQL, args![programme]).await
}

from_row!(EnrolledCounts {
    mentors,
    mentees,
    applied,
    invited,
    pairs
});

/// How enrolment stands.
pub async fn enrolled(
    mut db: impl Reader,
    programme: ProgrammeId,
) -> Result<EnrolledCounts, DbError> {
    const SQL: &str = "
        SELECT COUNT(CASE WHEN state = 'accepted' AND role = 'mentor' THEN 1 END) AS mentors,
               COUNT(CASE WHEN state = 'accepted' AND role = 'mentee' THEN 1 END) AS mentees,
               COUNT(CASE WHEN state = 'applied' THEN 1 END) AS applied,
               COUNT(CASE WHEN state = 'invited' THEN 1 END) AS invited,
               (SELECT COUNT(*) FROM pair WHERE programme_id = $1
                AND state IN ('proposed', 'active', 'paused')) AS pairs
        FROM enrolment WHERE programme_id = $1";
    db.one(SQL, args![programme]).await
}

/// Takes coordinating from an account; `false` when it did not.
pub async fn dismiss(
    tx: &mut Tx,
    programme: ProgrammeId,
    account: AccountId,
) -> Result<bool, DbError> {
    const SQL: &str = "DELETE FROM coordinator WHERE programme_id = $1 AND account_id = $2";
    Ok(tx.execute(SQL, args![programme, account]).await? == 1)
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
