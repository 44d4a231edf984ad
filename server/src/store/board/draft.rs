//! The decisions on a board: rules about mentees, places of mentors.

use super::weights;
use crate::db::{DbError, FromRow, Reader, Row, Tx, args, from_row, text_enum};
use crate::store::json;
use pairwell_domain::board::{Draft, Lock};
use pairwell_domain::id::{AccountId, BoardId, EnrolmentId};
use pairwell_domain::time::Instant;
use serde::Serialize;

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Lock,
    Forbid,
    Leave,
}
text_enum!(Kind {
    Lock = "lock",
    Forbid = "forbid",
    Leave = "leave",
});

struct Rule {
    kind: Kind,
    mentee_id: EnrolmentId,
    mentor_id: Option<EnrolmentId>,
    reason: Option<String>,
}
from_row!(Rule {
    kind,
    mentee_id,
    mentor_id,
    reason
});

/// What a board seeks and weighs.
struct Aims(Draft);

impl FromRow for Aims {
    fn from_row(row: &Row) -> Result<Self, DbError> {
        Ok(Aims(Draft {
            objective: row.get("objective")?,
            weights: weights(row)?,
            rules: json::read(row, "keeps_to")?,
            ..Draft::default()
        }))
    }
}

pub async fn read(tx: &mut Tx, board: BoardId) -> Result<Option<Draft>, DbError> {
    const AIMS: &str = "SELECT objective, weights, keeps_to FROM board WHERE id = $1";
    const RULES: &str =
        "SELECT kind, mentee_id, mentor_id, reason FROM board_rule WHERE board_id = $1";
    const PLACES: &str = "SELECT mentor_id, places FROM board_place WHERE board_id = $1";
    let mut db = tx;
    let Some(Aims(mut draft)) = db.optional::<Aims>(AIMS, args![board]).await? else {
        return Ok(None);
    };
    for rule in db.all::<Rule>(RULES, args![board]).await? {
        let Rule {
            kind,
            mentee_id: mentee,
            mentor_id,
            reason,
        } = rule;
        match (kind, mentor_id) {
            (Kind::Lock, Some(mentor)) => {
                draft.locks.insert(mentee, Lock { mentor, reason });
            }
            (Kind::Forbid, Some(mentor)) => {
                draft.forbids.insert((mentee, mentor));
            }
            (Kind::Leave, _) => {
                draft.left_out.insert(mentee);
            }
            (Kind::Lock | Kind::Forbid, None) => {
                return Err(DbError::Column {
                    column: "mentor_id".into(),
                    why: "is NULL in a rule that is about a mentor".into(),
                });
            }
        }
    }
    let places = db.all::<(EnrolmentId, u8)>(PLACES, args![board]).await?;
    draft.places.extend(places);
    Ok(Some(draft))
}

/// Writes down what is different in `after`. What is gone goes first: a mentee
/// has one seat, and a pair one rule.
pub async fn save(
    tx: &mut Tx,
    board: BoardId,
    before: &Draft,
    after: &Draft,
    by: AccountId,
    now: Instant,
) -> Result<(), DbError> {
    remove(tx, board, before, after).await?;
    add(tx, board, before, after, by, now).await?;
    let aims = |draft: &Draft| (draft.objective, draft.weights, draft.rules);
    if aims(before) != aims(after) {
        const SQL: &str =
            "UPDATE board SET objective = $2, weights = $3, keeps_to = $4 WHERE id = $1";
        let weights = to_json("weights", &after.weights)?;
        let rules = to_json("keeps_to", &after.rules)?;
        tx.execute(SQL, args![board, after.objective, weights, rules])
            .await?;
    }
    Ok(())
}

fn to_json(column: &str, value: &impl Serialize) -> Result<serde_json::Value, DbError> {
    serde_json::to_value(value).map_err(|why| DbError::Column {
        column: column.into(),
        why: why.to_string(),
    })
}

async fn remove(tx: &mut Tx, board: BoardId, before: &Draft, after: &Draft) -> Result<(), DbError> {
    const SEAT: &str = "
        DELETE FROM board_rule
        WHERE board_id = $1 AND mentee_id = $2 AND kind IN ('lock', 'leave')";
    const FORBID: &str = "
        DELETE FROM board_rule
        WHERE board_id = $1 AND mentee_id = $2 AND mentor_id = $3 AND kind = 'forbid'";
    const PLACES: &str = "DELETE FROM board_place WHERE board_id = $1 AND mentor_id = $2";
    let unlocked = before.locks.iter();
    let unlocked = unlocked.filter(|(mentee, lock)| after.locks.get(mentee) != Some(lock));
    let back_in = before.left_out.difference(&after.left_out);
    for mentee in unlocked.map(|(mentee, _)| mentee).chain(back_in) {
        tx.execute(SEAT, args![board, mentee]).await?;
    }
    for (mentee, mentor) in before.forbids.difference(&after.forbids) {
        tx.execute(FORBID, args![board, mentee, mentor]).await?;
    }
    for (mentor, places) in &before.places {
        if after.places.get(mentor) != Some(places) {
            tx.execute(PLACES, args![board, mentor]).await?;
        }
    }
    Ok(())
}

async fn add(
    tx: &mut Tx,
    board: BoardId,
    before: &Draft,
    after: &Draft,
    by: AccountId,
    now: Instant,
) -> Result<(), DbError> {
    const RULE: &str = "
        INSERT INTO board_rule (board_id, mentee_id, mentor_id, kind, reason, by_account_id, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    const PLACES: &str = "
        INSERT INTO board_place (board_id, mentor_id, places) VALUES ($1, $2, $3)";
    for (mentee, lock) in &after.locks {
        if before.locks.get(mentee) != Some(lock) {
            let Lock { mentor, reason } = lock;
            tx.execute(
                RULE,
                args![board, mentee, mentor, Kind::Lock, reason, by, now],
            )
            .await?;
        }
    }
    const NOBODY: Option<EnrolmentId> = None;
    const NO_REASON: Option<String> = None;
    for mentee in after.left_out.difference(&before.left_out) {
        tx.execute(
            RULE,
            args![board, mentee, NOBODY, Kind::Leave, NO_REASON, by, now],
        )
        .await?;
    }
    for (mentee, mentor) in after.forbids.difference(&before.forbids) {
        tx.execute(
            RULE,
            args![board, mentee, mentor, Kind::Forbid, NO_REASON, by, now],
        )
        .await?;
    }
    for (mentor, places) in &after.places {
        if before.places.get(mentor) != Some(places) {
            tx.execute(PLACES, args![board, mentor, places]).await?;
        }
    }
    Ok(())
}
