//! Pairwell's server: `http` → `store` → `db`, with the rules in
//! [`pairwell_domain`]. `http` never writes SQL, `store` never sees HTTP, only
//! `db` knows which database there is.

pub mod auth;
pub mod backup;
pub mod cli;
pub mod clock;
pub mod config;
pub mod db;
pub mod demo;
pub mod error;
pub mod http;
pub mod import;
pub mod jobs;
pub mod matching;
pub mod serve;
pub mod state;
pub mod store;
pub mod time_zone;
