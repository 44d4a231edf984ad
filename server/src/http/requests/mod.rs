//! Mentees ask mentors; mentors answer.

pub mod answer;
pub mod ask;
pub mod list;
pub mod withdraw;

use crate::auth::extract::SignedIn;
use crate::db::Reader;
use crate::error::Error;
use crate::store::request::{self, Stored};
use pairwell_domain::access::{Action, Denied};
use pairwell_domain::id::RequestId;
use pairwell_domain::problem::Problem;
use pairwell_domain::request::RequestState;

/// A request, for somebody who may do this with it.
async fn load(
    db: impl Reader,
    who: &SignedIn,
    id: RequestId,
    action: Action,
) -> Result<Stored, Error> {
    let stored = request::by_id(db, id).await?.ok_or(Denied::Hidden)?;
    who.may(action, &stored.resource())?;
    Ok(stored)
}

/// 409: somebody was faster, or time ran out.
fn no_longer_waiting(state: RequestState) -> Problem {
    let title = match state {
        RequestState::Accepted => "This request has been accepted already.",
        RequestState::Declined => "This request has been declined already.",
        RequestState::Withdrawn => "This request has been taken back.",
        RequestState::Lapsed | RequestState::Waiting => "The time to answer this request is over.",
    };
    Problem::new(409, "not_waiting", title)
}
