//! Sorting, in one copy for all callers.

use std::collections::BinaryHeap;

/// Sorts by key, then by item.
///
/// By heap: on the long lists of the engine the standard library's sorts take half the time of this,
/// which is little of any solve, and for each type they sort weigh more in a browser than a whole
/// auction does.
#[inline(never)]
pub(crate) fn sorted(pairs: Vec<(i64, usize)>) -> Vec<(i64, usize)> {
    BinaryHeap::from(pairs).into_sorted_vec()
}
