//! The answer, and the figures that let anyone check it.

use crate::Problem;

/// What counts as best. Every objective respects locks, forbidden pairs and places.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "snake_case")
)]
pub enum Objective {
    /// The highest sum of scores less the penalty for each unmatched mentee.
    #[default]
    BestTotal,
    /// As many matched as possible, then the best total.
    MostMatched,
    /// As many matched as possible, then the worst score as high as possible, then the best total.
    /// Locked pairs stand whatever they score: "worst" is over the pairs the engine may choose.
    Fairest,
    /// No mentee and mentor would both rather have each other; among such matchings, the one every
    /// mentee likes best.
    StableMentees,
    /// Likewise, the one every mentor likes best.
    StableMentors,
}

/// Who goes with whom.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Solution {
    /// Per mentee its mentor, or `None` if unmatched.
    pub assignment: Vec<Option<u32>>,
    /// Scores of the matched pairs, less the problem's penalty for each unmatched mentee.
    pub total: i64,
    /// How many mentees have a mentor.
    pub matched: usize,
    /// The lowest score of a matched pair, locked pairs included.
    pub worst: Option<i32>,
    /// Why nothing better exists.
    pub certificate: Option<Certificate>,
}

impl Solution {
    /// Adds up `assignment`. The caller vouches for its shape; [`crate::verify`] trusts nobody.
    pub(crate) fn of(
        problem: &Problem,
        assignment: Vec<Option<u32>>,
        certificate: Option<Certificate>,
    ) -> Self {
        let scores = || {
            let pairs = assignment.iter().enumerate();
            pairs.filter_map(|(mentee, &mentor)| problem.score(mentee, mentor? as usize))
        };
        let matched = scores().count();
        let unmatched = (assignment.len() - matched) as i64;
        let total = scores().map(i64::from).sum::<i64>()
            - unmatched * i64::from(problem.unmatched_penalty());
        let worst = scores().min();
        Self {
            assignment,
            total,
            matched,
            worst,
            certificate,
        }
    }
}

/// The dual values of the assignment's linear programme, and what else the objective claims.
///
/// Read *price* as what a place with a mentor is worth to the rest of the pool, and *margin* as
/// what is left of a mentee's score after paying it. The answer is optimal exactly when
/// - every price is ≥ 0, and 0 where a place is free;
/// - every margin is its pair's score − price, and −`penalty` for an unmatched mentee;
/// - no mentee does better elsewhere: score − price ≤ margin in every cell, and margin ≥ −`penalty`.
///
/// (Linear-programming duality with complementary slackness; see Burkard, Dell'Amico & Martello,
/// *Assignment Problems*, 2009, §4.1.) Locked mentees and their places stand outside all of this.
///
/// A stable matching needs no dual values: that nobody would rather swap can be seen directly.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Certificate {
    /// What the answer claims to be.
    pub objective: Objective,
    /// Per mentee; for a locked mentee its score less its mentor's price, for information only.
    pub margins: Vec<i64>,
    /// Per mentor.
    pub prices: Vec<i64>,
    /// The penalty under which the dual values hold. [`Objective::BestTotal`] uses the problem's
    /// own; the others may raise it to make one more match worth any loss of score.
    pub penalty: i64,
    /// Cells below this score were ruled out ([`Objective::Fairest`]).
    pub floor: Option<i32>,
    /// Why no more mentees can be matched: covers every cell the engine may use.
    pub most_matched: Option<Cover>,
    /// Why the floor cannot be higher: covers every cell above it, yet is too small for the number
    /// matched.
    pub fairest: Option<Cover>,
}

impl Certificate {
    /// A claim without dual values or covers.
    pub(crate) fn bare(objective: Objective) -> Self {
        let (margins, prices) = (Vec::new(), Vec::new());
        Self {
            objective,
            margins,
            prices,
            penalty: 0,
            floor: None,
            most_matched: None,
            fairest: None,
        }
    }
}

/// People whose rows and columns together contain every cell of some kind. No matching on such
/// cells can then have more pairs than `mentees` plus the open places of `mentors` (Kőnig, 1931).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Cover {
    pub mentees: Vec<u32>,
    pub mentors: Vec<u32>,
}
