//! The home page.

pub mod get;
