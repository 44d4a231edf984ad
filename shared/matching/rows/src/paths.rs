//! Shortest distances in a dense graph, given as a square of arcs, a node's outgoing ones a row.
//!
//! From some nodes by Dijkstra's algorithm. Labels leave out the potential of their own node, so that
//! the inner loop is one addition and one minimum per arc, which compilers turn into vector code;
//! the potential is added once per node and round. All nodes at the smallest distance are settled in
//! one round, in index order.
//!
//! Between all nodes by Floyd's algorithm (*Algorithm 97: Shortest Path*, 1962) in blocks of
//! intermediate nodes, so that each pass over the square does a block's work while the rows it needs
//! stay in cache (Venkataraman, Sahni & Mukhopadhyaya, *A Blocked All-Pairs Shortest-Paths
//! Algorithm*, 2003).

use crate::{Score, Weight};

/// A search from several nodes at once.
pub struct Search<'a> {
    /// Distance less potential; far for most at the start, final for settled nodes at the end.
    pub labels: &'a mut [i64],
    /// Settled nodes with their distance, nearest first.
    pub settled: &'a mut Vec<(u32, i64)>,
}

impl Search<'_> {
    /// Settles nodes until `goal` is one of the nearest, and returns its distance; without a goal,
    /// or without a way to it, until nothing is left to reach.
    pub fn run<W: Weight>(
        self,
        potentials: &[i64],
        goal: Option<usize>,
        arcs: &[W],
    ) -> Option<i64> {
        let nodes = self.labels.len();
        let own = |numbers: &[i64]| -> Vec<W> {
            numbers.iter().map(|&number| W::from_wide(number)).collect()
        };
        let (mut labels, potentials) = (own(self.labels), own(potentials));
        let mut keys = vec![W::FAR; nodes];
        // A settled node's key is no less than this, which puts it out of the running.
        let mut handicap = vec![W::default() - W::FAR; nodes];
        let mut round = Vec::new();
        let distance = 'search: loop {
            let mut nearest = W::FAR;
            let sums = keys.iter_mut().zip(&labels).zip(&potentials).zip(&handicap);
            for (((key, &label), &potential), &handicap) in sums {
                *key = (label + potential).max(handicap);
                nearest = nearest.min(*key);
            }
            if nearest >= W::UNREACHABLE {
                break None;
            }
            if goal.is_some_and(|goal| keys[goal] == nearest) {
                break Some(nearest);
            }
            round.clear();
            round.extend((0..nodes).filter(|&node| keys[node] == nearest));
            for &node in &round {
                handicap[node] = W::FAR;
                self.settled.push((node as u32, nearest.wide()));
                let base = labels[node];
                for (label, &arc) in labels.iter_mut().zip(&arcs[node * nodes..]) {
                    *label = (*label).min(base + arc);
                }
                if goal.is_some_and(|goal| labels[goal] + potentials[goal] == nearest) {
                    break 'search Some(nearest);
                }
            }
        };
        for (wide, &label) in self.labels.iter_mut().zip(&labels) {
            *wide = label.wide();
        }
        distance.map(W::wide)
    }
}

/// Intermediate nodes per pass.
const BLOCK: usize = 64;
/// Columns worked on at a time: a block's rows of this width stay in the nearest cache.
const STRIP: usize = 256;

/// Shortest distances between all nodes in reduced costs, arc + price of its row − price of its
/// column.
pub fn between_all<W: Weight>(arcs: &[W], prices: &[i64]) -> Vec<W> {
    let nodes = prices.len();
    let prices: Vec<W> = prices.iter().map(|&price| W::from_wide(price)).collect();
    let mut distances = arcs.to_vec();
    for (row, &price) in prices.iter().enumerate() {
        let row = distances[row * nodes..][..nodes].iter_mut();
        for (arc, &other) in row.zip(&prices) {
            *arc = if *arc >= W::UNREACHABLE {
                W::FAR
            } else {
                *arc + price - other
            };
        }
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
                let step = row[first + via];
                W::shorten(row, &through, step);
            }
        }
        distances[block.start * nodes..block.end * nodes].copy_from_slice(&panel);
        // Every other row, a strip at a time. From where it enters the block the panel knows the rest.
        let outside = |row: &usize| !block.contains(row);
        for left in (0..nodes).step_by(STRIP) {
            let width = STRIP.min(nodes - left);
            for row in (0..nodes).filter(outside) {
                let row = &mut distances[row * nodes..][..nodes];
                let mut steps = [W::FAR; BLOCK];
                steps[..block.len()].copy_from_slice(&row[block.clone()]);
                let strip = &mut row[left..][..width];
                for (through, &step) in panel.chunks_exact(nodes).zip(&steps) {
                    W::shorten(strip, &through[left..][..width], step);
                }
            }
        }
    }
    distances
}

/// Shortens `row` by going through a node `step` away, from which the rest is `through`.
pub fn shorten<W: Weight>(row: &mut [W], through: &[W], step: W) {
    for (distance, &rest) in row.iter_mut().zip(through) {
        *distance = (*distance).min(step + rest);
    }
}

/// Adds to `costs`, per mentor, what it costs one with this margin to go there, from where the way
/// to its own place is as far as `distances` say; none where it cannot be.
pub fn costs_of_going<S: Score, W: Weight>(
    scores: &[S],
    distances: &[W],
    prices: &[i64],
    margin: i64,
    none: i64,
    costs: &mut Vec<i64>,
) {
    let row = scores.iter().zip(distances).zip(prices);
    costs.extend(row.map(|((&score, &distance), &price)| {
        if distance < W::UNREACHABLE && score != S::FORBIDDEN {
            margin - i64::from(score.allowed()) + price + distance.wide()
        } else {
            none
        }
    }));
}
