//! The form the solver works on: the problem's own matrix, never a copy of it, with the mentees and
//! places that are still open.
//!
//! Cells scoring less than *unmatched* costs are left out with the forbidden ones: no optimum uses
//! them, since leaving the mentee unmatched is better and always possible.

use crate::matrix::Score;
use crate::number::Sum;
use crate::{FORBIDDEN, Problem};

/// What a solve is for: the penalty it works with and the lowest score it may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

    /// The most that a match can count for in the narrowest numbers, where the scores allow for more
    /// than the stated penalty; seldom enough to outweigh all loss of score, and mostly enough for as
    /// many to be matched as can.
    pub fn most_matched_in_brief(&self, problem: &Problem) -> Option<Self> {
        let (_, highest) = problem.score_bounds();
        let penalty = i16::LARGEST - i64::from(highest.max(0));
        (penalty > self.penalty).then_some(Self { penalty, ..*self })
    }

    /// The lowest score worth using.
    pub fn least(&self) -> i32 {
        let worth_it = (-self.penalty).max(i64::from(FORBIDDEN)) as i32;
        self.floor.max(FORBIDDEN + 1).max(worth_it)
    }
}

/// The open part of a problem: free mentees × mentors with places.
#[derive(Clone)]
pub(crate) struct Instance<'a, S> {
    /// Which mentees are to be seated.
    pub free: Vec<u32>,
    /// Open places per mentor.
    pub places: Vec<u32>,
    /// What a mentee left unmatched costs.
    pub penalty: i64,
    /// What the best pair adds over leaving its mentee unmatched; no price need be higher.
    pub largest_gain: i64,
    /// Cells below this are left out; [`Score::FORBIDDEN`] if all others may be used.
    pub least: S,
    rows: usize,
    cells: &'a [S],
}

impl<'a, S: Score> Instance<'a, S> {
    pub fn new(problem: &Problem, cells: &'a [S], terms: Terms) -> Self {
        let locks = problem.locks().iter().enumerate();
        let free = locks.filter(|(_, lock)| lock.is_none());
        let least = if terms.least() <= problem.score_bounds().0 {
            S::FORBIDDEN
        } else {
            // A floor is some pair's score and what else is asked for at most 0, so it fits.
            S::from_wide(terms.least())
        };
        Self {
            free: free.map(|(mentee, _)| mentee as u32).collect(),
            places: problem.open_places(),
            penalty: terms.penalty,
            largest_gain: i64::from(problem.score_bounds().1) + terms.penalty,
            least,
            rows: problem.mentees(),
            cells,
        }
    }

    /// All mentees, those not to be seated included.
    pub fn rows(&self) -> usize {
        self.rows
    }

    pub fn row(&self, mentee: usize) -> &'a [S] {
        &self.cells[mentee * self.places.len()..][..self.places.len()]
    }

    /// The score of a cell that may be used.
    pub fn usable(&self, score: S) -> bool {
        score != S::FORBIDDEN && score >= self.least
    }
}

/// The numbers in which a whole row is priced at once: a mentee's *net* with every mentor, score
/// less price. The narrower, the more of them fit a vector register.
///
/// Prices never exceed twice the largest gain (score + penalty): nobody bids beyond being unmatched,
/// whose own price never passes that of a free place, which is at most a gain.
pub(crate) trait Net: Copy + Ord + 'static {
    /// Nobody may sit here. Nor is anything this low wanted.
    const NONE: Self;
    /// The price of a mentor without places: beyond what anyone would pay.
    const CLOSED: Self;
    /// The largest gain, and penalty, that leave room for prices.
    const LARGEST: i64;
    /// What is added up outside the vector loops.
    type Sum: Sum;

    fn from_sum(value: Self::Sum) -> Self;
    fn sum(self) -> Self::Sum;
    fn count_at_least(nets: &[Self], least: Self) -> usize;
}

/// Pricing scores of one width in nets of another.
pub(crate) trait Pricing<S>: Net {
    /// Score less price; [`Net::NONE`] if the score is forbidden.
    fn net(score: S, price: Self) -> Self;
}

macro_rules! net_in {
    ($number:ty, sum: $sum:ty, none: $none:expr, closed: $closed:expr, largest: $largest:expr) => {
        impl Net for $number {
            const NONE: Self = $none;
            const CLOSED: Self = $closed;
            const LARGEST: i64 = $largest;
            type Sum = $sum;

            fn from_sum(value: $sum) -> Self {
                value as Self
            }
            fn sum(self) -> $sum {
                self as $sum
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

net_in!(i16, sum: i32, none: i16::MIN, closed: i16::MAX, largest: 16_000);
net_in!(i64, sum: i64, none: i64::MIN / 2, closed: 1 << 61, largest: 1 << 58);

impl Pricing<i16> for i16 {
    // One instruction, and forbidden stays the lowest there is: prices are never negative.
    fn net(score: i16, price: Self) -> Self {
        score.saturating_sub(price)
    }
}

impl Pricing<i32> for i64 {
    fn net(score: i32, price: Self) -> Self {
        if score == FORBIDDEN {
            Self::NONE
        } else {
            Self::from(score) - price
        }
    }
}
