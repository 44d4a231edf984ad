//! How far every column is from every other.
//!
//! Floyd's algorithm (*Algorithm 97: Shortest Path*, 1962) in blocks of intermediate nodes, so that
//! each pass over the matrix does a block's work while the rows it needs stay in cache
//! (Venkataraman, Sahni & Mukhopadhyaya, *A Blocked All-Pairs Shortest-Paths Algorithm*, 2003).

use super::graph::ColumnGraph;
use crate::number::Sum;

/// Intermediate nodes per pass.
const BLOCK: usize = 64;
/// Columns worked on at a time: a block's rows of this width stay in the nearest cache.
const STRIP: usize = 256;

/// Shortest distances between all columns in reduced costs: row `to`, column `from`.
pub(super) fn distances<W: Sum>(graph: &ColumnGraph<W>, prices: &[W]) -> Vec<W> {
    let nodes = graph.nodes();
    let mut distances = Vec::with_capacity(nodes * nodes);
    for (to, &price) in prices.iter().enumerate() {
        let arcs = graph.backward().of(to).iter().zip(prices);
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
                let step = row[first + via];
                shorten(row, &through, step);
            }
        }
        distances[block.start * nodes..block.end * nodes].copy_from_slice(&panel);
        // Every other row, first inside the block, then a strip at a time.
        let outside = |row: &usize| !block.contains(row);
        for row in (0..nodes).filter(outside) {
            let inside = &mut distances[row * nodes + first..][..block.len()];
            for via in 0..block.len() {
                let through = &panel[via * nodes + first..][..block.len()];
                let step = inside[via];
                shorten(inside, through, step);
            }
        }
        for left in (0..nodes).step_by(STRIP) {
            let width = STRIP.min(nodes - left);
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

/// Shortens `row` by going through a node `step` away, from which the rest is `through`.
fn shorten<W: Sum>(row: &mut [W], through: &[W], step: W) {
    if step < W::UNREACHABLE {
        for (distance, &rest) in row.iter_mut().zip(through) {
            *distance = (*distance).min(step + rest);
        }
    }
}
