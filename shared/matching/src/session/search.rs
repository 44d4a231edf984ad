//! Shortest paths in the column graph.
//!
//! Dijkstra's algorithm for dense graphs. Labels leave out the potential of their own node, so that
//! the inner loop is one addition and one comparison per arc, which compilers turn into vector code;
//! the potential is added once per node and round. All nodes at the smallest distance are settled in
//! one round, in index order, which makes ties come out the same everywhere.

use crate::number::Sum;

pub(super) struct Search<W> {
    /// Distance less potential, final for settled nodes.
    pub labels: Vec<W>,
    /// The node before, or [`Search::START`].
    before: Vec<u32>,
    /// Settled nodes with their distance, nearest first.
    pub settled: Vec<(u32, W)>,
}

impl<W: Sum> Search<W> {
    const START: u32 = u32::MAX;

    /// Starts from `labels` (distance − potential of each node; far for most).
    pub fn from(labels: Vec<W>) -> Self {
        Self {
            before: vec![Self::START; labels.len()],
            labels,
            settled: Vec::new(),
        }
    }

    /// Settles nodes until `goal` is one of the nearest, and returns its distance; without a goal,
    /// or without a way to it, until nothing is left to reach. `arcs` gives the arcs out of a node.
    pub fn run<'a>(
        &mut self,
        potentials: &[W],
        goal: Option<usize>,
        arcs: impl Fn(usize) -> &'a [W],
    ) -> Option<W>
    where
        W: 'a,
    {
        let nodes = self.labels.len();
        let mut keys = vec![W::FAR; nodes];
        // Added to a settled node's distance it puts the node out of the running.
        let mut handicap = vec![W::default(); nodes];
        let mut round = Vec::new();
        loop {
            let mut nearest = W::FAR;
            for (((key, &label), &potential), &handicap) in keys
                .iter_mut()
                .zip(&self.labels)
                .zip(potentials)
                .zip(&handicap)
            {
                *key = (label + potential).max(handicap);
                nearest = nearest.min(*key);
            }
            if nearest >= W::UNREACHABLE {
                return None;
            }
            if goal.is_some_and(|goal| keys[goal] == nearest) {
                return Some(nearest);
            }
            round.clear();
            round.extend((0..nodes).filter(|&node| keys[node] == nearest));
            for &node in &round {
                handicap[node] = W::FAR;
                self.settled.push((node as u32, nearest));
                self.relax(node, arcs(node));
                if goal.is_some_and(|goal| self.labels[goal] + potentials[goal] == nearest) {
                    return Some(nearest);
                }
            }
        }
    }

    fn relax(&mut self, node: usize, arcs: &[W]) {
        let base = self.labels[node];
        for ((label, before), &arc) in self.labels.iter_mut().zip(&mut self.before).zip(arcs) {
            let through = base + arc;
            let shorter = through < *label;
            *label = if shorter { through } else { *label };
            *before = if shorter { node as u32 } else { *before };
        }
    }

    /// The nodes on the way to `goal`, start first.
    pub fn path(&self, goal: usize) -> Vec<usize> {
        let mut path = vec![goal];
        let mut node = goal;
        while self.before[node] != Self::START {
            node = self.before[node] as usize;
            path.push(node);
        }
        path.reverse();
        path
    }
}
