//! The roster: looking people up, deciding about leavers, inviting, importing.

mod import;
mod leavers;
mod list;
mod model;
mod row;
mod state;

pub use import::PeopleImportPage;
pub use list::PeoplePage;
