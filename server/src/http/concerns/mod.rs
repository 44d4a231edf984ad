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
use crate::http::enrolments::tell;
use crate::store::concern::{self, Asked, Stored};
use crate::store::{event, programme};
use pairwell_domain::access::{Action, Denied};
use pairwell_domain::api::concerns::Concern;
use pairwell_domain::api::events::Topic;
use pairwell_domain::concern::ConcernRefusal;
use pairwell_domain::id::ConcernId;
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

fn stale(current: Concern) -> Error {
    let title = "Somebody else has changed this concern meanwhile.";
    Problem::stale(title, current).into()
}

/// Keeps what becomes of a concern read in this version, unless somebody else was first.
async fn keep(tx: &mut Tx, after: &Concern, version: i64) -> Result<(), Error> {
    if concern::change(tx, after, version).await? {
        return Ok(());
    }
    let now = concern::by_id(tx, after.id).await?.ok_or(Denied::Hidden)?;
    Err(stale(now.concern))
}

/// Tells everyone who sees a concern that it changed: whom it is about, their
/// manager, and the coordinators. Last in the transaction.
async fn tell_everyone(tx: &mut Tx, about: &Asked, now: Instant) -> Result<(), DbError> {
    tell(tx, about.person, now).await?;
    if let Some(manager) = about.manager {
        tell(tx, manager, now).await?;
    }
    for coordinator in programme::coordinators(&mut *tx, about.programme).await? {
        let topic = Topic::Account(coordinator.account);
        event::record(tx, now, topic, &Value::Null).await?;
    }
    Ok(())
}
