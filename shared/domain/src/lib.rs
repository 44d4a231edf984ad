//! Pairwell's words and rules, once, for both sides of the wire.
//!
//! Everything here is plain data and pure functions: no clock, no random
//! numbers, no input or output. Time, ids and seeds are arguments. The server
//! enforces these rules; the browser uses the same functions to say beforehand
//! what the server would say.

pub mod access;
pub mod account;
pub mod api;
pub mod board;
pub mod concern;
pub mod enrolment;
pub mod fit;
pub mod home;
pub mod id;
pub mod import;
pub mod insight;
pub mod language;
pub mod pages;
pub mod pair;
pub mod person;
pub mod problem;
pub mod programme;
pub mod request;
pub mod text;
pub mod time;
