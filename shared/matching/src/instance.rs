//! The form the solver works on: what is already settled taken out, what is left made plain.
//!
//! Locked mentees leave with their places. Being unmatched becomes worth exactly 0 by adding the
//! penalty to every score: a cell then holds a **gain**, what the pair adds over leaving the mentee
//! unmatched. Each mentee takes exactly one of its options, so adding a constant to all of them
//! changes no comparison. Cells with a negative gain are dropped with the forbidden ones: no optimum
//! uses them, since leaving the mentee unmatched is better and always possible.

use crate::{FORBIDDEN, Problem};

/// What a solve is for: the penalty it works with and the lowest score it may use.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Terms {
    pub penalty: i64,
    /// [`FORBIDDEN`] when every score will do.
    pub floor: i32,
}

impl Terms {
    /// The problem as stated.
    pub fn stated(problem: &Problem) -> Self {
        Self {
            penalty: i64::from(problem.unmatched_penalty()),
            floor: FORBIDDEN,
        }
    }

    /// A penalty so large that one more match outweighs any loss of score among those from `floor`
    /// up. One more match comes of an augmenting path, which moves fewer mentees than the shorter
    /// side has people; each loses at most the spread between the scores, and the newcomer brings
    /// at least the floor. So no arbitrary "big M": the bound is exact and as small as the data allow.
    pub fn most_matched(problem: &Problem, floor: i32) -> Self {
        let (lowest, highest) = problem.score_bounds();
        let (lowest, highest) = (i64::from(lowest.max(floor)), i64::from(highest));
        let movable = problem.mentees().min(problem.mentors()) as i64;
        let spread = (highest - lowest).max(0);
        let dominating = movable * spread - lowest + 1;
        Self {
            penalty: dominating.max(i64::from(problem.unmatched_penalty())),
            floor,
        }
    }
}

/// The open part of a problem: free mentees × mentors.
pub(crate) struct Instance<G> {
    /// Which mentee each row is.
    pub rows: Vec<u32>,
    /// Open places per mentor.
    pub places: Vec<u32>,
    /// Row-major gains, ≥ 0, or [`Gain::NONE`]; columns without places hold nothing else.
    gains: Vec<G>,
}

impl<G: Gain> Instance<G> {
    pub fn of(problem: &Problem, terms: Terms) -> Self {
        let places = problem.open_places();
        let free = problem
            .locks()
            .iter()
            .enumerate()
            .filter(|(_, lock)| lock.is_none());
        let rows: Vec<u32> = free.map(|(mentee, _)| mentee as u32).collect();
        let least = terms
            .floor
            .max(FORBIDDEN + 1)
            .max((-terms.penalty).max(i64::from(FORBIDDEN)) as i32);
        let mut gains = Vec::with_capacity(rows.len() * places.len());
        for &mentee in &rows {
            let row = problem.row(mentee as usize).iter();
            gains.extend(row.map(|&score| {
                if score < least {
                    G::NONE
                } else {
                    G::gain(score, terms.penalty)
                }
            }));
        }
        for (column, _) in places
            .iter()
            .enumerate()
            .filter(|&(_, &places)| places == 0)
        {
            gains
                .iter_mut()
                .skip(column)
                .step_by(places.len())
                .for_each(|gain| *gain = G::NONE);
        }
        Self {
            rows,
            places,
            gains,
        }
    }

    pub fn row(&self, row: usize) -> &[G] {
        &self.gains[row * self.places.len()..][..self.places.len()]
    }
}

/// The numbers of an instance's matrix. The narrower, the more of them pass through memory and
/// vector registers at a time; everything outside the inner loops is 64-bit.
///
/// Prices are kept in the same width and never exceed twice the largest gain: nobody bids beyond
/// being unmatched, whose own price never passes that of a free place, which is at most a gain.
pub(crate) trait Gain: Copy + Ord + 'static {
    /// No pair may be here. Less any price it is still no more than [`Gain::NO_NET`].
    const NONE: Self;
    /// Below every real net.
    const NO_NET: Self;
    /// The largest gain that leaves room for prices.
    const LARGEST: i64;

    /// `score + penalty`, which the caller knows to be within 0 and [`Gain::LARGEST`].
    fn gain(score: i32, penalty: i64) -> Self;
    fn from_wide(value: i64) -> Self;
    fn wide(self) -> i64;
    /// Gain less price.
    fn less(self, price: Self) -> Self;
    fn count_at_least(nets: &[Self], least: Self) -> usize;
}

macro_rules! gain_in {
    ($number:ty, none: $none:expr, no_net: $no_net:expr, largest: $largest:expr, less: $less:ident) => {
        impl Gain for $number {
            const NONE: Self = $none;
            const NO_NET: Self = $no_net;
            const LARGEST: i64 = $largest;

            fn gain(score: i32, penalty: i64) -> Self {
                // Both may be cut off: the sum fits, so it is right modulo the width.
                (score as Self).wrapping_add(penalty as Self)
            }
            fn from_wide(value: i64) -> Self {
                value as Self
            }
            fn wide(self) -> i64 {
                self as i64
            }
            fn less(self, price: Self) -> Self {
                self.$less(price)
            }
            fn count_at_least(nets: &[Self], least: Self) -> usize {
                // Counting in the same width keeps all vector lanes busy; blocks keep it from
                // running over.
                let block =
                    |nets: &[Self]| nets.iter().map(|&net| (net >= least) as Self).sum::<Self>();
                nets.chunks(4096).map(|nets| block(nets) as usize).sum()
            }
        }
    };
}

// 16-bit vectors subtract with saturation in one instruction; wider ones don't, and don't need it.
gain_in!(i16, none: i16::MIN, no_net: i16::MIN, largest: 16_000, less: saturating_sub);
gain_in!(i32, none: -(1 << 30), no_net: -(1 << 30), largest: 1 << 28, less: wrapping_sub);
gain_in!(i64, none: -(1 << 62), no_net: -(1 << 62), largest: 1 << 60, less: wrapping_sub);
