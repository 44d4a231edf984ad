//! The screens, one module each. They are made of `ui`, `forms`, `api` and
//! `session`, and do not import one another.

pub mod accounts;
pub mod board;
pub mod concerns;
pub mod enrolments;
pub mod forgot;
pub mod frame;
pub mod home;
pub mod link;
pub mod links;
pub mod mentors;
pub mod not_found;
pub mod participation;
pub mod people;
pub mod programmes;
pub mod requests;
pub mod settings;
pub mod setup;
pub mod sign_in;
