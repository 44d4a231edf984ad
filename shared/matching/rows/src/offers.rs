//! The pass over the matrix of whoever checks a certificate. Nothing that solves calls this.

use crate::Score;

/// Whether score − price ≤ margin in every cell from `floor` up, judged in 16 bits for speed; false
/// also where these cannot tell.
#[inline(never)]
pub fn nobody_offers_more(scores: &[i16], prices: &[i16], floor: i32, margin: i64) -> bool {
    let Some(floor) = i16::lowest_from(floor) else {
        return true; // all scores are below
    };
    let mut most = i16::MIN;
    for (&score, &price) in scores.iter().zip(prices) {
        // No price is negative, so the difference can only run out downwards, and stops there.
        let net = score.saturating_sub(price);
        most = most.max(if score >= floor { net } else { i16::MIN });
    }
    // At the stop itself nothing is known but that no cell offers more than that.
    i64::from(most) <= margin
}
