//! Each row's few best columns, and a bound on all the others.
//!
//! Prices only rise, so nets only fall: a column left out of a list at scan time can never come to
//! exceed the `bound` noted then. As long as the best entry is at or above the bound it is the best
//! of the whole row. The same holds for being unmatched, whose net falls as its price rises; a row
//! with nothing better keeps an empty list *and a bound*, for the day unmatched has become dearer.

use pairwell_rows::FAR;
use pairwell_rows::labels::Candidate;

use super::nets::Nets;
use crate::instance::Instance;
use crate::matrix::Row;

pub(super) struct Shortlists {
    /// Entries per list, at most.
    longest: usize,
    candidates: Box<[Candidate]>,
    lengths: Box<[u8]>,
    /// No column outside the list nets more than this.
    bounds: Box<[i64]>,
    /// How far below the best the last list of the row reached: where to start next time.
    reach: Box<[i64]>,
    /// Of the row being read.
    pub nets: Nets,
    /// Scratch: the columns picked from them.
    picked: Vec<u32>,
    reads: u64,
}

impl Shortlists {
    pub fn new(instance: &Instance, longest: usize) -> Self {
        let rows = instance.rows();
        let none = Candidate {
            column: 0,
            score: 0,
        };
        Self {
            candidates: vec![none; rows * longest].into(),
            longest,
            lengths: vec![0; rows].into(),
            bounds: vec![FAR; rows].into(),
            reach: vec![4; rows].into(),
            nets: Nets::new(instance),
            picked: Vec::with_capacity(longest),
            reads: 0,
        }
    }

    #[inline(always)]
    pub fn list(&self, row: usize) -> &[Candidate] {
        &self.candidates[row * self.longest..][..usize::from(self.lengths[row])]
    }

    #[inline(always)]
    pub fn bound(&self, row: usize) -> i64 {
        self.bounds[row]
    }

    /// How many times a row was read: the measure of the whole solve's work.
    #[cfg(test)]
    pub fn reads(&self) -> u64 {
        self.reads
    }

    /// Reads the whole row again, leaving out scores below `least`. `unmatched` is what being
    /// unmatched nets.
    #[inline(never)]
    pub fn rescan(
        &mut self,
        row: usize,
        scores: Row<'_>,
        least: i32,
        prices: &[i64],
        unmatched: i64,
        has_room: impl Fn(usize) -> bool,
    ) {
        self.reads += 1;
        self.lengths[row] = 0;
        let Some(best) = self.nets.read(scores, least, prices) else {
            self.bounds[row] = -FAR;
            return;
        };
        if best < unmatched {
            self.bounds[row] = best;
            return;
        }
        // Nothing below unmatched is wanted before its price rises, so no need to list it.
        let (reach, count) = self.find_reach(row, best, best - unmatched);
        self.reach[row] = reach;
        self.nets.columns(best - reach, count, &mut self.picked);
        if count <= self.longest {
            self.bounds[row] = best - reach - 1;
        } else {
            let start = (row.wrapping_mul(0x9E37_79B1) >> 7) % prices.len();
            self.pick_some(start as u32, has_room);
            self.bounds[row] = best;
        }
        self.lengths[row] = self.picked.len() as u8;
        let list = self.candidates[row * self.longest..].iter_mut();
        for (candidate, &column) in list.zip(&self.picked) {
            *candidate = Candidate {
                column,
                score: scores.get(column as usize).unwrap_or_default(),
            };
        }
    }

    /// Keeps `longest` of the more columns than that which tie for the best, looking round from
    /// `start`. A place with room ends any search at once, so those get half of the list.
    #[inline(never)]
    fn pick_some(&mut self, start: u32, has_room: impl Fn(usize) -> bool) {
        let after = self.picked.partition_point(|&column| column < start);
        let (before, after) = self.picked.split_at(after);
        let (mut roomy, mut full) = (Vec::with_capacity(self.longest), Vec::new());
        for &column in after.iter().chain(before) {
            if has_room(column as usize) {
                roomy.push(column);
                if roomy.len() == self.longest.div_ceil(2) {
                    break;
                }
            } else if full.len() < self.longest {
                full.push(column);
            }
        }
        full.truncate(self.longest - roomy.len());
        roomy.append(&mut full);
        self.picked = roomy;
    }

    /// How far below the best a list of at most `longest` entries may reach, and how many it then
    /// has; more than `longest` only if that many tie for the best. Doubles or halves from the last.
    #[inline(never)]
    fn find_reach(&self, row: usize, best: i64, limit: i64) -> (i64, usize) {
        let count = |reach: i64| self.nets.count(best - reach);
        let mut reach = self.reach[row].min(limit);
        let mut found = count(reach);
        if found > self.longest {
            while found > self.longest && reach > 0 {
                reach /= 2;
                found = count(reach);
            }
            return (reach, found);
        }
        while found < self.longest / 3 && reach < limit {
            let further = (reach + reach + 1).min(limit);
            let more = count(further);
            if more > self.longest {
                break;
            }
            (reach, found) = (further, more);
        }
        (reach, found)
    }
}
