//! Who takes part, in counts: for leaders.
//!
//! The server sends only what may be told; this shows it, says what it means and
//! hands it on as a file. What is highlighted and how units are shown stands in
//! the address.

mod figures;
mod levels;
mod model;
mod page;
mod pipeline;
mod units;

pub use page::ParticipationPage;
