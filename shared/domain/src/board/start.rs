//! What the answer to a draft starts from, worked out in pieces.

use super::Objective;
use super::draft::Draft;
use super::pool::{BoardPool, Fits};
use super::rules::Rules;
use crate::fit::Weights;
use pairwell_matching::{Problem, Solution, solve};
use std::sync::{Arc, OnceLock};

/// What the matching is up to before coordinators decide about anybody: the problem that weights,
/// rules and the pairs people know of pose by themselves. Decisions start from its answer, so that
/// they move few people among equally good answers.
#[derive(Debug)]
pub(super) struct Start {
    weights: Weights,
    pub rules: Rules,
    pub problem: Problem,
    /// By mentee position, the best fit with anyone open to them.
    pub reach: Vec<Option<u8>>,
    /// Its best total, once that was asked for.
    best: OnceLock<Solution>,
}

impl Start {
    pub fn best(&self) -> &Solution {
        self.best
            .get_or_init(|| solve(&self.problem, Objective::BestTotal.into()))
    }
}

/// The start of an answer to come. Other weights or rules pose another problem of everybody with
/// everybody, which takes long in a big pool: in pieces, whoever waits for it can do something else
/// in between, and let it go for a newer one.
#[derive(Clone, Debug)]
pub struct Ahead {
    weights: Weights,
    rules: Rules,
    objective: Objective,
    fits: Option<Arc<Fits>>,
    start: Option<Arc<Start>>,
}

impl Ahead {
    /// For a draft, with as much of it as the pool has from the last answer.
    pub fn of(pool: &BoardPool, draft: &Draft) -> Self {
        let Draft {
            weights,
            rules,
            objective,
            ..
        } = *draft;
        let fits = Some(pool.fits()).filter(|fits| fits.weights == weights);
        let is_of = |start: &&Arc<Start>| (start.weights, start.rules) == (weights, rules);
        Ahead {
            weights,
            rules,
            objective,
            fits: fits.cloned(),
            start: pool.last_start().filter(is_of).cloned(),
        }
    }

    /// Does the next piece; `false` once there is none left to do.
    pub fn go_on(&mut self, pool: &BoardPool) -> bool {
        let Some(fits) = &self.fits else {
            self.fits = Some(Arc::new(pool.weighed(self.weights)));
            return true;
        };
        let Some(start) = &self.start else {
            let (problem, reach) = pool.undecided(fits, self.rules);
            self.start = Some(Arc::new(Start {
                weights: self.weights,
                rules: self.rules,
                problem,
                reach,
                best: OnceLock::new(),
            }));
            return true;
        };
        if self.objective == Objective::BestTotal && start.best.get().is_none() {
            start.best();
            return true;
        }
        false
    }

    pub(super) fn into_parts(self) -> (Option<Arc<Fits>>, Option<Arc<Start>>) {
        (self.fits, self.start)
    }
}
