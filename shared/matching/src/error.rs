//! Why a problem was not accepted.

use std::fmt;

/// What is wrong with a draft problem. Each names the index at fault and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemError {
    /// The scores do not fill whole rows of one cell per mentor.
    Ragged {
        cells: usize,
        mentees: Option<usize>,
        mentors: usize,
    },
    /// The mentors' preferences are not shaped like the scores.
    MentorScoresDiffer { expected: usize, found: usize },
    /// More people on one side than [`crate::MOST_PEOPLE`]; below it no sum can overflow.
    TooLarge { mentees: usize, mentors: usize },
    /// Leaving a mentee unmatched may not earn anything.
    NegativePenalty { penalty: i32 },
    /// A lock or forbid names a mentee that is not there.
    MenteeOutOfRange { mentee: usize, mentees: usize },
    /// A lock or forbid names a mentor that is not there.
    MentorOutOfRange { mentor: usize, mentors: usize },
    /// The same lock is given twice.
    PairLockedTwice { mentee: usize, mentor: usize },
    /// One mentee is locked to two mentors.
    MenteeLockedTwice {
        mentee: usize,
        first: usize,
        second: usize,
    },
    /// A pair must hold and must not be.
    LockedAndForbidden { mentee: usize, mentor: usize },
    /// More mentees are locked to a mentor than it has places.
    MoreLocksThanPlaces {
        mentor: usize,
        locks: u32,
        capacity: u32,
    },
}

impl fmt::Display for ProblemError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Ragged {
                cells,
                mentees: Some(mentees),
                mentors,
            } => write!(
                f,
                "{cells} scores do not make {mentees} mentees × {mentors} mentors; give one score per mentor for every mentee"
            ),
            Self::Ragged {
                cells,
                mentees: None,
                mentors: 0,
            } => {
                write!(
                    f,
                    "{cells} scores but no mentors; give one capacity per mentor, or no scores"
                )
            }
            Self::Ragged {
                cells,
                mentees: None,
                mentors,
            } => write!(
                f,
                "{cells} scores do not divide into rows of {mentors}; give one score per mentor for every mentee"
            ),
            Self::MentorScoresDiffer { expected, found } => write!(
                f,
                "{found} mentor scores for {expected} scores; give one for every mentee and mentor"
            ),
            Self::TooLarge { mentees, mentors } => write!(
                f,
                "{mentees} mentees × {mentors} mentors is too large; split it so that neither side passes {}",
                crate::MOST_PEOPLE
            ),
            Self::NegativePenalty { penalty } => {
                write!(f, "the unmatched penalty is {penalty}; give 0 or more")
            }
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
            Self::PairLockedTwice { mentee, mentor } => {
                write!(
                    f,
                    "mentee {mentee} is locked to mentor {mentor} twice; keep one of the two locks"
                )
            }
            Self::MenteeLockedTwice {
                mentee,
                first,
                second,
            } => {
                write!(
                    f,
                    "mentee {mentee} is locked to mentors {first} and {second}; drop one of the two locks"
                )
            }
            Self::LockedAndForbidden { mentee, mentor } => write!(
                f,
                "mentee {mentee} and mentor {mentor} are locked together but forbidden; unlock or allow the pair"
            ),
            Self::MoreLocksThanPlaces {
                mentor,
                locks,
                capacity,
            } => write!(
                f,
                "mentor {mentor} has {locks} locked mentees but {capacity} places; unlock some or add places"
            ),
        }
    }
}

impl std::error::Error for ProblemError {}
