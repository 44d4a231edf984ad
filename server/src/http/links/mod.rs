//! One-time links: looking at what one is for, and using it.

pub mod list_waiting;
pub mod look_at;
pub mod use_once;

use pairwell_domain::problem::Problem;

/// The same whether a link never was, was used, or has expired.
pub(super) fn spent() -> Problem {
    Problem::new(410, "link_spent", "This link can't be used any more.")
        .detail("It was used before, replaced by a newer one, or has expired. Ask for a new one.")
}
