//! The best answer for everyone, computed from the pool and the draft.

use super::Objective;
use super::draft::{Draft, MoveRefusal};
use super::pool::BoardPool;
use super::start::Start;
use crate::id::EnrolmentId;
use pairwell_matching::{Problem, Solution, Violation, solve, solve_near};
use std::sync::Arc;

/// Where one mentee is in an [`Answer`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
    /// What the solution is near, and by position whom something was decided about since; where
    /// the best total is looked for.
    near: Option<(Arc<Start>, Vec<usize>)>,
}

impl Answer {
    /// The problem before anything was decided about single people, and by position whom
    /// something was decided about since; nothing where the answer does not go by it.
    pub(super) fn before(&self) -> Option<(&Problem, &[usize])> {
        let (start, decided) = self.near.as_ref()?;
        Some((&start.problem, decided))
    }

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

/// The best answer to `draft` for everyone in `pool`. Rescores the pool first
/// when the draft weighs things differently.
///
/// For the best total it is, of equally good answers, one near the answer without the draft's
/// decisions about single people: a decision in that answer's favour moves nobody, and one
/// against it those on a path of moves.
pub fn answer(pool: &mut BoardPool, draft: &Draft) -> Answer {
    let start = pool.start(draft);
    let (locks, broken_locks) = pool.locks(draft);
    let decided = pool.decided(draft, &locks);
    let problem = pool.posed(&start, draft, &locks, &decided);
    let (solution, near) = match draft.objective {
        Objective::BestTotal => {
            let places = problem.capacities() == start.problem.capacities();
            let solution = match decided.is_empty() && places {
                true => start.best().clone(),
                false => solve_near(&start.problem, start.best(), &problem, &decided),
            };
            (solution, Some((start, decided)))
        }
        objective => (solve(&problem, objective.into()), None),
    };
    let seats: Vec<Seat> = (0..pool.mentees())
        .map(
            |mentee| match solution.assignment[mentee].map(|mentor| mentor as usize) {
                Some(mentor) => {
                    let fit = pool.fit(mentee, mentor);
                    if pool.is_standing(mentee) {
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
        near,
    }
}
