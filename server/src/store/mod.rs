//! What is kept, one file a noun. Functions take `mut db: impl Reader` to read
//! and `&mut Tx` to write, return `Option` for "not there", and know neither
//! who asks nor why.

pub mod account;
pub mod actor;
pub mod audit;
pub mod board;
pub mod concern;
pub mod demo;
pub mod enrolment;
pub mod event;
pub mod home;
pub mod idempotency;
pub mod json;
pub mod link;
pub mod mail;
pub mod mentee;
pub mod mentor;
pub mod pair;
pub mod participation;
pub mod person;
pub mod pool;
pub mod programme;
pub mod publication;
pub mod request;
pub mod roster;
pub mod setting;
pub mod sign_in;
pub mod signing_key;
pub mod throttle;
