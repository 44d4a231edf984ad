//! Shortest paths in the column graph.
//!
//! The distances are found by [`pairwell_rows::paths`], which notes nothing on the way about where a
//! label came from: the few nodes of a path are traced back afterwards, by which settled node's arc
//! fits.

use pairwell_rows::paths;

use super::graph::Arcs;

pub(super) struct Search {
    /// Distance less potential, final for settled nodes.
    pub labels: Vec<i64>,
    start: Vec<i64>,
    /// Settled nodes with their distance, nearest first.
    pub settled: Vec<(u32, i64)>,
}

impl Search {
    /// Starts from `labels` (distance − potential of each node; far for most).
    pub fn from(labels: Vec<i64>) -> Self {
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
    pub fn run(&mut self, potentials: &[i64], goal: Option<usize>, arcs: Arcs) -> Option<i64> {
        let search = paths::Search {
            labels: &mut self.labels,
            settled: &mut self.settled,
        };
        arcs.search(search, potentials, goal)
    }

    /// The nodes on the way to `goal`, start first; `arcs` are those it was run on.
    pub fn path(&self, goal: usize, arcs: Arcs) -> Vec<usize> {
        let mut path = vec![goal];
        let (mut node, mut before) = (goal, self.settled.len());
        // A node was last brought nearer by one settled before it: the first whose arc fits.
        while self.labels[node] != self.start[node] {
            let fits = |&(from, _): &(u32, i64)| {
                self.labels[from as usize] + arcs.weight(from as usize, node) == self.labels[node]
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
