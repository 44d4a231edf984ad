//! Stable matchings with places: no mentee and mentor would both rather have each other than what
//! they got.
//!
//! Deferred acceptance (Gale & Shapley, *College Admissions and the Stability of Marriage*, 1962):
//! one side proposes down its list, the other holds the best proposals so far. Whoever proposes
//! gets the best of all stable matchings. Mentees rank mentors by the problem's scores, mentors rank
//! mentees by [`crate::ProblemBuilder::mentor_scores`] (the same scores unless given); equal scores
//! rank by index, lowest first. A pair is acceptable when neither side's score is forbidden. Locked
//! pairs stand: neither half of one is anybody's to win.
//!
//! No list is ever sorted. Whoever has no place left only trades up, so a proposal it would refuse
//! now it would refuse at any later time, and need not get. What a proposer asks next is the best of
//! the others, which one vectorised reading of its row finds. Mentors propose on the matrix turned
//! round.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::bits;
use crate::matrix::{Matrix, Score};
use crate::{Problem, Solution};

/// The stable matching every free mentee likes best.
pub fn mentee_optimal(problem: &Problem) -> Solution {
    in_one_width(problem, Proposing::Mentees)
}

/// The stable matching every mentor likes best.
pub fn mentor_optimal(problem: &Problem) -> Solution {
    in_one_width(problem, Proposing::Mentors)
}

/// Every (mentee, mentor) who would both rather have each other than what `assignment` gives them,
/// in index order. Empty exactly when the matching is stable. An assignment that does not fit the
/// problem is [`crate::verify`]'s to refuse; here its stray entries count as unmatched.
pub fn blocking_pairs(problem: &Problem, assignment: &[Option<u32>]) -> Vec<(usize, usize)> {
    in_one_width(problem, Blocking(assignment))
}

/// Something to do with what the two sides think of each other, a mentee a row.
trait Task {
    type Answer;
    fn on<S: Score>(self, problem: &Problem, mentees: &[S], mentors: &[S]) -> Self::Answer;
}

/// The two sides may score in different widths; then the narrow one is widened.
fn in_one_width<T: Task>(problem: &Problem, task: T) -> T::Answer {
    let mentors = problem.mentor_scores.as_ref().unwrap_or(&problem.scores);
    match (&problem.scores, mentors) {
        (Matrix::Narrow(mentees), Matrix::Narrow(mentors)) => task.on(problem, mentees, mentors),
        (mentees, mentors) => task.on(problem, &widened(mentees), &widened(mentors)),
    }
}

fn widened(matrix: &Matrix) -> Cow<'_, [i32]> {
    match matrix {
        Matrix::Narrow(cells) => cells.iter().map(|cell| cell.wide()).collect(),
        Matrix::Wide(cells) => Cow::Borrowed(cells),
    }
}

enum Proposing {
    Mentees,
    Mentors,
}

impl Task for Proposing {
    type Answer = Solution;

    fn on<S: Score>(self, problem: &Problem, mentees: &[S], mentors: &[S]) -> Solution {
        let free = |lock: &Option<u32>| u32::from(lock.is_none());
        let free: Vec<u32> = problem.locks().iter().map(free).collect();
        let places = problem.open_places();
        let mut assignment = problem.locks().to_vec();
        match self {
            Self::Mentees => {
                let held = proposals(mentees, mentors, free, places);
                for (mentor, held) in held.iter().enumerate() {
                    for mentee in held.iter().map(|Reverse(rank)| rank.index()) {
                        assignment[mentee] = Some(mentor as u32);
                    }
                }
            }
            Self::Mentors => {
                let columns = problem.mentors();
                let own = turned(mentors, columns);
                let of_mentees = problem.mentor_scores.as_ref();
                let of_mentees = of_mentees.map(|_| turned(mentees, columns));
                let held = proposals(&own, of_mentees.as_ref().unwrap_or(&own), places, free);
                for (mentee, held) in held.iter().enumerate() {
                    if let Some(Reverse(rank)) = held.peek() {
                        assignment[mentee] = Some(rank.index() as u32);
                    }
                }
            }
        }
        Solution::of(problem, assignment, None)
    }
}

/// Rows become columns. In squares small enough for both sides' cells to stay in cache.
fn turned<S: Score>(cells: &[S], columns: usize) -> Vec<S> {
    const SQUARE: usize = 32;
    let rows = cells.len().checked_div(columns).unwrap_or(0);
    let mut turned = vec![S::FORBIDDEN; cells.len()];
    for top in (0..rows).step_by(SQUARE) {
        let height = SQUARE.min(rows - top);
        for left in (0..columns).step_by(SQUARE) {
            for column in left..columns.min(left + SQUARE) {
                let turned = &mut turned[column * rows + top..][..height];
                for (row, cell) in turned.iter_mut().enumerate() {
                    *cell = cells[(top + row) * columns + column];
                }
            }
        }
    }
    turned
}

/// Whom a receiver holds, least liked on top.
type Held = BinaryHeap<Reverse<Rank>>;

/// Deferred acceptance. Row by row `own` is what proposers think of receivers, and `back` what these
/// think of them; a proposer wants `wanted` of them, a receiver takes as many as it has `places`.
/// Says whom each receiver holds in the end.
fn proposals<S: Score>(own: &[S], back: &[S], mut wanted: Vec<u32>, places: Vec<u32>) -> Vec<Held> {
    let columns = places.len();
    let mut lists = vec![List::new(); wanted.len()];
    let mut scratch = vec![S::FORBIDDEN; columns];
    let mut bars: Vec<S> = places.iter().map(|&places| bar(places, 0, None)).collect();
    let mut held = vec![Held::new(); columns];
    let mut asking: Vec<usize> = (0..wanted.len()).rev().collect();
    while let Some(proposer) = asking.pop() {
        let row = proposer * columns..(proposer + 1) * columns;
        let (own, back) = (&own[row.clone()], &back[row]);
        while wanted[proposer] > 0 {
            let list = &mut lists[proposer];
            let Some(receiver) = list.next(|list| list.read(own, back, &bars, &mut scratch)) else {
                break;
            };
            let (places, held) = (places[receiver], &mut held[receiver]);
            let rank = Rank::new(back[receiver].wide(), proposer);
            if held.len() == places as usize {
                match held.peek_mut() {
                    Some(mut least) if least.0 < rank => {
                        let Reverse(loser) = std::mem::replace(&mut *least, Reverse(rank));
                        wanted[loser.index()] += 1;
                        asking.push(loser.index());
                    }
                    _ => continue,
                }
            } else {
                held.push(Reverse(rank));
            }
            wanted[proposer] -= 1;
            bars[receiver] = bar(places, held.len() as u32, held.peek().map(|least| least.0));
        }
    }
    held
}

/// The score that is not enough for someone with this many places who holds `held`, the least liked
/// of them of rank `least`. One above it may still lose a tie on the index.
fn bar<S: Score>(places: u32, held: u32, least: Option<Rank>) -> S {
    if held < places {
        return S::FORBIDDEN;
    }
    // Nothing is below the forbidden: whoever holds that would take anyone it may.
    least.map_or(S::HIGHEST, |least| {
        S::from_wide(least.score().saturating_sub(1))
    })
}

/// How far a proposer has come in its order of preference.
#[derive(Clone)]
struct List<S> {
    /// Whom to ask next, last first.
    ready: Vec<u32>,
    /// Everyone liked better than this has been asked or would refuse, as have those liked as much
    /// before the column `from`. Forbidden at the end of the list.
    level: S,
    from: u32,
}

impl<S: Score> List<S> {
    /// Entries read ahead, at most.
    const LONGEST: usize = 24;

    fn new() -> Self {
        Self {
            ready: Vec::new(),
            level: S::HIGHEST,
            from: 0,
        }
    }

    fn next(&mut self, read: impl FnOnce(&mut Self)) -> Option<usize> {
        if self.ready.is_empty() && self.level != S::FORBIDDEN {
            read(self);
        }
        self.ready.pop().map(|receiver| receiver as usize)
    }

    /// Reads on: the best of those left, as many as are liked the same.
    fn read(&mut self, own: &[S], back: &[S], bars: &[S], scratch: &mut [S]) {
        let (before, from) = scratch.split_at_mut(self.from as usize);
        let (own_before, own_from) = own.split_at(before.len());
        let (back_before, back_from) = back.split_at(before.len());
        let (bars_before, bars_from) = bars.split_at(before.len());
        let below = S::from_wide(self.level.allowed() - 1);
        let best = willing(own_before, back_before, bars_before, below, before);
        let best = best.max(willing(own_from, back_from, bars_from, self.level, from));
        self.level = best;
        if best == S::FORBIDDEN {
            return;
        }
        let columns = columns_from(scratch, best).map(|column| column as u32);
        self.ready.extend(columns.take(Self::LONGEST));
        let more = self.ready.len() == Self::LONGEST;
        let last = self.ready.last().map_or(0, |&last| last + 1);
        self.from = if more { last } else { own.len() as u32 };
        self.ready.reverse();
    }
}

/// What a proposer thinks of those who might take it, forbidden for the others and for those above
/// `limit`; returns the best.
fn willing<S: Score>(own: &[S], back: &[S], bars: &[S], limit: S, willing: &mut [S]) -> S {
    let mut best = S::FORBIDDEN;
    let cells = willing.iter_mut().zip(own).zip(back).zip(bars);
    for (((willing, &own), &back), &bar) in cells {
        *willing = if (own <= limit) & (back > bar) {
            own
        } else {
            S::FORBIDDEN
        };
        best = best.max(*willing);
    }
    best
}

/// The columns scoring at least `least`. Blocks without one are skipped by vector code.
fn columns_from<S: Score>(scores: &[S], least: S) -> impl Iterator<Item = usize> {
    let blocks = scores.chunks(64).enumerate();
    blocks.flat_map(move |(block, scores)| {
        let any = scores
            .iter()
            .fold(false, |any, &score| any | (score >= least));
        let mut left = if any {
            bits::at_least(scores, least)
        } else {
            0
        };
        std::iter::from_fn(move || {
            let column = bits::first(left, block)?;
            left &= left - 1;
            Some(column)
        })
    })
}

struct Blocking<'a>(&'a [Option<u32>]);

impl Task for Blocking<'_> {
    type Answer = Vec<(usize, usize)>;

    fn on<S: Score>(self, problem: &Problem, mentees: &[S], mentors: &[S]) -> Self::Answer {
        let columns = problem.mentors();
        let seat = |mentee: usize| {
            let mentor = self.0.get(mentee).copied().flatten()? as usize;
            problem.score(mentee, mentor).map(|_| mentor)
        };
        let locks = problem.locks().iter().enumerate();
        let free = locks.filter(|(_, lock)| lock.is_none());
        let free: Vec<usize> = free.map(|(mentee, _)| mentee).collect();
        let mut held = vec![0u32; columns];
        let mut least: Vec<Option<Rank>> = vec![None; columns];
        for &mentee in &free {
            if let Some(mentor) = seat(mentee) {
                let rank = Rank::new(mentors[mentee * columns + mentor].wide(), mentee);
                held[mentor] += 1;
                least[mentor] = Some(least[mentor].map_or(rank, |least| least.min(rank)));
            }
        }
        let places = problem.open_places();
        let bars = (0..columns).map(|mentor| bar(places[mentor], held[mentor], least[mentor]));
        let bars: Vec<S> = bars.collect();
        let mut scratch = vec![S::FORBIDDEN; columns];
        let mut blocking = Vec::new();
        for mentee in free {
            let row = mentee * columns..(mentee + 1) * columns;
            let (own, back) = (&mentees[row.clone()], &mentors[row]);
            willing(own, back, &bars, S::HIGHEST, &mut scratch);
            let current = seat(mentee).map(|mentor| Rank::new(own[mentor].wide(), mentor));
            let lowest = current.map_or(crate::FORBIDDEN, Rank::score);
            let Some(lowest) = S::lowest_from(lowest) else {
                continue;
            };
            let rather = columns_from(&scratch, lowest).filter(|&mentor| {
                Some(Rank::new(own[mentor].wide(), mentor)) > current
                    && (held[mentor] < places[mentor]
                        || Some(Rank::new(back[mentor].wide(), mentee)) > least[mentor])
            });
            blocking.extend(rather.map(|mentor| (mentee, mentor)));
        }
        blocking
    }
}

/// A score and whose it is, ordered from worst to best: higher score first, then lower index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Rank(u64);

impl Rank {
    fn new(score: i32, index: usize) -> Self {
        let ascending = (i64::from(score) - i64::from(i32::MIN)) as u64;
        Self(ascending << 32 | u64::from(u32::MAX - index as u32))
    }

    fn index(self) -> usize {
        (u32::MAX - self.0 as u32) as usize
    }

    fn score(self) -> i32 {
        ((self.0 >> 32) as i64 + i64::from(i32::MIN)) as i32
    }
}
