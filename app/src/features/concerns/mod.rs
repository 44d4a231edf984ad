//! The time mentoring asks of people: what their manager says to it, and what a coordinator
//! offers.

mod compromise;
mod queue;
mod raise;
mod settle;
mod team;
mod words;

pub use queue::ConcernsPage;
pub use team::TeamPage;

use crate::api::{Latest, on_event};
use crate::session::use_session;
use leptos::prelude::untrack;
use pairwell_domain::api::events::Topic;

/// Reads again when the other side has said something.
fn follow<T: Send + Sync + 'static>(latest: Latest<T>) {
    if let Some(me) = untrack(|| use_session().me()) {
        on_event(Topic::Account(me.account), move |_| latest.reload());
    }
}
