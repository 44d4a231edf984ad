//! A manager's concern about the time mentoring takes of one of their reports: raised, met with
//! a compromise by the coordinator, and settled by the manager, or by the coordinator on the
//! manager's word. The report, the manager and the coordinators see the same record; the other
//! half of a pair never does.

use crate::enrolment::{hours, read_hours};
use crate::fit::constraints::REASON_MIN;
use crate::problem::FieldProblem;
use crate::text;
use crate::time::{Date, Instant};
use serde::{Deserialize, Serialize};

/// Longest note to the coordinator, in characters.
pub const NOTE_LENGTH: usize = 300;
/// Longest reason for publishing over a concern, and longest account of what a manager said,
/// in characters.
pub const REASON_LENGTH: usize = 300;
/// Working days after which an open concern presses.
pub const PRESSES_AFTER: u32 = 5;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ConcernKind {
    PeakPeriod,
    Workload,
    Dates,
    Other,
}

impl ConcernKind {
    pub const fn words(self) -> &'static str {
        match self {
            ConcernKind::PeakPeriod => "A peak period",
            ConcernKind::Workload => "Workload",
            ConcernKind::Dates => "The dates",
            ConcernKind::Other => "Something else",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ConcernState {
    Raised,
    /// The coordinator offered a compromise.
    Proposed,
    Agreed,
    /// The manager did not take the compromise.
    Declined,
    /// Whoever it was about takes part no longer.
    Dropped,
}

impl ConcernState {
    /// Whether it still waits for somebody; one at a time does for each enrolment.
    pub const fn is_open(self) -> bool {
        matches!(self, ConcernState::Raised | ConcernState::Proposed)
    }
}

/// What a coordinator offers instead of the time first asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Compromise {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes_per_month: Option<u16>,
    /// Mentoring starts on this day at the earliest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_before: Option<Date>,
    /// No sessions on these days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub away: Option<Away>,
}

/// From the first day to the last, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Away {
    pub from: Date,
    pub until: Date,
}

impl Compromise {
    /// Whether it gives way to a manager of whose report so many minutes a month are asked.
    pub fn check(&self, asked: u16) -> Result<(), Vec<FieldProblem>> {
        let mut problems = Vec::new();
        if *self == Compromise::default() {
            let why = "is empty, and so is the rest; give less time, a start date or days without sessions";
            problems.push(FieldProblem::new("minutes_per_month", why));
        }
        if self
            .minutes_per_month
            .is_some_and(|minutes| minutes == 0 || minutes >= asked)
        {
            let asked = hours(asked);
            let why = format!("must be more than none, and less than the {asked} asked for");
            problems.push(FieldProblem::new("minutes_per_month", why));
        }
        if self.away.is_some_and(|away| away.until < away.from) {
            let why = "is before the first day without sessions; swap the two";
            problems.push(FieldProblem::new("away.until", why));
        }
        if problems.is_empty() {
            Ok(())
        } else {
            Err(problems)
        }
    }
}

/// A compromise as it is typed: a field left empty offers nothing there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CompromiseDraft {
    /// Hours a month, decimals allowed.
    pub hours_per_month: String,
    pub not_before: String,
    pub away_from: String,
    pub away_until: String,
}

impl CompromiseDraft {
    /// What it offers a manager of whose report so many minutes a month are asked.
    pub fn validate(&self, asked: u16) -> Result<Compromise, Vec<FieldProblem>> {
        let mut problems = Vec::new();
        let is_told = |text: &&str| !text.trim().is_empty();
        let hours = Some(self.hours_per_month.as_str()).filter(is_told);
        let minutes_per_month = hours.and_then(|hours| match read_hours(hours) {
            Ok(minutes) => Some(minutes),
            Err(why) => {
                problems.push(FieldProblem::new("minutes_per_month", why));
                None
            }
        });
        let mut date = |field: &str, text: &str| {
            let told = Some(text.trim()).filter(is_told)?;
            let date = told.parse::<Date>();
            date.map_err(|why| problems.push(FieldProblem::new(field, why)))
                .ok()
        };
        let not_before = date("not_before", &self.not_before);
        let from = date("away.from", &self.away_from);
        let until = date("away.until", &self.away_until);
        if problems.is_empty() && from.is_some() != until.is_some() {
            let (missing, why) = match from {
                None => ("away.from", "is empty; please say the first day too"),
                Some(_) => ("away.until", "is empty; please say the last day too"),
            };
            problems.push(FieldProblem::new(missing, why));
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let compromise = Compromise {
            minutes_per_month,
            not_before,
            away: from.zip(until).map(|(from, until)| Away { from, until }),
        };
        compromise.check(asked)?;
        Ok(compromise)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ManagerAnswer {
    /// The compromise is fine, or, before there was one, the time as it was asked for.
    Agree,
    Decline,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConcernRefusal {
    #[error("This concern has been settled already.")]
    Settled,
    #[error("There is no compromise to decline yet.")]
    NothingProposed,
}

impl ConcernRefusal {
    /// Stable name for programs.
    pub const fn code(self) -> &'static str {
        match self {
            ConcernRefusal::Settled => "settled",
            ConcernRefusal::NothingProposed => "nothing_proposed",
        }
    }
}

impl ConcernState {
    /// What becomes of it when the coordinator offers a compromise, or another.
    pub fn proposed(self) -> Result<Self, ConcernRefusal> {
        match self.is_open() {
            true => Ok(ConcernState::Proposed),
            false => Err(ConcernRefusal::Settled),
        }
    }

    /// What becomes of it when the manager answers.
    pub fn answered(self, answer: ManagerAnswer) -> Result<Self, ConcernRefusal> {
        match (self, answer) {
            (ConcernState::Raised | ConcernState::Proposed, ManagerAnswer::Agree) => {
                Ok(ConcernState::Agreed)
            }
            (ConcernState::Proposed, ManagerAnswer::Decline) => Ok(ConcernState::Declined),
            (ConcernState::Raised, ManagerAnswer::Decline) => Err(ConcernRefusal::NothingProposed),
            (ConcernState::Agreed | ConcernState::Declined | ConcernState::Dropped, _) => {
                Err(ConcernRefusal::Settled)
            }
        }
    }
}

/// Whether an open concern raised then is older than it should be.
pub fn presses(raised: Instant, today: Date) -> bool {
    today > raised.date().plus_working_days(PRESSES_AFTER)
}

/// The note as it is kept: trimmed and bounded; it may be empty.
pub fn note(raw: &str) -> Result<String, FieldProblem> {
    text::paragraphs(raw, NOTE_LENGTH).map_err(|why| FieldProblem::new("note", why))
}

/// Why pairs are published over an open concern, as it is kept.
pub fn reason(raw: &str) -> Result<String, FieldProblem> {
    told("concern_reason", raw)
}

/// What a manager said whose concern a coordinator settles for them, as it is kept.
pub fn managers_word(raw: &str) -> Result<String, FieldProblem> {
    told("managers_word", raw)
}

fn told(field: &str, raw: &str) -> Result<String, FieldProblem> {
    let kept = text::paragraphs(raw, REASON_LENGTH).map_err(|why| FieldProblem::new(field, why))?;
    match kept.chars().count() {
        REASON_MIN.. => Ok(kept),
        length => {
            let why = format!("has {length} characters; please use at least {REASON_MIN}");
            Err(FieldProblem::new(field, why))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_concern_goes_from_raised_by_a_compromise_to_settled() {
        use ConcernState::*;
        use ManagerAnswer::*;
        assert_eq!(Raised.proposed(), Ok(Proposed));
        // Another compromise may follow the first.
        assert_eq!(Proposed.proposed(), Ok(Proposed));
        assert_eq!(Proposed.answered(Agree), Ok(Agreed));
        assert_eq!(Proposed.answered(Decline), Ok(Declined));
        // The manager may find the time fine after all.
        assert_eq!(Raised.answered(Agree), Ok(Agreed));
        assert_eq!(
            Raised.answered(Decline),
            Err(ConcernRefusal::NothingProposed)
        );
        for settled in [Agreed, Declined, Dropped] {
            assert!(!settled.is_open());
            assert_eq!(settled.proposed(), Err(ConcernRefusal::Settled));
            for answer in [Agree, Decline] {
                assert_eq!(settled.answered(answer), Err(ConcernRefusal::Settled));
            }
        }
    }

    #[test]
    fn a_compromise_gives_way_somewhere() {
        let fields = |compromise: Compromise| {
            let problems = compromise.check(90).unwrap_err();
            let fields: Vec<String> = problems.iter().map(|p| p.field.clone()).collect();
            fields.join(" ")
        };
        let minutes = |minutes| Compromise {
            minutes_per_month: Some(minutes),
            ..Compromise::default()
        };
        assert_eq!(fields(Compromise::default()), "minutes_per_month");
        assert_eq!(fields(minutes(90)), "minutes_per_month");
        assert_eq!(fields(minutes(0)), "minutes_per_month");
        assert_eq!(minutes(60).check(90), Ok(()));
        let day = |day| Date::new(2026, 5, day).unwrap();
        let away = |from, until| Compromise {
            away: Some(Away {
                from: day(from),
                until: day(until),
            }),
            ..Compromise::default()
        };
        assert_eq!(away(3, 3).check(90), Ok(()));
        assert_eq!(fields(away(4, 3)), "away.until");
    }

    #[test]
    fn a_compromise_is_typed_field_by_field() {
        let draft = CompromiseDraft {
            hours_per_month: "1".into(),
            not_before: "2026-05-01".into(),
            ..CompromiseDraft::default()
        };
        let offered = draft.validate(90).unwrap();
        assert_eq!(offered.minutes_per_month, Some(60));
        assert_eq!(offered.not_before, Date::new(2026, 5, 1));
        assert_eq!(offered.away, None);
        let fields = |draft: CompromiseDraft| {
            let problems = draft.validate(90).unwrap_err();
            let fields: Vec<String> = problems.iter().map(|p| p.field.clone()).collect();
            fields.join(" ")
        };
        let half = CompromiseDraft {
            away_from: "2026-05-01".into(),
            ..CompromiseDraft::default()
        };
        assert_eq!(fields(half), "away.until");
        let wrong = CompromiseDraft {
            hours_per_month: "some".into(),
            away_until: "soon".into(),
            ..CompromiseDraft::default()
        };
        assert_eq!(fields(wrong), "minutes_per_month away.until");
    }

    #[test]
    fn a_concern_presses_after_five_working_days() {
        // Raised on a Friday: the Friday after is the fifth working day.
        let raised = Date::new(2026, 3, 6).unwrap().start();
        assert!(!presses(raised, Date::new(2026, 3, 13).unwrap()));
        assert!(presses(raised, Date::new(2026, 3, 14).unwrap()));
    }

    #[test]
    fn a_reason_says_something() {
        assert!(reason("Because.").is_err());
        let said = "  Their manager and I have spoken about it. ";
        assert_eq!(
            reason(said).unwrap(),
            "Their manager and I have spoken about it."
        );
    }
}
