//! The API over HTTP: one file an operation, under the noun it is about.
//!
//! A handler is an async function whose last argument is [`Call`] of its
//! endpoint and whose result is [`Answer`] of the same; `router` lists them
//! all. It reads top to bottom: authorise, load, decide in the domain, save,
//! announce, answer. `session/sign_in.rs` is the one to imitate.

pub mod accounts;
pub mod assets;
pub mod boards;
pub mod call;
pub mod concerns;
pub mod enrolments;
pub mod events;
pub mod health;
pub mod home;
pub mod idempotent;
pub mod kept;
pub mod links;
pub mod mentors;
pub mod openapi;
pub mod pairs;
pub mod participation;
pub mod people;
pub mod precondition;
pub mod programmes;
pub mod reply;
pub mod requests;
pub mod router;
pub mod security;
pub mod session;
pub mod spool;
mod squeeze;

pub use call::{Call, UploadCall};
pub use reply::{Answer, Reply};
