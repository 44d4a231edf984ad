//! Managers see the time asked of their reports and raise concerns; coordinators
//! offer compromises.

pub mod answer;
pub mod list;
pub mod propose;
pub mod raise;
pub mod team;

use crate::auth::extract::SignedIn;
use crate::db::{DbError, Tx};
use crate::error::Error;
use crate::store::concern::{self, Stored};
use crate::store::{event, programme};
use pairwell_domain::access::{Action, Denied};
use pairwell_domain::api::events::Topic;
use pairwell_domain::concern::ConcernRefusal;
use pairwell_domain::id::{ConcernId, ProgrammeId};
use pairwell_domain::problem::Problem;
use pairwell_domain::time::Instant;
use serde_json::Value;

/// A concern, for somebody who may do this with it.
async fn load(tx: &mut Tx, who: &SignedIn, id: ConcernId, action: Action) -> Result<Stored, Error> {
    let stored = concern::by_id(tx, id).await?.ok_or(Denied::Hidden)?;
    who.may(action, &stored.asked.resource(who.me.person))?;
    Ok(stored)
}

fn refused(refusal: ConcernRefusal) -> Problem {
    Problem::new(409, refusal.code(), refusal.to_string())
}

/// Tells the coordinators that the queue changed. Last in the transaction.
async fn tell_coordinators(
    tx: &mut Tx,
    programme: ProgrammeId,
    now: Instant,
) -> Result<(), DbError> {
    for coordinator in programme::coordinators(&mut *tx, programme).await? {
        let topic = Topic::Account(coordinator.account);
        event::record(tx, now, topic, &Value::Null).await?;
    }
    Ok(())
}
