//! What is to be decided: who may go to whom, how well each pair fits, and what is already settled.
//!
//! A [`Problem`] only exists once [`ProblemBuilder::build`] has checked it, so the solver never meets
//! a ragged matrix, a lock on a forbidden pair or a sum that could overflow.

use pairwell_rows::cells;

use crate::draft::ProblemBuilder;
use crate::matrix::{Matrix, Row};
use crate::withheld::Withheld;

/// A cell no matching may use.
pub const FORBIDDEN: i32 = i32::MIN;

/// The most people one side may have. With this many, every total, price and path length the
/// engine forms from 32-bit scores stays below 2⁶⁰, so 64-bit sums are exact.
pub const MOST_PEOPLE: usize = 1 << 24;

/// A checked assignment problem: `mentees × mentors` scores, places per mentor, the cost of leaving
/// a mentee unmatched, and the pairs that must hold.
///
/// People are known by their index. **Ties are broken by index order**, so a caller who passes both
/// sides ordered by a stable id gets the same people together however its own records are ordered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub(crate) mentees: usize,
    pub(crate) mentors: usize,
    /// Row-major; cells forbidden by hand hold [`FORBIDDEN`] and their score waits in `withheld`.
    pub(crate) scores: Matrix,
    pub(crate) capacities: Vec<u32>,
    /// The mentors' own view, where it differs; shaped like `scores`.
    pub(crate) mentor_scores: Option<Matrix>,
    pub(crate) unmatched_penalty: i32,
    pub(crate) locks: Vec<Option<u32>>,
    pub(crate) withheld: Withheld,
    /// No allowed score lies outside these two.
    pub(crate) score_bounds: (i32, i32),
}

impl Problem {
    /// Starts a problem from `scores` (row-major, one row of `capacities.len()` cells per mentee,
    /// [`FORBIDDEN`] where a pair may not be) and each mentor's number of places.
    pub fn builder(scores: Vec<i32>, capacities: Vec<u32>) -> ProblemBuilder {
        ProblemBuilder::new(scores, capacities)
    }

    /// Number of mentees (rows).
    pub fn mentees(&self) -> usize {
        self.mentees
    }

    /// Number of mentors (columns).
    pub fn mentors(&self) -> usize {
        self.mentors
    }

    /// One mentee's cells, [`FORBIDDEN`] where it may not be.
    pub(crate) fn row(&self, mentee: usize) -> Row<'_> {
        self.scores.row(mentee, self.mentors)
    }

    /// How well the two fit, or `None` if the pair is forbidden or does not exist.
    pub fn score(&self, mentee: usize, mentor: usize) -> Option<i32> {
        (mentee < self.mentees && mentor < self.mentors)
            .then(|| self.cell(mentee, mentor))
            .filter(|&score| score != FORBIDDEN)
    }

    /// How well the mentee suits the mentor by the mentor's own preferences, or `None` if the
    /// mentor would not have it.
    pub fn mentor_score(&self, mentee: usize, mentor: usize) -> Option<i32> {
        (mentee < self.mentees && mentor < self.mentors)
            .then(|| self.mentor_cell(mentee, mentor))
            .filter(|&score| score != FORBIDDEN)
    }

    /// Of two people there are, [`FORBIDDEN`] included.
    pub(crate) fn cell(&self, mentee: usize, mentor: usize) -> i32 {
        self.scores.get(mentee * self.mentors + mentor)
    }

    /// The same as the mentors see it.
    pub(crate) fn mentor_cell(&self, mentee: usize, mentor: usize) -> i32 {
        let scores = self.mentor_scores.as_ref().unwrap_or(&self.scores);
        scores.get(mentee * self.mentors + mentor)
    }

    /// Places of each mentor, those taken by locked pairs included.
    pub fn capacities(&self) -> &[u32] {
        &self.capacities
    }

    /// What the total loses for each mentee left unmatched; never negative.
    pub fn unmatched_penalty(&self) -> i32 {
        self.unmatched_penalty
    }

    /// Per mentee, the mentor it is locked to.
    pub fn locks(&self) -> &[Option<u32>] {
        &self.locks
    }

    /// Two scores no allowed pair is below or above; (0, 0) if no pair is allowed.
    pub(crate) fn score_bounds(&self) -> (i32, i32) {
        self.score_bounds
    }

    /// The problem as [`ProblemBuilder::build`] would have made it from what it is now. Edits in a
    /// [`crate::Session`] leave it with wider bounds on its scores than need be: no optimum depends
    /// on them, but which of several equally good ones is found may.
    pub fn as_built(mut self) -> Self {
        if let Matrix::Wide(cells) = self.scores {
            self.scores = Matrix::new(cells);
        }
        // Withheld scores count: a pair allowed again must not leave the bounds.
        let withheld: Vec<i32> = self.withheld.scores().collect();
        self.score_bounds = joint_bounds(self.scores.bounds(), cells::bounds(&withheld));
        self
    }

    /// Places of each mentor that no locked pair holds.
    pub fn open_places(&self) -> Vec<u32> {
        let mut places = self.capacities.clone();
        for &mentor in self.locks.iter().flatten() {
            places[mentor as usize] -= 1;
        }
        places
    }
}

/// Edits for the live session, which has checked them.
impl Problem {
    pub(crate) fn set_lock(&mut self, mentee: usize, lock: Option<u32>) {
        self.locks[mentee] = lock;
    }

    pub(crate) fn set_capacity(&mut self, mentor: usize, capacity: u32) {
        self.capacities[mentor] = capacity;
    }

    pub(crate) fn forbid(&mut self, mentee: usize, mentor: usize) {
        let cell = mentee * self.mentors + mentor;
        let score = self.scores.get(cell);
        self.scores.write(cell, &[FORBIDDEN]);
        self.withheld.keep(mentee, mentor, score);
    }

    /// Lifts a forbid; false if the pair was not forbidden by hand.
    pub(crate) fn allow(&mut self, mentee: usize, mentor: usize) -> bool {
        let withheld = self.withheld.release(mentee, mentor);
        if let Some(score) = withheld {
            self.scores.write(mentee * self.mentors + mentor, &[score]);
        }
        withheld.is_some()
    }

    pub(crate) fn forbidden_by_hand(&self, mentee: usize, mentor: usize) -> bool {
        self.withheld.holds(mentee, mentor)
    }

    /// Allows a pair with a score of its own.
    pub(crate) fn set_score(&mut self, mentee: usize, mentor: usize, score: i32) {
        self.withheld.release(mentee, mentor);
        self.widen_bounds(&[score]);
        self.scores.write(mentee * self.mentors + mentor, &[score]);
    }

    fn widen_bounds(&mut self, scores: &[i32]) {
        let (lowest, highest) = cells::bounds(scores).unwrap_or(self.score_bounds);
        self.score_bounds = (
            self.score_bounds.0.min(lowest),
            self.score_bounds.1.max(highest),
        );
    }

    pub(crate) fn add_mentee(&mut self, scores: &[i32]) {
        self.widen_bounds(scores);
        self.scores.add_row(scores);
        if let Some(theirs) = &mut self.mentor_scores {
            theirs.add_row(scores);
        }
        self.locks.push(None);
        self.mentees += 1;
    }

    /// The mentee is not locked.
    pub(crate) fn remove_mentee(&mut self, mentee: usize) {
        self.scores.remove_row(mentee, self.mentors);
        if let Some(theirs) = &mut self.mentor_scores {
            theirs.remove_row(mentee, self.mentors);
        }
        self.locks.remove(mentee);
        self.mentees -= 1;
        self.withheld.remove_mentee(mentee);
    }

    /// One more mentor, without places yet.
    pub(crate) fn add_mentor(&mut self, scores: &[i32]) {
        self.widen_bounds(scores);
        self.scores.add_column(scores);
        if let Some(theirs) = &mut self.mentor_scores {
            theirs.add_column(scores);
        }
        self.capacities.push(0);
        self.mentors += 1;
    }

    /// Nobody is locked to the mentor.
    pub(crate) fn remove_mentor(&mut self, mentor: usize) {
        self.scores.remove_column(mentor, self.mentors);
        if let Some(theirs) = &mut self.mentor_scores {
            theirs.remove_column(mentor, self.mentors);
        }
        self.capacities.remove(mentor);
        self.mentors -= 1;
        let index = mentor as u32;
        for lock in self.locks.iter_mut().flatten() {
            *lock -= u32::from(*lock > index);
        }
        self.withheld.remove_mentor(mentor);
    }

    /// Pairs forbidden by hand stay so; the new score waits with them.
    pub(crate) fn set_row(&mut self, mentee: usize, scores: &[i32]) {
        self.widen_bounds(scores);
        let first = mentee * self.mentors;
        self.scores.write(first, scores);
        for mentor in self.withheld.rescore(mentee, scores) {
            self.scores.write(first + mentor, &[FORBIDDEN]);
        }
    }
}

/// What two bounds span together; (0, 0) without any.
fn joint_bounds(a: Option<(i32, i32)>, b: Option<(i32, i32)>) -> (i32, i32) {
    match (a, b) {
        (Some(a), Some(b)) => (a.0.min(b.0), a.1.max(b.1)),
        (a, b) => a.or(b).unwrap_or((0, 0)),
    }
}
