//! Pairs, for their two halves.

pub mod answer;
pub mod list_mine;
