//! The integers there are, as narrow as hold what is counted: speed hangs on how many of them pass
//! through memory and vector registers at a time.

use std::fmt::Debug;
use std::ops::{Add, Sub};

use crate::{narrow, paths};

/// How well two fit.
pub trait Score: Copy + Ord + Debug + 'static {
    /// The lowest number there is, so that vector code may let it fall out of a maximum.
    const FORBIDDEN: Self;
    const HIGHEST: Self;

    /// The nearest of this width. The lowest of each is forbidden, so that stays what it is.
    fn from_wide(score: i32) -> Self;
    fn wide(self) -> i32;
    /// The same of a score known not to be forbidden, without looking.
    fn allowed(self) -> i32;
    /// One less, forbidden becoming the highest: so it drops out of a minimum without a question,
    /// which would keep the loop from being vector code.
    fn less_one(self) -> Self;
    /// The lowest score of this width that is at least `least`; none if all are lower.
    fn lowest_from(least: i32) -> Option<Self>;
}

impl Score for i16 {
    const FORBIDDEN: Self = i16::MIN;
    const HIGHEST: Self = i16::MAX;

    fn from_wide(score: i32) -> Self {
        score.clamp(Self::FORBIDDEN.into(), Self::HIGHEST.into()) as Self
    }

    fn wide(self) -> i32 {
        if self == Self::FORBIDDEN {
            i32::FORBIDDEN
        } else {
            i32::from(self)
        }
    }

    fn allowed(self) -> i32 {
        i32::from(self)
    }

    fn less_one(self) -> Self {
        self.wrapping_sub(1)
    }

    fn lowest_from(least: i32) -> Option<Self> {
        let lowest = -i32::from(i16::MAX);
        Self::try_from(least.max(lowest)).ok()
    }
}

impl Score for i32 {
    const FORBIDDEN: Self = i32::MIN;
    const HIGHEST: Self = i32::MAX;

    fn from_wide(score: i32) -> Self {
        score
    }

    fn wide(self) -> i32 {
        self
    }

    fn allowed(self) -> i32 {
        self
    }

    fn less_one(self) -> Self {
        self.wrapping_sub(1)
    }

    fn lowest_from(least: i32) -> Option<Self> {
        Some(least.max(Self::FORBIDDEN + 1))
    }
}

/// Arcs, labels and distances. Whoever picks the width has checked the range.
pub trait Weight: Copy + Ord + Default + Add<Output = Self> + Sub<Output = Self> + 'static {
    /// Further than anything. Two real sums may be added to it or taken from it without overflow,
    /// and without coming within reach of a real one.
    const FAR: Self;
    /// From here on a distance means there is no way.
    const UNREACHABLE: Self;

    fn from_score(score: i32) -> Self;
    /// Far of another width becomes far of this.
    fn from_wide(value: i64) -> Self;
    fn wide(self) -> i64;
    /// [`paths::shorten`], if there is a way at all.
    fn shorten(row: &mut [Self], through: &[Self], step: Self);
}

impl Weight for i16 {
    const FAR: Self = 1 << 14;
    const UNREACHABLE: Self = 1 << 13;

    fn from_score(score: i32) -> Self {
        score as Self
    }

    fn from_wide(value: i64) -> Self {
        if value >= i64::UNREACHABLE {
            Self::FAR
        } else {
            value as Self
        }
    }

    fn wide(self) -> i64 {
        if self >= Self::UNREACHABLE {
            i64::FAR
        } else {
            i64::from(self)
        }
    }

    fn shorten(row: &mut [Self], through: &[Self], step: Self) {
        if step < Self::UNREACHABLE {
            narrow::shorten(row, through, step);
        }
    }
}

impl Weight for i64 {
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

    fn shorten(row: &mut [Self], through: &[Self], step: Self) {
        if step < Self::UNREACHABLE {
            paths::shorten(row, through, step);
        }
    }
}
