//! Browsing mentors.

pub mod list;
pub mod my_view;
