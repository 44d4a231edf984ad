//! What the server does by itself: sends mail, sweeps up.

pub mod invite;
pub mod send_mail;
pub mod worker;
