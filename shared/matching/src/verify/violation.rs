//! What can be wrong with an answer.

use std::fmt;

/// The first thing found wrong with an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Violation {
    /// A list has the wrong number of entries.
    WrongLength {
        what: &'static str,
        expected: usize,
        found: usize,
    },
    /// An index is past the end, or listed twice in a cover.
    BadIndex { what: &'static str, index: u32 },
    /// A mentee sits with a mentor it may not have.
    ForbiddenPair { mentee: usize, mentor: usize },
    /// A locked pair does not hold.
    LockBroken { mentee: usize, mentor: usize },
    /// More mentees than places.
    OverCapacity {
        mentor: usize,
        mentees: u32,
        capacity: u32,
    },
    /// A stated figure is not what the assignment adds up to.
    WrongFigure {
        what: &'static str,
        stated: i64,
        actual: i64,
    },
    /// A dual value is too large to have come from these scores.
    DualOutOfRange,
    /// A price is negative.
    NegativePrice { mentor: usize, price: i64 },
    /// A mentor with a free place has a price.
    FreePlacePriced { mentor: usize, price: i64 },
    /// A margin is not the score of the pair less the price.
    WrongMargin {
        mentee: usize,
        stated: i64,
        actual: i64,
    },
    /// A mentee would gain by going elsewhere at these prices.
    BetterElsewhere {
        mentee: usize,
        mentor: usize,
        by: i64,
    },
    /// A mentee would rather be unmatched than pay its price.
    BetterUnmatched { mentee: usize, by: i64 },
    /// The dual values hold for other terms than the objective's.
    WrongTerms { what: &'static str },
    /// A pair that may be chosen scores below the floor.
    BelowFloor { mentee: usize, mentor: usize },
    /// A claim comes without the cover that would prove it.
    MissingCover { what: &'static str },
    /// A cover leaves out a cell it should contain.
    NotCovered {
        what: &'static str,
        mentee: usize,
        mentor: usize,
    },
    /// The two would both rather have each other than what they got.
    BlockingPair { mentee: usize, mentor: usize },
    /// A cover is too large to prove anything.
    CoverTooLarge {
        what: &'static str,
        places: u64,
        limit: u64,
    },
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::WrongLength {
                what,
                expected,
                found,
            } => {
                write!(f, "{what} has {found} entries where {expected} are needed")
            }
            Self::BadIndex { what, index } => write!(
                f,
                "{what} names {index}, which does not exist or is repeated"
            ),
            Self::ForbiddenPair { mentee, mentor } => {
                write!(f, "mentee {mentee} may not have mentor {mentor}")
            }
            Self::LockBroken { mentee, mentor } => write!(
                f,
                "mentee {mentee} is locked to mentor {mentor} but not there"
            ),
            Self::OverCapacity {
                mentor,
                mentees,
                capacity,
            } => {
                write!(
                    f,
                    "mentor {mentor} has {mentees} mentees but {capacity} places"
                )
            }
            Self::WrongFigure {
                what,
                stated,
                actual,
            } => write!(f, "{what} is stated as {stated} but is {actual}"),
            Self::DualOutOfRange => write!(
                f,
                "a price, margin or penalty is larger than any score could explain"
            ),
            Self::NegativePrice { mentor, price } => {
                write!(f, "the price of mentor {mentor} is {price}, below 0")
            }
            Self::FreePlacePriced { mentor, price } => {
                write!(
                    f,
                    "mentor {mentor} has a free place, yet a price of {price}"
                )
            }
            Self::WrongMargin {
                mentee,
                stated,
                actual,
            } => {
                write!(
                    f,
                    "the margin of mentee {mentee} is stated as {stated} but is {actual}"
                )
            }
            Self::BetterElsewhere { mentee, mentor, by } => {
                write!(
                    f,
                    "mentee {mentee} would gain {by} by going to mentor {mentor}"
                )
            }
            Self::BetterUnmatched { mentee, by } => {
                write!(f, "mentee {mentee} would gain {by} by staying unmatched")
            }
            Self::WrongTerms { what } => write!(f, "the certificate is for other terms: {what}"),
            Self::BelowFloor { mentee, mentor } => {
                write!(
                    f,
                    "mentee {mentee} and mentor {mentor} score below the floor"
                )
            }
            Self::MissingCover { what } => write!(f, "nothing proves the claim of {what}"),
            Self::NotCovered {
                what,
                mentee,
                mentor,
            } => {
                write!(
                    f,
                    "the proof of {what} leaves out mentee {mentee} with mentor {mentor}"
                )
            }
            Self::BlockingPair { mentee, mentor } => {
                write!(
                    f,
                    "mentee {mentee} and mentor {mentor} would both rather have each other"
                )
            }
            Self::CoverTooLarge {
                what,
                places,
                limit,
            } => {
                write!(
                    f,
                    "the proof of {what} allows {places} pairs where at most {limit} would prove it"
                )
            }
        }
    }
}

impl std::error::Error for Violation {}
