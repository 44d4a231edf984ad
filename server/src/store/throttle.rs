//! How often something was tried lately.

use crate::db::{Db, DbError, Tx, args, from_row};
use pairwell_domain::time::Instant;

pub struct Window {
    pub attempts: i64,
    /// When this window began.
    pub since: Instant,
}
from_row!(Window { attempts, since });

/// Adds one try to `bucket` and returns its window, begun anew when the last
/// one is over.
pub async fn count(
    db: &Db,
    bucket: &str,
    now: Instant,
    window_seconds: i64,
) -> Result<Window, DbError> {
    const SQL: &str = "
        INSERT INTO throttle (bucket, attempts, since) VALUES ($1, 1, $2)
        ON CONFLICT (bucket) DO UPDATE SET
            attempts = CASE WHEN throttle.since <= $3 THEN 1 ELSE throttle.attempts + 1 END,
            since = CASE WHEN throttle.since <= $3 THEN excluded.since ELSE throttle.since END
        RETURNING attempts, since";
    use crate::db::Reader;
    let mut tx = db.begin().await?;
    let over = now.plus_seconds(-window_seconds);
    let window = (&mut tx).one(SQL, args![bucket, now, over]).await?;
    tx.commit().await?;
    Ok(window)
}

pub async fn forget(db: &Db, bucket: &str) -> Result<(), DbError> {
    const SQL: &str = "DELETE FROM throttle WHERE bucket = $1";
    db.execute(SQL, args![bucket]).await?;
    Ok(())
}

/// Forgets windows begun before `before`.
pub async fn sweep(tx: &mut Tx, before: Instant) -> Result<u64, DbError> {
    const SQL: &str = "DELETE FROM throttle WHERE since < $1";
    tx.execute(SQL, args![before]).await
}
