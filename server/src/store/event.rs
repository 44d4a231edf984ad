//! What happened, numbered, for browsers that watch. An event is written in the
//! transaction of what it tells of.

use crate::db::{DbError, Reader, Tx, args, from_row};
use pairwell_domain::api::events::Topic;
use pairwell_domain::time::Instant;
use serde_json::Value;

#[derive(Debug, PartialEq)]
pub struct Event {
    pub seq: i64,
    pub topic: String,
    pub payload: Value,
}
from_row!(Event {
    seq,
    topic,
    payload
});

/// Writes an event. Call it last in a transaction: on PostgreSQL other events
/// wait for this one's commit.
pub async fn record(
    tx: &mut Tx,
    now: Instant,
    topic: Topic,
    payload: &Value,
) -> Result<(), DbError> {
    const SQL: &str = "INSERT INTO event (at, topic, payload) VALUES ($1, $2, $3)";
    tx.hold_event_order().await?;
    tx.execute(SQL, args![now, topic.to_string(), payload])
        .await?;
    Ok(())
}

/// The next events after number `seq`, oldest first, at most 200.
pub async fn after(mut db: impl Reader, seq: i64) -> Result<Vec<Event>, DbError> {
    const SQL: &str = "SELECT seq, topic, payload FROM event WHERE seq > $1 ORDER BY seq LIMIT 200";
    db.all(SQL, args![seq]).await
}

/// Number of the newest event; 0 when there is none.
pub async fn newest(mut db: impl Reader) -> Result<i64, DbError> {
    const SQL: &str = "SELECT COALESCE(MAX(seq), 0) FROM event";
    let (seq,) = db.one::<(i64,)>(SQL, &[]).await?;
    Ok(seq)
}

/// Whether every event after number `seq` is still there.
pub async fn reaches_back_to(mut db: impl Reader, seq: i64) -> Result<bool, DbError> {
    const SQL: &str = "SELECT MIN(seq), MAX(seq) FROM event";
    let (oldest, newest) = db.one::<(Option<i64>, Option<i64>)>(SQL, &[]).await?;
    Ok(oldest.is_none_or(|oldest| oldest <= seq + 1) && newest.is_none_or(|newest| seq <= newest))
}

/// Forgets events from before `before`; a browser away for longer starts afresh.
pub async fn sweep(tx: &mut Tx, before: Instant) -> Result<u64, DbError> {
    const SQL: &str = "DELETE FROM event WHERE at < $1";
    tx.execute(SQL, args![before]).await
}
