//! Solves an instance from nothing.
//!
//! The mentors' places are for sale and every mentee wants the best *net* (gain less price). In five
//! stages, each exact, prices are found at which everyone can have what it wants:
//!
//! 1. [`warm`]: popular mentors start dear, so that most mentees look elsewhere at once.
//! 2. [`shortlist`]: each mentee keeps its few best columns and a bound on all others. Prices only
//!    ever rise, so a list stays valid until its best entry falls below its bound; only then is the
//!    row read again. Most of the matrix is read once.
//! 3. [`auction`]: mentees bid their best place up to where the second best would do; a cheap way to
//!    seat most of them (the augmenting row reduction of Jonker & Volgenant, *A Shortest Augmenting
//!    Path Algorithm for Dense and Sparse Linear Assignment Problems*, 1987, for several places a
//!    column, as in Bertsekas & Castañon, *The Auction Algorithm for the Transportation Problem*, 1989).
//! 4. [`augment`]: whoever is left enters along a shortest augmenting path.
//! 5. Free places that still have a price lose it, again along shortest paths ([`augment`]), which
//!    restores complementary slackness.
//!
//! Being unmatched is one more column with endless places and gain 0. Its price may rise too; in the
//! end it is subtracted from all, since only differences matter.
//!
//! Ties go to free places first, then to the lower column, except where a row ties on more columns
//! than its list holds: it then looks round from a place of its own, so that equal mentees do not all
//! fight for the same few. Every choice depends on the instance alone.

mod auction;
mod augment;
mod queue;
mod shortlist;
#[cfg(test)]
mod tests;
mod warm;

use crate::instance::{Gain, Instance};
use shortlist::Shortlists;

/// An optimal assignment of an instance with the prices that prove it.
pub(crate) struct Equilibrium {
    /// Per row its column, or the number of columns for unmatched.
    pub seats: Vec<u32>,
    /// Per column; 0 where a place is free, and for columns without places.
    pub prices: Vec<i64>,
}

pub(crate) fn solve<G: Gain>(instance: &Instance<G>) -> Equilibrium {
    solve_with(instance, Tuning::DEFAULT)
}

/// What the solve's speed depends on, and its answer must not.
#[derive(Clone, Copy)]
struct Tuning {
    warm: bool,
    /// Entries per shortlist, 1 to 255. Enough that most rows are read once, few enough that the
    /// lists stay in cache.
    shortlist: usize,
    /// Bids in the auction, on average.
    bids_per_row: usize,
}

impl Tuning {
    const DEFAULT: Self = Self {
        warm: true,
        shortlist: 16,
        bids_per_row: 6,
    };
}

fn solve_with<G: Gain>(instance: &Instance<G>, tuning: Tuning) -> Equilibrium {
    let mut market = Market::new(instance, tuning);
    let left_over = market.auction(tuning.bids_per_row);
    market.seat_the_rest(&left_over);
    market.free_what_is_unsold();
    let unmatched_price = market.unmatched_price;
    let priced = market.prices.iter().zip(&instance.places);
    let prices = priced.map(|(price, &places)| {
        if places > 0 {
            price.wide() - unmatched_price
        } else {
            0
        }
    });
    Equilibrium {
        prices: prices.collect(),
        seats: market.seats,
    }
}

const NOWHERE: u32 = u32::MAX;

/// Who sits where at which prices, between any two steps of the solve.
struct Market<'a, G> {
    instance: &'a Instance<G>,
    /// Per column. Only ever rise.
    prices: Vec<G>,
    unmatched_price: i64,
    /// Per row its column, the number of columns for unmatched, or [`NOWHERE`].
    seats: Vec<u32>,
    /// Per row the gain where it sits, so that no step reads the matrix for it.
    gains: Vec<i64>,
    /// Per column who sits there.
    holders: Vec<Vec<Holder>>,
    shortlists: Shortlists<G>,
}

#[derive(Clone, Copy)]
struct Holder {
    row: u32,
    /// What it would pay for the place; used by the auction alone.
    bid: i64,
}

impl<'a, G: Gain> Market<'a, G> {
    fn new(instance: &'a Instance<G>, tuning: Tuning) -> Self {
        let (rows, columns) = (instance.rows.len(), instance.places.len());
        Self {
            instance,
            prices: if tuning.warm {
                warm::prices(instance)
            } else {
                vec![G::from_wide(0); columns]
            },
            unmatched_price: 0,
            seats: vec![NOWHERE; rows],
            gains: vec![0; rows],
            holders: vec![Vec::new(); columns],
            shortlists: Shortlists::new(rows, tuning.shortlist),
        }
    }

    /// The column that stands for unmatched.
    fn unmatched(&self) -> usize {
        self.instance.places.len()
    }

    fn has_room(&self, column: usize) -> bool {
        self.holders[column].len() < self.instance.places[column] as usize
    }

    /// Seats a row in a column with room.
    fn sit(&mut self, row: usize, column: usize, bid: i64) {
        self.holders[column].push(Holder {
            row: row as u32,
            bid,
        });
        self.seats[row] = column as u32;
        self.gains[row] = self.instance.row(row)[column].wide();
    }

    fn leave_unmatched(&mut self, row: usize) {
        self.seats[row] = self.unmatched() as u32;
        self.gains[row] = 0;
    }

    fn rescan(&mut self, row: usize) {
        let Self {
            shortlists,
            instance,
            prices,
            holders,
            unmatched_price,
            ..
        } = self;
        let has_room = |column: usize| holders[column].len() < instance.places[column] as usize;
        shortlists.rescan(row, instance.row(row), prices, -*unmatched_price, has_room);
    }
}
