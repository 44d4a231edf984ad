//! Scores as they are: how wide, how high, and the matrix turned round.

use crate::Score;

/// Whether every score fits 16 bits. A block at a time, so that the check both vectorises and ends
/// early.
#[inline(never)]
pub fn fit_narrow(scores: &[i32]) -> bool {
    let fits = |&score: &i32| {
        (score == i32::FORBIDDEN) | (score.unsigned_abs() <= i16::HIGHEST.unsigned_abs().into())
    };
    let all = |scores: &[i32]| scores.iter().fold(true, |all, score| all & fits(score));
    scores.chunks(1024).all(all)
}

/// Writes scores that all fit into as many narrow cells.
#[inline(never)]
pub fn write_narrow(cells: &mut [i16], scores: &[i32]) {
    for (cell, &score) in cells.iter_mut().zip(scores) {
        *cell = i16::from_wide(score);
    }
}

/// The lowest and highest score that is not forbidden.
pub fn bounds<S: Score>(scores: &[S]) -> Option<(i32, i32)> {
    let (mut below_lowest, mut highest) = (S::HIGHEST, S::FORBIDDEN);
    for &score in scores {
        below_lowest = below_lowest.min(score.less_one());
        highest = highest.max(score);
    }
    (highest != S::FORBIDDEN).then(|| (below_lowest.allowed() + 1, highest.wide()))
}

/// Rows become columns. In squares small enough for both sides' cells to stay in cache.
pub fn turned<T: Copy>(cells: &[T], columns: usize) -> Vec<T> {
    const SQUARE: usize = 32;
    let rows = cells.len().checked_div(columns).unwrap_or(0);
    let mut turned = cells.to_vec();
    for top in (0..rows).step_by(SQUARE) {
        let height = SQUARE.min(rows - top);
        for left in (0..columns).step_by(SQUARE) {
            for column in left..columns.min(left + SQUARE) {
                let turned = &mut turned[column * rows + top..][..height];
                let cells = cells[top * columns + column..].iter().step_by(columns);
                for (turned, &cell) in turned.iter_mut().zip(cells) {
                    *turned = cell;
                }
            }
        }
    }
    turned
}

/// What the columns score together: per column the sum and the number of the scores from `least` up
/// in this row are added; returns the sum of their squares.
pub fn tally<S: Score>(scores: &[S], least: i32, tally: &mut [(i64, i64)]) -> f64 {
    let mut squares = 0f64;
    let Some(least) = S::lowest_from(least) else {
        return squares;
    };
    for ((sum, count), &score) in tally.iter_mut().zip(scores) {
        let usable = score >= least;
        let score = if usable { i64::from(score.wide()) } else { 0 };
        *sum += score;
        *count += i64::from(usable);
        squares += score as f64 * score as f64;
    }
    squares
}
