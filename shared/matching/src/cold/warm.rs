//! Starting prices: what everyone agrees on.
//!
//! A mentor's mean gain over a sample of mentees says how popular it is. Prices start at that mean,
//! less the mean of the last mentor needed to seat everyone, shrunk by the share of the differences
//! between mentors that is real rather than luck of the sample (empirical Bayes; Efron & Morris,
//! *Stein's Estimation Rule and Its Competitors*, 1973). Any starting prices ≥ 0 lead to an optimum;
//! good ones save most of the bidding.
//!
//! Floating point is fine here: only basic operations in a fixed order, which IEEE 754 makes the same
//! on every platform.

use crate::instance::{Gain, Instance};

const SAMPLE: usize = 256;

pub(super) fn prices<G: Gain>(instance: &Instance<G>) -> Vec<G> {
    let columns = instance.places.len();
    let mut tally = vec![(0i64, 0i64); columns];
    let mut squares = 0f64;
    let step = (instance.rows.len() / SAMPLE).max(1);
    for row in (0..instance.rows.len()).step_by(step) {
        let mut row_squares = 0f64;
        for ((sum, count), &gain) in tally.iter_mut().zip(instance.row(row)) {
            let allowed = gain != G::NONE;
            let gain = if allowed { gain.wide() } else { 0 };
            *sum += gain;
            *count += i64::from(allowed);
            row_squares += gain as f64 * gain as f64;
        }
        squares += row_squares;
    }
    let mean = |column: usize| tally[column].0.checked_div(tally[column].1);
    let mut order: Vec<(i64, usize)> = (0..columns)
        .filter_map(|column| Some((mean(column)?, column)))
        .collect();
    order.sort_unstable_by_key(|&(mean, column)| (-mean, column));
    let share = real_share(&tally, squares);
    let Some(&(lowest, _)) = order.last() else {
        return vec![G::from_wide(0); columns];
    };
    // The mentor whose places, added to those of all more popular ones, seat the last mentee.
    let mut wanted = instance.rows.len() as u64;
    let mut marginal = lowest;
    for &(mean, column) in &order {
        let places = u64::from(instance.places[column]);
        if places >= wanted {
            marginal = mean;
            break;
        }
        wanted -= places;
    }
    let price = |column| mean(column).map_or(0.0, |mean| (mean - marginal).max(0) as f64 * share);
    (0..columns)
        .map(|column| G::from_wide(price(column) as i64))
        .collect()
}

/// The share of the variance between the columns' means that is not explained by the variance
/// within the columns; 0 if that is most of it.
fn real_share(tally: &[(i64, i64)], mut squares: f64) -> f64 {
    let (mut columns, mut cells, mut sum, mut sum_of_squares) = (0f64, 0f64, 0f64, 0f64);
    for &(total, count) in tally.iter().filter(|(_, count)| *count > 0) {
        let mean = total as f64 / count as f64;
        columns += 1.0;
        cells += count as f64;
        sum += mean;
        sum_of_squares += mean * mean;
        squares -= mean * mean * count as f64;
    }
    let between = sum_of_squares / columns - (sum / columns) * (sum / columns);
    let within = squares / (cells - columns).max(1.0);
    let share = 1.0 - within * columns / cells / between;
    if share >= 0.5 { share.min(1.0) } else { 0.0 }
}
