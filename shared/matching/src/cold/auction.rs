//! Seats most rows by bidding.
//!
//! A row bids for its best column what makes its second best just as good. It takes a free place,
//! or outbids the lowest holder, who bids again. Prices rise to the lowest standing bid, never past
//! it (ε = 0), so every step keeps the optimality conditions exactly; the price of exactness is that
//! bidding wars over ties need not end, so ties without a free place and everyone past a number of
//! bids are left to the shortest paths.

use pairwell_rows::FAR;
use pairwell_rows::labels::Wish;

use super::{Holder, Market, NOWHERE, Tuning};
use crate::order::sorted;

impl Market<'_> {
    /// What a row wants most at current prices.
    pub(super) fn wish(&mut self, row: usize) -> Wish {
        loop {
            let unmatched = Wish {
                column: self.unmatched(),
                net: self.unmatched_net(),
                next: -FAR,
            };
            let mut wish = unmatched.among(self.shortlists.list(row), &self.prices);
            let bound = self.shortlists.bound(row);
            if wish.net >= bound {
                wish.next = wish.next.max(bound);
                return wish;
            }
            self.rescan(row);
        }
    }

    /// Finds prices and seats for most; returns the rows left standing.
    pub(super) fn bid_up(&mut self, tuning: Tuning) -> Vec<u32> {
        let (exact, smallest) = (0, 1);
        self.auction(tuning.rough_bids_per_row, smallest);
        self.unseat_all();
        self.make_unmatched_cheaper();
        let left_over = self.auction(tuning.bids_per_row, exact);
        if left_over.len() <= self.instance.free.len() / tuning.hard_from {
            return left_over;
        }
        let mut step = self.instance.largest_gain / 256;
        while step > 1 {
            self.unseat_all();
            self.auction(tuning.hard_bids_per_row, step);
            step /= 8;
        }
        self.unseat_all();
        self.auction(tuning.hard_bids_per_row, smallest);
        self.unseat_all();
        self.make_unmatched_cheaper();
        self.auction(tuning.bids_per_row, exact)
    }

    /// With fewer places than rows some stay unmatched in the end, and prices have a long way to go
    /// before anybody wants that. Only differences between prices matter, so being unmatched becomes
    /// cheaper instead, until half of the surplus want it: prices have yet to rise, which will
    /// convince the others. For use while nobody is seated, when any prices will do.
    #[inline(never)]
    fn make_unmatched_cheaper(&mut self) {
        let instance = self.instance;
        let places: u64 = instance
            .places
            .iter()
            .map(|&places| u64::from(places))
            .sum();
        let rows = instance.free.iter();
        let surplus = (rows.len() as u64).saturating_sub(places) as usize;
        if surplus == 0 {
            return;
        }
        let nets = rows.map(|&row| (self.wish(row as usize).net, row as usize));
        let nets = sorted(nets.collect());
        self.let_unmatched_net(nets.as_slice()[surplus / 2].0);
    }

    fn unseat_all(&mut self) {
        self.seats.fill(NOWHERE);
        self.holders.iter_mut().for_each(Vec::clear);
    }

    /// Runs one auction in which every bid for a full column goes `step` beyond what makes the second
    /// best just as good; returns the rows it left standing. With a step of 0 it is exact.
    pub(super) fn auction(&mut self, bids_per_row: usize, step: i64) -> Vec<u32> {
        let rows = &self.instance.free;
        let mut left_over = Vec::new();
        let mut bids = rows.len() * bids_per_row;
        let mut bidding: Vec<u32> = rows.clone();
        let mut outbid = Vec::new();
        while !bidding.is_empty() {
            for &row in &bidding {
                match self.bid(row as usize, &mut bids, step) {
                    Bid::Seated => {}
                    Bid::Outbid(loser) => outbid.push(loser),
                    Bid::Undecided => left_over.push(row),
                }
            }
            bidding.clear();
            std::mem::swap(&mut bidding, &mut outbid);
        }
        left_over
    }

    fn bid(&mut self, row: usize, bids: &mut usize, step: i64) -> Bid {
        let mut looked_again = false;
        while *bids > 0 {
            *bids -= 1;
            let wish = self.wish(row);
            let column = wish.column;
            if column == self.unmatched() {
                self.leave_unmatched(row);
                return Bid::Seated;
            }
            let price = self.prices[column];
            let score = price + wish.net;
            let bid = score - wish.next;
            if self.has_room(column) {
                self.sit(row, column, score, bid);
                return Bid::Seated;
            }
            let bid = bid + step;
            if bid == price {
                if let Some(tied) = self.tied_with_room(row, wish.net) {
                    let price = self.prices[tied];
                    self.sit(row, tied, price + wish.net, price);
                    return Bid::Seated;
                }
                // More columns may tie than the list holds; one of them may have room.
                if self.shortlists.bound(row) == wish.net && !looked_again {
                    looked_again = true;
                    self.rescan(row);
                    continue;
                }
                return Bid::Undecided;
            }
            let (lowest, second) = self.lowest_bids(column);
            let standing = self.holders[column].as_slice()[lowest].bid;
            if bid > standing {
                let loser = std::mem::replace(
                    &mut self.holders[column][lowest],
                    Holder {
                        row: row as u32,
                        bid,
                    },
                )
                .row;
                self.seats[loser as usize] = NOWHERE;
                self.note_seat(row, column, score);
                self.set_price(column, bid.min(second));
                return Bid::Outbid(loser);
            }
            // Everyone here would pay at least as much, so the price goes up and the row looks on.
            self.set_price(column, standing.max(bid));
        }
        Bid::Undecided
    }

    fn tied_with_room(&self, row: usize, net: i64) -> Option<usize> {
        let columns = self.shortlists.list(row).iter();
        let tied = columns.filter(|candidate| {
            let column = candidate.column as usize;
            i64::from(candidate.score) - self.prices[column] == net && self.has_room(column)
        });
        tied.map(|candidate| candidate.column as usize).next()
    }

    /// Which holder of a full column bid lowest, and the lowest bid of the others.
    fn lowest_bids(&self, column: usize) -> (usize, i64) {
        let (mut lowest, mut lowest_bid, mut second) = (0, FAR, FAR);
        for (index, holder) in self.holders[column].iter().enumerate() {
            if holder.bid < lowest_bid {
                second = lowest_bid;
                (lowest, lowest_bid) = (index, holder.bid);
            } else {
                second = second.min(holder.bid);
            }
        }
        (lowest, second)
    }
}

enum Bid {
    Seated,
    Outbid(u32),
    Undecided,
}
