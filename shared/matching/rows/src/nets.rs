//! A whole row priced at once: a mentee's *net* with every mentor, score less price.

use crate::Score;

/// The numbers nets are counted in. Prices are never negative.
pub trait Net: Copy + Ord + 'static {
    /// Nobody may sit here. Nor is anything this low wanted.
    const NONE: Self;
    /// The price of a mentor without places: beyond what anyone would pay.
    const CLOSED: Self;
    fn count(nets: &[Self], least: Self) -> usize;
}

/// Pricing scores of one width in nets of another.
pub trait Pricing<S>: Net {
    /// Score less price; [`Net::NONE`] if the score is forbidden.
    fn net(score: S, price: Self) -> Self;
}

macro_rules! net_in {
    ($number:ty, none: $none:expr, closed: $closed:expr) => {
        impl Net for $number {
            const NONE: Self = $none;
            const CLOSED: Self = $closed;

            fn count(nets: &[Self], least: Self) -> usize {
                // Counting in the same width keeps all vector lanes busy; blocks keep it from
                // running over.
                let block =
                    |nets: &[Self]| nets.iter().map(|&net| (net >= least) as Self).sum::<Self>();
                nets.chunks(4096).map(|nets| block(nets) as usize).sum()
            }
        }
    };
}

net_in!(i16, none: i16::MIN, closed: i16::MAX);
net_in!(i64, none: i64::MIN / 2, closed: 1 << 61);

impl Pricing<i16> for i16 {
    // One instruction, and forbidden stays the lowest there is.
    fn net(score: i16, price: Self) -> Self {
        score.saturating_sub(price)
    }
}

impl<S: Score> Pricing<S> for i64 {
    fn net(score: S, price: Self) -> Self {
        if score == S::FORBIDDEN {
            Self::NONE
        } else {
            Self::from(score.allowed()) - price
        }
    }
}

/// Nets a row, leaving out scores below `least`; returns the best.
pub fn best<S: Score, N: Pricing<S>>(scores: &[S], least: S, prices: &[N], nets: &mut [N]) -> N {
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
