//! What follows when somebody joins or leaves a pool.

use super::{board, concern, event};
use crate::db::{DbError, Tx, args};
use pairwell_domain::api::board::BoardMoved;
use pairwell_domain::api::events::Topic;
use pairwell_domain::id::{EnrolmentId, ProgrammeId};
use pairwell_domain::time::Instant;
use serde_json::json;

/// Tells whoever watches a programme that its pool is another one. Last in a
/// transaction, like every event.
pub async fn announce(tx: &mut Tx, programme: ProgrammeId, now: Instant) -> Result<(), DbError> {
    for board in board::of_programme(&mut *tx, programme).await? {
        let news = BoardMoved {
            board: board.id,
            made: None,
        };
        let news = json!(news);
        event::record(tx, now, Topic::Board(programme), &news).await?;
    }
    event::record(tx, now, Topic::Participation(programme), &json!(null)).await
}

/// Ends what somebody who withdraws was part of: pairs under way, proposals,
/// requests that wait, and a manager's open concern. A proposal ends rather than
/// being declined: it was no "no" to the other, who may be proposed again one day.
pub async fn leave(tx: &mut Tx, enrolment: EnrolmentId, now: Instant) -> Result<(), DbError> {
    const PAIRS: &str = "
        UPDATE pair SET state = 'ended', ended_at = $2, version = version + 1
        WHERE (mentee_id = $1 OR mentor_id = $1) AND state IN ('proposed', 'active', 'paused')";
    const REQUESTS: &str = "
        UPDATE request SET state = 'withdrawn', answered_at = $2
        WHERE (mentee_id = $1 OR mentor_id = $1) AND state = 'waiting'";
    tx.execute(PAIRS, args![enrolment, now]).await?;
    tx.execute(REQUESTS, args![enrolment, now]).await?;
    concern::drop_open(tx, enrolment, now).await
}
