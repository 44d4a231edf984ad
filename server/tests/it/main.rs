//! The server as its clients see it, on both databases.
//!
//! One binary, so that it links once and all tests share one PostgreSQL. See
//! `support` for how a test gets a server of its own.

mod access_matrix;
mod assets;
mod backup;
<<<<<<< 1075632
mod cli;
=======
mod boards;
>>>>>>> ab43b9546162af272b0b0627657c4942a204623e
mod database;
mod events;
mod links;
mod mail;
mod openapi;
mod security;
mod session;
mod support;
mod throttle;
