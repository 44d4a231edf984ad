//! Each row's few best columns, and a bound on all the others.
//!
//! Prices only rise, so nets only fall: a column left out of a list at scan time can never come to
//! exceed the `bound` noted then. As long as the best entry is at or above the bound it is the best
//! of the whole row. The same holds for being unmatched, whose net falls as its price rises; a row
//! with nothing better keeps an empty list *and a bound*, for the day unmatched has become dearer.

use crate::instance::Gain;

#[derive(Clone, Copy)]
pub(super) struct Candidate<G> {
    pub column: u32,
    pub gain: G,
}

pub(super) struct Shortlists<G> {
    /// Entries per list, at most.
    longest: usize,
    candidates: Vec<Candidate<G>>,
    lengths: Vec<u8>,
    /// No column outside the list nets more than this.
    bounds: Vec<i64>,
    /// How far below the best the last list of the row reached: where to start next time.
    reach: Vec<i64>,
    /// Scratch: the row's nets, and the columns picked from them.
    nets: Vec<G>,
    picked: Vec<u32>,
    reads: u64,
}

impl<G: Gain> Shortlists<G> {
    pub fn new(rows: usize, longest: usize) -> Self {
        let none = Candidate {
            column: 0,
            gain: G::NONE,
        };
        Self {
            candidates: vec![none; rows * longest],
            longest,
            lengths: vec![0; rows],
            bounds: vec![i64::MAX; rows],
            reach: vec![4; rows],
            nets: Vec::new(),
            picked: Vec::with_capacity(longest),
            reads: 0,
        }
    }

    pub fn list(&self, row: usize) -> &[Candidate<G>] {
        &self.candidates[row * self.longest..][..usize::from(self.lengths[row])]
    }

    pub fn bound(&self, row: usize) -> i64 {
        self.bounds[row]
    }

    /// How many times a row was read: the measure of the whole solve's work.
    #[cfg(test)]
    pub fn reads(&self) -> u64 {
        self.reads
    }

    /// Reads the whole row again. `unmatched` is what being unmatched nets.
    pub fn rescan(
        &mut self,
        row: usize,
        gains: &[G],
        prices: &[G],
        unmatched: i64,
        has_room: impl Fn(usize) -> bool,
    ) {
        self.reads += 1;
        self.nets.resize(gains.len(), G::NONE);
        let nets = &mut self.nets[..];
        let best = nets_and_best(gains, prices, nets);
        self.lengths[row] = 0;
        if best <= G::NO_NET {
            self.bounds[row] = i64::MIN;
            return;
        }
        let best = best.wide();
        if best < unmatched {
            self.bounds[row] = best;
            return;
        }
        // Nothing below unmatched is wanted before its price rises, so no need to list it.
        let (reach, count) = self.find_reach(row, best, best - unmatched);
        self.reach[row] = reach;
        let least = G::from_wide(best - reach);
        self.picked.clear();
        if count <= self.longest {
            self.pick_all(least, count);
            self.bounds[row] = best - reach - 1;
        } else {
            self.pick_some(
                (row.wrapping_mul(0x9E37_79B1) >> 7) % gains.len(),
                least,
                has_room,
            );
            self.bounds[row] = best;
        }
        self.lengths[row] = self.picked.len() as u8;
        for (candidate, &column) in self.candidates[row * self.longest..]
            .iter_mut()
            .zip(&self.picked)
        {
            *candidate = Candidate {
                column,
                gain: gains[column as usize],
            };
        }
    }

    /// Picks the `count` columns netting at least `least`. Blocks without one, nearly all of them,
    /// are skipped by vector code.
    fn pick_all(&mut self, least: G, count: usize) {
        for (block, nets) in self.nets.chunks(64).enumerate() {
            if nets.iter().fold(false, |any, &net| any | (net >= least)) {
                let inside = nets.iter().enumerate().filter(|&(_, &net)| net >= least);
                self.picked
                    .extend(inside.map(|(column, _)| (block * 64 + column) as u32));
                if self.picked.len() == count {
                    return;
                }
            }
        }
    }

    /// Picks `longest` of the more columns than that which tie for the best, looking round from
    /// `start`. A place with room ends any search at once, so those get half of the list.
    fn pick_some(&mut self, start: usize, least: G, has_room: impl Fn(usize) -> bool) {
        let mut full = Vec::with_capacity(self.longest);
        let round = (start..self.nets.len()).chain(0..start);
        for column in round.filter(|&column| self.nets[column] >= least) {
            if has_room(column) {
                self.picked.push(column as u32);
                if self.picked.len() == self.longest.div_ceil(2) {
                    break;
                }
            } else if full.len() < self.longest {
                full.push(column as u32);
            }
        }
        self.picked
            .extend(full.into_iter().take(self.longest - self.picked.len()));
    }

    /// How far below the best a list of at most `longest` entries may reach, and how many it then
    /// has; more than `longest` only if that many tie for the best. Doubles or halves from the last.
    fn find_reach(&self, row: usize, best: i64, limit: i64) -> (i64, usize) {
        let count = |reach: i64| G::count_at_least(&self.nets, G::from_wide(best - reach));
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
            let further = (reach * 2 + 1).min(limit);
            let more = count(further);
            if more > self.longest {
                break;
            }
            (reach, found) = (further, more);
        }
        (reach, found)
    }
}

fn nets_and_best<G: Gain>(gains: &[G], prices: &[G], nets: &mut [G]) -> G {
    let mut best = G::NONE;
    for ((net, &gain), &price) in nets.iter_mut().zip(gains).zip(prices) {
        *net = gain.less(price);
        best = best.max(*net);
    }
    best
}
