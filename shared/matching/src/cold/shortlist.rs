//! Each row's few best columns, and a bound on all the others.
//!
//! Prices only rise, so nets only fall: a column left out of a list at scan time can never come to
//! exceed the `bound` noted then. As long as the best entry is at or above the bound it is the best
//! of the whole row. The same holds for being unmatched, whose net falls as its price rises; a row
//! with nothing better keeps an empty list *and a bound*, for the day unmatched has become dearer.

use crate::bits;
use crate::instance::{Net, Pricing};
use crate::matrix::Score;
use crate::number::Sum;

#[derive(Clone, Copy)]
pub(super) struct Candidate<S: Score> {
    column: S::Column,
    score: S,
}

impl<S: Score> Candidate<S> {
    pub fn column(self) -> usize {
        S::index(self.column)
    }

    pub fn score<P: Sum>(self) -> P {
        P::from_score(self.score.allowed())
    }
}

pub(super) struct Shortlists<S: Score, N: Net> {
    /// Entries per list, at most.
    longest: usize,
    candidates: Vec<Candidate<S>>,
    lengths: Vec<u8>,
    /// No column outside the list nets more than this.
    bounds: Vec<N::Sum>,
    /// How far below the best the last list of the row reached: where to start next time.
    reach: Vec<N::Sum>,
    /// Scratch: the row's nets, and the columns picked from them.
    nets: Vec<N>,
    picked: Vec<u32>,
    reads: u64,
}

impl<S: Score, N: Pricing<S>> Shortlists<S, N> {
    pub fn new(rows: usize, longest: usize) -> Self {
        let none = Candidate {
            column: S::column(0),
            score: S::FORBIDDEN,
        };
        Self {
            candidates: vec![none; rows * longest],
            longest,
            lengths: vec![0; rows],
            bounds: vec![N::Sum::FAR; rows],
            reach: vec![N::Sum::from_score(4); rows],
            nets: Vec::new(),
            picked: Vec::with_capacity(longest),
            reads: 0,
        }
    }

    pub fn list(&self, row: usize) -> &[Candidate<S>] {
        &self.candidates[row * self.longest..][..usize::from(self.lengths[row])]
    }

    pub fn bound(&self, row: usize) -> N::Sum {
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
        scores: &[S],
        least: S,
        prices: &[N],
        unmatched: N::Sum,
        has_room: impl Fn(usize) -> bool,
    ) {
        self.reads += 1;
        self.nets.resize(scores.len(), N::NONE);
        let best = nets_and_best(scores, least, prices, &mut self.nets);
        self.lengths[row] = 0;
        if best <= N::NONE {
            self.bounds[row] = -N::Sum::FAR;
            return;
        }
        let best = best.sum();
        if best < unmatched {
            self.bounds[row] = best;
            return;
        }
        // Nothing below unmatched is wanted before its price rises, so no need to list it.
        let (reach, count) = self.find_reach(row, best, best - unmatched);
        self.reach[row] = reach;
        let cut = N::from_sum(best - reach);
        self.picked.clear();
        if count <= self.longest {
            self.pick_all(cut, count);
            self.bounds[row] = best - reach - N::Sum::from_score(1);
        } else {
            self.pick_some(
                (row.wrapping_mul(0x9E37_79B1) >> 7) % scores.len(),
                cut,
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
                column: S::column(column as usize),
                score: scores[column as usize],
            };
        }
    }

    /// Picks the `count` columns netting at least `least`. Blocks without one, nearly all of them,
    /// are skipped by vector code.
    fn pick_all(&mut self, least: N, count: usize) {
        for (block, nets) in self.nets.chunks(64).enumerate() {
            if nets.iter().fold(false, |any, &net| any | (net >= least)) {
                let mut wanted = bits::at_least(nets, least);
                while let Some(column) = bits::first(wanted, block) {
                    self.picked.push(column as u32);
                    wanted &= wanted - 1;
                }
                if self.picked.len() == count {
                    return;
                }
            }
        }
    }

    /// Picks `longest` of the more columns than that which tie for the best, looking round from
    /// `start`. A place with room ends any search at once, so those get half of the list.
    #[inline(never)]
    fn pick_some(&mut self, start: usize, least: N, has_room: impl Fn(usize) -> bool) {
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
    #[inline(never)]
    fn find_reach(&self, row: usize, best: N::Sum, limit: N::Sum) -> (N::Sum, usize) {
        let count = |reach: N::Sum| N::count_at_least(&self.nets, N::from_sum(best - reach));
        let mut reach = self.reach[row].min(limit);
        let mut found = count(reach);
        if found > self.longest {
            while found > self.longest && reach > N::Sum::default() {
                reach = reach.halved();
                found = count(reach);
            }
            return (reach, found);
        }
        while found < self.longest / 3 && reach < limit {
            let further = (reach + reach + N::Sum::from_score(1)).min(limit);
            let more = count(further);
            if more > self.longest {
                break;
            }
            (reach, found) = (further, more);
        }
        (reach, found)
    }
}

fn nets_and_best<S: Score, N: Pricing<S>>(
    scores: &[S],
    least: S,
    prices: &[N],
    nets: &mut [N],
) -> N {
    let mut best = N::NONE;
    let cells = nets.iter_mut().zip(scores).zip(prices);
    if least == S::FORBIDDEN {
        for ((net, &score), &price) in cells {
            *net = N::net(score, price);
            best = best.max(*net);
        }
    } else {
        for ((net, &score), &price) in cells {
            let score = if score < least { S::FORBIDDEN } else { score };
            *net = N::net(score, price);
            best = best.max(*net);
        }
    }
    best
}
