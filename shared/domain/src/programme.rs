//! A programme: one run of mentoring, with its dates and settings.

use crate::enrolment::read_hours;
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

/// What a coordinator types to change a programme's settings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SettingsDraft {
    pub name: String,
    /// YYYY-MM-DD.
    pub starts_on: String,
    /// YYYY-MM-DD, after the start.
    pub ends_on: String,
    /// Days from one session to the next, 7 to 92.
    pub cadence_days: String,
    /// Hours a month asked of each side, decimals allowed, 0.5 to 40.
    pub hours_per_month: String,
    /// Months a pair runs, 1 to 24.
    pub pair_months: String,
    /// Most mentees one mentor may take, 1 to 20.
    pub capacity_cap: String,
}

impl SettingsDraft {
    /// The settings as they stand, to be changed.
    pub fn of(programme: &Programme) -> Self {
        let hours = f64::from(programme.minutes_per_month) / 60.0;
        SettingsDraft {
            name: programme.name.clone(),
            starts_on: programme.starts_on.to_string(),
            ends_on: programme.ends_on.to_string(),
            cadence_days: programme.cadence_days.to_string(),
            hours_per_month: ((hours * 100.0).round() / 100.0).to_string(),
            pair_months: programme.pair_months.to_string(),
            capacity_cap: programme.capacity_cap.to_string(),
        }
    }

    /// `programme` with these settings; everything else about it stays.
    pub fn apply(&self, programme: &Programme) -> Result<Programme, Vec<FieldProblem>> {
        let mut problems = FieldProblems::default();
        let basics = ProgrammeDraft {
            name: self.name.clone(),
            starts_on: self.starts_on.clone(),
            ends_on: self.ends_on.clone(),
        }
        .validate()
        .map_err(|wrong| {
            for problem in wrong {
                problems.add(&problem.field, problem.message);
            }
        })
        .ok();
        let cadence = whole(&mut problems, "cadence_days", &self.cadence_days, 7, 92);
        let minutes = problems.take("hours_per_month", read_hours(&self.hours_per_month));
        let months = whole(&mut problems, "pair_months", &self.pair_months, 1, 24);
        let cap = whole(&mut problems, "capacity_cap", &self.capacity_cap, 1, 20);
        let all = basics.zip(cadence).zip(minutes).zip(months).zip(cap);
        problems.into_result(|| {
            let ((((basics, cadence), minutes), months), cap) =
                all.expect("no field had a problem");
            Programme {
                name: basics.name,
                starts_on: basics.starts_on,
                ends_on: basics.ends_on,
                cadence_days: cadence,
                minutes_per_month: minutes,
                pair_months: months as u8,
                capacity_cap: cap as u8,
                ..programme.clone()
            }
        })
    }
}

/// A whole number within bounds.
fn whole(
    problems: &mut FieldProblems,
    field: &str,
    raw: &str,
    least: u16,
    most: u16,
) -> Option<u16> {
    let typed = raw.trim();
    let number = typed.parse().ok().filter(|n| (least..=most).contains(n));
    let refused = || format!("“{typed}” is not a whole number from {least} to {most}");
    problems.take(field, number.ok_or_else(refused))
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

impl Programme {
    /// The first and the last day of a pair made today: not before the programme starts, nor
    /// before either's manager has agreed to.
    pub fn pair_dates(&self, today: Date, not_before: Option<Date>) -> (Date, Date) {
        let starts_on = today.max(self.starts_on);
        let starts_on = not_before.map_or(starts_on, |day| starts_on.max(day));
        let months = i32::from(self.pair_months);
        (starts_on, starts_on.plus_months(months))
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

    #[test]
    fn settings_come_back_as_they_were_and_tell_what_is_out_of_bounds() {
        let programme = NewProgramme {
            name: "Spring".into(),
            starts_on: Date::new(2026, 3, 1).unwrap(),
            ends_on: Date::new(2026, 9, 1).unwrap(),
        }
        .with_id(ProgrammeId(uuid::Uuid::from_u128(1)));
        let draft = SettingsDraft::of(&programme);
        assert_eq!(draft.apply(&programme), Ok(programme.clone()));
        let wrong = SettingsDraft {
            capacity_cap: "0".into(),
            cadence_days: "often".into(),
            ..draft
        };
        let fields: Vec<_> = wrong
            .apply(&programme)
            .unwrap_err()
            .into_iter()
            .map(|problem| problem.field)
            .collect();
        assert_eq!(fields, ["cadence_days", "capacity_cap"]);
    }
}
