//! The best answer to a board, computed on the server by the same function as in
//! the browser, checked by its proof, and described for the record.
//!
//! `command` answers a programme's board on the command line, `bare` any problem
//! given as a file, and `replay` a publication's own again, from its record.

pub mod bare;
pub mod command;
pub mod replay;

use crate::store::publication::Computed;
use anyhow::{Context, anyhow, ensure};
use pairwell_domain::api::board::{LOW_FIT, PlannedPair, Totals};
use pairwell_domain::board::{Answer, Board, BoardPool, Objective, Seat, answer};
use pairwell_domain::fit::Warning;
use pairwell_domain::id::EnrolmentId;
use pairwell_matching::{Objective as Aim, Problem, Solution, verify};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::LazyLock;

/// What computes answers, with its version; written into every record.
pub static ENGINE: LazyLock<String> =
    LazyLock::new(|| format!("pairwell-matching {}", pairwell_matching::VERSION));

/// A board with its answer, proven best.
pub struct Solved {
    pub board: Board,
    pub pool: BoardPool,
    pub answer: Answer,
}

/// Answers a board and checks the proof.
pub fn solve(board: Board) -> anyhow::Result<Solved> {
    let mut pool = BoardPool::new(&board);
    let answer = answer(&mut pool, &board.draft);
    let objective = board.draft.objective.into();
    prove(&answer.problem, &answer.solution, objective)
        .with_context(|| format!("the answer to board {} is not proven best", board.id))?;
    Ok(Solved {
        board,
        pool,
        answer,
    })
}

/// Checks that a solution is the best there is at what was asked for.
fn prove(problem: &Problem, solution: &Solution, objective: Aim) -> anyhow::Result<()> {
    verify(problem, solution).map_err(|violation| anyhow!("{violation:?}"))?;
    // A solution may come without a proof, or with one of something else.
    let proven = solution.certificate.as_ref().map(|proof| proof.objective);
    ensure!(
        proven == Some(objective),
        "the proof is of {proven:?}, not of {objective:?}"
    );
    Ok(())
}

/// [`solve`] away from the threads that serve requests.
pub async fn solve_aside(board: Board) -> anyhow::Result<Solved> {
    tokio::task::spawn_blocking(move || solve(board))
        .await
        .context("the task that matches was stopped")?
}

impl Solved {
    pub fn totals(&self) -> Totals {
        Totals {
            total: self.answer.total,
            matched: u32::try_from(self.answer.matched).unwrap_or(u32::MAX),
            worst: self.answer.worst,
        }
    }

    /// Pairs in the answer that people don't know of yet, in order of mentee.
    pub fn planned(&self) -> Vec<PlannedPair> {
        let mut warnings: HashMap<(EnrolmentId, EnrolmentId), Vec<Warning>> = HashMap::new();
        for warned in &self.board.warnings {
            let pair = (warned.mentee, warned.mentor);
            warnings.entry(pair).or_default().push(warned.warning);
        }
        let seats = self.answer.seats.iter().enumerate();
        let planned = seats.filter_map(|(at, seat)| {
            let (mentor, fit, locked) = match *seat {
                Seat::Locked { mentor, fit } => (mentor, fit, true),
                Seat::Best { mentor, fit } => (mentor, fit, false),
                Seat::Standing { .. } | Seat::LeftOut | Seat::Unmatched => return None,
            };
            let (mentee, mentor) = (&self.board.mentees[at], &self.board.mentors[mentor]);
            let pair = (mentee.facts.id, mentor.facts.id);
            let lock = self.board.draft.locks.get(&pair.0).filter(|_| locked);
            Some(PlannedPair {
                mentee: pair.0,
                mentor: pair.1,
                mentee_name: mentee.name.clone(),
                mentor_name: mentor.name.clone(),
                fit,
                locked,
                override_reason: lock.and_then(|lock| lock.reason.clone()),
                warnings: warnings.remove(&pair).unwrap_or_default(),
                concerns: Vec::new(),
            })
        });
        planned.collect()
    }

    /// Names of mentees nobody goes to.
    pub fn unmatched(&self) -> Vec<String> {
        let seats = self.answer.seats.iter().zip(&self.board.mentees);
        seats
            .filter(|(seat, _)| seat.mentor().is_none())
            .map(|(_, mentee)| mentee.name.clone())
            .collect()
    }

    /// SHA-256 of the canonical JSON of what was solved, in hexadecimal.
    pub fn input_hash(&self) -> String {
        hash_of(&self.canonical_problem())
    }

    fn canonical_problem(&self) -> String {
        self.answer.problem_file(self.objective()).canonical()
    }

    /// What computed the answer, for the record.
    pub fn computed(&self) -> anyhow::Result<Computed> {
        let solution = &self.answer.solution;
        let mentees = 0..self.pool.mentees();
        let mentors = 0..self.pool.mentors();
        Ok(Computed {
            mentees: mentees.map(|at| self.pool.mentee_id(at)).collect(),
            mentors: mentors.map(|at| self.pool.mentor_id(at)).collect(),
            problem: self.canonical_problem(),
            assignment: solution.assignment.clone(),
            certificate: solution.certificate.clone().context("it was proven")?,
        })
    }

    pub fn objective(&self) -> Objective {
        self.board.draft.objective
    }
}

/// SHA-256 of a problem's canonical JSON, in hexadecimal.
pub fn hash_of(canonical: &str) -> String {
    let hash = Sha256::digest(canonical);
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Whether a pair deserves a look before people hear of it.
pub fn deserves_a_look(pair: &PlannedPair) -> bool {
    pair.fit < LOW_FIT || !pair.warnings.is_empty() || pair.override_reason.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_proof_of_what_was_asked_counts() {
        let problem = Problem::builder(vec![90, 60, 80, 10], vec![1, 1]);
        let problem = problem.build().unwrap();
        let best = pairwell_matching::solve(&problem, Aim::BestTotal);
        assert!(prove(&problem, &best, Aim::BestTotal).is_ok());
        assert!(prove(&problem, &best, Aim::Fairest).is_err());
        let unproven = Solution {
            certificate: None,
            ..best.clone()
        };
        assert!(prove(&problem, &unproven, Aim::BestTotal).is_err());
        let worse = Solution {
            assignment: vec![Some(0), Some(1)],
            ..best
        };
        assert!(prove(&problem, &worse, Aim::BestTotal).is_err());
    }
}
