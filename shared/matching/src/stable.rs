//! Stable matchings with places: no mentee and mentor would both rather have each other than what
//! they got.
//!
//! Deferred acceptance (Gale & Shapley, *College Admissions and the Stability of Marriage*, 1962):
//! one side proposes down its list, the other holds the best proposals so far. Whoever proposes
//! gets the best of all stable matchings. Mentees rank mentors by the problem's scores, mentors rank
//! mentees by [`crate::ProblemBuilder::mentor_scores`] (the same scores unless given); equal scores
//! rank by index, lowest first. A pair is acceptable when neither side's score is forbidden. Locked
//! pairs stand: neither half of one is anybody's to win.
//!
//! Lists are produced a few entries at a time, because most proposals end near the top.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::{Problem, Solution};

/// The stable matching every free mentee likes best.
pub fn mentee_optimal(problem: &Problem) -> Solution {
    let market = Market::new(problem);
    let mut assignment = problem.locks().to_vec();
    let mut lists: Vec<Ranking> = vec![Ranking::default(); problem.mentees()];
    // Each mentor's mentees, least liked on top.
    let mut held: Vec<BinaryHeap<Reverse<Rank>>> = vec![BinaryHeap::new(); problem.mentors()];
    let mut proposing: Vec<usize> = market
        .free
        .iter()
        .rev()
        .map(|&mentee| mentee as usize)
        .collect();
    while let Some(mentee) = proposing.pop() {
        while let Some(mentor) = lists[mentee].next(|| market.mentors_for(mentee)) {
            held[mentor].push(Reverse(market.rank_of_mentee(mentee, mentor)));
            assignment[mentee] = Some(mentor as u32);
            if held[mentor].len() <= market.places[mentor] as usize {
                break;
            }
            let Some(Reverse(refused)) = held[mentor].pop() else {
                break;
            };
            assignment[refused.index()] = None;
            if refused.index() != mentee {
                proposing.push(refused.index());
                break;
            }
        }
    }
    Solution::of(problem, assignment, None)
}

/// The stable matching every mentor likes best.
pub fn mentor_optimal(problem: &Problem) -> Solution {
    let market = Market::new(problem);
    let likings = market.likings();
    let mut assignment = problem.locks().to_vec();
    let mut lists: Vec<Ranking> = vec![Ranking::default(); problem.mentors()];
    let mut held = vec![0u32; problem.mentors()];
    let mut proposing: Vec<usize> = (0..problem.mentors()).rev().collect();
    while let Some(mentor) = proposing.pop() {
        while held[mentor] < market.places[mentor] {
            let Some(mentee) = lists[mentor].next(|| likings.of(mentor)) else {
                break;
            };
            let offer = market.rank_of_mentor(mentee, mentor);
            match assignment[mentee].map(|current| current as usize) {
                Some(current) if market.rank_of_mentor(mentee, current) > offer => continue,
                Some(current) => {
                    held[current] -= 1;
                    proposing.push(current);
                }
                None => {}
            }
            assignment[mentee] = Some(mentor as u32);
            held[mentor] += 1;
        }
    }
    Solution::of(problem, assignment, None)
}

/// Every (mentee, mentor) who would both rather have each other than what `assignment` gives them,
/// in index order. Empty exactly when the matching is stable. An assignment that does not fit the
/// problem is [`crate::verify`]'s to refuse; here its stray entries count as unmatched.
pub fn blocking_pairs(problem: &Problem, assignment: &[Option<u32>]) -> Vec<(usize, usize)> {
    let market = Market::new(problem);
    let seat = |mentee: usize| {
        let mentor = assignment.get(mentee).copied().flatten()? as usize;
        problem.score(mentee, mentor).map(|_| mentor)
    };
    let mut held = vec![0u32; problem.mentors()];
    let mut least = vec![Rank::BEST; problem.mentors()];
    for mentee in market.free.iter().map(|&mentee| mentee as usize) {
        if let Some(mentor) = seat(mentee) {
            held[mentor] += 1;
            least[mentor] = least[mentor].min(market.rank_of_mentee(mentee, mentor));
        }
    }
    let mut blocking = Vec::new();
    for mentee in market.free.iter().map(|&mentee| mentee as usize) {
        let current = seat(mentee).map(|mentor| market.rank_of_mentor(mentee, mentor));
        let preferred = market
            .mentors_for(mentee)
            .filter(|&mentor| Some(mentor) > current);
        let mut wanted: Vec<usize> = preferred.map(Rank::index).collect();
        wanted.retain(|&mentor| {
            held[mentor] < market.places[mentor]
                || market.rank_of_mentee(mentee, mentor) > least[mentor]
        });
        blocking.extend(wanted.into_iter().map(|mentor| (mentee, mentor)));
    }
    blocking
}

/// A score and whose it is, ordered from worst to best: higher score first, then lower index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Rank(u64);

impl Rank {
    /// Below every real rank: only [`crate::FORBIDDEN`] would make it.
    const NONE: Self = Self(0);
    const BEST: Self = Self(u64::MAX);

    fn new(score: i32, index: usize) -> Self {
        let ascending = (i64::from(score) - i64::from(i32::MIN)) as u64;
        Self(ascending << 32 | u64::from(u32::MAX - index as u32))
    }

    fn index(self) -> usize {
        (u32::MAX - self.0 as u32) as usize
    }
}

/// One person's list, best first, sorted only as far as it has been read.
#[derive(Clone, Default)]
struct Ranking {
    /// The next entries, best last.
    ready: Vec<Rank>,
    /// The last entry sorted so far; everything better has been handed out or is ready.
    sorted_to: Option<Rank>,
}

impl Ranking {
    const CHUNK: usize = 24;

    fn next<I: Iterator<Item = Rank>>(&mut self, acceptable: impl FnOnce() -> I) -> Option<usize> {
        if self.ready.is_empty() {
            let unread = |rank: &Rank| self.sorted_to.is_none_or(|last| *rank < last);
            let mut rest: Vec<Rank> = acceptable().filter(unread).collect();
            if rest.len() > Self::CHUNK {
                let cut = rest.len() - Self::CHUNK;
                rest.select_nth_unstable(cut);
                rest.drain(..cut);
            }
            rest.sort_unstable();
            self.sorted_to = rest.first().copied().or(self.sorted_to);
            self.ready = rest;
        }
        self.ready.pop().map(Rank::index)
    }
}

/// Per mentor its rank of every free mentee, [`Rank::NONE`] where they would not have each other.
struct Likings {
    mentees: usize,
    ranks: Vec<Rank>,
}

impl Likings {
    fn of(&self, mentor: usize) -> impl Iterator<Item = Rank> {
        let ranks = &self.ranks[mentor * self.mentees..][..self.mentees];
        ranks.iter().copied().filter(|&rank| rank != Rank::NONE)
    }
}

/// The open part of a problem with both sides' preferences.
struct Market<'a> {
    problem: &'a Problem,
    places: Vec<u32>,
    free: Vec<u32>,
}

impl<'a> Market<'a> {
    fn new(problem: &'a Problem) -> Self {
        let free = problem
            .locks()
            .iter()
            .enumerate()
            .filter(|(_, lock)| lock.is_none());
        Self {
            problem,
            places: problem.open_places(),
            free: free.map(|(mentee, _)| mentee as u32).collect(),
        }
    }

    fn acceptable(&self, mentee: usize, mentor: usize) -> bool {
        self.places[mentor] > 0
            && self.problem.score(mentee, mentor).is_some()
            && self.problem.mentor_score(mentee, mentor).is_some()
    }

    fn mentors_for(&self, mentee: usize) -> impl Iterator<Item = Rank> {
        let acceptable =
            (0..self.places.len()).filter(move |&mentor| self.acceptable(mentee, mentor));
        acceptable.map(move |mentor| self.rank_of_mentor(mentee, mentor))
    }

    /// How the mentors like their mentees, a mentor at a time. The scores lie a mentee at a time, so
    /// they are turned in bands narrow enough for every mentor's next entries to stay in cache.
    fn likings(&self) -> Likings {
        const BAND: usize = 16;
        let mentees = self.free.len();
        let mut ranks = vec![Rank::NONE; mentees * self.places.len()];
        for (band, rows) in self.free.chunks(BAND).enumerate() {
            for mentor in 0..self.places.len() {
                let ranks = &mut ranks[mentor * mentees + band * BAND..][..rows.len()];
                for (rank, mentee) in ranks
                    .iter_mut()
                    .zip(rows)
                    .map(|(rank, &row)| (rank, row as usize))
                {
                    if self.acceptable(mentee, mentor) {
                        *rank = self.rank_of_mentee(mentee, mentor);
                    }
                }
            }
        }
        Likings { mentees, ranks }
    }

    /// How much the mentee likes the mentor.
    fn rank_of_mentor(&self, mentee: usize, mentor: usize) -> Rank {
        Rank::new(self.problem.cell(mentee, mentor), mentor)
    }

    /// How much the mentor likes the mentee.
    fn rank_of_mentee(&self, mentee: usize, mentor: usize) -> Rank {
        Rank::new(self.problem.mentor_cell(mentee, mentor), mentee)
    }
}
