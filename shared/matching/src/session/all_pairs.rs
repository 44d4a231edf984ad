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

/// The numbers of a distance matrix. 16 bits make it several times faster, where they hold.
pub(super) trait Distance: Copy + Ord {
    const FAR: Self;
    /// From here on there is no way.
    const UNREACHABLE: Self;
    fn from_wide(distance: i64) -> Self;
    fn wide(self) -> i64;
    /// The sum of two distances, neither unreachable; far or more if either is.
    fn plus(self, other: Self) -> Self;
}

macro_rules! distance_in {
    ($number:ty, far: $far:expr, unreachable: $unreachable:expr, plus: $plus:ident) => {
        impl Distance for $number {
            const FAR: Self = $far;
            const UNREACHABLE: Self = $unreachable;
            fn from_wide(distance: i64) -> Self {
                distance as Self
            }
            fn wide(self) -> i64 {
                self as i64
            }
            fn plus(self, other: Self) -> Self {
                self.$plus(other)
            }
        }
    };
}

// 16-bit vectors add with saturation in one instruction; wider ones don't, and don't need it.
distance_in!(i16, far: i16::MAX, unreachable: i16::MAX, plus: saturating_add);
distance_in!(i32, far: 1 << 30, unreachable: 1 << 29, plus: wrapping_add);
distance_in!(i64, far: 1 << 60, unreachable: 1 << 59, plus: wrapping_add);

/// Shortest distances between all columns in reduced costs: row `to`, column `from`.
pub(super) fn distances<W: Sum, D: Distance>(graph: &ColumnGraph<W>, prices: &[W]) -> Vec<D> {
    let nodes = graph.nodes();
    let mut distances = Vec::with_capacity(nodes * nodes);
    for (to, &price) in prices.iter().enumerate() {
        let arcs = graph.to(to).iter().zip(prices);
        distances.extend(arcs.map(|(&arc, &from)| {
            if arc >= W::UNREACHABLE {
                D::FAR
            } else {
                D::from_wide((arc + price - from).wide())
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
                let mut steps = [D::FAR; BLOCK];
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
fn shorten<D: Distance>(row: &mut [D], through: &[D], step: D) {
    if step < D::UNREACHABLE {
        for (distance, &rest) in row.iter_mut().zip(through) {
            *distance = (*distance).min(step.plus(rest));
        }
    }
}
