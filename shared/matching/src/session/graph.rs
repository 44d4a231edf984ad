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

use super::scene::Scene;
use crate::matrix::{Score, on_row};
use crate::number::Sum;

#[derive(Clone)]
pub(super) struct ColumnGraph<W> {
    nodes: usize,
    arcs: Vec<W>,
    reverse: Vec<W>,
}

/// All arcs of a graph in one of their two directions.
#[derive(Clone, Copy)]
pub(super) struct Arcs<'a, W> {
    nodes: usize,
    weights: &'a [W],
}

impl<'a, W> Arcs<'a, W> {
    /// The arcs out of a node.
    pub fn of(self, node: usize) -> &'a [W] {
        &self.weights[node * self.nodes..][..self.nodes]
    }
}

impl<W: Sum> ColumnGraph<W> {
    pub fn new(nodes: usize) -> Self {
        Self {
            nodes,
            arcs: vec![W::FAR; nodes * nodes],
            reverse: vec![W::FAR; nodes * nodes],
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

    /// The arcs as they are.
    pub fn forward(&self) -> Arcs<'_, W> {
        Arcs {
            nodes: self.nodes,
            weights: &self.arcs,
        }
    }

    /// The arcs turned round.
    pub fn backward(&self) -> Arcs<'_, W> {
        Arcs {
            nodes: self.nodes,
            weights: &self.reverse,
        }
    }

    /// Rebuilds the arcs out of `node` from those who may leave it.
    pub fn rebuild(&mut self, node: usize, scene: &Scene, leavers: &[u32], has_free_place: bool) {
        self.weigh(node, scene, leavers, has_free_place);
        let arcs = &self.arcs[node * self.nodes..][..self.nodes];
        for (back, &arc) in self.reverse[node..]
            .iter_mut()
            .step_by(self.nodes)
            .zip(arcs)
        {
            *back = arc;
        }
    }

    /// Rebuilds the arcs out of `node` and leaves the reverse to [`ColumnGraph::turn`].
    #[inline(never)]
    pub fn weigh(&mut self, node: usize, scene: &Scene, leavers: &[u32], has_free_place: bool) {
        let unmatched = self.unmatched();
        let arcs = &mut self.arcs[node * self.nodes..][..self.nodes];
        arcs.fill(W::FAR);
        for &mentee in leavers {
            let mentee = mentee as usize;
            let here: W = scene.worth(mentee, node);
            on_row!(scene.row(mentee), cells => lower(&mut arcs[..unmatched], cells, scene.least(), here));
            if let Some((home, _)) = scene.home::<W>(mentee)
                && home != node
                && scene
                    .row(mentee)
                    .get(home)
                    .is_some_and(|score| scene.usable(score))
            {
                let back = here - scene.worth(mentee, home);
                arcs[home] = arcs[home].min(back);
            }
            arcs[unmatched] = arcs[unmatched].min(here - scene.unmatched_worth());
        }
        if has_free_place {
            arcs[unmatched] = arcs[unmatched].min(W::default());
        }
        if node == unmatched {
            for arc in arcs.iter_mut() {
                *arc = (*arc).min(W::default());
            }
        }
        arcs[node] = W::default();
    }

    /// Makes the reverse of all arcs, in blocks that stay in the nearest cache.
    pub fn turn(&mut self) {
        const BLOCK: usize = 32;
        let nodes = self.nodes;
        for top in (0..nodes).step_by(BLOCK) {
            for left in (0..nodes).step_by(BLOCK) {
                for to in left..(left + BLOCK).min(nodes) {
                    for from in top..(top + BLOCK).min(nodes) {
                        self.reverse[to * nodes + from] = self.arcs[from * nodes + to];
                    }
                }
            }
        }
    }
}

fn lower<W: Sum, S: Score>(arcs: &mut [W], scores: &[S], least: i32, here: W) {
    // A floor is some pair's score, so there is one.
    let Some(least) = S::lowest_from(least) else {
        return;
    };
    for (arc, &score) in arcs.iter_mut().zip(scores) {
        let loss = if score < least {
            W::FAR
        } else {
            here - W::from_score(score.allowed())
        };
        *arc = (*arc).min(loss);
    }
}
