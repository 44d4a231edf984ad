//! The column graph: the whole problem as seen by someone who wants to move one mentee.
//!
//! Its nodes are the mentors and, last, *unmatched*. The arc from `a` to `b` weighs what moving one
//! mentee from `a` to `b` loses: the least, over those who may move, of score at `a` − score at `b`
//! (unmatched scores −penalty). Vacancies move too: a free place is held by a *nobody*, who scores 0
//! everywhere and of whom *unmatched* has an endless supply. So
//! - `unmatched → b` never weighs more than 0 (a place of `b` is left to nobody), and
//! - `a → unmatched` never weighs more than 0 if `a` has a free place (its nobody steps aside).
//!
//! Weights hold no prices, so an edit changes only the rows of the columns whose people moved.
//! Prices enter as potentials: with optimal prices every weight + price of `b` − price of `a` is
//! ≥ 0, which is what lets [`super::search`] use Dijkstra's algorithm (Edmonds & Karp, *Theoretical
//! Improvements in Algorithmic Efficiency for Network Flow Problems*, 1972).
//!
//! Both the graph and its reverse are kept, since looking for the cheapest way *to* a mentor reads
//! columns.

use pairwell_rows::FAR;
use pairwell_rows::{Weight, arcs, cells, narrow, paths};

use super::scene::Scene;
use crate::matrix::Row;

#[derive(Clone)]
pub(super) struct ColumnGraph {
    nodes: usize,
    arcs: Square,
    reverse: Square,
}

/// How wide the weights are.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Width {
    /// 16 bits, which hold scores of up to some two thousand.
    Narrow,
    Wide,
}

impl Width {
    /// Prices reach the range of what anyone can have, distances twice that, and a label with an
    /// arc added three times; all of it must stay below [`Weight::UNREACHABLE`], and what anyone
    /// has, less a price, must not fall out of the width.
    pub fn of(scene: &Scene) -> Self {
        let limit = i64::from(i16::UNREACHABLE);
        if 4 * scene.range() <= limit && scene.magnitude() <= limit {
            Self::Narrow
        } else {
            Self::Wide
        }
    }
}

/// A weight from every node to every other, row by row.
#[derive(Clone)]
enum Square {
    Narrow(Vec<i16>),
    Wide(Vec<i64>),
}

impl Square {
    fn far(width: Width, nodes: usize) -> Self {
        match width {
            Width::Narrow => Self::Narrow(vec![i16::FAR; nodes * nodes]),
            Width::Wide => Self::Wide(vec![i64::FAR; nodes * nodes]),
        }
    }

    fn get(&self, at: usize) -> i64 {
        match self {
            Self::Narrow(weights) => weights[at].wide(),
            Self::Wide(weights) => weights[at],
        }
    }

    fn set(&mut self, at: usize, weight: i64) {
        match self {
            Self::Narrow(weights) => weights[at] = i16::from_wide(weight),
            Self::Wide(weights) => weights[at] = weight,
        }
    }

    fn lower(&mut self, at: usize, weight: i64) {
        self.set(at, self.get(at).min(weight));
    }
}

/// All arcs of a graph in one of their two directions.
#[derive(Clone, Copy)]
pub(super) struct Arcs<'a> {
    nodes: usize,
    weights: &'a Square,
}

impl Arcs<'_> {
    pub fn weight(self, from: usize, to: usize) -> i64 {
        self.weights.get(from * self.nodes + to)
    }

    /// Shortest distances from where the labels of `search` say.
    pub fn search(
        self,
        search: paths::Search<'_>,
        potentials: &[i64],
        goal: Option<usize>,
    ) -> Option<i64> {
        match self.weights {
            Square::Narrow(arcs) => narrow::search(search, potentials, goal, arcs),
            Square::Wide(arcs) => search.run(potentials, goal, arcs),
        }
    }
}

/// How far every column is from every other in reduced costs: row `to`, column `from`.
pub(super) struct Distances {
    nodes: usize,
    distances: Square,
}

impl Distances {
    /// [`paths::costs_of_going`] of one who sits in `seat` and has this row of scores.
    pub fn costs_of_going(
        &self,
        row: Row<'_>,
        seat: usize,
        prices: &[i64],
        margin: i64,
        none: i64,
        costs: &mut Vec<i64>,
    ) {
        let seat = seat * self.nodes..(seat + 1) * self.nodes;
        match &self.distances {
            Square::Narrow(distances) => {
                let distances = &distances[seat];
                narrow::costs_of_going(&row.narrowed(), distances, prices, margin, none, costs);
            }
            Square::Wide(distances) => {
                let distances = &distances[seat];
                paths::costs_of_going(&row.widened(), distances, prices, margin, none, costs);
            }
        }
    }
}

impl ColumnGraph {
    pub fn new(width: Width, nodes: usize) -> Self {
        Self {
            nodes,
            arcs: Square::far(width, nodes),
            reverse: Square::far(width, nodes),
        }
    }

    pub fn nodes(&self) -> usize {
        self.nodes
    }

    pub fn unmatched(&self) -> usize {
        self.nodes - 1
    }

    pub fn width(&self) -> Width {
        match self.arcs {
            Square::Narrow(_) => Width::Narrow,
            Square::Wide(_) => Width::Wide,
        }
    }

    /// The arcs as they are.
    pub fn forward(&self) -> Arcs<'_> {
        Arcs {
            nodes: self.nodes,
            weights: &self.arcs,
        }
    }

    /// The arcs turned round.
    pub fn backward(&self) -> Arcs<'_> {
        Arcs {
            nodes: self.nodes,
            weights: &self.reverse,
        }
    }

    pub fn distances(&self, prices: &[i64]) -> Distances {
        let distances = match &self.reverse {
            Square::Narrow(arcs) => Square::Narrow(paths::between_all(arcs, prices)),
            Square::Wide(arcs) => Square::Wide(paths::between_all(arcs, prices)),
        };
        Distances {
            nodes: self.nodes,
            distances,
        }
    }

    /// Rebuilds the arcs out of `node` from those who may leave it.
    pub fn rebuild(&mut self, node: usize, scene: &Scene, leavers: &[u32], has_free_place: bool) {
        self.weigh(node, scene, leavers, has_free_place);
        let row = node * self.nodes..(node + 1) * self.nodes;
        match (&self.arcs, &mut self.reverse) {
            (Square::Narrow(arcs), Square::Narrow(reverse)) => {
                arcs::copy_turned(&arcs[row], node, reverse);
            }
            (Square::Wide(arcs), Square::Wide(reverse)) => {
                arcs::copy_turned(&arcs[row], node, reverse);
            }
            _ => unreachable!("both directions are made in one width"),
        }
    }

    /// Rebuilds the arcs out of `node` and leaves the reverse to [`ColumnGraph::turn`].
    #[inline(never)]
    pub fn weigh(&mut self, node: usize, scene: &Scene, leavers: &[u32], has_free_place: bool) {
        let unmatched = self.unmatched();
        let first = node * self.nodes;
        let (to_mentors, all) = (first..first + unmatched, first..first + self.nodes);
        let nobody_loses = if node == unmatched { 0 } else { FAR };
        match &mut self.arcs {
            Square::Narrow(arcs) => arcs[all].fill(i16::from_wide(nobody_loses)),
            Square::Wide(arcs) => arcs[all].fill(nobody_loses),
        }
        if has_free_place {
            self.arcs.set(first + unmatched, 0);
        }
        for &mentee in leavers {
            let mentee = mentee as usize;
            let here = scene.worth(mentee, node);
            let (row, least) = (scene.row(mentee), scene.least());
            match &mut self.arcs {
                Square::Narrow(arcs) => {
                    let arcs = &mut arcs[to_mentors.clone()];
                    narrow::lower(arcs, &row.narrowed(), least, here as i16);
                }
                Square::Wide(arcs) => {
                    let arcs = &mut arcs[to_mentors.clone()];
                    arcs::lower(arcs, &row.widened(), least, here);
                }
            }
            if let Some((home, _)) = scene.home(mentee)
                && home != node
                && row.get(home).is_some_and(|score| scene.usable(score))
            {
                self.arcs
                    .lower(first + home, here - scene.worth(mentee, home));
            }
            self.arcs
                .lower(first + unmatched, here - scene.unmatched_worth());
        }
        self.arcs.set(first + node, 0);
    }

    /// Makes the reverse of all arcs.
    pub fn turn(&mut self) {
        self.reverse = match &self.arcs {
            Square::Narrow(arcs) => Square::Narrow(cells::turned(arcs, self.nodes)),
            Square::Wide(arcs) => Square::Wide(cells::turned(arcs, self.nodes)),
        };
    }
}
