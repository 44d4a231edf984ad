//! The best answer to a board, computed on the server by the same function as in
//! the browser, checked by its proof, and described for the record.
//!
//! `command` answers a programme's board on the command line, `bare` any problem
//! given as a file.

pub mod bare;
pub mod command;

use anyhow::{Context, anyhow};
use pairwell_domain::api::board::{LOW_FIT, PlannedPair, Totals};
use pairwell_domain::board::{Answer, Board, BoardPool, Objective, Seat, answer};
use pairwell_domain::fit::Warning;
use pairwell_domain::id::EnrolmentId;
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// What computes answers; written into every record.
pub const ENGINE: &str = concat!("pairwell-matching ", env!("CARGO_PKG_VERSION"));

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
    answer.verify().map_err(|violation| {
        anyhow!(
            "the answer to board {} is not proven best: {violation:?}",
            board.id
        )
    })?;
    Ok(Solved {
        board,
        pool,
        answer,
    })
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
        let problem = self.answer.problem_file(self.objective()).canonical();
        let hash = Sha256::digest(problem);
        hash.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    pub fn objective(&self) -> Objective {
        self.board.draft.objective
    }
}

/// Whether a pair deserves a look before people hear of it.
pub fn deserves_a_look(pair: &PlannedPair) -> bool {
    pair.fit < LOW_FIT || !pair.warnings.is_empty() || pair.override_reason.is_some()
}
