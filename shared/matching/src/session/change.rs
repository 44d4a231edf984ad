//! What an edit did, or why it was refused.

use std::fmt;

/// One mentee going from one mentor to another; `None` is unmatched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Move {
    pub mentee: usize,
    pub from: Option<usize>,
    pub to: Option<usize>,
}

/// What an edit did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Change {
    /// Everyone who now has another mentor, in index order.
    pub moved: Vec<Move>,
    /// New total less old.
    pub total_delta: i64,
}

/// What putting two people together would do.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Chain {
    /// What the total would lose; 0 if the pair is as good as any.
    pub cost: i64,
    /// The mentee itself, then whoever each move displaces, until a place is free, a vacated place
    /// is filled, or somebody stays unmatched. Empty if the two are together already.
    pub moves: Vec<Move>,
}

/// Why an edit was not made. The session is as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditRefused {
    /// There is no such mentee.
    MenteeOutOfRange { mentee: usize, mentees: usize },
    /// There is no such mentor.
    MentorOutOfRange { mentor: usize, mentors: usize },
    /// The pair to be locked is forbidden.
    Forbidden { mentee: usize, mentor: usize },
    /// The pair to be forbidden, or left without a score, is locked.
    Locked { mentee: usize, mentor: usize },
    /// Locked mentees hold every place the mentor has.
    NoPlaceLeft { mentor: usize, locks: u32 },
    /// The pair is forbidden by its score, not by hand, so there is no score to go back to.
    NoScore { mentee: usize, mentor: usize },
    /// A row of scores needs one cell per mentor.
    WrongRowLength { expected: usize, found: usize },
    /// A new mentor's scores need one cell per mentee.
    WrongColumnLength { expected: usize, found: usize },
    /// The pair to be ended is none: the mentee has no mentor.
    NoPair { mentee: usize },
    /// One side has as many people as it can.
    TooMany { most: usize },
}

impl fmt::Display for EditRefused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::MenteeOutOfRange { mentee, mentees } => {
                write!(
                    f,
                    "there is no mentee {mentee}; use an index below {mentees}"
                )
            }
            Self::MentorOutOfRange { mentor, mentors } => {
                write!(
                    f,
                    "there is no mentor {mentor}; use an index below {mentors}"
                )
            }
            Self::Forbidden { mentee, mentor } => {
                write!(
                    f,
                    "mentee {mentee} and mentor {mentor} are forbidden; allow the pair first"
                )
            }
            Self::Locked { mentee, mentor } => {
                write!(
                    f,
                    "mentee {mentee} and mentor {mentor} are locked together; unlock the pair first"
                )
            }
            Self::NoPlaceLeft { mentor, locks } => write!(
                f,
                "locked mentees hold all {locks} places of mentor {mentor}; unlock one or add a place first"
            ),
            Self::NoScore { mentee, mentor } => write!(
                f,
                "the scores themselves rule out mentee {mentee} with mentor {mentor}; give the pair a score instead"
            ),
            Self::WrongColumnLength { expected, found } => {
                write!(
                    f,
                    "{found} scores given; give one for each of {expected} mentees"
                )
            }
            Self::NoPair { mentee } => {
                write!(
                    f,
                    "mentee {mentee} has no mentor, so there is no pair to end"
                )
            }
            Self::TooMany { most } => {
                write!(
                    f,
                    "there are {most} already, the most there can be; remove somebody first"
                )
            }
            Self::WrongRowLength { expected, found } => {
                write!(
                    f,
                    "{found} scores given; give one for each of {expected} mentors"
                )
            }
        }
    }
}

impl std::error::Error for EditRefused {}
