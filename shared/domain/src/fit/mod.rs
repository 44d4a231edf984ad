//! Fit: how well a mentor suits a mentee, 0 to 100, with a reason for every point.
//!
//! A fit is a weighted mean of named [`Criterion`]s, each a value from 0 to
//! [`FULL`]. What the mentee leaves unsaid is left out of the mean rather than
//! counted against anyone. All arithmetic is on integers, so the browser and
//! the server agree to the last digit.
//!
//! [`criteria`] holds the values, [`constraints`] what forbids a pair whatever
//! its fit, [`explain`] the words.

pub mod constraints;
pub mod criteria;
pub mod explain;
pub mod facts;
#[cfg(test)]
mod tests;

pub use constraints::{Block, Warning};
pub use criteria::{Pool, Values};
pub use explain::{Contribution, Explanation, Reason};
pub use facts::{Common, MenteeFacts, MentorFacts};

use serde::{Deserialize, Serialize};

/// The value of a criterion that is met completely, in thousandths.
pub const FULL: u16 = 1000;

/// Something a fit is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Criterion {
    /// What the mentee wants help with, and the mentor offers.
    Needs,
    /// What the mentee has set as goals, and the mentor offers.
    Goals,
    /// How and in which language both like to meet, and whom the mentee asked for.
    Preferences,
    /// Working hours both share.
    Time,
    /// How both like to work on a question.
    Style,
    /// Related but different: most at middle distance in unit, place and level.
    Distance,
    /// The mentor being more senior. Weighs nothing unless a programme says so:
    /// nothing about mentoring asks for a higher grade.
    Grade,
}

impl Criterion {
    pub const ALL: [Criterion; 7] = [
        Criterion::Needs,
        Criterion::Goals,
        Criterion::Preferences,
        Criterion::Time,
        Criterion::Style,
        Criterion::Distance,
        Criterion::Grade,
    ];

    /// A short label for a slider or a bar.
    pub const fn label(self) -> &'static str {
        match self {
            Criterion::Needs => "Needs and experience",
            Criterion::Goals => "Goals",
            Criterion::Preferences => "Preferences",
            Criterion::Time => "Time",
            Criterion::Style => "Working style",
            Criterion::Distance => "Related but different",
            Criterion::Grade => "Seniority",
        }
    }
}

/// How much each criterion counts, 0 to 100 each. Only their proportions matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Weights {
    pub needs: u8,
    pub goals: u8,
    pub preferences: u8,
    pub time: u8,
    pub style: u8,
    pub distance: u8,
    pub grade: u8,
}

impl Default for Weights {
    fn default() -> Self {
        Weights {
            needs: 40,
            goals: 20,
            preferences: 15,
            time: 15,
            style: 10,
            distance: 0,
            grade: 0,
        }
    }
}

/// Weights that can't be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WeightsRefusal {
    #[error("{} is above 100; choose 0 to 100", .0.label())]
    AboveHundred(Criterion),
    #[error("are all zero; at least one has to count")]
    AllZero,
}

impl Weights {
    /// Most one criterion can weigh.
    pub const MAX: u8 = 100;

    pub const fn of(&self, criterion: Criterion) -> u8 {
        match criterion {
            Criterion::Needs => self.needs,
            Criterion::Goals => self.goals,
            Criterion::Preferences => self.preferences,
            Criterion::Time => self.time,
            Criterion::Style => self.style,
            Criterion::Distance => self.distance,
            Criterion::Grade => self.grade,
        }
    }

    #[must_use]
    pub const fn with(mut self, criterion: Criterion, weight: u8) -> Self {
        let slot = match criterion {
            Criterion::Needs => &mut self.needs,
            Criterion::Goals => &mut self.goals,
            Criterion::Preferences => &mut self.preferences,
            Criterion::Time => &mut self.time,
            Criterion::Style => &mut self.style,
            Criterion::Distance => &mut self.distance,
            Criterion::Grade => &mut self.grade,
        };
        *slot = weight;
        self
    }

    pub fn check(&self) -> Result<(), WeightsRefusal> {
        if let Some(high) = Criterion::ALL.into_iter().find(|&c| self.of(c) > Self::MAX) {
            return Err(WeightsRefusal::AboveHundred(high));
        }
        if Criterion::ALL.into_iter().all(|c| self.of(c) == 0) {
            Err(WeightsRefusal::AllZero)
        } else {
            Ok(())
        }
    }
}
