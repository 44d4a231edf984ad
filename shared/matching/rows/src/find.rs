//! Which columns of a row are good enough, 64 at a time, as the bits of a word.

use crate::Score;

/// One bit for each of up to 64 numbers that is at least `least`. Flags a byte wide first, which
/// vectorises, then eight flags at a time gathered by a multiplication.
#[inline(never)]
fn bits<T: Copy + Ord>(numbers: &[T], least: T) -> u64 {
    let mut flags = [0u8; 64];
    for (flag, &number) in flags.iter_mut().zip(numbers) {
        *flag = u8::from(number >= least);
    }
    let (bytes, _) = flags.as_chunks::<8>();
    let gather =
        |&flags: &[u8; 8]| u64::from_le_bytes(flags).wrapping_mul(0x0102_0408_1020_4080) >> 56;
    bytes
        .iter()
        .rev()
        .fold(0, |bits, flags| bits << 8 | gather(flags))
}

/// Lists the first `most` columns that have at least `least`. Blocks without any, nearly all of a
/// row's, are passed over by vector code.
pub fn columns<T: Copy + Ord>(numbers: &[T], least: T, most: usize, found: &mut Vec<u32>) {
    found.clear();
    for (block, numbers) in numbers.chunks(64).enumerate() {
        if numbers
            .iter()
            .fold(false, |any, &number| any | (number >= least))
        {
            let mut wanted = bits(numbers, least);
            while wanted != 0 {
                if found.len() == most {
                    return;
                }
                found.push((block * 64) as u32 + wanted.trailing_zeros());
                wanted &= wanted - 1;
            }
        }
    }
}

/// One bit for each score that is at least `least`, 64 to a word.
pub fn mark<S: Score>(scores: &[S], least: i32, words: &mut [u64]) {
    // Without such a score nothing is marked, which the words are already.
    let Some(least) = S::lowest_from(least) else {
        return;
    };
    for (word, scores) in words.iter_mut().zip(scores.chunks(64)) {
        *word = bits(scores, least);
    }
}

/// What a proposer thinks of those who might take it, forbidden for the others and for those above
/// `limit`; returns the best. Those might who think better of the proposer, in `back`, than their bar.
pub fn willing<S: Score>(own: &[S], back: &[S], bars: &[S], limit: S, willing: &mut [S]) -> S {
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
