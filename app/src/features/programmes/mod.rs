//! Programmes: all of them, starting one, and one programme's own page.

mod coordinators;
mod list;
mod mine;
mod one;
mod settings;
mod start;

pub use list::ProgrammesPage;
pub use one::ProgrammePage;
