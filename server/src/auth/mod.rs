//! Proving who is asking.
//!
//! A person proves themselves once, with a password (`password`) or a link, and
//! gets a session (`session`): a short-lived signed token (`token`) and a
//! rotating refresh token, both in cookies no script can read (`cookie`). Every
//! request shows the first; `extract` checks it against the session it belongs
//! to, so a revoked session ends at once (`known` saves asking
//! the database again while nothing was committed). `throttle` slows guessing down.

pub mod cookie;
pub mod extract;
pub mod known;
pub mod password;
pub mod secret;
pub mod session;
pub mod throttle;
pub mod token;

pub use extract::SignedIn;
