//! What it would cost to want something else: exact, by the same shortest paths that an edit takes,
//! without making it.
//!
//! Forcing mentee `i` to mentor `j` costs `i` its margin less what the pair leaves it at `j`'s
//! price, and the pool the distance from `j` (which has one too many) to the place `i` left. The
//! first part alone, the *reduced cost*, is only a lower bound.

use pairwell_rows::{FAR, UNREACHABLE};

use super::change::{Chain, Move};
use super::pool::Pool;
use super::scene::Scene;
use super::search::Search;
use crate::FORBIDDEN;

/// What each pair would cost the total, for every mentee and mentor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForceCosts {
    mentors: usize,
    costs: Vec<i64>,
}

impl ForceCosts {
    const IMPOSSIBLE: i64 = i64::MAX;

    /// Nothing has a cost.
    pub(super) fn none() -> Self {
        Self {
            mentors: 0,
            costs: Vec::new(),
        }
    }

    /// As [`super::Session::force_costs`] says for one mentee; `None` also for people not there.
    pub fn get(&self, mentee: usize, mentor: usize) -> Option<i64> {
        let cost = self.costs.get(mentee * self.mentors + mentor).copied();
        cost.filter(|&cost| mentor < self.mentors && cost != Self::IMPOSSIBLE)
    }
}

impl Pool {
    /// Per column, unmatched last, what the total loses on the scene's own terms if the mentee goes
    /// there; the mentee is not locked.
    #[inline(never)]
    pub fn costs_of_going(&self, scene: &Scene, mentee: usize) -> Vec<Option<i64>> {
        let seat = self.seat(mentee);
        let mut labels = vec![FAR; self.graph.nodes()];
        labels[seat] = self.prices[seat];
        // Backwards along the arcs the potentials change sign.
        let potentials: Vec<i64> = self.prices.iter().map(|&price| -price).collect();
        let mut search = Search::from(labels);
        search.run(&potentials, None, self.graph.backward());
        let margin = self.margin(scene, mentee);
        // A label is the distance plus the mentor's price.
        let cost = |worth: i64, label: i64| margin - worth + label;
        let going = scene.row(mentee).iter().zip(&search.labels).enumerate();
        let going = going.map(|(mentor, (score, &label))| {
            let possible = score != FORBIDDEN && label < UNREACHABLE;
            possible.then(|| cost(scene.worth(mentee, mentor), label))
        });
        let unmatched = search.labels[self.graph.unmatched()];
        let staying_out =
            (unmatched < UNREACHABLE).then(|| cost(scene.unmatched_worth(), unmatched));
        going.chain([staying_out]).collect()
    }

    pub fn force_costs_all(&self, scene: &Scene) -> ForceCosts {
        let distances = self.graph.distances(&self.prices);
        let problem = &scene.problem;
        let mentors = problem.mentors();
        let mut costs = Vec::with_capacity(problem.mentees() * mentors);
        for (mentee, lock) in problem.locks().iter().enumerate() {
            let seat = self.seat(mentee);
            let first = costs.len();
            if lock.is_some() {
                costs.resize(first + mentors, ForceCosts::IMPOSSIBLE);
            } else {
                distances.costs_of_going(
                    scene.row(mentee),
                    seat,
                    &self.prices,
                    self.margin(scene, mentee),
                    ForceCosts::IMPOSSIBLE,
                    &mut costs,
                );
            }
            if let Some(own) = costs[first..].get_mut(seat) {
                *own = 0;
            }
            if scene.terms.penalty != i64::from(problem.unmatched_penalty()) {
                for cost in &mut costs[first..] {
                    if *cost != ForceCosts::IMPOSSIBLE {
                        *cost = scene.stated(*cost);
                    }
                }
            }
        }
        ForceCosts { mentors, costs }
    }

    /// Per mentor, what one more place adds to the total.
    #[inline(never)]
    pub fn place_gains(&self) -> Vec<i64> {
        let mut search = Search::from(self.start_at(self.graph.unmatched()));
        search.run(&self.prices, None, self.graph.forward());
        // The gain is the price less the distance, and a label the distance less the price.
        let labels = search.labels[..self.graph.unmatched()].iter();
        labels.map(|&label| -label).collect()
    }

    /// What one more place with `mentor` adds to the total.
    pub fn place_gain(&self, mentor: usize) -> i64 {
        let mut search = Search::from(self.start_at(self.graph.unmatched()));
        let distance = search.run(&self.prices, Some(mentor), self.graph.forward());
        let distance = distance.expect("nobody can take any place");
        self.prices[mentor] - distance
    }

    /// What one place fewer with `mentor` takes from the total; `None` if it has no open place.
    pub fn place_cost(&self, mentor: usize) -> Option<i64> {
        if self.has_free_place(mentor) {
            return Some(0);
        }
        if self.is_closed(mentor) {
            return None;
        }
        let mut search = Search::from(self.start_at(mentor));
        let unmatched = Some(self.graph.unmatched());
        let distance = search.run(&self.prices, unmatched, self.graph.forward());
        let distance = distance.expect("whoever holds a place may stay unmatched");
        Some(self.prices[mentor] + distance)
    }

    /// The moves that seating `mentee`, who is not locked, with `mentor` would cause.
    #[inline(never)]
    pub fn why(&self, scene: &Scene, mentee: usize, mentor: usize) -> Option<Chain> {
        let seat = self.seat(mentee);
        if seat == mentor {
            return Some(Chain {
                cost: 0,
                moves: Vec::new(),
            });
        }
        scene.problem.score(mentee, mentor)?;
        let mut search = Search::from(self.start_at(mentor));
        let distance = search.run(&self.prices, Some(seat), self.graph.forward())?;
        let worth = scene.worth(mentee, mentor);
        let cost = self.margin(scene, mentee) - worth + self.prices[mentor] + distance;
        let mut moves: Vec<Move> = vec![self.a_move(mentee, seat, mentor)];
        let path = search.path(seat, self.graph.forward());
        moves.extend(self.movers(scene, &path));
        Some(Chain {
            cost: scene.stated(cost),
            moves,
        })
    }
}
