//! The integers the algorithms count in, as narrow as hold every sum.

use std::ops::{Add, Neg, Sub};

/// Prices, distances and what else is added up. Whoever picks the width has checked the range.
pub(crate) trait Sum:
    Copy
    + Ord
    + Default
    + std::fmt::Debug
    + 'static
    + Add<Output = Self>
    + Sub<Output = Self>
    + Neg<Output = Self>
{
    /// Further than anything. Two real sums may be added to it or taken from it without overflow,
    /// and without coming within reach of a real one.
    const FAR: Self;
    /// From here on a distance means there is no way.
    const UNREACHABLE: Self;
    fn from_score(score: i32) -> Self;
    fn from_wide(value: i64) -> Self;
    fn wide(self) -> i64;
    fn halved(self) -> Self;
}

/// For dense graphs, where twice as many numbers pass through a vector register once more.
impl Sum for i16 {
    const FAR: Self = 1 << 14;
    const UNREACHABLE: Self = 1 << 13;
    fn from_score(score: i32) -> Self {
        score as Self
    }
    fn from_wide(value: i64) -> Self {
        value as Self
    }
    fn wide(self) -> i64 {
        i64::from(self)
    }
    fn halved(self) -> Self {
        self / 2
    }
}

impl Sum for i32 {
    const FAR: Self = 1 << 30;
    const UNREACHABLE: Self = 1 << 29;
    fn from_score(score: i32) -> Self {
        score
    }
    fn from_wide(value: i64) -> Self {
        value as Self
    }
    fn wide(self) -> i64 {
        i64::from(self)
    }
    fn halved(self) -> Self {
        self / 2
    }
}

impl Sum for i64 {
    const FAR: Self = 1 << 60;
    const UNREACHABLE: Self = 1 << 59;
    fn from_score(score: i32) -> Self {
        i64::from(score)
    }
    fn from_wide(value: i64) -> Self {
        value
    }
    fn wide(self) -> i64 {
        self
    }
    fn halved(self) -> Self {
        self / 2
    }
}
