//! Shortest paths in the column graph.
//!
//! Dijkstra's algorithm for dense graphs. Labels leave out the potential of their own node, so that
//! the inner loop is one addition and one minimum per arc, which compilers turn into vector code;
//! the potential is added once per node and round. All nodes at the smallest distance are settled in
//! one round, in index order. Nothing is noted on the way about where a label came from: the few
//! nodes of a path are traced back afterwards, by which settled node's arc fits.

use super::graph::Arcs;
use crate::number::Sum;

pub(super) struct Search<W> {
    /// Distance less potential, final for settled nodes.
    pub labels: Vec<W>,
    start: Vec<W>,
    /// Settled nodes with their distance, nearest first.
    pub settled: Vec<(u32, W)>,
}

impl<W: Sum> Search<W> {
    /// Starts from `labels` (distance − potential of each node; far for most).
    pub fn from(labels: Vec<W>) -> Self {
        Self {
            start: labels.clone(),
            labels,
            settled: Vec::new(),
        }
    }

    /// Settles nodes until `goal` is one of the nearest, and returns its distance; without a goal,
    /// or without a way to it, until nothing is left to reach.
    // One copy, not one in every caller: what browsers fetch counts too.
    #[inline(never)]
    pub fn run(&mut self, potentials: &[W], goal: Option<usize>, arcs: Arcs<W>) -> Option<W> {
        let nodes = self.labels.len();
        let mut keys = vec![W::FAR; nodes];
        // A settled node's key is no less than this, which puts it out of the running.
        let mut handicap = vec![-W::FAR; nodes];
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
                let base = self.labels[node];
                for (label, &arc) in self.labels.iter_mut().zip(arcs.of(node)) {
                    *label = (*label).min(base + arc);
                }
                if goal.is_some_and(|goal| self.labels[goal] + potentials[goal] == nearest) {
                    return Some(nearest);
                }
            }
        }
    }

    /// The nodes on the way to `goal`, start first; `arcs` are those it was run on.
    pub fn path(&self, goal: usize, arcs: Arcs<W>) -> Vec<usize> {
        let mut path = vec![goal];
        let (mut node, mut before) = (goal, self.settled.len());
        // A node was last brought nearer by one settled before it: the first whose arc fits.
        while self.labels[node] != self.start[node] {
            let fits = |&(from, _): &(u32, W)| {
                self.labels[from as usize] + arcs.of(from as usize)[node] == self.labels[node]
            };
            before = self.settled[..before]
                .iter()
                .position(fits)
                .expect("a label comes from the start or a settled node");
            node = self.settled[before].0 as usize;
            path.push(node);
        }
        path.reverse();
        path
    }
}
