//! The best answer for everyone, computed from the pool and the draft.

use super::draft::{Draft, MoveRefusal, Surroundings};
use super::{Board, Objective};
use crate::fit::constraints::Between;
use crate::fit::{Block, Explanation, Pool, Weights};
use crate::id::EnrolmentId;
use pairwell_matching::{FORBIDDEN, Problem, Solution, Violation};
use std::collections::HashMap;

/// A board's people, ready to be matched again and again while decisions change.
///
/// Positions count mentees and mentors in order of id, so that the same people
/// give the same answer wherever and in whatever order they were loaded.
#[derive(Clone, Debug)]
pub struct BoardPool {
    pool: Pool,
    weights: Weights,
    /// Row-major by mentee, for `weights`.
    fits: Vec<u8>,
    mentee_at: HashMap<EnrolmentId, usize>,
    mentor_at: HashMap<EnrolmentId, usize>,
    /// By mentor position.
    places: Vec<u8>,
    places_cap: u8,
    /// Row-major by mentee.
    blocks: Vec<Option<Block>>,
    /// By mentee position.
    standing: Vec<Option<usize>>,
}

/// Where one mentee is in an [`Answer`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seat {
    /// In a pair people already know of.
    Standing { mentor: usize, fit: u8 },
    /// With the mentor a coordinator locked.
    Locked { mentor: usize, fit: u8 },
    /// Where the matching is best.
    Best { mentor: usize, fit: u8 },
    /// Left out of this round by a coordinator.
    LeftOut,
    /// No place that would be better for everyone.
    Unmatched,
}

impl Seat {
    pub const fn mentor(self) -> Option<usize> {
        match self {
            Seat::Standing { mentor, .. }
            | Seat::Locked { mentor, .. }
            | Seat::Best { mentor, .. } => Some(mentor),
            Seat::LeftOut | Seat::Unmatched => None,
        }
    }

    pub const fn fit(self) -> Option<u8> {
        match self {
            Seat::Standing { fit, .. } | Seat::Locked { fit, .. } | Seat::Best { fit, .. } => {
                Some(fit)
            }
            Seat::LeftOut | Seat::Unmatched => None,
        }
    }
}

/// The best answer to a draft.
#[derive(Clone, Debug)]
pub struct Answer {
    /// By mentee position.
    pub seats: Vec<Seat>,
    /// Sum of the fits of all who have a mentor.
    pub total: i64,
    pub matched: usize,
    pub worst: Option<u8>,
    /// Locks that no longer hold, with the reason: the mentor left, a place was
    /// taken, one of the two has since said no. They are kept in the draft and
    /// left out of the answer.
    pub broken_locks: Vec<(EnrolmentId, MoveRefusal)>,
    pub problem: Problem,
    pub solution: Solution,
}

impl Answer {
    /// Checks the proof that nothing better exists, by code that shares nothing
    /// with what found it.
    pub fn verify(&self) -> Result<(), Violation> {
        pairwell_matching::verify(&self.problem, &self.solution)
    }

    /// Mentees whose place differs between two answers to the same pool, by
    /// position, with where they were and where they are.
    pub fn moved_since(&self, before: &Answer) -> Vec<(usize, Option<usize>, Option<usize>)> {
        let seats = before.seats.iter().zip(&self.seats).enumerate();
        seats
            .filter(|(_, (was, is))| was.mentor() != is.mentor())
            .map(|(mentee, (was, is))| (mentee, was.mentor(), is.mentor()))
            .collect()
    }
}

impl BoardPool {
    pub fn new(board: &Board) -> Self {
        let mut mentees: Vec<_> = board
            .mentees
            .iter()
            .map(|mentee| mentee.facts.clone())
            .collect();
        mentees.sort_by_key(|mentee| mentee.id);
        let mut mentors: Vec<_> = board.mentors.iter().collect();
        mentors.sort_by_key(|mentor| mentor.facts.id);
        let places = mentors.iter().map(|mentor| mentor.places).collect();
        let mentors: Vec<_> = mentors
            .into_iter()
            .map(|mentor| mentor.facts.clone())
            .collect();
        let mentee_at: HashMap<_, _> = mentees
            .iter()
            .enumerate()
            .map(|(at, mentee)| (mentee.id, at))
            .collect();
        let mentor_at: HashMap<_, _> = mentors
            .iter()
            .enumerate()
            .map(|(at, mentor)| (mentor.id, at))
            .collect();
        let positions = |mentee, mentor| Some((*mentee_at.get(mentee)?, *mentor_at.get(mentor)?));
        let mut standing = vec![None; mentees.len()];
        for pair in &board.standing {
            if let Some((mentee, mentor)) = positions(&pair.mentee, &pair.mentor) {
                standing[mentee] = Some(mentor);
            }
        }
        let pool = Pool::new(mentees, mentors);
        let mut blocks = shown_by_facts(&pool);
        for blocked in &board.blocks {
            if let Some((mentee, mentor)) = positions(&blocked.mentee, &blocked.mentor) {
                let cell = &mut blocks[mentee * board.mentors.len() + mentor];
                *cell = Some(cell.map_or(blocked.block, |block| block.min(blocked.block)));
            }
        }
        let weights = board.draft.weights;
        let fits = pool.fits(&weights);
        BoardPool {
            pool,
            weights,
            fits,
            mentee_at,
            mentor_at,
            places,
            places_cap: board.places_cap,
            blocks,
            standing,
        }
    }

    pub fn mentees(&self) -> usize {
        self.standing.len()
    }

    pub fn mentors(&self) -> usize {
        self.places.len()
    }

    pub fn mentee_at(&self, mentee: EnrolmentId) -> Option<usize> {
        self.mentee_at.get(&mentee).copied()
    }

    pub fn mentor_at(&self, mentor: EnrolmentId) -> Option<usize> {
        self.mentor_at.get(&mentor).copied()
    }

    pub fn mentee_id(&self, mentee: usize) -> EnrolmentId {
        self.pool.mentee(mentee).id
    }

    pub fn mentor_id(&self, mentor: usize) -> EnrolmentId {
        self.pool.mentor(mentor).id
    }

    /// Fit of two positions under the weights last answered with.
    pub fn fit(&self, mentee: usize, mentor: usize) -> u8 {
        self.fits[mentee * self.mentors() + mentor]
    }

    pub fn explain(&self, mentee: usize, mentor: usize) -> Explanation {
        self.pool.explain(mentee, mentor, &self.weights)
    }

    pub fn block_at(&self, mentee: usize, mentor: usize) -> Option<Block> {
        self.blocks[mentee * self.mentors() + mentor]
    }

    fn weigh(&mut self, weights: Weights) {
        if self.weights != weights {
            self.weights = weights;
            self.fits = self.pool.fits(&weights);
        }
    }

    /// The problem a draft poses, for whoever wants to ask more of it than its answer.
    pub fn pose(&mut self, draft: &Draft) -> Problem {
        self.weigh(draft.weights);
        let (locks, _) = self.locks(draft);
        self.problem(draft, &locks)
    }

    /// The draft's locks that hold, by mentee position, and those that don't.
    fn locks(&self, draft: &Draft) -> (Vec<Option<usize>>, Vec<(EnrolmentId, MoveRefusal)>) {
        let mut holding = Draft {
            locks: Default::default(),
            left_out: Default::default(),
            ..draft.clone()
        };
        let mut locks = vec![None; self.mentees()];
        let mut broken = Vec::new();
        for (mentee, lock) in &draft.locks {
            match holding.refuse_lock(*mentee, lock.mentor, lock.reason.as_deref(), self) {
                Ok(()) => {
                    locks[self.mentee_at[mentee]] = Some(self.mentor_at[&lock.mentor]);
                    holding.locks.insert(*mentee, lock.clone());
                }
                Err(refusal) => broken.push((*mentee, refusal)),
            }
        }
        (locks, broken)
    }

    /// The assignment problem a draft poses: a fit a cell, blocked and forbidden
    /// cells closed, standing pairs and locks fixed. Leaving somebody out costs
    /// nothing, so that the sum of fits is exactly what is made best.
    fn problem(&self, draft: &Draft, locks: &[Option<usize>]) -> Problem {
        let mentors = self.mentors();
        let cells = self.fits.iter().zip(&self.blocks);
        let mut scores: Vec<i32> = cells
            .map(|(fit, block)| match block {
                None => i32::from(*fit),
                Some(_) => FORBIDDEN,
            })
            .collect();
        let at = |mentee: &EnrolmentId, mentor: &EnrolmentId| {
            Some((*self.mentee_at.get(mentee)?, *self.mentor_at.get(mentor)?))
        };
        for (mentee, mentor) in draft
            .forbids
            .iter()
            .filter_map(|(mentee, mentor)| at(mentee, mentor))
        {
            scores[mentee * mentors + mentor] = FORBIDDEN;
        }
        for mentee in draft
            .left_out
            .iter()
            .filter_map(|mentee| self.mentee_at(*mentee))
        {
            scores[mentee * mentors..][..mentors].fill(FORBIDDEN);
        }
        let mut filled = vec![0u32; mentors];
        let mut fixed = Vec::new();
        for mentee in 0..self.mentees() {
            if let Some(mentor) = self.standing[mentee].or(locks[mentee]) {
                // What is fixed is fixed, also where a block was overridden.
                scores[mentee * mentors + mentor] = i32::from(self.fit(mentee, mentor));
                filled[mentor] += 1;
                fixed.push((mentee, mentor));
            }
        }
        let capacities = (0..mentors)
            .map(|mentor| {
                let places = draft
                    .places
                    .get(&self.mentor_id(mentor))
                    .copied()
                    .unwrap_or(self.places[mentor]);
                // A mentor who has since offered fewer places keeps whom they have.
                u32::from(places).max(filled[mentor])
            })
            .collect();
        let builder = Problem::builder(scores, capacities).mentees(self.mentees());
        fixed
            .into_iter()
            .fold(builder, |builder, (mentee, mentor)| {
                builder.lock(mentee, mentor)
            })
            .build()
            .expect("a board's problem is made from positions and capacities that fit together")
    }
}

/// Blocks that follow from who the two are and what they speak, row-major by mentee.
fn shown_by_facts(pool: &Pool) -> Vec<Option<Block>> {
    let mut blocks = Vec::with_capacity(pool.mentees().len() * pool.mentors().len());
    for (row, mentee) in pool.mentees().enumerate() {
        blocks.extend(pool.mentors().enumerate().map(|(column, mentor)| {
            Between {
                same_person: mentee.common.person == mentor.common.person,
                no_shared_language: !pool.share_a_language(row, column),
                ..Between::default()
            }
            .block()
        }));
    }
    blocks
}

/// The best answer to `draft` for everyone in `pool`. Rescores the pool first
/// when the draft weighs things differently.
pub fn answer(pool: &mut BoardPool, draft: &Draft) -> Answer {
    pool.weigh(draft.weights);
    let (locks, broken_locks) = pool.locks(draft);
    let problem = pool.problem(draft, &locks);
    let solution = pairwell_matching::solve(&problem, Objective::into(draft.objective));
    let seats: Vec<Seat> = (0..pool.mentees())
        .map(
            |mentee| match solution.assignment[mentee].map(|mentor| mentor as usize) {
                Some(mentor) => {
                    let fit = pool.fit(mentee, mentor);
                    if pool.standing[mentee].is_some() {
                        Seat::Standing { mentor, fit }
                    } else if locks[mentee].is_some() {
                        Seat::Locked { mentor, fit }
                    } else {
                        Seat::Best { mentor, fit }
                    }
                }
                None if draft.left_out.contains(&pool.mentee_id(mentee)) => Seat::LeftOut,
                None => Seat::Unmatched,
            },
        )
        .collect();
    let fits = || seats.iter().filter_map(|seat| seat.fit());
    Answer {
        total: fits().map(i64::from).sum(),
        matched: fits().count(),
        worst: fits().min(),
        seats,
        broken_locks,
        problem,
        solution,
    }
}

impl Surroundings for BoardPool {
    fn offered_places(&self, mentor: EnrolmentId) -> Option<u8> {
        self.mentor_at(mentor).map(|mentor| self.places[mentor])
    }

    fn places_cap(&self) -> u8 {
        self.places_cap
    }

    fn standing_of(&self, mentor: EnrolmentId) -> usize {
        let mentor = self.mentor_at(mentor);
        self.standing
            .iter()
            .filter(|standing| standing.is_some() && **standing == mentor)
            .count()
    }

    fn has_mentee(&self, mentee: EnrolmentId) -> bool {
        self.mentee_at.contains_key(&mentee)
    }

    fn is_paired(&self, mentee: EnrolmentId) -> bool {
        self.mentee_at(mentee)
            .is_some_and(|mentee| self.standing[mentee].is_some())
    }

    fn block(&self, mentee: EnrolmentId, mentor: EnrolmentId) -> Option<Block> {
        self.block_at(self.mentee_at(mentee)?, self.mentor_at(mentor)?)
    }
}
