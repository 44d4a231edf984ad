//! Who takes part in a programme.

pub mod accept_all;
pub mod change_state;
pub mod enrol_myself;
pub mod enrol_person;
pub mod get_mine;
pub mod import;
pub mod list;

use crate::db::{DbError, Tx};
use crate::error::Error;
use crate::store::{event, person};
use pairwell_domain::api::events::Topic;
use pairwell_domain::enrolment::{Answers, Meeting, Role};
use pairwell_domain::id::PersonId;
use pairwell_domain::problem::Problem;
use pairwell_domain::programme::{Programme, default};
use pairwell_domain::time::{Date, Instant};
use serde_json::json;

/// Tells somebody that their part changed, if they can sign in.
pub(in crate::http) async fn tell(
    tx: &mut Tx,
    person: PersonId,
    now: Instant,
) -> Result<(), DbError> {
    if let Some(account) = person::account(&mut *tx, person).await? {
        event::record(tx, now, Topic::Account(account), &json!(null)).await?;
    }
    Ok(())
}

/// Nobody joins what is over, nor objects to it.
pub(in crate::http) fn still_running(programme: &Programme, today: Date) -> Result<(), Error> {
    if programme.ends_on >= today {
        return Ok(());
    }
    let title = format!("{} is over since {}.", programme.name, programme.ends_on);
    Err(Problem::new(409, "programme_over", title).into())
}

/// What stands in an enrolment before the person has told anything.
fn untold(role: Role, time_zone: Option<String>) -> Answers {
    Answers {
        capacity: match role {
            Role::Mentor => default::CAPACITY,
            Role::Mentee => 0,
        },
        minutes_per_month: default::MINUTES_PER_MONTH,
        offers: Vec::new(),
        wants: Vec::new(),
        goals: Vec::new(),
        languages: Vec::new(),
        time_zone: time_zone.unwrap_or_else(|| "UTC".into()),
        meeting: Meeting::Either,
        style: None,
        moments: Vec::new(),
        hopes: None,
    }
}
