//! Matches as many mentees as possible using only cells from a given score up, and proves that no
//! more can be: the core of *most matched* and *fairest*.
//!
//! Augmenting paths by depth-first search over bit sets of columns. Columns a path went through are
//! left alone until everyone waiting has had a turn, so that one pass over the rows serves many (Pothen
//! & Fan, *Computing the Block Triangular Form of a Sparse Matrix*, 1990). A search that fails among
//! untouched columns has found a closed set of full mentors no later path can pass through (Hungarian
//! tree), so these stay closed for good; together with the rows never reached they are Kőnig's cover.

use crate::order::sorted;
use crate::{Cover, FORBIDDEN, Problem};

/// How a search for a matching of a given size ended.
pub(crate) struct Outcome {
    /// Per mentee; locked mentees hold their lock.
    pub assignment: Vec<Option<u32>>,
    /// Pairs among free mentees.
    pub matched: usize,
    /// Covers every usable cell; as large as `matched` if the search ran to its end, and smaller
    /// than what was asked for if it gave up.
    pub cover: Cover,
}

/// Largest matching of free mentees on cells scoring at least `least`, starting from the pairs of
/// `start` that qualify. Gives up as soon as `needed` is out of reach.
pub(crate) fn largest(
    problem: &Problem,
    least: i32,
    start: &[Option<u32>],
    needed: usize,
) -> Outcome {
    let mut search = Search::new(problem, least, start);
    let free = search.rows.len();
    let waiting = (0..free).filter(|&row| search.seats[row].is_none());
    let waiting: Vec<usize> = waiting.collect();
    let choices = waiting
        .iter()
        .map(|&row| (i64::from(search.choices(row)), row));
    // The least likely first, so that a search that must fail does so early.
    let waiting = sorted(choices.collect()).into_iter();
    let mut waiting: Vec<usize> = waiting.map(|(_, row)| row).collect();
    let mut hopeless = 0;
    while !waiting.is_empty() && free - hopeless >= needed {
        let mut again = Vec::new();
        for row in waiting {
            match search.augment(row) {
                Found::Seat => {}
                Found::Used => again.push(row),
                Found::Nothing => hopeless += 1,
            }
            if free - hopeless < needed {
                break;
            }
        }
        search.reopen();
        waiting = again;
    }
    search.finish()
}

/// How a search for a free place ended.
enum Found {
    Seat,
    /// Nothing but what earlier paths of the same pass went through: it may be worth another try.
    Used,
    /// A closed set.
    Nothing,
}

/// A score that the worst of `matched` pairs of free mentees cannot exceed: so many of the mentees
/// must have one as high.
pub(crate) fn ceiling(problem: &Problem, matched: usize) -> i32 {
    let best = |mentee| i64::from(problem.row(mentee).best());
    let best = free_mentees(problem).map(|mentee| (best(mentee), mentee));
    let best = sorted(best.collect());
    best[best.len() - matched].0 as i32
}

fn free_mentees(problem: &Problem) -> impl Iterator<Item = usize> {
    let locks = problem.locks().iter().enumerate();
    locks
        .filter(|(_, lock)| lock.is_none())
        .map(|(mentee, _)| mentee)
}

struct Search<'a> {
    problem: &'a Problem,
    least: i32,
    /// Which mentee each row is.
    rows: Vec<u32>,
    words: usize,
    /// One bit per usable cell, `words` words a row; of the rows in `read` only, as most never are.
    usable: Vec<u64>,
    read: Vec<bool>,
    places: Vec<u32>,
    holders: Vec<Vec<usize>>,
    seats: Vec<Option<usize>>,
    /// Columns with a place left.
    roomy: Vec<u64>,
    /// Columns no search has closed.
    open: Vec<u64>,
    /// Columns closed for the rest of the pass only: a path went through, or might have.
    used: Vec<usize>,
    reached: Vec<bool>,
    /// Per column closed by the current search, the row that led there.
    via: Vec<usize>,
}

impl<'a> Search<'a> {
    fn new(problem: &'a Problem, least: i32, start: &[Option<u32>]) -> Self {
        let places = problem.open_places();
        let words = places.len().div_ceil(64);
        let rows: Vec<u32> = free_mentees(problem).map(|mentee| mentee as u32).collect();
        let mut holders = vec![Vec::new(); places.len()];
        let mut seats = vec![None; rows.len()];
        let least = least.max(FORBIDDEN + 1);
        for (row, &mentee) in rows.iter().enumerate() {
            let usable = |&column: &usize| {
                let score = problem.score(mentee as usize, column);
                score.is_some_and(|score| score >= least)
            };
            let seat = start[mentee as usize].map(|column| column as usize);
            seats[row] = seat.filter(usable);
            if let Some(column) = seats[row] {
                holders[column].push(row);
            }
        }
        let mut roomy = vec![0; words];
        let mut open = vec![0; words];
        for (column, &places) in places.iter().enumerate() {
            let bit = 1 << (column % 64);
            // A mentor without places leads nowhere, so no search need visit it.
            open[column / 64] |= if places > 0 { bit } else { 0 };
            roomy[column / 64] |= if holders[column].len() < places as usize {
                bit
            } else {
                0
            };
        }
        let via = vec![0; places.len()];
        Self {
            problem,
            least,
            words,
            usable: vec![0; rows.len() * words],
            read: vec![false; rows.len()],
            reached: vec![false; rows.len()],
            rows,
            places,
            holders,
            seats,
            roomy,
            open,
            used: Vec::new(),
            via,
        }
    }

    fn read(&mut self, row: usize) {
        if !std::mem::replace(&mut self.read[row], true) {
            let scores = self.problem.row(self.rows[row] as usize);
            let usable = &mut self.usable[row * self.words..][..self.words];
            scores.mark(self.least, usable);
        }
    }

    /// How many columns the row may use, those without places among them.
    fn choices(&mut self, row: usize) -> u32 {
        self.read(row);
        let usable = &self.usable[row * self.words..][..self.words];
        usable.iter().map(|word| word.count_ones()).sum()
    }

    /// Seats `newcomer`, moving others along an augmenting path, if there is one through columns
    /// not yet used in this pass.
    ///
    /// Depth first and a column at a time: a row has hundreds, and some holder of the first few
    /// mostly has room elsewhere.
    fn augment(&mut self, newcomer: usize) -> Found {
        let mut stack = vec![newcomer];
        let seen = self.used.len();
        while let Some(&row) = stack.last() {
            self.read(row);
            let usable = &self.usable[row * self.words..][..self.words];
            let first = |wanted: &[u64]| {
                let words = usable.iter().zip(&self.open).zip(wanted).enumerate();
                let mut found = words.map(|(word, ((usable, open), wanted))| {
                    let bits = usable & open & wanted;
                    (bits != 0).then(|| word * 64 + bits.trailing_zeros() as usize)
                });
                found.find_map(|column| column)
            };
            if let Some(column) = first(&self.roomy) {
                self.shift(column, row, newcomer);
                return Found::Seat;
            }
            let Some(column) = first(&self.open) else {
                stack.pop();
                continue;
            };
            self.open[column / 64] &= !(1 << (column % 64));
            self.via[column] = row;
            self.used.push(column);
            stack.extend_from_slice(&self.holders[column]);
        }
        if seen > 0 {
            return Found::Used;
        }
        self.reached[newcomer] = true;
        for column in self.used.drain(..) {
            for &row in &self.holders[column] {
                self.reached[row] = true;
            }
        }
        Found::Nothing
    }

    fn reopen(&mut self) {
        for column in self.used.drain(..) {
            self.open[column / 64] |= 1 << (column % 64);
        }
    }

    /// Moves `row` to `column`, then whoever led there into the place it left, back to `newcomer`.
    fn shift(&mut self, mut column: usize, mut row: usize, newcomer: usize) {
        if self.holders[column].len() + 1 == self.places[column] as usize {
            self.roomy[column / 64] &= !(1 << (column % 64));
        }
        loop {
            self.holders[column].push(row);
            let left = self.seats[row].replace(column);
            if row == newcomer {
                return;
            }
            let left = left.expect("only the newcomer had no seat");
            self.holders[left].retain(|&holder| holder != row);
            (column, row) = (left, self.via[left]);
        }
    }

    fn finish(self) -> Outcome {
        let mut assignment = self.problem.locks().to_vec();
        let mut cover = Cover::default();
        for (row, &mentee) in self.rows.iter().enumerate() {
            assignment[mentee as usize] = self.seats[row].map(|column| column as u32);
            if !self.reached[row] {
                cover.mentees.push(mentee);
            }
        }
        let closed = |&column: &usize| {
            self.places[column] > 0 && self.open[column / 64] >> (column % 64) & 1 == 0
        };
        cover.mentors = (0..self.places.len())
            .filter(closed)
            .map(|column| column as u32)
            .collect();
        Outcome {
            assignment,
            matched: self.seats.iter().flatten().count(),
            cover,
        }
    }
}
