//! The form the solver works on: what is already settled taken out, what is left made plain.
//!
//! Locked mentees leave with their places. Being unmatched becomes worth exactly 0 by adding the
//! penalty to every score: a cell then holds a **gain**, what the pair adds over leaving the mentee
//! unmatched. Each mentee takes exactly one of its options, so adding a constant to all of them
//! changes no comparison. Cells with a negative gain are dropped with the forbidden ones: no optimum
//! uses them, since leaving the mentee unmatched is better and always possible.

use crate::{FORBIDDEN, Problem};

/// What a solve is for: the penalty it works with and the lowest score it may use.
#[derive(Clone, Copy, Debug)]
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
}

/// The open part of a problem: free mentees × mentors.
pub(crate) struct Instance {
    /// Which mentee each row is.
    pub rows: Vec<u32>,
    /// Open places per mentor.
    pub places: Vec<u32>,
    /// Row-major gains, ≥ 0, or [`Instance::NONE`].
    pub gains: Vec<i64>,
}

impl Instance {
    pub const NONE: i64 = i64::MIN;

    pub fn of(problem: &Problem, terms: Terms) -> Self {
        let places = problem.open_places();
        let free = problem
            .locks()
            .iter()
            .enumerate()
            .filter(|(_, lock)| lock.is_none());
        let rows: Vec<u32> = free.map(|(mentee, _)| mentee as u32).collect();
        let mut gains = Vec::with_capacity(rows.len() * places.len());
        for &mentee in &rows {
            gains.extend(problem.row(mentee as usize).iter().zip(&places).map(
                |(&score, &places)| {
                    let gain = i64::from(score) + terms.penalty;
                    let usable =
                        score != FORBIDDEN && score >= terms.floor && gain >= 0 && places > 0;
                    if usable { gain } else { Self::NONE }
                },
            ));
        }
        Self {
            rows,
            places,
            gains,
        }
    }

    pub fn row(&self, row: usize) -> &[i64] {
        &self.gains[row * self.places.len()..][..self.places.len()]
    }
}
