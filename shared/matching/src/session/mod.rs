//! The live session: an optimum kept optimal while the problem is edited.
//!
//! It holds the best assignment, its prices and the column graph. An edit is checked first; a
//! refused one changes nothing. Then the problem is changed, and one shortest path over the mentors
//! finds who moves: far less work than solving again. The answer is always exactly as good as what a
//! cold [`crate::solve`] of the edited problem would find; among equally good answers the session
//! keeps to the one that leaves most people where they are along the path, while a cold solve may
//! pick another. Any edit is undone by its reverse.
//!
//! *Most matched* is the same on a penalty that outweighs all scores. *Fairest* too, above a floor
//! that each edit may move, which only solving again can tell; stable matchings are always made anew.
//!
//! - [`scene`]: the problem and the terms it is kept best on
//! - [`graph`]: the column graph, one arc per pair of mentors
//! - [`search`]: shortest paths in it
//! - [`pool`]: who sits where, and the edits as paths
//! - [`edits`]: what may be edited, and what is refused
//! - [`costs`], [`questions`]: the same paths without making the edit: force costs, chains, the worth
//!   of a place
//! - [`repair`]: plans for when somebody leaves

mod change;
mod costs;
mod edits;
mod graph;
mod pool;
mod questions;
mod repair;
mod scene;
mod search;

pub use change::{Chain, Change, EditRefused, Move};
pub use costs::ForceCosts;
pub use repair::{Plan, Trouble};

use crate::solve::{self, solve};
use crate::{Certificate, FORBIDDEN, Objective, Problem, Solution, cover, verify};
use graph::Width;
use pool::Pool;
use scene::{Scene, terms};

/// A problem with its best answer, under edits.
#[derive(Clone)]
pub struct Session {
    scene: Scene,
    objective: Objective,
    state: State,
    total: i64,
}

/// Who sits where, and what is needed to find out who moves.
#[derive(Clone)]
enum State {
    Pool(Pool),
    /// A stable matching has no prices and no paths.
    Stable(Vec<Option<u32>>),
}

/// The first on a pool, the other on a stable matching.
macro_rules! on_pool {
    ($state:expr, $pool:ident => $call:expr, $seats:pat => $stable:expr) => {
        match $state {
            State::Pool($pool) => $call,
            State::Stable($seats) => $stable,
        }
    };
}
use on_pool;

impl State {
    fn new(scene: &Scene, assignment: &[Option<u32>], prices: &[i64]) -> Self {
        let width = Width::of(scene);
        Self::Pool(Pool::new(scene, width, assignment, prices))
    }
}

impl Session {
    /// Solves `problem` for the best total and keeps it solved.
    pub fn new(problem: Problem) -> Self {
        Self::with_objective(problem, Objective::BestTotal)
    }

    /// Solves `problem` and keeps it solved.
    pub fn with_objective(problem: Problem, objective: Objective) -> Self {
        let mut session = Self::unsolved(problem, objective);
        session.solve_again();
        session
    }

    /// Goes on from `answer`, where it proves itself the best total: that takes one look at every
    /// score instead of a solve. Where it doesn't, this is [`Session::new`].
    pub fn resume(problem: Problem, answer: &Solution) -> Self {
        let of_best = |proof: &&Certificate| proof.objective == Objective::BestTotal;
        let proof = answer.certificate.as_ref().filter(of_best);
        let Some(proof) = proof.filter(|_| verify(&problem, answer).is_ok()) else {
            return Self::new(problem);
        };
        let mut session = Self::unsolved(problem, Objective::BestTotal);
        // A mentor without open places may have any price that keeps everyone away: one from when
        // scores were higher would not fit the numbers that paths run in, and this one does.
        let dearest = session.scene.range();
        let prices: Vec<i64> = proof.prices.iter().map(|&it| it.min(dearest)).collect();
        session.state = State::new(&session.scene, &answer.assignment, &prices);
        session.total = answer.total;
        session
    }

    fn unsolved(problem: Problem, objective: Objective) -> Self {
        Self {
            scene: Scene {
                terms: terms(&problem, objective, FORBIDDEN),
                problem,
                loyalty: None,
            },
            objective,
            state: State::Stable(Vec::new()),
            total: 0,
        }
    }

    /// The problem as edited so far.
    pub fn problem(&self) -> &Problem {
        &self.scene.problem
    }

    /// What counts as best.
    pub fn objective(&self) -> Objective {
        self.objective
    }

    /// The best answer's total: scores less the problem's penalty for each unmatched mentee.
    pub fn total(&self) -> i64 {
        self.total
    }

    /// The mentor a mentee has, if any.
    ///
    /// # Panics
    /// If there is no such mentee.
    pub fn mentor_of(&self, mentee: usize) -> Option<usize> {
        on_pool!(&self.state, pool => pool.mentor_of(mentee), seats => seats[mentee].map(|mentor| mentor as usize))
    }

    /// The whole answer, with its certificate.
    pub fn solution(&self) -> Solution {
        let problem = self.problem();
        let mentees = 0..problem.mentees();
        let seats = self.seats();
        let bare = Certificate::bare(self.objective);
        let certificate = on_pool!(&self.state, pool => Certificate {
            margins: mentees.map(|mentee| pool.margin(&self.scene, mentee)).collect(),
            prices: pool.state().1,
            penalty: self.scene.terms.penalty,
            floor: (self.scene.terms.floor != FORBIDDEN).then_some(self.scene.terms.floor),
            ..bare
        }, _ => bare);
        let certificate = self.with_covers(certificate, &seats);
        Solution::of(problem, seats, Some(certificate))
    }

    /// Adds why no more, and none fairer, can be matched.
    fn with_covers(&self, mut certificate: Certificate, seats: &[Option<u32>]) -> Certificate {
        let problem = self.problem();
        if matches!(self.objective, Objective::MostMatched | Objective::Fairest) {
            let largest = cover::largest(problem, FORBIDDEN, seats, 0);
            if let Some(higher) = certificate.floor.and_then(|floor| floor.checked_add(1)) {
                let fairer = cover::largest(problem, higher, seats, largest.matched);
                certificate.fairest = Some(fairer.cover);
            }
            certificate.most_matched = Some(largest.cover);
        }
        certificate
    }

    /// Wants something else from now on.
    pub fn set_objective(&mut self, objective: Objective) -> Change {
        if objective == self.objective {
            return Change::default();
        }
        let (seats, total) = (self.seats(), self.total);
        self.objective = objective;
        self.solve_again();
        self.change_since(&seats, total)
    }

    fn seats(&self) -> Vec<Option<u32>> {
        let mentees = 0..self.problem().mentees();
        let seat = |mentee| self.mentor_of(mentee).map(|mentor| mentor as u32);
        mentees.map(seat).collect()
    }

    /// Solves the problem as it is now from nothing.
    fn solve_again(&mut self) {
        let problem = &self.scene.problem;
        let objective = self.objective;
        if let Objective::StableMentees | Objective::StableMentors = objective {
            self.state = State::Stable(solve(problem, objective).assignment);
        } else {
            self.scene.terms = terms(problem, objective, floor(problem, objective));
            let Solution {
                assignment,
                certificate,
                ..
            } = solve::optimum(problem, objective, self.scene.terms);
            let prices = certificate.map_or_else(Vec::new, |certificate| certificate.prices);
            self.state = State::new(&self.scene, &assignment, &prices);
        }
        self.total = self.sum();
    }

    fn sum(&self) -> i64 {
        let mentees = 0..self.problem().mentees();
        mentees
            .map(|mentee| self.worth(mentee, self.mentor_of(mentee)))
            .sum()
    }

    /// What a mentee adds to the total with a mentor or unmatched.
    fn worth(&self, mentee: usize, mentor: Option<usize>) -> i64 {
        match mentor {
            Some(mentor) => i64::from(self.problem().cell(mentee, mentor)),
            None => -i64::from(self.problem().unmatched_penalty()),
        }
    }

    /// What changed since people sat on `seats` for a total of `total`.
    fn change_since(&self, seats: &[Option<u32>], total: i64) -> Change {
        let mentor = |seat: Option<u32>| seat.map(|mentor| mentor as usize);
        let moves = seats.iter().enumerate().map(|(mentee, &seat)| Move {
            mentee,
            from: mentor(seat),
            to: self.mentor_of(mentee),
        });
        Change {
            moved: moves.filter(|step| step.from != step.to).collect(),
            total_delta: self.total - total,
        }
    }
}

/// The least score the objective uses; [`FORBIDDEN`] if any will do.
fn floor(problem: &Problem, objective: Objective) -> i32 {
    if objective != Objective::Fairest {
        return FORBIDDEN;
    }
    let certificate = solve(problem, objective).certificate;
    certificate
        .and_then(|certificate| certificate.floor)
        .unwrap_or(FORBIDDEN)
}
