//! The roster: looking people up, bringing it up to date, inviting people.

pub mod decide_leavers;
pub mod get;
pub mod import;
pub mod invite;
pub mod list;
pub mod list_units;
