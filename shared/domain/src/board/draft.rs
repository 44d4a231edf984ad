//! What coordinators decided on a board, and the moves that change it.
//!
//! [`Draft::apply`] is the one rule for a move, used by the browser before it
//! shows it and by the server before it saves it. It returns the moves that
//! undo it.

use super::{Objective, Rules, RulesRefusal};
use crate::fit::constraints::REASON_MIN;
use crate::fit::{Block, Weights, WeightsRefusal};
use crate::id::EnrolmentId;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use thiserror::Error;

/// This mentee goes with this mentor, whatever else changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Lock {
    pub mentor: EnrolmentId,
    /// Why a block was overridden, where there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// The decisions a board stores.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Draft {
    pub objective: Objective,
    pub weights: Weights,
    #[serde(default)]
    pub rules: Rules,
    /// By mentee.
    #[cfg_attr(feature = "openapi", schema(value_type = std::collections::HashMap<String, Lock>))]
    pub locks: BTreeMap<EnrolmentId, Lock>,
    /// Mentee and mentor who must not be paired.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Vec<String>>))]
    pub forbids: BTreeSet<(EnrolmentId, EnrolmentId)>,
    /// Mentees left out of this round.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<EnrolmentId>))]
    pub left_out: BTreeSet<EnrolmentId>,
    /// Places of mentors, where they differ from what the mentor offered.
    #[cfg_attr(feature = "openapi", schema(value_type = std::collections::HashMap<String, u8>))]
    pub places: BTreeMap<EnrolmentId, u8>,
}

/// One change to a draft.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Move {
    /// Put a mentee with a mentor for good; moves an existing lock.
    Lock {
        mentee: EnrolmentId,
        mentor: EnrolmentId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// Let the matching decide about this mentee again.
    Release {
        mentee: EnrolmentId,
    },
    /// Never these two.
    Forbid {
        mentee: EnrolmentId,
        mentor: EnrolmentId,
    },
    /// These two after all.
    Allow {
        mentee: EnrolmentId,
        mentor: EnrolmentId,
    },
    /// Leave a mentee out of this round; ends a lock.
    LeaveOut {
        mentee: EnrolmentId,
    },
    /// Set a mentor's places; `None` goes back to what they offered.
    Places {
        mentor: EnrolmentId,
        places: Option<u8>,
    },
    Weigh {
        weights: Weights,
    },
    Aim {
        objective: Objective,
    },
    /// What the matching keeps to.
    Rule {
        rules: Rules,
    },
}

/// Why a move can't be made. Each is a sentence for the coordinator.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum MoveRefusal {
    #[error("That mentee is not on this board any more.")]
    NoSuchMentee,
    #[error("That mentor is not on this board any more.")]
    NoSuchMentor,
    #[error("They already know they are a pair. End that pair first.")]
    AlreadyAPair,
    #[error("{}", full(*.taken, *.places))]
    MentorIsFull { taken: usize, places: u8 },
    #[error("{}", .0.words())]
    Blocked(Block),
    #[error("{} To pair them all the same, give a reason of at least {REASON_MIN} characters.", .0.words())]
    NeedsReason(Block),
    #[error("These two are forbidden on this board. Allow them first.")]
    Forbidden,
    #[error("These two are locked together. Release them first.")]
    Locked,
    #[error("{asked} places are too few: {taken} are locked or taken.")]
    TooFewPlaces { asked: u8, taken: usize },
    #[error("A mentor can have at most {cap} places here.")]
    TooManyPlaces { cap: u8 },
    #[error("The weights {0}.")]
    Weights(#[from] WeightsRefusal),
    #[error(transparent)]
    Rules(#[from] RulesRefusal),
}

fn full(taken: usize, places: u8) -> String {
    match places {
        0 => "This mentor has no place here. Give them one first.".to_owned(),
        1 => "Full: the only place is locked or taken. Release the lock first, or give this mentor another place.".to_owned(),
        _ => format!(
            "Full: {taken} of {places} places are locked or taken. Release a lock first, or give this mentor another place."
        ),
    }
}

impl MoveRefusal {
    /// Stable name for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            MoveRefusal::NoSuchMentee => "no_such_mentee",
            MoveRefusal::NoSuchMentor => "no_such_mentor",
            MoveRefusal::AlreadyAPair => "already_a_pair",
            MoveRefusal::MentorIsFull { .. } => "mentor_is_full",
            MoveRefusal::Blocked(_) => "blocked",
            MoveRefusal::NeedsReason(_) => "needs_reason",
            MoveRefusal::Forbidden => "forbidden_pair",
            MoveRefusal::Locked => "locked_pair",
            MoveRefusal::TooFewPlaces { .. } => "too_few_places",
            MoveRefusal::TooManyPlaces { .. } => "too_many_places",
            MoveRefusal::Weights(_) => "invalid_weights",
            MoveRefusal::Rules(_) => "invalid_rules",
        }
    }
}

/// What [`Draft::apply`] needs to know of the pool a draft is about.
pub trait Surroundings {
    /// Places the mentor offers, or `None` when not on the board.
    fn offered_places(&self, mentor: EnrolmentId) -> Option<u8>;
    /// Most places the programme lets a mentor have.
    fn places_cap(&self) -> u8;
    /// Pairs of this mentor that people already know of.
    fn standing_of(&self, mentor: EnrolmentId) -> usize;
    /// Whether the mentee is on the board.
    fn has_mentee(&self, mentee: EnrolmentId) -> bool;
    /// Whether the mentee already is in a pair people know of.
    fn is_paired(&self, mentee: EnrolmentId) -> bool;
    fn block(&self, mentee: EnrolmentId, mentor: EnrolmentId) -> Option<Block>;
}

impl Draft {
    /// Places of a mentor on this board, standing pairs included.
    pub fn places(&self, mentor: EnrolmentId, around: &impl Surroundings) -> Option<u8> {
        let offered = around.offered_places(mentor)?;
        Some(self.places.get(&mentor).copied().unwrap_or(offered))
    }

    /// Locks on a mentor's places, not counting `except`.
    pub fn locked_with(&self, mentor: EnrolmentId, except: Option<EnrolmentId>) -> usize {
        self.locks
            .iter()
            .filter(|(mentee, lock)| lock.mentor == mentor && Some(**mentee) != except)
            .count()
    }

    /// Makes a move, all of it or none, and returns the moves that undo it, in
    /// the order to make them. A move that changes nothing returns none.
    pub fn apply(
        &mut self,
        change: &Move,
        around: &impl Surroundings,
    ) -> Result<Vec<Move>, MoveRefusal> {
        match *change {
            Move::Lock {
                mentee,
                mentor,
                ref reason,
            } => self.lock(mentee, mentor, reason.as_deref(), around),
            Move::Release { mentee } => {
                known_mentee(mentee, around)?;
                let undo = self.seat(mentee);
                self.clear_seat(mentee);
                Ok(undo
                    .into_iter()
                    .filter(|back| !matches!(back, Move::Release { .. }))
                    .collect())
            }
            Move::LeaveOut { mentee } => {
                known_mentee(mentee, around)?;
                free_mentee(mentee, around)?;
                if self.left_out.contains(&mentee) {
                    return Ok(vec![]);
                }
                let undo = self.seat(mentee);
                self.clear_seat(mentee);
                self.left_out.insert(mentee);
                Ok(undo)
            }
            Move::Forbid { mentee, mentor } => {
                known_mentee(mentee, around)?;
                around
                    .offered_places(mentor)
                    .ok_or(MoveRefusal::NoSuchMentor)?;
                if self
                    .locks
                    .get(&mentee)
                    .is_some_and(|lock| lock.mentor == mentor)
                {
                    return Err(MoveRefusal::Locked);
                }
                Ok(if self.forbids.insert((mentee, mentor)) {
                    vec![Move::Allow { mentee, mentor }]
                } else {
                    vec![]
                })
            }
            Move::Allow { mentee, mentor } => Ok(if self.forbids.remove(&(mentee, mentor)) {
                vec![Move::Forbid { mentee, mentor }]
            } else {
                vec![]
            }),
            Move::Places { mentor, places } => self.set_places(mentor, places, around),
            Move::Weigh { weights } => {
                weights.check()?;
                let before = exchange(&mut self.weights, weights);
                Ok(before
                    .map(|weights| Move::Weigh { weights })
                    .into_iter()
                    .collect())
            }
            Move::Aim { objective } => {
                let before = exchange(&mut self.objective, objective);
                Ok(before
                    .map(|objective| Move::Aim { objective })
                    .into_iter()
                    .collect())
            }
            Move::Rule { rules } => {
                rules.check()?;
                let before = exchange(&mut self.rules, rules);
                Ok(before
                    .map(|rules| Move::Rule { rules })
                    .into_iter()
                    .collect())
            }
        }
    }

    /// Makes several moves as one: all of them or none. Returns what undoes them.
    pub fn apply_all(
        &mut self,
        changes: &[Move],
        around: &impl Surroundings,
    ) -> Result<Vec<Move>, MoveRefusal> {
        let mut next = self.clone();
        let mut undo = Vec::new();
        for change in changes {
            let mut back = next.apply(change, around)?;
            back.append(&mut undo);
            undo = back;
        }
        *self = next;
        Ok(undo)
    }

    /// Why these two could not be locked, without a reason given.
    pub fn refuse_lock(
        &self,
        mentee: EnrolmentId,
        mentor: EnrolmentId,
        reason: Option<&str>,
        around: &impl Surroundings,
    ) -> Result<(), MoveRefusal> {
        known_mentee(mentee, around)?;
        free_mentee(mentee, around)?;
        let places = self
            .places(mentor, around)
            .ok_or(MoveRefusal::NoSuchMentor)?;
        if self.forbids.contains(&(mentee, mentor)) {
            return Err(MoveRefusal::Forbidden);
        }
        if let Some(block) = around.block(mentee, mentor) {
            if !block.may_be_overridden() {
                return Err(MoveRefusal::Blocked(block));
            }
            if reason.is_none_or(|reason| reason.trim().chars().count() < REASON_MIN) {
                return Err(MoveRefusal::NeedsReason(block));
            }
        }
        let taken = self.locked_with(mentor, Some(mentee)) + around.standing_of(mentor);
        if taken >= usize::from(places) {
            Err(MoveRefusal::MentorIsFull { taken, places })
        } else {
            Ok(())
        }
    }

    fn lock(
        &mut self,
        mentee: EnrolmentId,
        mentor: EnrolmentId,
        reason: Option<&str>,
        around: &impl Surroundings,
    ) -> Result<Vec<Move>, MoveRefusal> {
        self.refuse_lock(mentee, mentor, reason, around)?;
        // A reason is kept only where there was something to override.
        let reason = around
            .block(mentee, mentor)
            .and(reason)
            .map(|reason| reason.trim().to_owned());
        let lock = Lock { mentor, reason };
        if self.locks.get(&mentee) == Some(&lock) {
            return Ok(vec![]);
        }
        let undo = self.seat(mentee);
        self.clear_seat(mentee);
        self.locks.insert(mentee, lock);
        Ok(undo)
    }

    fn set_places(
        &mut self,
        mentor: EnrolmentId,
        places: Option<u8>,
        around: &impl Surroundings,
    ) -> Result<Vec<Move>, MoveRefusal> {
        let offered = around
            .offered_places(mentor)
            .ok_or(MoveRefusal::NoSuchMentor)?;
        let asked = places.unwrap_or(offered);
        let taken = self.locked_with(mentor, None) + around.standing_of(mentor);
        if usize::from(asked) < taken {
            return Err(MoveRefusal::TooFewPlaces { asked, taken });
        }
        let cap = around.places_cap().max(offered);
        if asked > cap {
            return Err(MoveRefusal::TooManyPlaces { cap });
        }
        let before = self.places.get(&mentor).copied();
        let after = places.filter(|places| *places != offered);
        match after {
            Some(places) => self.places.insert(mentor, places),
            None => self.places.remove(&mentor),
        };
        Ok(if before == after {
            vec![]
        } else {
            vec![Move::Places {
                mentor,
                places: before,
            }]
        })
    }

    /// The move that brings back what is decided about a mentee now.
    fn seat(&self, mentee: EnrolmentId) -> Vec<Move> {
        vec![match self.locks.get(&mentee) {
            Some(lock) => Move::Lock {
                mentee,
                mentor: lock.mentor,
                reason: lock.reason.clone(),
            },
            None if self.left_out.contains(&mentee) => Move::LeaveOut { mentee },
            None => Move::Release { mentee },
        }]
    }

    fn clear_seat(&mut self, mentee: EnrolmentId) {
        self.locks.remove(&mentee);
        self.left_out.remove(&mentee);
    }
}

/// Puts `new` in its place; answers what was there if that was something else.
fn exchange<T: PartialEq + Copy>(place: &mut T, new: T) -> Option<T> {
    let before = std::mem::replace(place, new);
    (before != new).then_some(before)
}

fn known_mentee(mentee: EnrolmentId, around: &impl Surroundings) -> Result<(), MoveRefusal> {
    if around.has_mentee(mentee) {
        Ok(())
    } else {
        Err(MoveRefusal::NoSuchMentee)
    }
}

fn free_mentee(mentee: EnrolmentId, around: &impl Surroundings) -> Result<(), MoveRefusal> {
    if around.is_paired(mentee) {
        Err(MoveRefusal::AlreadyAPair)
    } else {
        Ok(())
    }
}
