//! The matching engine's loops over rows of numbers: where it spends its time.
//!
//! A crate of its own because a browser has to fetch the engine: all the rest is compiled to be
//! small, and only these loops, a tenth of the code, for speed, which means vector instructions.
//! Code is compiled the way of the crate that says for which numbers. So each loop is written once for
//! all widths, and [`narrow`] repeats those that matter for the 16-bit numbers that nearly every
//! problem fits: call these where you can, and the general ones, which in a browser are a few times
//! as slow, where the numbers are too large.
//!
//! Nothing here decides anything. What rows, prices and distances mean is the engine's to know.
//!
//! - [`number`]: the widths, and what stands for *forbidden* and *far*
//! - [`cells`]: scores as they are
//! - [`find`]: which columns of a row are good enough
//! - [`nets`]: scores less prices
//! - [`labels`]: the few candidates that matter of a row, and distances over them, with their [`queue`]
//! - [`arcs`], [`paths`]: the column graph and shortest distances in it
//! - [`offers`]: the pass of whoever checks a certificate, which no solver uses

pub mod arcs;
pub mod cells;
pub mod find;
pub mod labels;
pub mod narrow;
pub mod nets;
pub mod number;
pub mod offers;
pub mod paths;
pub mod queue;

pub use number::{Score, Weight};

/// Further than anything in 64 bits, in which all sums are kept outside of rows.
pub const FAR: i64 = i64::FAR;
/// From here on a distance in 64 bits means there is no way.
pub const UNREACHABLE: i64 = i64::UNREACHABLE;
