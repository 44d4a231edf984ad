//! A made-up organisation to try Pairwell on: who works there, a programme that
//! has been running for four months, and one that is about to begin.
//!
//! Everything but [`fill`] is a pure function of the number of people, a seed
//! and the moment it is made for: the same three give the same organisation, id
//! for id and minute for minute. People are thrown one at a time while they are
//! written, so that 300 000 of them need little memory. Its pairs are made by
//! the engine under the rules everybody else's are.
//!
//! `organisation` lays out people and reporting lines, `programme` chooses who
//! volunteers and `volunteer` what they tell, `history` plays the programme up
//! to now, `cast` picks who can sign in. `names`, `places`, `units` and `words`
//! are what it is all made of.

mod cast;
mod dice;
mod fill;
mod history;
mod names;
mod organisation;
mod places;
mod programme;
mod rounds;
mod units;
mod volunteer;
mod words;

pub use fill::{Demo, Filled, fill, fill_if_empty};

/// How many people [`fill`] can make up.
pub const RANGE: std::ops::RangeInclusive<i64> =
    organisation::FEWEST as i64..=organisation::MOST as i64;
