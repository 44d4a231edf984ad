//! Whether two would rather have each other.

use std::cmp::Reverse;

use super::{Checker, Violation};

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
            for mentor in 0..mentors {
                let Some(score) = problem.score(mentee, mentor) else {
                    continue;
                };
                let Some(back) = problem.mentor_score(mentee, mentor) else {
                    continue;
                };
                let mentor_gains = self.places[mentor].free > 0
                    || least[mentor].is_some_and(|least| liked(back, mentee) > least);
                if mentor_gains && Some(liked(score, mentor)) > current {
                    return Err(Violation::BlockingPair { mentee, mentor });
                }
            }
        }
        Ok(())
    }
}
