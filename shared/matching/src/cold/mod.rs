//! Solves an instance from nothing.
//!
//! The mentors' places are for sale and every mentee wants the best *net* (score less price). In five
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
//!    A rough auction before it, in which every bid goes a little too far, brings prices near their
//!    last without wars over ties; only its prices are kept. Where that leaves many standing, rough
//!    auctions of falling steps are held first (Bertsekas, *The Auction Algorithm*, 1988: ε-scaling).
//! 4. [`augment`]: whoever is left enters along a shortest augmenting path.
//! 5. Free places that still have a price lose it, again along shortest paths ([`augment`]), which
//!    restores complementary slackness.
//!
//! Being unmatched is one more column with endless places, scoring the penalty for everyone. Its price
//! moves too: down where places are scarce, which is the same as all others rising together and leaves
//! the lists as they are; up where places stay free. In the end it is subtracted from all, since only
//! differences matter.
//!
//! Ties go to free places first, then to the lower column, except where a row ties on more columns
//! than its list holds: it then looks round from a place of its own, so that equal mentees do not all
//! fight for the same few. Every choice depends on the instance alone.

mod auction;
mod augment;
mod nets;
mod shortlist;
#[cfg(test)]
mod tests;
mod warm;

use pairwell_rows::nets::Net;

use crate::instance::Instance;
use shortlist::Shortlists;

/// An optimal assignment of an instance with the prices that prove it.
pub(crate) struct Equilibrium {
    /// Per mentee its column, the number of columns for unmatched, or [`NOWHERE`] for those the
    /// instance left out.
    pub seats: Vec<u32>,
    /// Per column; 0 where a place is free, and for columns without places.
    pub prices: Vec<i64>,
}

pub(crate) fn solve(instance: &Instance) -> Equilibrium {
    solve_with(instance, Tuning::DEFAULT)
}

/// What the solve's speed depends on, and its answer must not.
#[derive(Clone, Copy)]
struct Tuning {
    warm: bool,
    /// Entries per shortlist, 1 to 255. Enough that most rows are read once, few enough that the
    /// lists stay in cache.
    shortlist: usize,
    /// Bids in the exact auction, on average.
    bids_per_row: usize,
    /// Bids in the rough one before it.
    rough_bids_per_row: usize,
    /// Bids in each of those that hard instances need.
    hard_bids_per_row: usize,
    /// An instance is hard if more than one row in so many is left over (never at 1).
    hard_from: usize,
}

impl Tuning {
    const DEFAULT: Self = Self {
        warm: true,
        shortlist: 12,
        bids_per_row: 6,
        rough_bids_per_row: 4,
        hard_bids_per_row: 20,
        hard_from: 8,
    };
}

fn solve_with(instance: &Instance, tuning: Tuning) -> Equilibrium {
    let mut market = Market::new(instance, tuning);
    let left_over = market.bid_up(tuning);
    finish(market, &left_over)
}

/// Goes on from an optimum under other terms, in which those to be seated anew have lost their seat.
/// Whoever still has one must still want it most: so it is if cells were only left out since, and if
/// nobody is left unmatched where the penalty rose. Only the rows the searches reach are read.
pub(crate) fn resume(instance: &Instance, from: &Equilibrium) -> Equilibrium {
    let tuning = Tuning {
        warm: false,
        ..Tuning::DEFAULT
    };
    let mut market = Market::new(instance, tuning);
    for (column, &price) in from.prices.iter().enumerate() {
        if instance.places[column] > 0 {
            market.set_price(column, price);
        }
    }
    let mut left_over = Vec::new();
    for &row in &instance.free {
        match from.seats[row as usize] {
            NOWHERE => left_over.push(row),
            column if column as usize == market.unmatched() => market.leave_unmatched(row as usize),
            column => {
                let (row, column) = (row as usize, column as usize);
                market.sit(row, column, instance.score(row, column), 0);
            }
        }
    }
    finish(market, &left_over)
}

/// Seats `left_over` in a market where everyone else has what it wants most.
fn finish(mut market: Market, left_over: &[u32]) -> Equilibrium {
    market.seat_the_rest(left_over);
    market.free_what_is_unsold();
    let instance = market.instance;
    let unmatched_price = market.unmatched_price;
    let priced = market.prices.iter().zip(&instance.places);
    let prices = priced.map(|(&price, &places)| {
        if places > 0 {
            price - unmatched_price
        } else {
            0
        }
    });
    Equilibrium {
        prices: prices.collect(),
        seats: market.seats.into(),
    }
}

pub(crate) const NOWHERE: u32 = u32::MAX;

/// Who sits where at which prices, between any two steps of the solve. A row is a mentee's index.
///
/// Boxed slices rather than vectors, here and in what a market is made of: where code is compiled to
/// be small, indexing a vector is a call, and indexing a slice is not.
struct Market<'a> {
    instance: &'a Instance<'a>,
    /// Per column. Only ever rise.
    prices: Box<[i64]>,
    unmatched_price: i64,
    /// What being unmatched scores.
    unmatched_score: i64,
    /// Per row its column, the number of columns for unmatched, or [`NOWHERE`].
    seats: Box<[u32]>,
    /// Per row the score where it sits, so that no step reads the matrix for it.
    scores: Box<[i64]>,
    /// Per column who sits there.
    holders: Box<[Vec<Holder>]>,
    shortlists: Shortlists,
}

#[derive(Clone, Copy)]
struct Holder {
    row: u32,
    /// What it would pay for the place; used by the auction alone.
    bid: i64,
}

impl<'a> Market<'a> {
    fn new(instance: &'a Instance<'a>, tuning: Tuning) -> Self {
        let (rows, columns) = (instance.rows(), instance.places.len());
        let prices = if tuning.warm {
            warm::prices(instance)
        } else {
            vec![0; columns]
        };
        let mut market = Self {
            instance,
            prices: vec![0; columns].into(),
            unmatched_price: 0,
            unmatched_score: -instance.penalty,
            seats: vec![NOWHERE; rows].into(),
            scores: vec![0; rows].into(),
            holders: vec![Vec::new(); columns].into(),
            shortlists: Shortlists::new(instance, tuning.shortlist),
        };
        for (column, price) in prices.into_iter().enumerate() {
            let closed = instance.places[column] == 0;
            market.set_price(column, if closed { i64::CLOSED } else { price });
        }
        market
    }

    fn set_price(&mut self, column: usize, price: i64) {
        self.prices[column] = price;
        self.shortlists.nets.note_price(column, price);
    }

    /// The column that stands for unmatched.
    #[inline(always)]
    fn unmatched(&self) -> usize {
        self.instance.places.len()
    }

    /// What being unmatched nets.
    #[inline(always)]
    fn unmatched_net(&self) -> i64 {
        self.unmatched_score - self.unmatched_price
    }

    /// Makes being unmatched cheaper, until it nets so much, if it does not yet. No row's list
    /// minds: it says which columns are best among columns.
    fn let_unmatched_net(&mut self, net: i64) {
        self.unmatched_price = self.unmatched_price.min(self.unmatched_score - net);
    }

    #[inline(always)]
    fn has_room(&self, column: usize) -> bool {
        self.room(column) > 0
    }

    /// How many places of a column are free.
    #[inline(always)]
    fn room(&self, column: usize) -> usize {
        let places = self.instance.places[column] as usize;
        places.saturating_sub(self.holders[column].len())
    }

    /// Seats a row, which scores so much there, in a column with room.
    fn sit(&mut self, row: usize, column: usize, score: i64, bid: i64) {
        self.holders[column].push(Holder {
            row: row as u32,
            bid,
        });
        self.note_seat(row, column, score);
    }

    fn note_seat(&mut self, row: usize, column: usize, score: i64) {
        self.seats[row] = column as u32;
        self.scores[row] = score;
    }

    fn leave_unmatched(&mut self, row: usize) {
        self.seats[row] = self.unmatched() as u32;
        self.scores[row] = self.unmatched_score;
    }

    fn rescan(&mut self, row: usize) {
        let unmatched = self.unmatched_net();
        let Self {
            shortlists,
            instance,
            prices,
            holders,
            ..
        } = self;
        let has_room = |column: usize| holders[column].len() < instance.places[column] as usize;
        shortlists.rescan(
            row,
            instance.row(row),
            instance.least,
            prices,
            unmatched,
            has_room,
        );
    }
}
