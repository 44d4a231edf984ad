//! The session of whoever is asking.

pub mod get_me;
pub mod refresh;
pub mod sign_in;
pub mod sign_out;
