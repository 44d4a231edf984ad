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

use crate::matrix::{Row, Score, on_row};
use crate::number::Sum;

/// Whether 32-bit weights hold: scores and penalty below 2²⁶ make no price larger than 2²⁷ and no
/// distance larger than 2²⁸.
pub(super) fn fits_narrow(values: impl IntoIterator<Item = i32>) -> bool {
    values
        .into_iter()
        .all(|value| value.unsigned_abs() < 1 << 26)
}

#[derive(Clone)]
pub(super) struct ColumnGraph<W> {
    nodes: usize,
    arcs: Vec<W>,
    reverse: Vec<W>,
}

impl<W: Sum> ColumnGraph<W> {
    pub fn new(nodes: usize) -> Self {
        Self {
            nodes,
            arcs: vec![W::FAR; nodes * nodes],
            reverse: vec![W::FAR; nodes * nodes],
        }
    }

    /// The same in wider numbers.
    pub fn widened(&self) -> ColumnGraph<i64> {
        let wide = |&arc: &W| {
            if arc >= W::UNREACHABLE {
                i64::FAR
            } else {
                arc.wide()
            }
        };
        let widen = |arcs: &[W]| arcs.iter().map(wide).collect();
        ColumnGraph {
            nodes: self.nodes,
            arcs: widen(&self.arcs),
            reverse: widen(&self.reverse),
        }
    }

    pub fn nodes(&self) -> usize {
        self.nodes
    }

    pub fn unmatched(&self) -> usize {
        self.nodes - 1
    }

    pub fn arc(&self, from: usize, to: usize) -> W {
        self.arcs[from * self.nodes + to]
    }

    /// The arcs out of a node.
    pub fn from(&self, node: usize) -> &[W] {
        &self.arcs[node * self.nodes..][..self.nodes]
    }

    /// The arcs into a node.
    pub fn to(&self, node: usize) -> &[W] {
        &self.reverse[node * self.nodes..][..self.nodes]
    }

    /// Rebuilds the arcs out of `node` from the scores of those who may leave it: each with what it
    /// has there and its row.
    pub fn rebuild<'a>(
        &mut self,
        node: usize,
        penalty: i32,
        has_free_place: bool,
        leavers: impl Iterator<Item = (W, Row<'a>)>,
    ) {
        let unmatched = self.unmatched();
        let arcs = &mut self.arcs[node * self.nodes..][..self.nodes];
        arcs.fill(W::FAR);
        let mut to_unmatched = W::FAR;
        for (here, scores) in leavers {
            on_row!(scores, cells => lower(&mut arcs[..unmatched], cells, here));
            to_unmatched = to_unmatched.min(here + W::from_score(penalty));
        }
        arcs[unmatched] = if has_free_place {
            to_unmatched.min(W::default())
        } else {
            to_unmatched
        };
        if node == unmatched {
            for arc in arcs.iter_mut() {
                *arc = (*arc).min(W::default());
            }
        }
        arcs[node] = W::default();
        for (to, &arc) in arcs.iter().enumerate() {
            self.reverse[to * self.nodes + node] = arc;
        }
    }
}

fn lower<W: Sum, S: Score>(arcs: &mut [W], scores: &[S], here: W) {
    for (arc, &score) in arcs.iter_mut().zip(scores) {
        let loss = if score == S::FORBIDDEN {
            W::FAR
        } else {
            here - W::from_score(score.wide())
        };
        *arc = (*arc).min(loss);
    }
}
