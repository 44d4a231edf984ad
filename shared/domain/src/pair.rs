//! Pairs: one mentor with one mentee in a programme.

use crate::enrolment::Role;
use crate::time::Date;
use serde::{Deserialize, Serialize};

/// proposed → active (both said yes) → paused ↔ active → completed | ended.
/// Any "no" ends a proposal and returns both to the pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PairState {
    Proposed,
    Active,
    Paused,
    Completed,
    /// Called off after it had begun.
    Ended,
    /// One of the two said no to the proposal.
    Declined,
}

impl PairState {
    /// Whether the mentee is taken and the mentor's place filled.
    pub const fn is_standing(self) -> bool {
        matches!(
            self,
            PairState::Proposed | PairState::Active | PairState::Paused
        )
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    Yes,
    No,
}

/// A proposal and what each side has said to it so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proposal {
    pub state: PairState,
    pub mentee: Option<Answer>,
    pub mentor: Option<Answer>,
}

/// Why an answer can't be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AnswerRefusal {
    #[error("This pair is no longer waiting for an answer.")]
    NotProposed,
}

impl Proposal {
    /// The proposal after `role` answered. Until both have, one may think again;
    /// a "no" is final.
    pub fn answer(self, role: Role, answer: Answer) -> Result<Proposal, AnswerRefusal> {
        if self.state != PairState::Proposed {
            return Err(AnswerRefusal::NotProposed);
        }
        let (mentee, mentor) = match role {
            Role::Mentee => (Some(answer), self.mentor),
            Role::Mentor => (self.mentee, Some(answer)),
        };
        let state = match (mentee, mentor) {
            (Some(Answer::No), _) | (_, Some(Answer::No)) => PairState::Declined,
            (Some(Answer::Yes), Some(Answer::Yes)) => PairState::Active,
            _ => PairState::Proposed,
        };
        Ok(Proposal {
            state,
            mentee,
            mentor,
        })
    }
}

/// Whether a pair counts as meeting on `today`: the last session held is no
/// longer ago than one and a half times the cadence.
pub fn is_meeting(last_held: Option<Date>, cadence_days: u16, today: Date) -> bool {
    last_held.is_some_and(|held| today.days_since(held) * 2 <= i32::from(cadence_days) * 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEW: Proposal = Proposal {
        state: PairState::Proposed,
        mentee: None,
        mentor: None,
    };

    #[test]
    fn a_pair_is_active_once_both_said_yes() {
        let once = NEW.answer(Role::Mentee, Answer::Yes).unwrap();
        assert_eq!(once.state, PairState::Proposed);
        assert_eq!(
            once.answer(Role::Mentor, Answer::Yes).unwrap().state,
            PairState::Active
        );
    }

    #[test]
    fn one_no_ends_a_proposal_for_good() {
        let declined = NEW.answer(Role::Mentor, Answer::No).unwrap();
        assert_eq!(declined.state, PairState::Declined);
        assert!(!declined.state.is_standing());
        assert_eq!(
            declined.answer(Role::Mentee, Answer::Yes),
            Err(AnswerRefusal::NotProposed)
        );
    }

    #[test]
    fn meeting_means_within_one_and_a_half_cadences() {
        let today = Date::new(2026, 6, 30).unwrap();
        assert!(is_meeting(Some(today.plus_days(-45)), 30, today));
        assert!(!is_meeting(Some(today.plus_days(-46)), 30, today));
        assert!(!is_meeting(None, 30, today));
    }
}
