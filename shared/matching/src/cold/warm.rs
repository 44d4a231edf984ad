//! Starting prices: what everyone agrees on.
//!
//! A mentor's mean score over a sample of mentees says how popular it is. Prices start at that mean,
//! less the mean of the last mentor needed to seat everyone, shrunk by the share of the differences
//! between mentors that is real rather than luck of the sample (empirical Bayes; Efron & Morris,
//! *Stein's Estimation Rule and Its Competitors*, 1973). Any starting prices ≥ 0 lead to an optimum;
//! good ones save most of the bidding.
//!
//! Floating point is fine here: only basic operations in a fixed order, which IEEE 754 makes the same
//! on every platform.

use pairwell_rows::{cells, narrow};

use crate::instance::Instance;
use crate::matrix::Row;
use crate::order::sorted;

const SAMPLE: usize = 256;

pub(super) fn prices(instance: &Instance) -> Vec<i64> {
    let columns = instance.places.len();
    let mut tally = vec![(0i64, 0i64); columns];
    let mut squares = 0f64;
    let step = (instance.free.len() / SAMPLE).max(1);
    for &row in instance.free.iter().step_by(step) {
        squares += match instance.row(row as usize) {
            Row::Narrow(scores) => narrow::tally(scores, instance.least, &mut tally),
            Row::Wide(scores) => cells::tally(scores, instance.least, &mut tally),
        };
    }
    let mean = |column: usize| tally[column].0.checked_div(tally[column].1);
    // Highest mean first.
    let order = (0..columns).filter_map(|column| Some((-mean(column)?, column)));
    let order = sorted(order.collect());
    let share = real_share(&tally, squares);
    let Some(&(less_lowest, _)) = order.last() else {
        return vec![0; columns];
    };
    // The mentor whose places, added to those of all more popular ones, seat the last mentee.
    let mut wanted = instance.free.len() as u64;
    let mut marginal = -less_lowest;
    for &(less_mean, column) in &order {
        let places = u64::from(instance.places[column]);
        if places >= wanted {
            marginal = -less_mean;
            break;
        }
        wanted -= places;
    }
    let price = |column| mean(column).map_or(0.0, |mean| (mean - marginal).max(0) as f64 * share);
    (0..columns).map(|column| price(column) as i64).collect()
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
