//! Browsing mentors, looking at one, and asking.

mod ask;
mod card;
mod directory;
mod filter_bar;
mod model;
mod profile;
mod state;
mod why;

pub use directory::MentorsPage;
pub use profile::MentorPage;
