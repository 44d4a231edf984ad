//! Ids for elements that refer to each other (`for`, `aria-describedby`).

use std::sync::atomic::{AtomicUsize, Ordering};

/// An id no other element in this document has.
pub fn fresh(prefix: &str) -> String {
    static NEXT: AtomicUsize = AtomicUsize::new(1);
    format!("{prefix}-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}
