//! Pairwell in the browser.
//!
//! `features/<screen>` are the pages; they are made of `ui` (controls that know
//! nothing of mentoring), `forms` (fields bound to a draft of the domain), `imports`
//! (bringing in a file), `files` (handing one out), `api`
//! (calls of the contract) and `session` (who is here), and never import one
//! another. `routes` is the table of all pages. Rules come from
//! `pairwell_domain`: the app explains beforehand what the server would refuse.

pub mod api;
mod app;
pub mod features;
pub mod files;
pub mod format;
pub mod forms;
pub mod imports;
pub mod query;
pub mod routes;
pub mod session;
pub mod ui;

pub use app::App;
