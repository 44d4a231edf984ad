//! The live session: an optimum kept optimal while the problem is edited.
//!
//! It holds the best assignment, its prices and the column graph. An edit is checked first; a
//! refused one changes nothing. Then the problem is changed, and one shortest path over the mentors
//! finds who moves: far less work than solving again. The total is always exactly what a cold
//! [`crate::solve`] of the edited problem would find; among equally good answers the session keeps to
//! the one that leaves most people where they are along the path, while a cold solve may pick another.
//!
//! - [`graph`]: the column graph, one arc per pair of mentors
//! - [`search`]: shortest paths in it
//! - [`pool`]: who sits where, and the edits as paths
//! - [`all_pairs`]: how far every column is from every other
//! - [`costs`]: the same paths without making the edit: force costs, chains, the worth of a place

mod all_pairs;
mod change;
mod costs;
mod graph;
mod pool;
mod search;

use std::collections::BTreeMap;

pub use change::{Chain, Change, EditRefused, Move};
pub use costs::ForceCosts;

use crate::number::Sum;
use crate::{Certificate, FORBIDDEN, Objective, Problem, Solution, solve};
use graph::fits_narrow;
use pool::Pool;

/// A problem with its best total, under edits.
#[derive(Clone)]
pub struct Session {
    problem: Problem,
    pool: Width,
    total: i64,
}

/// The pool in the narrowest numbers that hold it.
#[derive(Clone)]
enum Width {
    Narrow(Pool<i32>),
    Wide(Pool<i64>),
}

/// Calls the same on whichever pool there is.
macro_rules! on_pool {
    ($width:expr, $pool:ident => $call:expr) => {
        match $width {
            Width::Narrow($pool) => $call,
            Width::Wide($pool) => $call,
        }
    };
}

impl Session {
    /// Solves `problem` for the best total and keeps it solved.
    pub fn new(problem: Problem) -> Self {
        let Solution {
            assignment,
            total,
            certificate,
            ..
        } = solve(&problem, Objective::BestTotal);
        let prices = certificate.map_or_else(Vec::new, |certificate| certificate.prices);
        let pool = if is_narrow(&problem) {
            Width::Narrow(Pool::new(&problem, &assignment, &prices))
        } else {
            Width::Wide(Pool::new(&problem, &assignment, &prices))
        };
        Self {
            problem,
            pool,
            total,
        }
    }

    /// The problem as edited so far.
    pub fn problem(&self) -> &Problem {
        &self.problem
    }

    /// The best total.
    pub fn total(&self) -> i64 {
        self.total
    }

    /// The mentor a mentee has, if any.
    ///
    /// # Panics
    /// If there is no such mentee.
    pub fn mentor_of(&self, mentee: usize) -> Option<usize> {
        on_pool!(&self.pool, pool => pool.mentor_of(mentee))
    }

    /// The whole answer, with its certificate.
    pub fn solution(&self) -> Solution {
        let mentees = 0..self.problem.mentees();
        let seats = mentees
            .clone()
            .map(|mentee| self.mentor_of(mentee).map(|mentor| mentor as u32));
        let (margins, prices) = on_pool!(&self.pool, pool => (
            mentees.map(|mentee| pool.margin(&self.problem, mentee).wide()).collect(),
            pool.prices[..self.problem.mentors()].iter().map(|price| price.wide()).collect(),
        ));
        let penalty = i64::from(self.problem.unmatched_penalty());
        let certificate = Certificate {
            margins,
            prices,
            penalty,
            ..Certificate::bare(Objective::BestTotal)
        };
        Solution::of(&self.problem, seats.collect(), Some(certificate))
    }

    /// Puts two people together for good. A mentee locked elsewhere is unlocked from there.
    pub fn lock(&mut self, mentee: usize, mentor: usize) -> Result<Change, EditRefused> {
        self.expect_pair(mentee, mentor)?;
        let earlier = self.problem.locks()[mentee];
        if earlier == Some(mentor as u32) {
            return Ok(Change::default());
        }
        if self.problem.score(mentee, mentor).is_none() {
            return Err(EditRefused::Forbidden { mentee, mentor });
        }
        if on_pool!(&self.pool, pool => pool.open_places(mentor)) == 0 {
            let locks = self.problem.capacities()[mentor];
            return Err(EditRefused::NoPlaceLeft { mentor, locks });
        }
        let mut moves = Vec::new();
        if earlier.is_some() {
            self.problem.set_lock(mentee, None);
            moves = on_pool!(&mut self.pool, pool => pool.restore(&self.problem, mentee));
        }
        moves
            .extend(on_pool!(&mut self.pool, pool => pool.withdraw(&self.problem, mentee, mentor)));
        self.problem.set_lock(mentee, Some(mentor as u32));
        Ok(self.changed(moves, None))
    }

    /// Lets a locked mentee move again; does nothing to one that is not locked.
    pub fn unlock(&mut self, mentee: usize) -> Result<Change, EditRefused> {
        self.expect_mentee(mentee)?;
        if self.problem.locks()[mentee].is_none() {
            return Ok(Change::default());
        }
        self.problem.set_lock(mentee, None);
        let moves = on_pool!(&mut self.pool, pool => pool.restore(&self.problem, mentee));
        Ok(self.changed(moves, None))
    }

    /// Keeps two people apart.
    pub fn forbid(&mut self, mentee: usize, mentor: usize) -> Result<Change, EditRefused> {
        self.expect_pair(mentee, mentor)?;
        if self.problem.locks()[mentee] == Some(mentor as u32) {
            return Err(EditRefused::Locked { mentee, mentor });
        }
        Ok(self.rescore(mentee, |problem| problem.forbid(mentee, mentor)))
    }

    /// Lifts [`Session::forbid`]: the pair has its score again.
    pub fn allow(&mut self, mentee: usize, mentor: usize) -> Result<Change, EditRefused> {
        self.expect_pair(mentee, mentor)?;
        if self.problem.forbidden_by_hand(mentee, mentor) {
            Ok(self.rescore(mentee, |problem| problem.allow(mentee, mentor)))
        } else if self.problem.score(mentee, mentor).is_some() {
            Ok(Change::default())
        } else {
            Err(EditRefused::NoScore { mentee, mentor })
        }
    }

    /// Gives one mentee new scores, one per mentor. Pairs forbidden by hand stay so.
    pub fn set_scores(&mut self, mentee: usize, scores: &[i32]) -> Result<Change, EditRefused> {
        self.expect_mentee(mentee)?;
        let (expected, found) = (self.problem.mentors(), scores.len());
        if found != expected {
            return Err(EditRefused::WrongRowLength { expected, found });
        }
        if let Some(mentor) = self.problem.locks()[mentee].map(|mentor| mentor as usize)
            && scores[mentor] == FORBIDDEN
        {
            return Err(EditRefused::Locked { mentee, mentor });
        }
        Ok(self.rescore(mentee, |problem| problem.set_row(mentee, scores)))
    }

    /// Gives a mentor another number of places: one shortest path per place more or less.
    pub fn set_capacity(&mut self, mentor: usize, capacity: u32) -> Result<Change, EditRefused> {
        self.expect_mentor(mentor)?;
        let open = on_pool!(&self.pool, pool => pool.open_places(mentor));
        let locks = self.problem.capacities()[mentor] - open;
        if capacity < locks {
            return Err(EditRefused::NoPlaceLeft { mentor, locks });
        }
        let moves = on_pool!(&mut self.pool, pool => pool.set_places(&self.problem, mentor, capacity - locks));
        self.problem.set_capacity(mentor, capacity);
        Ok(self.changed(moves, None))
    }

    /// Per mentor, exactly what the total would lose if the mentee were locked there; `None` where
    /// that cannot be: forbidden, all places locked, or the mentee itself locked elsewhere. Empty
    /// if there is no such mentee.
    pub fn force_costs(&self, mentee: usize) -> Vec<Option<i64>> {
        if mentee >= self.problem.mentees() {
            return Vec::new();
        }
        on_pool!(&self.pool, pool => pool.force_costs(&self.problem, mentee))
    }

    /// [`Session::force_costs`] of everyone.
    pub fn force_costs_all(&self) -> ForceCosts {
        on_pool!(&self.pool, pool => pool.force_costs_all(&self.problem))
    }

    /// What would happen if the two were put together: who moves where, and what it costs. `None`
    /// where [`Session::force_costs`] says so.
    pub fn why(&self, mentee: usize, mentor: usize) -> Option<Chain> {
        self.expect_pair(mentee, mentor).ok()?;
        on_pool!(&self.pool, pool => pool.why(&self.problem, mentee, mentor))
    }

    /// What one more place with the mentor would add to the total, after everyone has moved to make
    /// the best of it; `None` if there is no such mentor. (The mentor's price is an upper bound.)
    pub fn place_gain(&self, mentor: usize) -> Option<i64> {
        self.expect_mentor(mentor).ok()?;
        Some(on_pool!(&self.pool, pool => pool.place_gain(mentor)))
    }

    /// Changes one mentee's scores and restores the optimum.
    fn rescore<T>(&mut self, mentee: usize, edit: impl FnOnce(&mut Problem) -> T) -> Change {
        let before = self.worth(mentee, self.mentor_of(mentee));
        edit(&mut self.problem);
        self.widen();
        let moves = match self.problem.locks()[mentee] {
            Some(_) => Vec::new(),
            None => on_pool!(&mut self.pool, pool => pool.settle(&self.problem, mentee)),
        };
        self.changed(moves, Some((mentee, before)))
    }

    /// Goes over to wide numbers once the scores need them.
    fn widen(&mut self) {
        if let Width::Narrow(pool) = &self.pool
            && !is_narrow(&self.problem)
        {
            self.pool = Width::Wide(pool.widened());
        }
    }

    /// What a mentee adds to the total with a mentor or unmatched.
    fn worth(&self, mentee: usize, mentor: Option<usize>) -> i64 {
        match mentor {
            Some(mentor) => i64::from(self.problem.cell(mentee, mentor)),
            None => -i64::from(self.problem.unmatched_penalty()),
        }
    }

    /// Sums up an edit. `rescored` is the mentee whose scores changed and its worth before.
    fn changed(&mut self, moves: Vec<Move>, rescored: Option<(usize, i64)>) -> Change {
        // Somebody moved twice went from where it first was to where it last went.
        let mut journeys: BTreeMap<usize, Move> = BTreeMap::new();
        for step in moves {
            journeys
                .entry(step.mentee)
                .and_modify(|journey| journey.to = step.to)
                .or_insert(step);
        }
        let moved: Vec<Move> = journeys
            .into_values()
            .filter(|journey| journey.from != journey.to)
            .collect();
        let others = moved
            .iter()
            .filter(|journey| Some(journey.mentee) != rescored.map(|(mentee, _)| mentee));
        let mut total_delta: i64 = others
            .map(|step| self.worth(step.mentee, step.to) - self.worth(step.mentee, step.from))
            .sum();
        if let Some((mentee, before)) = rescored {
            total_delta += self.worth(mentee, self.mentor_of(mentee)) - before;
        }
        self.total += total_delta;
        Change { moved, total_delta }
    }

    fn expect_pair(&self, mentee: usize, mentor: usize) -> Result<(), EditRefused> {
        self.expect_mentee(mentee)?;
        self.expect_mentor(mentor)
    }

    fn expect_mentee(&self, mentee: usize) -> Result<(), EditRefused> {
        let mentees = self.problem.mentees();
        if mentee < mentees {
            Ok(())
        } else {
            Err(EditRefused::MenteeOutOfRange { mentee, mentees })
        }
    }

    fn expect_mentor(&self, mentor: usize) -> Result<(), EditRefused> {
        let mentors = self.problem.mentors();
        if mentor < mentors {
            Ok(())
        } else {
            Err(EditRefused::MentorOutOfRange { mentor, mentors })
        }
    }
}

fn is_narrow(problem: &Problem) -> bool {
    let (lowest, highest) = problem.score_bounds();
    fits_narrow([lowest, highest, problem.unmatched_penalty()])
}
