//! Seats most rows by bidding.
//!
//! A row bids for its best column what makes its second best just as good. It takes a free place,
//! or outbids the lowest holder, who bids again. Prices rise to the lowest standing bid, never past
//! it (ε = 0), so every step keeps the optimality conditions exactly; the price of exactness is that
//! bidding wars over ties need not end, so ties without a free place and everyone past a number of
//! bids are left to the shortest paths.

use super::{Holder, Market, NOWHERE, Tuning};
use crate::instance::Pricing;
use crate::matrix::Score;
use crate::number::Sum;

/// A row's best and second best, as nets. The column may be unmatched.
pub(super) struct Wish<P> {
    pub column: usize,
    pub net: P,
    /// At least what the second best nets.
    pub next: P,
}

impl<S: Score, N: Pricing<S>> Market<'_, S, N> {
    /// What a row wants most at current prices.
    pub(super) fn wish(&mut self, row: usize) -> Wish<N::Sum> {
        loop {
            let mut wish = Wish {
                column: self.unmatched(),
                net: self.unmatched_net(),
                next: -N::Sum::FAR,
            };
            for candidate in self.shortlists.list(row) {
                let column = candidate.column();
                let net = candidate.score::<N::Sum>() - self.prices[column].sum();
                if net > wish.net {
                    wish = Wish {
                        column,
                        net,
                        next: wish.net,
                    };
                } else {
                    wish.next = wish.next.max(net);
                }
            }
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
        let (exact, smallest) = (N::Sum::default(), N::Sum::from_score(1));
        self.auction(tuning.rough_bids_per_row, smallest);
        self.unseat_all();
        let left_over = self.auction(tuning.bids_per_row, exact);
        if left_over.len() <= self.instance.free.len() / tuning.hard_from {
            return left_over;
        }
        let mut step = self.instance.largest_gain / 256;
        while step > 1 {
            self.unseat_all();
            self.auction(tuning.hard_bids_per_row, N::Sum::from_wide(step));
            step /= 8;
        }
        self.unseat_all();
        self.auction(tuning.hard_bids_per_row, smallest);
        self.unseat_all();
        self.auction(tuning.bids_per_row, exact)
    }

    fn unseat_all(&mut self) {
        self.seats.fill(NOWHERE);
        self.holders.iter_mut().for_each(Vec::clear);
    }

    /// Runs one auction in which every bid for a full column goes `step` beyond what makes the second
    /// best just as good; returns the rows it left standing. With a step of 0 it is exact.
    pub(super) fn auction(&mut self, bids_per_row: usize, step: N::Sum) -> Vec<u32> {
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

    fn bid(&mut self, row: usize, bids: &mut usize, step: N::Sum) -> Bid {
        let mut looked_again = false;
        while *bids > 0 {
            *bids -= 1;
            let wish = self.wish(row);
            let column = wish.column;
            if column == self.unmatched() {
                self.leave_unmatched(row);
                return Bid::Seated;
            }
            let price = self.prices[column].sum();
            let bid = price + wish.net - wish.next;
            if self.has_room(column) {
                self.sit(row, column, bid);
                return Bid::Seated;
            }
            let bid = bid + step;
            if bid == price {
                if let Some(tied) = self.tied_with_room(row, wish.net) {
                    self.sit(row, tied, self.prices[tied].sum());
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
            let standing = self.holders[column][lowest].bid;
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
                self.note_seat(row, column);
                self.prices[column] = N::from_sum(bid.min(second));
                return Bid::Outbid(loser);
            }
            // Everyone here would pay at least as much, so the price goes up and the row looks on.
            self.prices[column] = N::from_sum(standing.max(bid));
        }
        Bid::Undecided
    }

    fn tied_with_room(&self, row: usize, net: N::Sum) -> Option<usize> {
        let columns = self.shortlists.list(row).iter();
        let tied = columns.filter(|candidate| {
            let column = candidate.column();
            candidate.score::<N::Sum>() - self.prices[column].sum() == net && self.has_room(column)
        });
        tied.map(|candidate| candidate.column()).next()
    }

    /// Which holder of a full column bid lowest, and the lowest bid of the others.
    fn lowest_bids(&self, column: usize) -> (usize, N::Sum) {
        let (mut lowest, mut lowest_bid, mut second) = (0, N::Sum::FAR, N::Sum::FAR);
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
