//! Solves an instance from nothing, by successive shortest augmenting paths.
//!
//! One row at a time enters; a shortest path (Dijkstra over columns, reduced costs) finds the
//! cheapest way to seat it, moving others if need be. See Ahuja, Magnanti & Orlin, *Network Flows*
//! (1993), §9.7.

use crate::instance::Instance;

/// An optimal assignment of an instance with the prices that prove it.
pub(crate) struct Equilibrium {
    /// Per row its column, or the number of columns for unmatched.
    pub seats: Vec<usize>,
    /// Per column; 0 where a place is free.
    pub prices: Vec<i64>,
}

pub(crate) fn solve(instance: &Instance) -> Equilibrium {
    let unmatched = instance.places.len();
    let mut market = Market {
        instance,
        holders: vec![Vec::new(); unmatched + 1],
        seats: vec![unmatched; instance.rows.len()],
        prices: vec![0; unmatched + 1],
    };
    for row in 0..instance.rows.len() {
        market.enter(row);
    }
    market.prices.truncate(unmatched);
    Equilibrium {
        seats: market.seats,
        prices: market.prices,
    }
}

/// The last column is *unmatched*: gain 0, price 0, always a place.
struct Market<'a> {
    instance: &'a Instance,
    holders: Vec<Vec<usize>>,
    seats: Vec<usize>,
    prices: Vec<i64>,
}

impl Market<'_> {
    fn gain(&self, row: usize, column: usize) -> i64 {
        self.instance.row(row).get(column).copied().unwrap_or(0)
    }

    fn has_room(&self, column: usize) -> bool {
        self.instance
            .places
            .get(column)
            .is_none_or(|&places| self.holders[column].len() < places as usize)
    }

    fn enter(&mut self, newcomer: usize) {
        let columns = self.prices.len();
        let mut distance = vec![i64::MAX; columns];
        let mut from = vec![newcomer; columns];
        let mut settled = vec![false; columns];
        // Distances are losses against being unmatched, so that the newcomer starts at 0.
        let relax = |row: usize, base: i64, distance: &mut Vec<i64>, from: &mut Vec<usize>| {
            for column in 0..columns {
                let gain = self.gain(row, column);
                if gain != Instance::NONE && base - gain + self.prices[column] < distance[column] {
                    distance[column] = base - gain + self.prices[column];
                    from[column] = row;
                }
            }
        };
        relax(newcomer, 0, &mut distance, &mut from);
        let end = loop {
            let open = (0..columns).filter(|&column| !settled[column]);
            let nearest = open
                .min_by_key(|&column| distance[column])
                .expect("unmatched always has room");
            if self.has_room(nearest) {
                break nearest;
            }
            settled[nearest] = true;
            for &holder in &self.holders[nearest] {
                let margin = self.gain(holder, nearest) - self.prices[nearest];
                relax(holder, distance[nearest] + margin, &mut distance, &mut from);
            }
        };
        for column in (0..columns).filter(|&column| settled[column]) {
            self.prices[column] += distance[end] - distance[column];
        }
        let mut column = end;
        loop {
            let row = from[column];
            self.holders[column].push(row);
            let left = std::mem::replace(&mut self.seats[row], column);
            if row == newcomer {
                break;
            }
            self.holders[left].retain(|&holder| holder != row);
            column = left;
        }
    }
}
