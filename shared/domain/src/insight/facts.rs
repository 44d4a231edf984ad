//! What participation is counted from: how many people there are of each kind,
//! and what each of those taking part does.

use crate::enrolment::{EnrolmentState, Role};
use crate::pair::{PairState, is_meeting};
use crate::time::{Date, Instant};

/// How far somebody taking part has come. Each includes the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Has volunteered.
    Enrolled,
    /// Is in a pair that both said yes to.
    Matched,
    /// That pair meets: see [`is_meeting`].
    Meeting,
}

/// How many people of one unit and level there are on the roster.
#[derive(Clone, Debug, PartialEq)]
pub struct Headcount {
    pub unit: Option<String>,
    /// 1 the most senior.
    pub level: u8,
    pub people: u32,
}

/// Somebody who takes part. Who mentors and is mentored counts once, as mentor.
#[derive(Clone, Debug, PartialEq)]
pub struct Participant {
    pub unit: Option<String>,
    pub level: u8,
    pub role: Role,
    pub stage: Stage,
    /// Has met at least once in this programme.
    pub met: bool,
}

/// Everything there is to count about one programme.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    pub headcounts: Vec<Headcount>,
    /// Of people on the roster today.
    pub participants: Vec<Participant>,
    /// Pairs both said yes to, not over yet.
    pub pairs: u32,
    /// For each mentee matched, days from enrolling to the first pair.
    pub days_to_match: Vec<u32>,
    /// For each pair that ever met, days from pairing to the first session.
    pub days_to_first_session: Vec<u32>,
    /// The programme ninety days ago, if it had begun.
    pub before: Option<Before>,
}

/// How it was some time ago.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Before {
    pub people: u32,
    pub taking_part: u32,
}

/// Whether somebody in this state counts as taking part: they have volunteered
/// and not withdrawn.
pub fn takes_part(state: EnrolmentState) -> bool {
    match state {
        EnrolmentState::Applied
        | EnrolmentState::Accepted
        | EnrolmentState::Paused
        | EnrolmentState::Completed => true,
        EnrolmentState::Invited | EnrolmentState::Withdrawn => false,
    }
}

/// How far a pair brings its two people; `None` for one that was never agreed
/// or is over.
pub fn stage_of(
    state: PairState,
    last_held: Option<Instant>,
    cadence_days: u16,
    today: Date,
) -> Option<Stage> {
    match state {
        PairState::Active if is_meeting(last_held.map(Instant::date), cadence_days, today) => {
            Some(Stage::Meeting)
        }
        PairState::Active | PairState::Paused => Some(Stage::Matched),
        PairState::Proposed | PairState::Completed | PairState::Ended | PairState::Declined => None,
    }
}

/// The middle of the values, the lower one of two.
pub fn median(values: &mut [u32]) -> Option<u32> {
    let middle = values.len().checked_sub(1)? / 2;
    Some(*values.select_nth_unstable(middle).1)
}
