//! Whether prices and margins prove the total best.

use pairwell_rows::Score;
use pairwell_rows::offers::nobody_offers_more;

use super::{Checker, Violation, expect_length};
use crate::matrix::{Row, on_row};
use crate::{Certificate, FORBIDDEN};

impl Checker<'_> {
    pub(super) fn check_duals(&self) -> Result<(), Violation> {
        let Certificate {
            margins,
            prices,
            penalty,
            floor,
            ..
        } = self.certificate;
        expect_length("margins", self.problem.mentees(), margins.len())?;
        expect_length("prices", self.problem.mentors(), prices.len())?;
        // Twice this still fits in 64 bits, so no subtraction below can wrap around.
        let sane = |value: &i64| value.unsigned_abs() < 1 << 61;
        if !(margins.iter().all(sane) && prices.iter().all(sane) && sane(penalty)) {
            return Err(Violation::DualOutOfRange);
        }
        for (mentor, (&price, places)) in prices.iter().zip(&self.places).enumerate() {
            if price < 0 {
                return Err(Violation::NegativePrice { mentor, price });
            }
            if price > 0 && places.free > 0 {
                return Err(Violation::FreePlacePriced { mentor, price });
            }
        }
        let floor = floor.unwrap_or(FORBIDDEN);
        let narrow = prices.iter().map(|&price| i16::try_from(price).ok());
        let narrow: Option<Vec<i16>> = narrow.collect();
        for mentee in self.free_mentees() {
            let (row, margin) = (self.problem.row(mentee), margins[mentee]);
            let actual = match self.assignment[mentee] {
                Some(mentor) => {
                    let mentor = mentor as usize;
                    // That the pair may be was checked before.
                    let score = self.problem.score(mentee, mentor).unwrap_or(FORBIDDEN);
                    if score < floor {
                        return Err(Violation::BelowFloor { mentee, mentor });
                    }
                    i64::from(score) - prices[mentor]
                }
                None => -penalty,
            };
            if margin != actual {
                return Err(Violation::WrongMargin {
                    mentee,
                    stated: margin,
                    actual,
                });
            }
            if margin < -penalty {
                return Err(Violation::BetterUnmatched {
                    mentee,
                    by: -penalty - margin,
                });
            }
            if let (Row::Narrow(scores), Some(prices)) = (row, &narrow)
                && nobody_offers_more(scores, prices, floor, margin)
            {
                continue;
            }
            let better = on_row!(row, scores => scores.iter().zip(prices).position(|(score, price)| {
                let score = score.wide();
                i64::from(score) - price > margin && score != FORBIDDEN && score >= floor
            }));
            if let Some(mentor) = better {
                let score = self.problem.score(mentee, mentor).unwrap_or(FORBIDDEN);
                let by = i64::from(score) - prices[mentor] - margin;
                return Err(Violation::BetterElsewhere { mentee, mentor, by });
            }
        }
        Ok(())
    }
}
