//! The same loops on 16-bit numbers, for speed. Each is kept a function of its own: taken into its
//! caller it would be compiled as small, and slow, as that.

use crate::nets::Net;
use crate::paths::Search;
use crate::{arcs, cells, find, nets, paths};

/// [`cells::bounds`]
#[inline(never)]
pub fn bounds(scores: &[i16]) -> Option<(i32, i32)> {
    cells::bounds(scores)
}

/// [`cells::tally`]
#[inline(never)]
pub fn tally(scores: &[i16], least: i32, tally: &mut [(i64, i64)]) -> f64 {
    cells::tally(scores, least, tally)
}

/// [`find::columns`]
#[inline(never)]
pub fn columns(numbers: &[i16], least: i16, most: usize, found: &mut Vec<u32>) {
    find::columns(numbers, least, most, found);
}

/// [`find::mark`]
#[inline(never)]
pub fn mark(scores: &[i16], least: i32, words: &mut [u64]) {
    find::mark(scores, least, words);
}

/// [`find::willing`]
#[inline(never)]
pub fn willing(own: &[i16], back: &[i16], bars: &[i16], limit: i16, willing: &mut [i16]) -> i16 {
    find::willing(own, back, bars, limit, willing)
}

/// [`nets::best`]
#[inline(never)]
pub fn best(scores: &[i16], least: i16, prices: &[i16], nets: &mut [i16]) -> i16 {
    nets::best(scores, least, prices, nets)
}

/// [`Net::count`]
#[inline(never)]
pub fn count(nets: &[i16], least: i16) -> usize {
    i16::count(nets, least)
}

/// [`arcs::lower`]
#[inline(never)]
pub fn lower(arcs: &mut [i16], scores: &[i16], least: i32, here: i16) {
    arcs::lower(arcs, scores, least, here);
}

/// [`Search::run`]
#[inline(never)]
pub fn search(
    search: Search<'_>,
    potentials: &[i64],
    goal: Option<usize>,
    arcs: &[i16],
) -> Option<i64> {
    search.run(potentials, goal, arcs)
}

/// [`paths::shorten`]
#[inline(never)]
pub fn shorten(row: &mut [i16], through: &[i16], step: i16) {
    paths::shorten(row, through, step);
}

/// [`paths::costs_of_going`]
#[inline(never)]
pub fn costs_of_going(
    scores: &[i16],
    distances: &[i16],
    prices: &[i64],
    margin: i64,
    none: i64,
    costs: &mut Vec<i64>,
) {
    paths::costs_of_going(scores, distances, prices, margin, none, costs);
}
