//! The server as its clients see it, on both databases.
//!
//! One binary, so that it links once and all tests share one PostgreSQL. See
//! `support` for how a test gets a server of its own.

mod access_matrix;
mod accounts;
mod assets;
mod backup;
mod boards;
mod cli;
mod concerns;
mod database;
mod demo;
mod enrolments;
mod events;
mod hashing;
mod import;
mod kept;
mod kill;
mod links;
mod mail;
mod me;
mod mentors;
mod openapi;
mod participation;
mod people;
mod places;
mod programmes;
mod scenarios;
mod security;
mod session;
mod solve;
mod storage;
mod support;
mod throttle;
