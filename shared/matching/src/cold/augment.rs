//! Seats whoever the auction left, along shortest augmenting paths, and takes the price off places
//! that stay free.
//!
//! A search grows from one source over columns, nearest first (Dijkstra on reduced costs: what a
//! step makes its mover lose, which is never negative). Settling a column opens its holders, who may
//! move on. A row is expanded only as far as its shortlist; its bound says at what distance the
//! columns outside the list might begin to matter, and only if the search gets that far is the row
//! read again. Labels at or past the nearest free place found so far are never stored.
//!
//! Where no place is left the searches can only end at unmatched, which is far away; it is brought as
//! near as it may be first.
//!
//! Afterwards every settled column's price rises by what the search passed it by, which keeps all
//! reduced costs ≥ 0 (see *Network Flows*, §9.7).

use pairwell_rows::FAR;
use pairwell_rows::labels::{Labels, NOBODY, Node};
use pairwell_rows::queue::RadixHeap;

use super::{Holder, Market, NOWHERE};

struct Search {
    labels: Labels,
    settled: Vec<(u32, i64)>,
}

impl Market<'_> {
    /// Brings in rows one at a time.
    pub(super) fn seat_the_rest(&mut self, rows: &[u32]) {
        let mut search = self.search();
        for column in 0..self.unmatched() {
            search.labels.nodes[column].goal = self.has_room(column);
        }
        let unmatched = self.unmatched();
        search.labels.nodes[unmatched].goal = true;
        let mut room: usize = (0..unmatched).map(|column| self.room(column)).sum();
        for &row in rows {
            if room == 0 {
                self.let_somebody_leave(&mut search);
            }
            let wish = self.wish(row as usize);
            search.labels.nearest = FAR;
            self.expand(&mut search, row as usize, wish.net);
            self.run(&mut search);
            let goal = search.labels.goal;
            self.shift(&search, row);
            if goal != unmatched {
                room -= 1;
                search.labels.nodes[goal].goal = self.has_room(goal);
            }
            self.finish(&mut search);
        }
    }

    /// With every place taken, somebody has to leave for each who comes. Being unmatched becomes
    /// cheaper until the first is as well off there, so that no search has to go that far: the same
    /// as the prices of all places rising together, which none of them minds as none is free.
    fn let_somebody_leave(&mut self, search: &mut Search) {
        let unmatched = self.unmatched();
        let seats = self.seats.iter().zip(&self.scores);
        let seats = seats.filter(|(seat, _)| (**seat as usize) < unmatched);
        let nets = seats.map(|(&seat, &score)| score - self.prices[seat as usize]);
        if let Some(least) = nets.min() {
            self.let_unmatched_net(least);
            search.labels.nodes[unmatched].price = self.unmatched_price;
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
            search.labels.nearest = FAR;
            for column in 0..unmatched {
                let node = &mut search.labels.nodes[column];
                node.goal = self.has_room(column) && node.price > self.unmatched_price;
                if node.goal && node.price - self.unmatched_price < search.labels.nearest {
                    (search.labels.nearest, search.labels.goal) =
                        (node.price - self.unmatched_price, column);
                    node.from = NOBODY;
                }
            }
            if search.labels.nearest == FAR {
                return;
            }
            search.labels.nodes[unmatched].distance = 0;
            search.labels.labelled.push(unmatched as u32);
            let labels = &mut search.labels;
            labels.reach_all(&self.instance.places, self.unmatched_price);
            for row in 0..self.seats.len() {
                if self.seats[row] as usize == unmatched {
                    self.expand(&mut search, row, self.unmatched_net());
                }
            }
            self.run(&mut search);
            self.unmatched_price += search.labels.nearest;
            search.labels.nodes[unmatched].price = self.unmatched_price;
            self.shift(&search, NOBODY);
            self.finish(&mut search);
        }
    }

    #[inline(never)]
    fn search(&self) -> Search {
        let prices = self.prices.iter().copied().chain([self.unmatched_price]);
        let node = |price| Node {
            distance: FAR,
            price,
            from: NOBODY,
            goal: false,
        };
        Search {
            labels: Labels {
                nodes: prices.map(node).collect(),
                labelled: Vec::new(),
                bases: vec![0; self.seats.len()].into(),
                queue: RadixHeap::default(),
                nearest: FAR,
                goal: 0,
            },
            settled: Vec::new(),
        }
    }

    /// Labels what a row's shortlist reaches.
    fn expand(&self, search: &mut Search, row: usize, base: i64) {
        let (list, bound) = (self.shortlists.list(row), self.shortlists.bound(row));
        let labels = &mut search.labels;
        labels.reach(row, base, list, bound, self.unmatched_net());
    }

    /// Settles columns until no goal can be nearer than the nearest found.
    #[inline(never)]
    fn run(&mut self, search: &mut Search) {
        let unmatched = self.unmatched();
        while let Some((distance, item)) = search.labels.queue.pop_below(search.labels.nearest) {
            let item = item as usize;
            if item > unmatched {
                // Once every column is settled no row has anything more to say.
                if search.settled.len() == unmatched {
                    continue;
                }
                self.read_again(search, item - unmatched - 1, distance);
                continue;
            }
            if search.labels.nodes[item].distance < distance {
                continue;
            }
            search.settled.push((item as u32, distance));
            let price = search.labels.nodes[item].price;
            for index in 0..self.holders[item].len() {
                let row = self.holders[item].as_slice()[index].row as usize;
                self.expand(search, row, distance + self.scores[row] - price);
                if search.labels.nearest <= distance {
                    return;
                }
            }
        }
    }

    /// The search has reached the distance at which columns outside a row's list might matter.
    fn read_again(&mut self, search: &mut Search, row: usize, distance: i64) {
        let base = search.labels.bases[row];
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
        for (column, score) in self.instance.row(row).iter().enumerate() {
            if self.instance.usable(score) {
                let distance = base - i64::from(score) + search.labels.nodes[column].price;
                search.labels.label(column, distance, row as u32);
            }
        }
    }

    /// Moves everyone along the path to the goal, back to `source`.
    fn shift(&mut self, search: &Search, source: u32) {
        let unmatched = self.unmatched();
        let mut column = search.labels.goal;
        let mut incoming = search.labels.nodes[column].from;
        if incoming == NOBODY {
            return;
        }
        loop {
            let row = incoming as usize;
            let left = self.seats[row];
            if column == unmatched {
                self.leave_unmatched(row);
            } else {
                self.sit(row, column, self.instance.score(row, column), 0);
            }
            if incoming == source || left as usize == unmatched || left == NOWHERE {
                return;
            }
            column = left as usize;
            self.holders[column].retain(|&Holder { row: holder, .. }| holder as usize != row);
            incoming = search.labels.nodes[column].from;
            if incoming == NOBODY {
                return;
            }
        }
    }

    /// Raises prices by what the search passed each settled column by, and clears it for the next.
    fn finish(&mut self, search: &mut Search) {
        for (column, distance) in search.settled.drain(..) {
            let column = column as usize;
            let price = search.labels.nodes[column].price + search.labels.nearest - distance;
            search.labels.nodes[column].price = price;
            self.set_price(column, price);
        }
        for column in search.labels.labelled.drain(..) {
            search.labels.nodes[column as usize].distance = FAR;
        }
        search.labels.queue.clear();
    }
}
