//! What the paths run in: the problem, and on what terms it is to be kept at its best.

use crate::instance::Terms;
use crate::matrix::Row;

use crate::{FORBIDDEN, Objective, Problem};

#[derive(Clone)]
pub(super) struct Scene {
    pub problem: Problem,
    pub terms: Terms,
    /// Where people would rather stay, for plans that disturb few.
    pub loyalty: Option<Loyalty>,
}

/// A mentee at home scores `bonus` more there than its score says.
#[derive(Clone)]
pub(super) struct Loyalty {
    /// Per mentee its column; people without a mentor are at home nowhere.
    pub homes: Vec<Option<u32>>,
    pub bonus: i64,
}

impl Scene {
    /// What a mentee has in a column, the last of which is unmatched.
    pub fn worth(&self, mentee: usize, column: usize) -> i64 {
        match self.problem.row(mentee).get(column) {
            Some(score) => i64::from(score) + self.bonus(mentee, column),
            None => self.unmatched_worth(),
        }
    }

    pub fn unmatched_worth(&self) -> i64 {
        -self.terms.penalty
    }

    fn bonus(&self, mentee: usize, column: usize) -> i64 {
        match self.home(mentee) {
            Some((home, bonus)) if home == column => bonus,
            _ => 0,
        }
    }

    /// The column where the mentee has more than its score, and how much more.
    pub fn home(&self, mentee: usize) -> Option<(usize, i64)> {
        let loyalty = self.loyalty.as_ref()?;
        let home = loyalty.homes[mentee]?;
        Some((home as usize, loyalty.bonus))
    }

    pub fn row(&self, mentee: usize) -> Row<'_> {
        self.problem.row(mentee)
    }

    /// Whether a score may be used: not forbidden, nor below the floor.
    pub fn usable(&self, score: i32) -> bool {
        score != FORBIDDEN && score >= self.terms.floor
    }

    /// The lowest score that may be used.
    pub fn least(&self) -> i32 {
        self.terms.floor.max(FORBIDDEN + 1)
    }

    /// The difference between the best and the worst anyone can have.
    pub fn range(&self) -> i64 {
        let (lowest, highest) = self.problem.score_bounds();
        let bonus = self.loyalty.as_ref().map_or(0, |loyalty| loyalty.bonus);
        let unmatched = -self.terms.penalty;
        (i64::from(highest) + bonus).max(unmatched) - i64::from(lowest).min(unmatched)
    }

    /// The largest number anyone can have, whatever its sign.
    pub fn magnitude(&self) -> i64 {
        let (lowest, highest) = self.problem.score_bounds();
        let largest = i64::from(lowest).abs().max(i64::from(highest).abs());
        largest.max(self.terms.penalty) + self.loyalty.as_ref().map_or(0, |loyalty| loyalty.bonus)
    }

    /// A cost on these terms as what the stated total loses. Where the terms make a match outweigh
    /// any scores, the penalty is so large that the number of matches can be read off the cost.
    pub fn stated(&self, cost: i64) -> i64 {
        let (penalty, stated) = (
            self.terms.penalty,
            i64::from(self.problem.unmatched_penalty()),
        );
        if penalty == stated {
            return cost;
        }
        let lost_matches = (cost + penalty / 2).div_euclid(penalty);
        cost - lost_matches * (penalty - stated)
    }
}

/// The terms on which a session keeps `problem` best; `floor` is the least score to use.
pub(super) fn terms(problem: &Problem, objective: Objective, floor: i32) -> Terms {
    let stated = Terms::stated(problem);
    if objective == Objective::BestTotal {
        return stated;
    }
    // No chain of moves loses half as much, so a match lost shows in any cost.
    let (lowest, highest) = problem.score_bounds();
    let largest = i64::from(lowest).abs().max(i64::from(highest).abs());
    // Rounded up, so that a newcomer seldom changes the terms.
    let people = (problem.mentees().min(problem.mentors()) + 2).next_power_of_two() as i64;
    let outweighing = 4 * people * (2 * largest + stated.penalty + 1);
    Terms {
        penalty: outweighing,
        floor,
    }
}
