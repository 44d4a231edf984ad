//! A mentee's wish for one mentor: asked, answered, taken back, or lapsed.

use crate::problem::FieldProblem;
use crate::text;
use crate::time::{Date, Instant};
use serde::{Deserialize, Serialize};

/// Longest message to a mentor, in characters.
pub const MESSAGE_LENGTH: usize = 600;
/// Requests one mentee may have waiting at a time: choosing is part of asking.
pub const WAITING_MAX: usize = 3;
/// Working days after which a mentor is reminded.
pub const NUDGE_AFTER: u32 = 3;
/// Working days after which an unanswered request lapses.
pub const LAPSE_AFTER: u32 = 7;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RequestState {
    Waiting,
    Accepted,
    Declined,
    /// Taken back by the mentee.
    Withdrawn,
    /// Not answered in time.
    Lapsed,
}

/// Why somebody can't be asked now. Each is a sentence for the mentee.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum AskRefusal {
    #[error("Your enrolment is not in the pool yet. Your coordinator accepts it first.")]
    NotInPool,
    #[error("You already have a mentor in this programme.")]
    AlreadyPaired,
    #[error("This mentor has no place free at the moment.")]
    NoPlace,
    #[error("You have already asked this mentor.")]
    AlreadyAsked,
    #[error("You have {WAITING_MAX} requests waiting. Take one back before you ask again.")]
    TooManyWaiting,
    #[error("You can't be paired with this mentor. Your coordinator can tell you more.")]
    NotEligible,
}

impl AskRefusal {
    /// Stable name for programs.
    pub const fn code(self) -> &'static str {
        match self {
            AskRefusal::NotInPool => "not_in_pool",
            AskRefusal::AlreadyPaired => "already_paired",
            AskRefusal::NoPlace => "no_place",
            AskRefusal::AlreadyAsked => "already_asked",
            AskRefusal::TooManyWaiting => "too_many_waiting",
            AskRefusal::NotEligible => "not_eligible",
        }
    }
}

/// What decides whether a mentee may ask a mentor now.
#[derive(Clone, Copy, Debug)]
pub struct Asking {
    pub mentee_in_pool: bool,
    pub paired: bool,
    /// Any block between the two, whichever it is: the mentee is not told which.
    pub blocked: bool,
    pub places_free: u8,
    pub already_asked: bool,
    pub waiting: usize,
}

impl Asking {
    pub fn check(&self) -> Result<(), AskRefusal> {
        if !self.mentee_in_pool {
            return Err(AskRefusal::NotInPool);
        }
        if self.paired {
            return Err(AskRefusal::AlreadyPaired);
        }
        if self.already_asked {
            return Err(AskRefusal::AlreadyAsked);
        }
        if self.blocked {
            return Err(AskRefusal::NotEligible);
        }
        if self.places_free == 0 {
            return Err(AskRefusal::NoPlace);
        }
        if self.waiting >= WAITING_MAX {
            Err(AskRefusal::TooManyWaiting)
        } else {
            Ok(())
        }
    }
}

/// The message as it is kept: trimmed and bounded; it may be empty.
pub fn message(raw: &str) -> Result<String, FieldProblem> {
    text::paragraphs(raw, MESSAGE_LENGTH).map_err(|why| FieldProblem::new("message", why))
}

/// The last day on which a request made at `asked` can still be answered.
pub fn answer_by(asked: Instant) -> Date {
    asked.date().plus_working_days(LAPSE_AFTER)
}

/// Whether a request made at `asked` has gone unanswered for too long.
pub fn has_lapsed(asked: Instant, today: Date) -> bool {
    today > answer_by(asked)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FINE: Asking = Asking {
        mentee_in_pool: true,
        paired: false,
        blocked: false,
        places_free: 1,
        already_asked: false,
        waiting: 0,
    };

    #[test]
    fn a_mentee_in_the_pool_may_ask_a_mentor_with_a_place() {
        assert_eq!(FINE.check(), Ok(()));
        let refused = |asking: Asking| asking.check().unwrap_err();
        assert_eq!(
            refused(Asking {
                mentee_in_pool: false,
                ..FINE
            }),
            AskRefusal::NotInPool
        );
        assert_eq!(
            refused(Asking {
                paired: true,
                ..FINE
            }),
            AskRefusal::AlreadyPaired
        );
        assert_eq!(
            refused(Asking {
                places_free: 0,
                ..FINE
            }),
            AskRefusal::NoPlace
        );
        assert_eq!(
            refused(Asking {
                already_asked: true,
                ..FINE
            }),
            AskRefusal::AlreadyAsked
        );
        assert_eq!(
            refused(Asking {
                waiting: WAITING_MAX,
                ..FINE
            }),
            AskRefusal::TooManyWaiting
        );
    }

    #[test]
    fn a_block_is_refused_without_saying_which() {
        let refused = Asking {
            blocked: true,
            ..FINE
        }
        .check()
        .unwrap_err();
        assert_eq!(
            refused.to_string(),
            "You can't be paired with this mentor. Your coordinator can tell you more."
        );
    }

    #[test]
    fn a_request_lapses_after_seven_working_days() {
        // Asked on a Friday: the Tuesday of the week after next is the seventh working day.
        let asked = Date::new(2026, 3, 6).unwrap().start();
        assert_eq!(answer_by(asked), Date::new(2026, 3, 17).unwrap());
        assert!(!has_lapsed(asked, Date::new(2026, 3, 17).unwrap()));
        assert!(has_lapsed(asked, Date::new(2026, 3, 18).unwrap()));
    }
}
