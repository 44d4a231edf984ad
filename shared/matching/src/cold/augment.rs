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
use crate::instance::Pricing;
use crate::matrix::Score;
use crate::number::Sum;

/// No row leads here: the path starts with nobody, who leaves a place free or fills one.
const NOBODY: u32 = u32::MAX;

/// A label of a column; the price is kept beside it because every step needs both.
#[derive(Clone, Copy)]
struct Node<P> {
    distance: P,
    price: P,
    /// The row that would move here.
    from: u32,
    /// Whether reaching it ends the search.
    goal: bool,
}

struct Search<P> {
    nodes: Vec<Node<P>>,
    labelled: Vec<u32>,
    settled: Vec<(u32, P)>,
    /// Per row reached: its distance plus its margin, so that distance to a column is this less net.
    bases: Vec<P>,
    queue: RadixHeap,
    /// Distance of the nearest goal so far, and which it is.
    nearest: P,
    goal: usize,
}

impl<P: Sum> Search<P> {
    #[inline(always)]
    fn label(&mut self, column: usize, distance: P, row: u32) {
        if distance < self.nearest && distance < self.nodes[column].distance {
            self.relabel(column, distance, row);
        }
    }

    #[inline(never)]
    fn relabel(&mut self, column: usize, distance: P, row: u32) {
        let node = &mut self.nodes[column];
        if node.distance == P::FAR {
            self.labelled.push(column as u32);
        }
        node.distance = distance;
        node.from = row;
        if node.goal {
            (self.nearest, self.goal) = (distance, column);
        } else {
            self.queue.push(distance.wide(), column as u32);
        }
    }
}

impl<S: Score, N: Pricing<S>> Market<'_, S, N> {
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
            search.nearest = N::Sum::FAR;
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
            search.nearest = N::Sum::FAR;
            for column in 0..unmatched {
                let node = &mut search.nodes[column];
                node.goal = self.has_room(column) && node.price > self.unmatched_price;
                if node.goal && node.price - self.unmatched_price < search.nearest {
                    (search.nearest, search.goal) = (node.price - self.unmatched_price, column);
                    node.from = NOBODY;
                }
            }
            if search.nearest == N::Sum::FAR {
                return;
            }
            search.nodes[unmatched].distance = N::Sum::default();
            search.labelled.push(unmatched as u32);
            for column in 0..unmatched {
                let node = search.nodes[column];
                if self.instance.places[column] > 0 && !node.goal {
                    search.label(column, node.price - self.unmatched_price, NOBODY);
                }
            }
            for row in 0..self.seats.len() {
                if self.seats[row] as usize == unmatched {
                    self.expand(&mut search, row, self.unmatched_net());
                }
            }
            self.run(&mut search);
            self.unmatched_price = self.unmatched_price + search.nearest;
            search.nodes[unmatched].price = self.unmatched_price;
            self.shift(&search, NOBODY);
            self.finish(&mut search);
        }
    }

    #[inline(never)]
    fn search(&self) -> Search<N::Sum> {
        let prices = self
            .prices
            .iter()
            .map(|price| price.sum())
            .chain([self.unmatched_price]);
        let node = |price| Node {
            distance: N::Sum::FAR,
            price,
            from: NOBODY,
            goal: false,
        };
        Search {
            nodes: prices.map(node).collect(),
            labelled: Vec::new(),
            settled: Vec::new(),
            bases: vec![N::Sum::default(); self.seats.len()],
            queue: RadixHeap::new(),
            nearest: N::Sum::FAR,
            goal: 0,
        }
    }

    /// Labels what a row's shortlist reaches. Items of the queue from `unmatched + 1` on are rows
    /// that may have to be read again at that distance.
    fn expand(&self, search: &mut Search<N::Sum>, row: usize, base: N::Sum) {
        search.bases[row] = base;
        for candidate in self.shortlists.list(row) {
            let column = candidate.column();
            let distance = base - candidate.score::<N::Sum>() + search.nodes[column].price;
            search.label(column, distance, row as u32);
        }
        let unmatched = self.unmatched();
        search.label(unmatched, base - self.unmatched_net(), row as u32);
        let outside = base - self.shortlists.bound(row);
        if outside < search.nearest {
            search
                .queue
                .push(outside.wide(), (unmatched + 1 + row) as u32);
        }
    }

    /// Settles columns until no goal can be nearer than the nearest found.
    #[inline(never)]
    fn run(&mut self, search: &mut Search<N::Sum>) {
        let unmatched = self.unmatched();
        while let Some((distance, item)) = search.queue.pop_below(search.nearest.wide()) {
            let (distance, item) = (N::Sum::from_wide(distance), item as usize);
            if item > unmatched {
                // Once every column is settled no row has anything more to say.
                if search.settled.len() == unmatched {
                    continue;
                }
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
                self.expand(search, row, distance + self.scores[row] - price);
                if search.nearest <= distance {
                    return;
                }
            }
        }
    }

    /// The search has reached the distance at which columns outside a row's list might matter.
    fn read_again(&mut self, search: &mut Search<N::Sum>, row: usize, distance: N::Sum) {
        let base = search.bases[row];
        let outside = |market: &Self| base - market.shortlists.bound(row);
        let already_read_further = outside(self) > distance;
        if !already_read_further {
            self.rescan(row);
        }
        if outside(self) > distance {
            self.expand(search, row, base);
            return;
        }
        // The bound cannot be passed, as so many columns tie at it: take the whole row.
        for (column, &score) in self.instance.row(row).iter().enumerate() {
            if self.instance.usable(score) {
                let distance = base - N::Sum::from_score(score.wide()) + search.nodes[column].price;
                search.label(column, distance, row as u32);
            }
        }
    }

    /// Moves everyone along the path to the goal, back to `source`.
    fn shift(&mut self, search: &Search<N::Sum>, source: u32) {
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
                self.sit(row, column, N::Sum::default());
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
    fn finish(&mut self, search: &mut Search<N::Sum>) {
        for (column, distance) in search.settled.drain(..) {
            let column = column as usize;
            let price = search.nodes[column].price + search.nearest - distance;
            search.nodes[column].price = price;
            self.prices[column] = N::from_sum(price);
        }
        for column in search.labelled.drain(..) {
            search.nodes[column as usize].distance = N::Sum::FAR;
        }
        search.queue.clear();
    }
}
