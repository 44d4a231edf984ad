//! Enrolments: a person's volunteered participation as mentor or mentee.

use crate::id::{EnrolmentId, PersonId, ProgrammeId};
use crate::problem::{FieldProblem, FieldProblems};
use crate::programme::default;
use crate::text;
use serde::{Deserialize, Serialize};

/// Most skills one enrolment lists.
pub const SKILLS_MAX: usize = 12;
/// Longest skill or language, in characters.
pub const SKILL_LENGTH: usize = 60;
/// Most moments a mentor tells.
pub const MOMENTS_MAX: usize = 3;
/// Longest moment or hope, in characters: one line.
pub const MOMENT_LENGTH: usize = 200;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Mentor,
    Mentee,
}

impl Role {
    /// How it stands in a sentence.
    pub const fn word(self) -> &'static str {
        match self {
            Role::Mentor => "mentor",
            Role::Mentee => "mentee",
        }
    }
}

/// invited → applied → accepted (→ paused ↔ accepted) → withdrawn | completed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum EnrolmentState {
    /// Asked; nothing volunteered yet, so nowhere to be seen.
    Invited,
    /// Volunteered, waiting for the coordinator.
    Applied,
    /// In the pool.
    Accepted,
    /// Out of the pool for now, by their own wish.
    Paused,
    Withdrawn,
    Completed,
}

impl EnrolmentState {
    /// Whether somebody in this state can be matched.
    pub fn is_in_pool(self) -> bool {
        self == EnrolmentState::Accepted
    }

    /// How it stands on a screen.
    pub const fn word(self) -> &'static str {
        match self {
            EnrolmentState::Invited => "Invited",
            EnrolmentState::Applied => "Applied",
            EnrolmentState::Accepted => "Accepted",
            EnrolmentState::Paused => "Paused",
            EnrolmentState::Withdrawn => "Withdrawn",
            EnrolmentState::Completed => "Completed",
        }
    }

    /// Whether this step is one people may take.
    pub fn may_become(self, next: EnrolmentState) -> bool {
        use EnrolmentState::*;
        matches!(
            (self, next),
            (Invited, Applied | Withdrawn)
                | (Applied, Accepted | Withdrawn)
                | (Accepted, Paused | Withdrawn | Completed)
                | (Paused, Accepted | Withdrawn | Completed)
                // Volunteering once more is a new application.
                | (Withdrawn | Completed, Applied)
        )
    }
}

/// Who moves an enrolment on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mover {
    /// The person themselves.
    Volunteer,
    Coordinator,
}

impl EnrolmentState {
    /// Whether `mover` may take this step. Volunteering is one's own to do, and
    /// letting somebody into the pool is the coordinator's; coming back from a
    /// pause is the decision of whoever paused, so anybody's.
    pub fn may_be_moved(self, next: EnrolmentState, mover: Mover) -> bool {
        use EnrolmentState::*;
        self.may_become(next)
            && match (self, next) {
                (_, Applied) => mover == Mover::Volunteer,
                (Applied, Accepted) | (_, Completed) => mover == Mover::Coordinator,
                _ => true,
            }
    }
}

impl AnswersDraft {
    /// What was told, to be changed.
    pub fn of(answers: &Answers) -> Self {
        AnswersDraft {
            capacity: match answers.capacity {
                0 => String::new(),
                capacity => capacity.to_string(),
            },
            hours_per_month: hours(answers.minutes_per_month),
            offers: answers.offers.clone(),
            wants: answers.wants.clone(),
            goals: answers.goals.clone(),
            languages: answers.languages.clone(),
            time_zone: answers.time_zone.clone(),
            meeting: answers.meeting,
            style: answers.style,
            moments: answers.moments.clone(),
            hopes: answers.hopes.clone().unwrap_or_default(),
        }
    }
}

/// How somebody would rather meet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Meeting {
    InPerson,
    Video,
    #[default]
    Either,
}

/// How somebody likes to work on a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Style {
    /// With an agenda and agreed steps.
    Structured,
    /// Following the conversation where it leads.
    Exploring,
    /// By doing something together.
    HandsOn,
}

/// What a volunteer tells: for a mentor the published profile, for a mentee the
/// questionnaire. Fields that don't concern a role are empty.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Answers {
    /// Mentees a mentor will take; 0 for a mentee.
    pub capacity: u8,
    /// Minutes a month they have agreed to give.
    pub minutes_per_month: u16,
    /// Mentor: experience offered.
    pub offers: Vec<String>,
    /// Mentee: experience sought, most wanted first.
    pub wants: Vec<String>,
    /// Mentee: skills they have set themselves as goals, including development
    /// areas proposed by their manager that they adopted.
    pub goals: Vec<String>,
    pub languages: Vec<String>,
    /// IANA name, like `Europe/London`.
    pub time_zone: String,
    pub meeting: Meeting,
    pub style: Option<Style>,
    /// Mentor: "I have been through …", one line each.
    pub moments: Vec<String>,
    /// Mentee: what they hope for, one line.
    pub hopes: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Enrolment {
    pub id: EnrolmentId,
    pub programme: ProgrammeId,
    pub person: PersonId,
    pub role: Role,
    pub state: EnrolmentState,
    pub answers: Answers,
    pub version: i64,
}

/// What a volunteer types. `validate` needs to be told which time zones exist:
/// the list is the server's, and too heavy for the browser.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AnswersDraft {
    /// Empty means the default.
    pub capacity: String,
    /// Hours a month, decimals allowed; empty means the default.
    pub hours_per_month: String,
    pub offers: Vec<String>,
    pub wants: Vec<String>,
    #[serde(default)]
    pub goals: Vec<String>,
    pub languages: Vec<String>,
    pub time_zone: String,
    pub meeting: Meeting,
    #[serde(default)]
    pub style: Option<Style>,
    pub moments: Vec<String>,
    pub hopes: String,
}

impl AnswersDraft {
    pub fn validate(
        &self,
        role: Role,
        capacity_cap: u8,
        time_zone_exists: impl Fn(&str) -> bool,
    ) -> Result<Answers, Vec<FieldProblem>> {
        let mut problems = FieldProblems::default();
        let capacity = match role {
            Role::Mentee => Some(0),
            Role::Mentor => problems.take("capacity", read_capacity(&self.capacity, capacity_cap)),
        };
        let minutes = problems.take("hours_per_month", read_hours(&self.hours_per_month));
        let offers = skills(&mut problems, "offers", &self.offers);
        let wants = skills(&mut problems, "wants", &self.wants);
        let goals = skills(&mut problems, "goals", &self.goals);
        let languages = skills(&mut problems, "languages", &self.languages);
        match role {
            Role::Mentor if self.offers.iter().all(|s| s.trim().is_empty()) => {
                problems.add("offers", "is empty; please name at least one");
            }
            Role::Mentee if self.wants.iter().all(|s| s.trim().is_empty()) => {
                problems.add("wants", "is empty; please name at least one");
            }
            _ => {}
        }
        let time_zone = self.time_zone.trim();
        if !time_zone_exists(time_zone) {
            problems.add(
                "time_zone",
                format!("“{time_zone}” is not a time zone; write one like Europe/London or UTC"),
            );
        }
        let typed = self.moments.iter().filter(|m| !m.trim().is_empty()).count();
        if typed > MOMENTS_MAX {
            problems.add(
                "moments",
                format!("has {typed} entries; please keep the {MOMENTS_MAX} that matter most"),
            );
        }
        let moments: Vec<_> = self
            .moments
            .iter()
            .filter_map(|moment| {
                problems
                    .take("moments", text::optional_line(moment, MOMENT_LENGTH))
                    .flatten()
            })
            .collect();
        let hopes = problems
            .take("hopes", text::optional_line(&self.hopes, MOMENT_LENGTH))
            .flatten();
        problems.into_result(|| Answers {
            capacity: capacity.expect("no field had a problem"),
            minutes_per_month: minutes.expect("no field had a problem"),
            offers: if role == Role::Mentor {
                offers
            } else {
                Vec::new()
            },
            wants: if role == Role::Mentee {
                wants
            } else {
                Vec::new()
            },
            goals: if role == Role::Mentee {
                goals
            } else {
                Vec::new()
            },
            languages,
            time_zone: time_zone.to_owned(),
            meeting: self.meeting,
            style: self.style,
            moments: if role == Role::Mentor {
                moments
            } else {
                Vec::new()
            },
            hopes: if role == Role::Mentee { hopes } else { None },
        })
    }
}

fn read_capacity(raw: &str, cap: u8) -> Result<u8, String> {
    match raw.trim() {
        "" => Ok(default::CAPACITY),
        typed => match typed.parse::<u8>() {
            Ok(n) if (1..=cap).contains(&n) => Ok(n),
            _ => Err(format!(
                "“{typed}” is not a number of mentees from 1 to {cap}"
            )),
        },
    }
}

/// Minutes as they are typed: hours, with at most two decimals.
pub fn hours(minutes: u16) -> String {
    let hours = f64::from(minutes) / 60.0;
    ((hours * 100.0).round() / 100.0).to_string()
}

/// Hours a month as typed, in minutes; nothing typed is the default.
pub(crate) fn read_hours(raw: &str) -> Result<u16, String> {
    match raw.trim() {
        "" => Ok(default::MINUTES_PER_MONTH),
        typed => match typed.replace(',', ".").parse::<f64>() {
            Ok(hours) if (0.5..=40.0).contains(&hours) => Ok((hours * 60.0).round() as u16),
            _ => Err(format!("“{typed}” is not a number of hours from 0.5 to 40")),
        },
    }
}

/// A list of names: trimmed, blanks dropped, each once however it is capitalised.
fn skills(problems: &mut FieldProblems, field: &str, raw: &[String]) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for entry in raw {
        let Some(name) = problems
            .take(field, text::optional_line(entry, SKILL_LENGTH))
            .flatten()
        else {
            continue;
        };
        if name.starts_with(['=', '+', '-', '@']) {
            problems.add(
                field,
                format!("“{name}” starts like a spreadsheet formula; please begin with a letter"),
            );
            continue;
        }
        if !kept.iter().any(|other| folded(other) == folded(&name)) {
            kept.push(name);
        }
    }
    if kept.len() > SKILLS_MAX {
        problems.add(
            field,
            format!(
                "has {} entries; please keep the {SKILLS_MAX} that matter most",
                kept.len()
            ),
        );
    }
    kept
}

/// Two spellings of one skill or language fold to the same text.
pub fn folded(name: &str) -> String {
    name.to_lowercase()
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect::<String>()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mentor() -> AnswersDraft {
        AnswersDraft {
            offers: vec!["Giving feedback".into()],
            time_zone: "UTC".into(),
            ..Default::default()
        }
    }

    fn fields(draft: &AnswersDraft, role: Role) -> Vec<String> {
        draft
            .validate(role, 3, |zone| zone == "UTC")
            .err()
            .unwrap_or_default()
            .into_iter()
            .map(|problem| problem.field)
            .collect()
    }

    #[test]
    fn a_mentor_who_names_one_skill_is_complete() {
        let answers = mentor().validate(Role::Mentor, 3, |_| true).unwrap();
        assert_eq!((answers.capacity, answers.minutes_per_month), (1, 90));
    }

    #[test]
    fn each_mistake_is_told_at_its_field() {
        assert_eq!(
            fields(
                &AnswersDraft {
                    capacity: "-1".into(),
                    ..mentor()
                },
                Role::Mentor
            ),
            ["capacity"]
        );
        assert_eq!(
            fields(
                &AnswersDraft {
                    time_zone: "Mars/Olympus".into(),
                    ..mentor()
                },
                Role::Mentor
            ),
            ["time_zone"]
        );
        assert_eq!(
            fields(
                &AnswersDraft {
                    hopes: "x".repeat(201),
                    ..mentor()
                },
                Role::Mentor
            ),
            ["hopes"]
        );
        assert_eq!(fields(&mentor(), Role::Mentee), ["wants"]);
        let formula = AnswersDraft {
            wants: vec!["=1+1".into()],
            ..mentor()
        };
        assert_eq!(fields(&formula, Role::Mentee), ["wants"]);
    }

    #[test]
    fn a_skill_written_twice_counts_once() {
        let draft = AnswersDraft {
            offers: vec!["Root-cause analysis".into(), "root cause Analysis".into()],
            ..mentor()
        };
        assert_eq!(
            draft
                .validate(Role::Mentor, 3, |_| true)
                .unwrap()
                .offers
                .len(),
            1
        );
    }

    #[test]
    fn nobody_lets_themselves_into_the_pool() {
        use EnrolmentState::*;
        assert!(!Applied.may_be_moved(Accepted, Mover::Volunteer));
        assert!(Applied.may_be_moved(Accepted, Mover::Coordinator));
        assert!(!Invited.may_be_moved(Applied, Mover::Coordinator));
        assert!(Paused.may_be_moved(Accepted, Mover::Volunteer));
    }

    #[test]
    fn a_withdrawn_enrolment_stays_withdrawn() {
        use EnrolmentState::*;
        assert!(Accepted.may_become(Paused) && Paused.may_become(Accepted));
        assert!(!Withdrawn.may_become(Accepted) && !Invited.may_become(Accepted));
    }
}
