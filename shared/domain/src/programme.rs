//! A programme: one run of mentoring, with its dates and settings.

use crate::fit::Weights;
use crate::id::ProgrammeId;
use crate::problem::{FieldProblem, FieldProblems};
use crate::time::Date;
use serde::{Deserialize, Serialize};

/// Longest name of a programme, in characters.
pub const NAME_LIMIT: usize = 80;

/// What a programme is unless its coordinators say otherwise.
pub mod default {
    /// Minutes a month asked of each side.
    pub const MINUTES_PER_MONTH: u16 = 90;
    /// Days from one session to the next.
    pub const CADENCE_DAYS: u16 = 30;
    /// Months a pair runs before it ends or is renewed.
    pub const MONTHS: u8 = 6;
    /// Mentees a mentor takes.
    pub const CAPACITY: u8 = 1;
    /// Most mentees a mentor may take.
    pub const CAPACITY_CAP: u8 = 3;
    /// Counts about fewer people than this are never shown.
    pub const MINIMUM_CELL: u32 = 5;
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Programme {
    pub id: ProgrammeId,
    pub name: String,
    pub starts_on: Date,
    pub ends_on: Date,
    pub cadence_days: u16,
    pub minutes_per_month: u16,
    /// Months a pair runs: no pair is without an end.
    pub pair_months: u8,
    /// Most mentees one mentor may take.
    pub capacity_cap: u8,
    /// What new boards weigh.
    pub weights: Weights,
    pub version: i64,
}

/// What a coordinator types to start a programme.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProgrammeDraft {
    pub name: String,
    /// YYYY-MM-DD.
    pub starts_on: String,
    /// YYYY-MM-DD, after the start.
    pub ends_on: String,
}

/// A [`ProgrammeDraft`] that may be acted on.
#[derive(Clone, Debug, PartialEq)]
pub struct NewProgramme {
    pub name: String,
    pub starts_on: Date,
    pub ends_on: Date,
}

impl NewProgramme {
    /// The programme, with everything not yet said at its default.
    pub fn with_id(self, id: ProgrammeId) -> Programme {
        Programme {
            id,
            name: self.name,
            starts_on: self.starts_on,
            ends_on: self.ends_on,
            cadence_days: default::CADENCE_DAYS,
            minutes_per_month: default::MINUTES_PER_MONTH,
            pair_months: default::MONTHS,
            capacity_cap: default::CAPACITY_CAP,
            weights: Weights::default(),
            version: 1,
        }
    }
}

impl ProgrammeDraft {
    pub fn validate(&self) -> Result<NewProgramme, Vec<FieldProblem>> {
        let mut problems = FieldProblems::default();
        let name = problems.line("name", &self.name, NAME_LIMIT);
        let starts_on = problems.take("starts_on", self.starts_on.trim().parse::<Date>());
        let ends_on = problems.take("ends_on", self.ends_on.trim().parse::<Date>());
        if let (Some(starts_on), Some(ends_on)) = (starts_on, ends_on)
            && ends_on <= starts_on
        {
            problems.add(
                "ends_on",
                "is not after the start; please choose a later day",
            );
        }
        let all = name.zip(starts_on).zip(ends_on);
        problems.into_result(|| {
            let ((name, starts_on), ends_on) = all.expect("no field had a problem");
            NewProgramme {
                name,
                starts_on,
                ends_on,
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_programme_ends_after_it_starts() {
        let draft = ProgrammeDraft {
            name: "Spring".into(),
            starts_on: "2026-03-01".into(),
            ends_on: "2026-03-01".into(),
        };
        assert_eq!(draft.validate().unwrap_err()[0].field, "ends_on");
        assert!(
            ProgrammeDraft {
                ends_on: "2026-09-01".into(),
                ..draft
            }
            .validate()
            .is_ok()
        );
    }
}
