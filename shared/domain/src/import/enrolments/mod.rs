//! A sheet of volunteers for one programme: who mentors, who is to be mentored,
//! and what they told. A person may stand in it once in each role.

mod field;
mod plan;
mod read;
#[cfg(test)]
mod tests;

pub use field::EnrolmentField;
pub use plan::{EnrolmentPlan, Known, PlannedEnrolment, Rules, plan};
pub use read::{EnrolmentRow, Sheet, SheetReader, missing_columns};
