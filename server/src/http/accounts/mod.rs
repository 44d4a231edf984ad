//! Accounts: the first one, getting back into one, and what each may do.

pub mod change;
pub mod forgot_password;
pub mod list;
pub mod provide;
pub mod set_up;
