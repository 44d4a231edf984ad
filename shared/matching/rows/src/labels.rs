//! Rows cut down to a few candidates: the best of them, and the labels of a shortest-path search that
//! goes from candidate to candidate.

use crate::queue::RadixHeap;

/// A column worth considering.
#[derive(Clone, Copy)]
pub struct Candidate {
    pub column: u32,
    pub score: i32,
}

/// A row's best and second best, as nets: score less price.
#[derive(Clone, Copy)]
pub struct Wish {
    pub column: usize,
    pub net: i64,
    /// At least what the second best nets.
    pub next: i64,
}

impl Wish {
    /// The same among the candidates too.
    #[inline(never)]
    pub fn among(mut self, candidates: &[Candidate], prices: &[i64]) -> Self {
        for candidate in candidates {
            let column = candidate.column as usize;
            let net = i64::from(candidate.score) - prices[column];
            if net > self.net {
                self.next = self.net;
                (self.column, self.net) = (column, net);
            } else {
                self.next = self.next.max(net);
            }
        }
        self
    }
}

/// A label of a column; the price is kept beside it because every step needs both.
#[derive(Clone, Copy)]
pub struct Node {
    pub distance: i64,
    pub price: i64,
    /// The row that would move here.
    pub from: u32,
    /// Whether reaching it ends the search.
    pub goal: bool,
}

/// No row leads here: the path starts with nobody, who leaves a place free or fills one.
pub const NOBODY: u32 = u32::MAX;

/// The labels of a search, nearest first out of the queue.
pub struct Labels {
    /// Per column, the last of which is *unmatched*.
    pub nodes: Box<[Node]>,
    pub labelled: Vec<u32>,
    /// Per row reached: its distance plus its margin, so that distance to a column is this less net.
    pub bases: Box<[i64]>,
    /// Columns, and after them rows that may have to be read again at that distance.
    pub queue: RadixHeap,
    /// Distance of the nearest goal so far, and which it is.
    pub nearest: i64,
    pub goal: usize,
}

impl Labels {
    /// Labels a column with the row that would move there, unless it or a goal is as near already.
    #[inline(always)]
    pub fn label(&mut self, column: usize, distance: i64, row: u32) {
        if distance < self.nearest && distance < self.nodes[column].distance {
            self.relabel(column, distance, row);
        }
    }

    #[inline(never)]
    fn relabel(&mut self, column: usize, distance: i64, row: u32) {
        let node = &mut self.nodes[column];
        if node.distance == crate::FAR {
            self.labelled.push(column as u32);
        }
        node.distance = distance;
        node.from = row;
        if node.goal {
            (self.nearest, self.goal) = (distance, column);
        } else {
            self.queue.push(distance, column as u32);
        }
    }

    /// Labels what a row reaches: its candidates and *unmatched*, for what that nets. No other column
    /// nets more than `bound`.
    #[inline(never)]
    pub fn reach(
        &mut self,
        row: usize,
        base: i64,
        candidates: &[Candidate],
        bound: i64,
        unmatched_net: i64,
    ) {
        self.bases[row] = base;
        for candidate in candidates {
            let column = candidate.column as usize;
            let distance = base - i64::from(candidate.score) + self.nodes[column].price;
            self.label(column, distance, row as u32);
        }
        let columns = self.nodes.len();
        self.label(columns - 1, base - unmatched_net, row as u32);
        let outside = base - bound;
        if outside < self.nearest {
            self.queue.push(outside, (columns + row) as u32);
        }
    }

    /// Labels every column that has places and is no goal for nobody coming from *unmatched*.
    #[inline(never)]
    pub fn reach_all(&mut self, places: &[u32], unmatched_price: i64) {
        for (column, &places) in places.iter().enumerate() {
            let node = self.nodes[column];
            if places > 0 && !node.goal {
                self.label(column, node.price - unmatched_price, NOBODY);
            }
        }
    }
}
