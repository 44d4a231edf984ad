//! Why a fit is what it is: each criterion's share of the number, with a reason
//! in words. Nothing here tells one person another's private answers: reasons
//! name only what is in the mentor's published profile or what the mentee said.

use super::criteria::{Pool, apart, can_meet, overlap};
use super::{Criterion, FULL, Weights};
use crate::enrolment::folded;
use std::fmt;

/// A fit taken apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// 0 to 100.
    pub fit: u8,
    /// One per criterion that weighs anything, in the order of [`Criterion::ALL`].
    pub contributions: Vec<Contribution>,
}

/// One criterion's part in a fit.
#[derive(Clone, Debug, PartialEq)]
pub struct Contribution {
    pub criterion: Criterion,
    /// Thousandths; `None` where the mentee left it open.
    pub value: Option<u16>,
    /// Points of the fit this criterion gives; the points of an explanation add
    /// up to its fit.
    pub points: u8,
    /// Most points it could have given.
    pub out_of: u8,
    pub reason: Reason,
}

/// What lies behind a value.
#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// The mentee left it open, so it does not count.
    LeftOpen,
    /// Which of the wants or goals the mentor offers, as the mentee wrote them.
    Skills {
        met: Vec<String>,
        of: usize,
    },
    Preferences {
        can_meet: bool,
        shared_language: bool,
        asked_for: bool,
    },
    /// Shared working hours, in minutes.
    Overlap(u16),
    Style(StyleReason),
    /// Thousandths; 500 is ideal.
    Apart(u16),
    Seniority(std::cmp::Ordering),
    /// Not stated by the mentor, or unknown.
    Unknown,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StyleReason {
    Alike,
    Different,
}

impl Pool {
    /// Takes the fit of one pair apart.
    pub fn explain(&self, mentee: usize, mentor: usize, weights: &Weights) -> Explanation {
        let values = self.values(mentee, mentor);
        let fit = values.fit(weights);
        let counted = Criterion::ALL
            .into_iter()
            .zip(values.0)
            .filter(|(c, _)| weights.of(*c) > 0);
        let (criteria, values): (Vec<_>, Vec<_>) = counted.unzip();
        let weigh = |criterion: &Criterion| u32::from(weights.of(*criterion));
        let parts: Vec<u32> = criteria
            .iter()
            .zip(&values)
            .map(|(c, v)| weigh(c) * u32::from(v.unwrap_or(0)))
            .collect();
        let full: Vec<u32> = criteria
            .iter()
            .zip(&values)
            .map(|(c, v)| if v.is_some() { weigh(c) } else { 0 })
            .collect();
        let points = apportion(fit, &parts);
        let out_of = apportion(100, &full);
        let contributions = criteria
            .into_iter()
            .enumerate()
            .map(|(k, criterion)| Contribution {
                criterion,
                value: values[k],
                points: points[k],
                out_of: out_of[k].max(points[k]),
                reason: self.reason(mentee, mentor, criterion, values[k]),
            })
            .collect();
        Explanation { fit, contributions }
    }

    fn reason(
        &self,
        mentee: usize,
        mentor: usize,
        criterion: Criterion,
        value: Option<u16>,
    ) -> Reason {
        let (m, them) = (self.mentee(mentee), self.mentor(mentor));
        if value.is_none() {
            return Reason::LeftOpen;
        }
        let met = |wishes: &[String]| {
            let offered: Vec<_> = them.offers.iter().map(|offer| folded(offer)).collect();
            let met = wishes
                .iter()
                .filter(|wish| offered.contains(&folded(wish)))
                .cloned()
                .collect();
            Reason::Skills {
                met,
                of: wishes.len(),
            }
        };
        match criterion {
            Criterion::Needs => met(&m.wants),
            Criterion::Goals => met(&m.goals),
            Criterion::Preferences => Reason::Preferences {
                can_meet: can_meet(&m.common, &them.common),
                shared_language: self.share_a_language(mentee, mentor),
                asked_for: m.asked.contains(&them.id),
            },
            Criterion::Time => {
                Reason::Overlap(overlap(m.common.utc_offset, them.common.utc_offset))
            }
            Criterion::Style => match them.common.style {
                None => Reason::Unknown,
                Some(_) if value == Some(FULL) => Reason::Style(StyleReason::Alike),
                Some(_) => Reason::Style(StyleReason::Different),
            },
            Criterion::Distance => Reason::Apart(apart(&m.common, &them.common)),
            Criterion::Grade => match m.common.level.zip(them.common.level) {
                // Level 1 is the most senior, so the order turns round.
                Some((mentee, mentor)) => Reason::Seniority(mentee.cmp(&mentor)),
                None => Reason::Unknown,
            },
        }
    }
}

/// Splits `total` in proportion to `parts` so that the pieces add up to it
/// exactly: largest remainders get the left-over points (Hamilton's method),
/// earlier ones first among equals.
fn apportion(total: u8, parts: &[u32]) -> Vec<u8> {
    let sum: u64 = parts.iter().map(|part| u64::from(*part)).sum();
    if sum == 0 {
        return vec![0; parts.len()];
    }
    let exact = |part: &u32| u64::from(*part) * u64::from(total);
    let mut pieces: Vec<u8> = parts.iter().map(|part| (exact(part) / sum) as u8).collect();
    let left = total - pieces.iter().sum::<u8>();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|&k| std::cmp::Reverse(exact(&parts[k]) % sum));
    for &k in order.iter().take(usize::from(left)) {
        pieces[k] += 1;
    }
    pieces
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::LeftOpen => f.write_str("Left open, so it does not count"),
            Reason::Unknown => f.write_str("Not stated"),
            Reason::Skills { met, of } if met.is_empty() => write!(f, "None of the {of} named"),
            Reason::Skills { met, of } => write!(f, "{} of {of}: {}", met.len(), met.join(", ")),
            Reason::Preferences {
                can_meet,
                shared_language,
                asked_for,
            } => {
                let mut parts = Vec::new();
                if *asked_for {
                    parts.push("asked for by name");
                }
                parts.push(if *can_meet {
                    "same way to meet"
                } else {
                    "different ways to meet"
                });
                parts.push(if *shared_language {
                    "a language in common"
                } else {
                    "no language in common"
                });
                let text = parts.join(", ");
                let (first, rest) = text.split_at(1);
                write!(f, "{}{rest}", first.to_uppercase())
            }
            Reason::Overlap(minutes) => match (minutes / 60, minutes % 60) {
                (0, 0) => f.write_str("No shared working hours"),
                (hours, 0) => write!(f, "{hours}\u{a0}h of shared working hours"),
                (hours, rest) => {
                    write!(f, "{hours}\u{a0}h {rest}\u{a0}min of shared working hours")
                }
            },
            Reason::Style(StyleReason::Alike) => f.write_str("Both like to work the same way"),
            Reason::Style(StyleReason::Different) => {
                f.write_str("They like to work in different ways")
            }
            Reason::Apart(0) => f.write_str("Same unit and place"),
            Reason::Apart(d) if *d > 700 => f.write_str("Far apart in unit, place and level"),
            Reason::Apart(_) => f.write_str("Related but different"),
            Reason::Seniority(std::cmp::Ordering::Greater) => {
                f.write_str("The mentor is more senior")
            }
            Reason::Seniority(std::cmp::Ordering::Equal) => f.write_str("Same level"),
            Reason::Seniority(std::cmp::Ordering::Less) => f.write_str("The mentee is more senior"),
        }
    }
}
