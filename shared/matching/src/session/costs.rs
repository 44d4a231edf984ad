//! What it would cost to want something else: exact, by the same shortest paths that an edit takes,
//! without making it.
//!
//! Forcing mentee `i` to mentor `j` costs `i` its margin less what the pair leaves it at `j`'s
//! price, and the pool the distance from `j` (which has one too many) to the place `i` left. The
//! first part alone, the *reduced cost*, is only a lower bound.

use super::change::{Chain, Move};
use super::graph::Weight;
use super::pool::Pool;
use super::search::Search;
use crate::Problem;

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

impl<W: Weight> Pool<W> {
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
        let mentors = problem.mentors();
        let distances = self.distances();
        let nodes = self.graph.nodes();
        let mut costs = Vec::with_capacity(problem.mentees() * mentors);
        for (mentee, lock) in problem.locks().iter().enumerate() {
            let seat = self.seat(mentee);
            let margin = self.margin(problem, mentee);
            let to_seat = &distances[seat * nodes..][..mentors];
            let row = problem.row(mentee).iter().zip(to_seat).zip(&self.prices);
            costs.extend(
                row.enumerate()
                    .map(|(mentor, ((&score, &distance), &price))| {
                        let together = mentor == seat;
                        let reachable = distance < W::UNREACHABLE && score != crate::FORBIDDEN;
                        match lock {
                            _ if together => 0,
                            None if reachable => {
                                (margin - W::from_score(score) + price + distance).wide()
                            }
                            _ => ForceCosts::IMPOSSIBLE,
                        }
                    }),
            );
        }
        ForceCosts { mentors, costs }
    }

    /// Shortest distances between all columns in reduced costs; row `to`, column `from`.
    ///
    /// Floyd's algorithm (*Algorithm 97: Shortest Path*, 1962) in blocks of intermediate nodes, so
    /// that each pass over the matrix does [`BLOCK`] nodes' work while the rows it needs stay in
    /// cache (Venkataraman, Sahni & Mukhopadhyaya, *A Blocked All-Pairs Shortest-Paths Algorithm*,
    /// 2003).
    fn distances(&self) -> Vec<W> {
        const BLOCK: usize = 64;
        const WIDTH: usize = 256;
        let nodes = self.graph.nodes();
        let mut distances = Vec::with_capacity(nodes * nodes);
        for to in 0..nodes {
            let arcs = self.graph.to(to).iter().zip(&self.prices);
            let price = self.prices[to];
            distances.extend(arcs.map(|(&arc, &from)| {
                if arc >= W::UNREACHABLE {
                    W::FAR
                } else {
                    arc + price - from
                }
            }));
        }
        let mut panel = Vec::new();
        for first in (0..nodes).step_by(BLOCK) {
            let block = first..(first + BLOCK).min(nodes);
            // The block's own rows, through the block's own nodes.
            panel.clear();
            panel.extend_from_slice(&distances[block.start * nodes..block.end * nodes]);
            for via in 0..block.len() {
                let through = panel[via * nodes..][..nodes].to_vec();
                for row in panel.chunks_exact_mut(nodes) {
                    shorten(row, &through, row[first + via]);
                }
            }
            distances[block.start * nodes..block.end * nodes].copy_from_slice(&panel);
            // Every other row, first inside the block, then a strip at a time.
            let outside = |row: &usize| !block.contains(row);
            for row in (0..nodes).filter(outside) {
                let inside = &mut distances[row * nodes + first..][..block.len()];
                for via in 0..block.len() {
                    let through = &panel[via * nodes + first..][..block.len()];
                    shorten(inside, through, inside[via]);
                }
            }
            for left in (0..nodes).step_by(WIDTH) {
                let width = WIDTH.min(nodes - left);
                for row in (0..nodes).filter(outside) {
                    let row = &mut distances[row * nodes..][..nodes];
                    let mut steps = [W::FAR; BLOCK];
                    steps[..block.len()].copy_from_slice(&row[block.clone()]);
                    let strip = &mut row[left..][..width];
                    for (through, &step) in panel.chunks_exact(nodes).zip(&steps) {
                        shorten(strip, &through[left..][..width], step);
                    }
                }
            }
        }
        distances
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

/// Shortens `row` by going through a node `step` away, from which the rest is `through`.
fn shorten<W: Weight>(row: &mut [W], through: &[W], step: W) {
    if step < W::UNREACHABLE {
        for (distance, &rest) in row.iter_mut().zip(through) {
            *distance = (*distance).min(step + rest);
        }
    }
}
