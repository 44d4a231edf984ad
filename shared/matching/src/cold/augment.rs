//! Seats whoever the auction left, along shortest augmenting paths, and takes the price off places
//! that stay free.
//!
//! A search grows from one source over columns, nearest first (Dijkstra on reduced costs: what a
//! step makes its mover lose, which is never negative). Settling a column opens its holders, who may
//! move on. A row is expanded only as far as its shortlist; its bound says at what distance the
//! columns outside the list might begin to matter, and only if the search gets that far is the row
//! read again. Labels at or past the nearest free place found so far are never stored.
//!
//! Afterwards every settled column's price rises by what the search passed it by, which keeps all
//! reduced costs ≥ 0 (see *Network Flows*, §9.7).

use super::queue::RadixHeap;
use super::{Holder, Market, NOWHERE};
use crate::instance::Gain;

/// No row leads here: the path starts with nobody, who leaves a place free or fills one.
const NOBODY: u32 = u32::MAX;
const FAR: i64 = i64::MAX;

/// A label of a column; the price is kept beside it because every step needs both.
#[derive(Clone, Copy)]
struct Node {
    distance: i64,
    price: i64,
    /// The row that would move here.
    from: u32,
    /// Whether reaching it ends the search.
    goal: bool,
}

struct Search {
    nodes: Vec<Node>,
    labelled: Vec<u32>,
    settled: Vec<(u32, i64)>,
    /// Per row reached: its distance plus its margin, so that distance to a column is this less net.
    bases: Vec<i64>,
    queue: RadixHeap,
    /// Distance of the nearest goal so far, and which it is.
    nearest: i64,
    goal: usize,
}

impl Search {
    fn label(&mut self, column: usize, distance: i64, row: u32) {
        let node = &mut self.nodes[column];
        if distance >= self.nearest || distance >= node.distance {
            return;
        }
        if node.distance == FAR {
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
}

impl<G: Gain> Market<'_, G> {
    /// Brings in rows one at a time.
    pub(super) fn seat_the_rest(&mut self, rows: &[u32]) {
        let mut search = self.search();
        for column in 0..self.unmatched() {
            search.nodes[column].goal = self.has_room(column);
        }
        let unmatched = self.unmatched();
        search.nodes[unmatched].goal = true;
        for &row in rows {
            let wish = self.wish(row as usize);
            search.nearest = FAR;
            self.expand(&mut search, row as usize, wish.net);
            self.run(&mut search);
            let goal = search.goal;
            self.shift(&search, row);
            if goal != unmatched {
                search.nodes[goal].goal = self.has_room(goal);
            }
            self.finish(&mut search);
        }
    }

    /// Brings free places down to the price of being unmatched: that price rises until it meets
    /// theirs, unless on the way somebody is better off moving into the place.
    ///
    /// Nobody, of whom unmatched has an endless supply, is the source. It may take any place (and
    /// does nothing but stay if that is the free place itself), pushing out a holder; those who are
    /// unmatched may move too.
    pub(super) fn free_what_is_unsold(&mut self) {
        let unmatched = self.unmatched();
        let mut search = self.search();
        loop {
            search.nearest = FAR;
            for column in 0..unmatched {
                let node = &mut search.nodes[column];
                node.goal = self.has_room(column) && node.price > self.unmatched_price;
                if node.goal && node.price - self.unmatched_price < search.nearest {
                    (search.nearest, search.goal) = (node.price - self.unmatched_price, column);
                    node.from = NOBODY;
                }
            }
            if search.nearest == FAR {
                return;
            }
            search.nodes[unmatched].distance = 0;
            search.labelled.push(unmatched as u32);
            for column in 0..unmatched {
                let node = search.nodes[column];
                if self.instance.places[column] > 0 && !node.goal {
                    search.label(column, node.price - self.unmatched_price, NOBODY);
                }
            }
            for row in 0..self.seats.len() {
                if self.seats[row] as usize == unmatched {
                    self.expand(&mut search, row, -self.unmatched_price);
                }
            }
            self.run(&mut search);
            self.unmatched_price += search.nearest;
            search.nodes[unmatched].price = self.unmatched_price;
            self.shift(&search, NOBODY);
            self.finish(&mut search);
        }
    }

    fn search(&self) -> Search {
        let prices = self
            .prices
            .iter()
            .map(|price| price.wide())
            .chain([self.unmatched_price]);
        let node = |price| Node {
            distance: FAR,
            price,
            from: NOBODY,
            goal: false,
        };
        Search {
            nodes: prices.map(node).collect(),
            labelled: Vec::new(),
            settled: Vec::new(),
            bases: vec![0; self.seats.len()],
            queue: RadixHeap::new(),
            nearest: FAR,
            goal: 0,
        }
    }

    /// Labels what a row's shortlist reaches. Items of the queue from `unmatched + 1` on are rows
    /// that may have to be read again at that distance.
    fn expand(&self, search: &mut Search, row: usize, base: i64) {
        search.bases[row] = base;
        for candidate in self.shortlists.list(row) {
            let column = candidate.column as usize;
            let distance = base - candidate.gain.wide() + search.nodes[column].price;
            search.label(column, distance, row as u32);
        }
        let unmatched = self.unmatched();
        search.label(unmatched, base + self.unmatched_price, row as u32);
        let outside = base.saturating_sub(self.shortlists.bound(row));
        if outside < search.nearest {
            search.queue.push(outside, (unmatched + 1 + row) as u32);
        }
    }

    /// Settles columns until no goal can be nearer than the nearest found.
    fn run(&mut self, search: &mut Search) {
        let unmatched = self.unmatched();
        while let Some((distance, item)) = search.queue.pop_below(search.nearest) {
            let item = item as usize;
            if item > unmatched {
                self.read_again(search, item - unmatched - 1, distance);
                continue;
            }
            if search.nodes[item].distance < distance {
                continue;
            }
            search.settled.push((item as u32, distance));
            let price = search.nodes[item].price;
            for index in 0..self.holders[item].len() {
                let row = self.holders[item][index].row as usize;
                self.expand(search, row, distance + self.gains[row] - price);
            }
        }
    }

    /// The search has reached the distance at which columns outside a row's list might matter.
    fn read_again(&mut self, search: &mut Search, row: usize, distance: i64) {
        let base = search.bases[row];
        let outside = |market: &Self| base.saturating_sub(market.shortlists.bound(row));
        let already_read_further = outside(self) > distance;
        if !already_read_further {
            self.rescan(row);
        }
        if outside(self) > distance {
            self.expand(search, row, base);
            return;
        }
        // The bound cannot be passed, as so many columns tie at it: take the whole row.
        for (column, &gain) in self.instance.row(row).iter().enumerate() {
            if gain != G::NONE {
                let distance = base - gain.wide() + search.nodes[column].price;
                search.label(column, distance, row as u32);
            }
        }
    }

    /// Moves everyone along the path to the goal, back to `source`.
    fn shift(&mut self, search: &Search, source: u32) {
        let unmatched = self.unmatched();
        let mut column = search.goal;
        let mut incoming = search.nodes[column].from;
        if incoming == NOBODY {
            return;
        }
        loop {
            let row = incoming as usize;
            let left = self.seats[row];
            if column == unmatched {
                self.leave_unmatched(row);
            } else {
                self.sit(row, column, 0);
            }
            if incoming == source || left as usize == unmatched || left == NOWHERE {
                return;
            }
            column = left as usize;
            self.holders[column].retain(|&Holder { row: holder, .. }| holder as usize != row);
            incoming = search.nodes[column].from;
            if incoming == NOBODY {
                return;
            }
        }
    }

    /// Raises prices by what the search passed each settled column by, and clears it for the next.
    fn finish(&mut self, search: &mut Search) {
        for (column, distance) in search.settled.drain(..) {
            let column = column as usize;
            search.nodes[column].price += search.nearest - distance;
            self.prices[column] = G::from_wide(search.nodes[column].price);
        }
        for column in search.labelled.drain(..) {
            search.nodes[column as usize].distance = FAR;
        }
        search.queue.clear();
    }
}
