//! "What would it take?": the smallest change after which the best answer itself puts a
//! mentee with a mentor, without locking them.
//!
//! Three kinds of change are tried, each by really answering the pool with it: one more
//! place with the mentor; one of those who have the mentor's places kept from them; one
//! criterion weighing more or less. Of each kind the smallest that does it is told. Every
//! try is an answer of its own, so they are made one at a time, for the page to stay awake.

use super::BoardModel;
use pairwell_domain::board::{BoardPool, Draft, Move, Seat, answer};
use pairwell_domain::fit::{Criterion, Weights};
use std::collections::VecDeque;

/// By how much a weight is changed at a time, and at most.
const WEIGHT_STEP: u8 = 5;
pub const WEIGHT_MOST: u8 = 30;

/// A change that would bring the two together.
#[derive(Clone, Debug, PartialEq)]
pub enum Flip {
    /// One more place with the mentor.
    Place { places: u8 },
    /// This mentee, who has a place there, never with the mentor.
    Without { mentee: usize },
    /// A criterion weighing otherwise.
    Weight {
        criterion: Criterion,
        from: u8,
        to: u8,
    },
}

/// A change found, with what it does to the total; of a weight that says nothing, because
/// all fits change with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    pub flip: Flip,
    pub total: Option<i64>,
    /// What to do to have it.
    pub moves: Vec<Move>,
}

/// A search under way. It looks at the board as it was when it began.
pub struct FlipSearch {
    pub mentee: usize,
    pub mentor: usize,
    pub found: Vec<Found>,
    pool: BoardPool,
    draft: Draft,
    total: i64,
    tries: VecDeque<Found>,
}

impl BoardModel {
    /// Whether the matching could ever bring the two together as things are decided: not
    /// where a rule or a decision keeps them apart, or the mentee where they are.
    pub fn could_be_flipped(&self, mentee: usize, mentor: usize) -> bool {
        matches!(
            self.answer.seats[mentee],
            Seat::Best { .. } | Seat::Unmatched
        ) && !self.is_closed(mentee, mentor)
    }

    /// Begins to look for what would bring the two together.
    pub fn seek_flips(&self, mentee: usize, mentor: usize) -> FlipSearch {
        let mut tries = VecDeque::new();
        let a_try = |flip, moves| Found {
            flip,
            total: None,
            moves,
        };
        let mentor_id = self.pool.mentor_id(mentor);
        if self.could_be_flipped(mentee, mentor) {
            if let Some(places) = self.places(mentor).checked_add(1) {
                let more = Move::Places {
                    mentor: mentor_id,
                    places: Some(places),
                };
                tries.push_back(a_try(Flip::Place { places }, vec![more]));
            }
            let mut holders: Vec<usize> = (0..self.pool.mentees())
                .filter(|&other| self.answer.seats[other].mentor() == Some(mentor))
                .filter(|&other| self.is_movable(other))
                .collect();
            holders.sort_by_key(|&other| self.pool.fit(other, mentor));
            for holder in holders {
                let mentee = self.pool.mentee_id(holder);
                let release = self.draft.locks.contains_key(&mentee);
                let release = release.then_some(Move::Release { mentee });
                let forbid = Move::Forbid {
                    mentee,
                    mentor: mentor_id,
                };
                let moves = release.into_iter().chain([forbid]).collect();
                tries.push_back(a_try(Flip::Without { mentee: holder }, moves));
            }
            for (criterion, from, to) in weight_steps(&self.draft.weights) {
                let weights = self.draft.weights.with(criterion, to);
                let flip = Flip::Weight {
                    criterion,
                    from,
                    to,
                };
                tries.push_back(a_try(flip, vec![Move::Weigh { weights }]));
            }
        }
        FlipSearch {
            mentee,
            mentor,
            found: Vec::new(),
            pool: self.pool.clone(),
            draft: self.draft.clone(),
            total: self.answer.total,
            tries,
        }
    }
}

/// Every weight that could be, nearest to what it is first.
fn weight_steps(weights: &Weights) -> Vec<(Criterion, u8, u8)> {
    let mut steps = Vec::new();
    for by in (WEIGHT_STEP..=WEIGHT_MOST).step_by(usize::from(WEIGHT_STEP)) {
        for criterion in Criterion::ALL {
            let from = weights.of(criterion);
            let more = from.checked_add(by).filter(|to| *to <= Weights::MAX);
            let less = from.checked_sub(by);
            let to = [more, less].into_iter().flatten();
            let usable = to.filter(|&to| weights.with(criterion, to).check().is_ok());
            steps.extend(usable.map(|to| (criterion, from, to)));
        }
    }
    steps
}

impl FlipSearch {
    /// Tries one more change. Answers whether there is anything left to try.
    pub fn go_on(&mut self) -> bool {
        let Some(mut next) = self.tries.pop_front() else {
            return false;
        };
        let mut draft = self.draft.clone();
        if draft.apply_all(&next.moves, &self.pool).is_ok() {
            let after = answer(&mut self.pool, &draft);
            if after.seats[self.mentee].mentor() == Some(self.mentor) {
                let is_weight = matches!(next.flip, Flip::Weight { .. });
                next.total = (!is_weight).then_some(after.total - self.total);
                self.take(next);
            }
        }
        !self.tries.is_empty()
    }

    /// Keeps what was found, and looks for no larger change of its kind. Of those who have
    /// the place all are tried: it is the total that tells which is smallest.
    fn take(&mut self, found: Found) {
        let kind = std::mem::discriminant(&found.flip);
        let same = |other: &Found| std::mem::discriminant(&other.flip) == kind;
        if !matches!(found.flip, Flip::Without { .. }) {
            self.tries.retain(|other| !same(other));
        }
        match self.found.iter_mut().find(|other| same(other)) {
            Some(other) if other.total < found.total => *other = found,
            Some(_) => {}
            None => self.found.push(found),
        }
    }
}
