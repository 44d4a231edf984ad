//! The form the solver works on: the problem's own matrix, never a copy of it, with the mentees and
//! places that are still open.
//!
//! Cells scoring less than *unmatched* costs are left out with the forbidden ones: no optimum uses
//! them, since leaving the mentee unmatched is better and always possible.

use crate::matrix::{Matrix, Row};
use crate::{FORBIDDEN, Problem};

/// The largest gain, and penalty, that leave room for prices in 16 bits.
///
/// Prices never exceed twice the largest gain (score + penalty): nobody bids beyond being unmatched,
/// whose own price never passes that of a free place, which is at most a gain.
const LARGEST_NARROW: i64 = 16_000;

/// What a solve is for: the penalty it works with and the lowest score it may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Terms {
    pub penalty: i64,
    /// [`FORBIDDEN`] when every score will do.
    pub floor: i32,
}

impl Terms {
    /// The problem as stated.
    pub fn stated(problem: &Problem) -> Self {
        Self {
            penalty: i64::from(problem.unmatched_penalty()),
            floor: FORBIDDEN,
        }
    }

    /// A penalty so large that one more match outweighs any loss of score among those from `floor`
    /// up. One more match comes of an augmenting path, which moves fewer mentees than the shorter
    /// side has people; each loses at most the spread between the scores, and the newcomer brings
    /// at least the floor. So no arbitrary "big M": the bound is exact and as small as the data allow.
    pub fn most_matched(problem: &Problem, floor: i32) -> Self {
        let (lowest, highest) = problem.score_bounds();
        let (lowest, highest) = (i64::from(lowest.max(floor)), i64::from(highest));
        let movable = problem.mentees().min(problem.mentors()) as i64;
        let spread = (highest - lowest).max(0);
        let dominating = movable * spread - lowest + 1;
        Self {
            penalty: dominating.max(i64::from(problem.unmatched_penalty())),
            floor,
        }
    }

    /// The most that a match can count for in the narrowest numbers, where the scores allow for more
    /// than the stated penalty; seldom enough to outweigh all loss of score, and mostly enough for as
    /// many to be matched as can.
    pub fn most_matched_in_brief(&self, problem: &Problem) -> Option<Self> {
        let (_, highest) = problem.score_bounds();
        let penalty = LARGEST_NARROW - i64::from(highest.max(0));
        (penalty > self.penalty).then_some(Self { penalty, ..*self })
    }

    /// The lowest score worth using.
    pub fn least(&self) -> i32 {
        let worth_it = (-self.penalty).max(i64::from(FORBIDDEN)) as i32;
        self.floor.max(FORBIDDEN + 1).max(worth_it)
    }
}

/// The open part of a problem: free mentees × mentors with places.
#[derive(Clone)]
pub(crate) struct Instance<'a> {
    /// Which mentees are to be seated.
    pub free: Vec<u32>,
    /// Open places per mentor.
    pub places: Box<[u32]>,
    /// What a mentee left unmatched costs.
    pub penalty: i64,
    /// What the best pair adds over leaving its mentee unmatched; no price need be higher.
    pub largest_gain: i64,
    /// Cells below this are left out; [`FORBIDDEN`] if all others may be used.
    pub least: i32,
    pub problem: &'a Problem,
}

impl<'a> Instance<'a> {
    pub fn new(problem: &'a Problem, terms: Terms) -> Self {
        let locks = problem.locks().iter().enumerate();
        let free = locks.filter(|(_, lock)| lock.is_none());
        let all = terms.least() <= problem.score_bounds().0;
        Self {
            free: free.map(|(mentee, _)| mentee as u32).collect(),
            places: problem.open_places().into(),
            penalty: terms.penalty,
            largest_gain: i64::from(problem.score_bounds().1) + terms.penalty,
            least: if all { FORBIDDEN } else { terms.least() },
            problem,
        }
    }

    /// Whether 16 bits hold every score and every price.
    pub fn is_narrow(&self) -> bool {
        matches!(self.problem.scores, Matrix::Narrow(_))
            && self.largest_gain.max(self.penalty) <= LARGEST_NARROW
    }

    /// All mentees, those not to be seated included.
    pub fn rows(&self) -> usize {
        self.problem.mentees()
    }

    pub fn row(&self, mentee: usize) -> Row<'a> {
        self.problem.row(mentee)
    }

    /// The score of two people there are.
    pub fn score(&self, mentee: usize, mentor: usize) -> i64 {
        i64::from(self.problem.cell(mentee, mentor))
    }

    /// Whether a cell with this score may be used.
    pub fn usable(&self, score: i32) -> bool {
        score != FORBIDDEN && score >= self.least
    }
}
