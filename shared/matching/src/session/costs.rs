//! What it would cost to want something else: exact, by the same shortest paths that an edit takes,
//! without making it.
//!
//! Forcing mentee `i` to mentor `j` costs `i` its margin less what the pair leaves it at `j`'s
//! price, and the pool the distance from `j` (which has one too many) to the place `i` left. The
//! first part alone, the *reduced cost*, is only a lower bound.

use super::all_pairs::{Distance, distances};
use super::change::{Chain, Move};
use super::pool::Pool;
use super::search::Search;
use crate::number::Sum;
use crate::{FORBIDDEN, Problem};

/// What each pair would cost the total, for every mentee and mentor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForceCosts {
    mentors: usize,
    costs: Vec<i64>,
}

impl ForceCosts {
    const IMPOSSIBLE: i64 = i64::MAX;

    /// As [`super::Session::force_costs`] says for one mentee; `None` also for people not there.
    pub fn get(&self, mentee: usize, mentor: usize) -> Option<i64> {
        let cost = self.costs.get(mentee * self.mentors + mentor).copied();
        cost.filter(|&cost| mentor < self.mentors && cost != Self::IMPOSSIBLE)
    }
}

impl<W: Sum> Pool<W> {
    pub fn force_costs(&self, problem: &Problem, mentee: usize) -> Vec<Option<i64>> {
        if let Some(locked) = problem.locks()[mentee] {
            return (0..problem.mentors())
                .map(|mentor| (mentor == locked as usize).then_some(0))
                .collect();
        }
        let seat = self.seat(mentee);
        let mut labels = vec![W::FAR; self.graph.nodes()];
        labels[seat] = self.prices[seat];
        // Backwards along the arcs the potentials change sign.
        let potentials: Vec<W> = self.prices.iter().map(|&price| -price).collect();
        let mut search = Search::from(labels);
        search.run(&potentials, None, |node| self.graph.to(node));
        let margin = self.margin(problem, mentee);
        (0..problem.mentors())
            .map(|mentor| {
                let score = problem.score(mentee, mentor)?;
                // A label is the distance plus the mentor's price.
                let label = search.labels[mentor];
                (label < W::UNREACHABLE).then(|| (margin - W::from_score(score) + label).wide())
            })
            .collect()
    }

    pub fn force_costs_all(&self, problem: &Problem) -> ForceCosts {
        let (lowest, highest) = problem.score_bounds();
        let penalty = i64::from(problem.unmatched_penalty());
        let range = i64::from(highest).max(-penalty) - i64::from(lowest).min(-penalty);
        // Anyone who may move may also stay unmatched, which loses at most the range, and prices
        // add as much again: distances are within twice the range.
        if 2 * range < i64::from(i16::FAR) {
            self.combine(problem, &distances::<W, i16>(&self.graph, &self.prices))
        } else {
            self.combine(problem, &distances::<W, W>(&self.graph, &self.prices))
        }
    }

    /// Adds up the two parts of every force cost; `distances` has a row per destination.
    fn combine<D: Distance>(&self, problem: &Problem, distances: &[D]) -> ForceCosts {
        let mentors = problem.mentors();
        let nodes = self.graph.nodes();
        let mut costs = Vec::with_capacity(problem.mentees() * mentors);
        for (mentee, lock) in problem.locks().iter().enumerate() {
            let seat = self.seat(mentee);
            let margin = self.margin(problem, mentee);
            let to_seat = &distances[seat * nodes..][..mentors];
            let row = problem.row(mentee).iter().zip(to_seat).zip(&self.prices);
            costs.extend(
                row.enumerate()
                    .map(|(mentor, ((score, &distance), &price))| {
                        let together = mentor == seat;
                        let reachable = distance < D::UNREACHABLE && score != FORBIDDEN;
                        match lock {
                            _ if together => 0,
                            None if reachable => {
                                (margin - W::from_score(score) + price).wide() + distance.wide()
                            }
                            _ => ForceCosts::IMPOSSIBLE,
                        }
                    }),
            );
        }
        ForceCosts { mentors, costs }
    }

    /// What one more place with `mentor` adds to the total.
    pub fn place_gain(&self, mentor: usize) -> i64 {
        let mut search = Search::from(self.start_at(self.graph.unmatched()));
        let distance = search.run(&self.prices, Some(mentor), |node| self.graph.from(node));
        let distance = distance.expect("nobody can take any place");
        (self.prices[mentor] - distance).wide()
    }

    /// The moves that seating `mentee` with `mentor` would cause.
    pub fn why(&self, problem: &Problem, mentee: usize, mentor: usize) -> Option<Chain> {
        let seat = self.seat(mentee);
        if seat == mentor {
            return Some(Chain {
                cost: 0,
                moves: Vec::new(),
            });
        }
        let score = problem.score(mentee, mentor)?;
        if problem.locks()[mentee].is_some() {
            return None;
        }
        let mut search = Search::from(self.start_at(mentor));
        let distance = search.run(&self.prices, Some(seat), |node| self.graph.from(node))?;
        let cost =
            self.margin(problem, mentee) - W::from_score(score) + self.prices[mentor] + distance;
        let mut moves: Vec<Move> = vec![self.a_move(mentee, seat, mentor)];
        moves.extend(self.movers(problem, &search.path(seat)));
        Some(Chain {
            cost: cost.wide(),
            moves,
        })
    }
}
