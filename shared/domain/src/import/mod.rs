//! Reading what an organisation already has: its roster, as an HR system
//! exports it, and its sheets of volunteers.
//!
//! The flow is the same for both. The server decodes a file into records and
//! knows nothing of their meaning; here `columns` recognises which column holds
//! what, a reader turns each record into a row and notes what is wrong with it,
//! and a plan compares the rows with what is kept already. A plan with problems
//! is only ever shown; one without is applied whole. Nothing in a file is
//! trusted: every cell becomes a bounded text, a known word, a date, or a
//! problem that names its row.

pub mod columns;
pub mod dates;
pub mod enrolments;
pub mod report;
pub mod roster;
pub mod value;

pub use columns::{Column, Field, Mapping};
pub use report::RowProblem;
