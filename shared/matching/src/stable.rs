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
use std::ops::Range;

use pairwell_rows::{Score, find, narrow};

use crate::matrix::{Matrix, Row};
use crate::{FORBIDDEN, Problem, Solution};

/// The stable matching every free mentee likes best.
pub fn mentee_optimal(problem: &Problem) -> Solution {
    let (mentees, mentors) = in_one_width(problem);
    let (free, places) = (free_mentees(problem), problem.open_places());
    let mut assignment = problem.locks().to_vec();
    let held = proposals(&mentees, &mentors, free, places);
    for (mentor, held) in held.iter().enumerate() {
        for mentee in held.iter().map(|Reverse(rank)| rank.index()) {
            assignment[mentee] = Some(mentor as u32);
        }
    }
    Solution::of(problem, assignment, None)
}

/// The stable matching every mentor likes best.
pub fn mentor_optimal(problem: &Problem) -> Solution {
    let (mentees, mentors) = in_one_width(problem);
    let (free, places) = (free_mentees(problem), problem.open_places());
    let mut assignment = problem.locks().to_vec();
    let own = mentors.turned(problem.mentors());
    let of_mentees = problem.mentor_scores.as_ref();
    let of_mentees = of_mentees.map(|_| mentees.turned(problem.mentors()));
    let held = proposals(&own, of_mentees.as_ref().unwrap_or(&own), places, free);
    for (mentee, held) in held.iter().enumerate() {
        if let Some(Reverse(rank)) = held.peek() {
            assignment[mentee] = Some(rank.index() as u32);
        }
    }
    Solution::of(problem, assignment, None)
}

/// Every (mentee, mentor) who would both rather have each other than what `assignment` gives them,
/// in index order. Empty exactly when the matching is stable. An assignment that does not fit the
/// problem is [`crate::verify`]'s to refuse; here its stray entries count as unmatched.
pub fn blocking_pairs(problem: &Problem, assignment: &[Option<u32>]) -> Vec<(usize, usize)> {
    let seat = |mentee: usize| {
        let mentor = assignment.get(mentee).copied().flatten()? as usize;
        problem.score(mentee, mentor).map(|_| mentor)
    };
    let columns = problem.mentors();
    let (mentees, mentors) = in_one_width(problem);
    let free: Vec<usize> = (0..problem.mentees())
        .filter(|&mentee| problem.locks()[mentee].is_none())
        .collect();
    let mut held = vec![0u32; columns];
    let mut least: Vec<Option<Rank>> = vec![None; columns];
    for &mentee in &free {
        if let Some(mentor) = seat(mentee) {
            let rank = Rank::new(mentors.get(mentee * columns + mentor), mentee);
            held[mentor] += 1;
            least[mentor] = Some(least[mentor].map_or(rank, |least| least.min(rank)));
        }
    }
    let places = problem.open_places();
    let mut bars = mentees.like(columns, FORBIDDEN);
    for mentor in 0..columns {
        bars.set(mentor, bar(places[mentor], held[mentor], least[mentor]));
    }
    let mut scratch = mentees.like(columns, FORBIDDEN);
    let mut rather = Vec::new();
    let mut blocking = Vec::new();
    for mentee in free {
        let own = mentees.row(mentee, columns);
        let back = mentors.row(mentee, columns);
        let all = 0..columns;
        willing(
            own,
            back,
            bars.row(0, columns),
            i32::HIGHEST,
            &mut scratch,
            all,
        );
        let rank = |row: Row<'_>, of: usize, whose: usize| {
            row.get(of).map(|score| Rank::new(score, whose))
        };
        let current = seat(mentee).and_then(|mentor| rank(own, mentor, mentor));
        let lowest = current.map_or(FORBIDDEN, Rank::score).max(FORBIDDEN + 1);
        scratch
            .row(0, columns)
            .columns(lowest, columns, &mut rather);
        let rather = rather.iter().map(|&mentor| mentor as usize);
        let rather = rather.filter(|&mentor| {
            rank(own, mentor, mentor) > current
                && (held[mentor] < places[mentor] || rank(back, mentor, mentee) > least[mentor])
        });
        blocking.extend(rather.map(|mentor| (mentee, mentor)));
    }
    blocking
}

/// What mentees think of mentors, and these of them, a mentee a row. The two sides may score in
/// different widths; then the narrow one is widened.
fn in_one_width(problem: &Problem) -> (Cow<'_, Matrix>, Cow<'_, Matrix>) {
    let mentees = &problem.scores;
    let mentors = problem.mentor_scores.as_ref().unwrap_or(mentees);
    match (mentees, mentors) {
        (Matrix::Narrow(_), Matrix::Wide(_)) => {
            (Cow::Owned(mentees.widened()), Cow::Borrowed(mentors))
        }
        (Matrix::Wide(_), Matrix::Narrow(_)) => {
            (Cow::Borrowed(mentees), Cow::Owned(mentors.widened()))
        }
        _ => (Cow::Borrowed(mentees), Cow::Borrowed(mentors)),
    }
}

/// How many mentors each mentee wants.
fn free_mentees(problem: &Problem) -> Vec<u32> {
    let free = |lock: &Option<u32>| u32::from(lock.is_none());
    problem.locks().iter().map(free).collect()
}

/// Whom a receiver holds, least liked on top.
type Held = BinaryHeap<Reverse<Rank>>;

/// Deferred acceptance. Row by row `own` is what proposers think of receivers, and `back` what these
/// think of them; a proposer wants `wanted` of them, a receiver takes as many as it has `places`.
/// Says whom each receiver holds in the end.
fn proposals(own: &Matrix, back: &Matrix, mut wanted: Vec<u32>, places: Vec<u32>) -> Vec<Held> {
    let columns = places.len();
    let mut lists = vec![List::new(); wanted.len()];
    let mut scratch = own.like(columns, FORBIDDEN);
    let mut bars = own.like(columns, FORBIDDEN);
    for (receiver, &places) in places.iter().enumerate() {
        bars.set(receiver, bar(places, 0, None));
    }
    let mut held = vec![Held::new(); columns];
    let mut asking: Vec<usize> = (0..wanted.len()).rev().collect();
    while let Some(proposer) = asking.pop() {
        let (own, back) = (own.row(proposer, columns), back.row(proposer, columns));
        while wanted[proposer] > 0 {
            let list = &mut lists[proposer];
            let bars_now = bars.row(0, columns);
            let Some(receiver) = list.next(|list| list.read(own, back, bars_now, &mut scratch))
            else {
                break;
            };
            let (places, held) = (places[receiver], &mut held[receiver]);
            let rank = Rank::new(back.get(receiver).unwrap_or(FORBIDDEN), proposer);
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
            let least = held.peek().map(|least| least.0);
            bars.set(receiver, bar(places, held.len() as u32, least));
        }
    }
    held
}

/// The score that is not enough for someone with this many places who holds `held`, the least liked
/// of them of rank `least`. One above it may still lose a tie on the index.
fn bar(places: u32, held: u32, least: Option<Rank>) -> i32 {
    if held < places {
        return FORBIDDEN;
    }
    // Nothing is below the forbidden: whoever holds that would take anyone it may.
    least.map_or(i32::HIGHEST, |least| least.score().saturating_sub(1))
}

/// How far a proposer has come in its order of preference.
#[derive(Clone)]
struct List {
    /// Whom to ask next, last first.
    ready: Vec<u32>,
    /// Everyone liked better than this has been asked or would refuse, as have those liked as much
    /// before the column `from`. Forbidden at the end of the list.
    level: i32,
    from: u32,
}

impl List {
    /// Entries read ahead, at most.
    const LONGEST: usize = 24;

    fn new() -> Self {
        Self {
            ready: Vec::new(),
            level: i32::HIGHEST,
            from: 0,
        }
    }

    fn next(&mut self, read: impl FnOnce(&mut Self)) -> Option<usize> {
        if self.ready.is_empty() && self.level != FORBIDDEN {
            read(self);
        }
        self.ready.pop().map(|receiver| receiver as usize)
    }

    /// Reads on: the best of those left, as many as are liked the same.
    fn read(&mut self, own: Row<'_>, back: Row<'_>, bars: Row<'_>, scratch: &mut Matrix) {
        let (from, columns) = (self.from as usize, own.len());
        let best = willing(own, back, bars, self.level - 1, scratch, 0..from);
        self.level = best.max(willing(own, back, bars, self.level, scratch, from..columns));
        if self.level == FORBIDDEN {
            return;
        }
        let scratch = scratch.row(0, columns);
        scratch.columns(self.level, Self::LONGEST, &mut self.ready);
        let more = self.ready.len() == Self::LONGEST;
        let last = self.ready.last().map_or(0, |&last| last + 1);
        self.from = if more { last } else { columns as u32 };
        self.ready.reverse();
    }
}

/// [`find::willing`] for some of the columns.
fn willing(
    own: Row<'_>,
    back: Row<'_>,
    bars: Row<'_>,
    limit: i32,
    willing: &mut Matrix,
    some: Range<usize>,
) -> i32 {
    match (own, back, bars, willing) {
        (Row::Narrow(own), Row::Narrow(back), Row::Narrow(bars), Matrix::Narrow(willing)) => {
            let (own, back, bars) = (&own[some.clone()], &back[some.clone()], &bars[some.clone()]);
            let limit = i16::from_wide(limit);
            narrow::willing(own, back, bars, limit, &mut willing[some]).wide()
        }
        (Row::Wide(own), Row::Wide(back), Row::Wide(bars), Matrix::Wide(willing)) => {
            let (own, back, bars) = (&own[some.clone()], &back[some.clone()], &bars[some.clone()]);
            find::willing(own, back, bars, limit, &mut willing[some])
        }
        _ => unreachable!("both sides were brought to one width"),
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
