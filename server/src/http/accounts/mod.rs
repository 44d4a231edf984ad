//! Accounts: the first one, and getting back into one.

pub mod forgot_password;
pub mod set_up;
