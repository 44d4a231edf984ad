//! The roster: who works here, in which unit, and whom they report to.

mod field;
mod managers;
mod plan;
mod read;
#[cfg(test)]
mod tests;

pub use field::RosterField;
pub(super) use field::looks_like_a_zone;
pub use plan::{Existing, Planned, RosterPlan, plan};
pub use read::{Roster, RosterReader, RosterRow, missing_columns};
