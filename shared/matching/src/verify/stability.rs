//! Whether two would rather have each other.

use std::cmp::Reverse;

use pairwell_rows::Score;

use super::{Checker, Violation};
use crate::matrix::on_row;

impl Checker<'_> {
    /// Nobody sits where the other half would not have them, and no two would both rather have each
    /// other. (That no *other* stable matching suits the proposing side better is not checked.)
    pub(super) fn check_stable(&self) -> Result<(), Violation> {
        let (problem, mentors) = (self.problem, self.problem.mentors());
        // (score, then lower index first) orders both sides' preferences.
        let liked = |score: i32, index: usize| (score, Reverse(index));
        let mut least = vec![None; mentors];
        for (mentee, mentor) in self.chosen() {
            let Some(score) = problem.mentor_score(mentee, mentor) else {
                return Err(Violation::ForbiddenPair { mentee, mentor });
            };
            let rank = liked(score, mentee);
            least[mentor] =
                Some(least[mentor].map_or(rank, |least: (i32, Reverse<usize>)| least.min(rank)));
        }
        for mentee in self.free_mentees() {
            let current = self.assignment[mentee].and_then(|mentor| {
                problem
                    .score(mentee, mentor as usize)
                    .map(|score| liked(score, mentor as usize))
            });
            let blocking = |&mentor: &usize| {
                let preferred = problem
                    .score(mentee, mentor)
                    .map(|score| liked(score, mentor));
                let back = problem.mentor_score(mentee, mentor);
                let mentor_gains = |back: i32| {
                    self.places[mentor].free > 0
                        || least[mentor].is_some_and(|least| liked(back, mentee) > least)
                };
                preferred > current && back.is_some_and(mentor_gains)
            };
            let (row, as_good) = (problem.row(mentee), current.map(|(score, _)| score));
            if let Some(mentor) = on_row!(row, row => at_least(row, as_good).find(blocking)) {
                return Err(Violation::BlockingPair { mentee, mentor });
            }
        }
        Ok(())
    }
}

/// The columns that score at least so much; all of them, forbidden ones too, without a number.
/// Blocks without any are passed over by vector code.
fn at_least<S: Score>(scores: &[S], least: Option<i32>) -> impl Iterator<Item = usize> {
    const BLOCK: usize = 64;
    let least = least.map_or(S::FORBIDDEN, S::from_wide);
    let any = move |scores: &[S]| {
        scores
            .iter()
            .fold(false, |any, &score| any | (score >= least))
    };
    let blocks = scores.chunks(BLOCK).enumerate();
    let blocks = blocks.filter(move |(_, scores)| any(scores));
    blocks.flat_map(move |(block, scores)| {
        let columns = scores.iter().enumerate();
        let columns = columns.filter(move |(_, score)| **score >= least);
        columns.map(move |(column, _)| block * BLOCK + column)
    })
}
