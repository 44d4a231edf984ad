//! What a sheet would change in a programme.
//!
//! What somebody told before is theirs: a sheet that says otherwise is a problem
//! at its row, unless the coordinator says that the sheet is to win.

use super::field::EnrolmentField;
use super::read::{EnrolmentRow, Sheet};
use crate::enrolment::{Answers, Enrolment, EnrolmentState, Role};
use crate::id::PersonId;
use crate::import::columns::Field;
use crate::import::report::{RowProblem, RowProblems};
use crate::person::Person;
use std::collections::HashMap;

/// What is kept now.
#[derive(Clone, Debug, Default)]
pub struct Known {
    pub people: Vec<Person>,
    /// Enrolments of this programme.
    pub enrolments: Vec<Enrolment>,
}

/// What rows are judged by.
pub struct Rules<'a> {
    /// Most mentees one mentor may take.
    pub capacity_cap: u8,
    pub zone_exists: &'a dyn Fn(&str) -> bool,
    /// Whether what the sheet says replaces what people told before.
    pub replace_answers: bool,
}

/// Somebody's enrolment as it will be.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedEnrolment {
    pub line: u32,
    pub name: String,
    pub person: PersonId,
    pub role: Role,
    pub state: EnrolmentState,
    pub answers: Answers,
    /// The enrolment as it is, where there is one.
    pub before: Option<Box<Enrolment>>,
}

#[derive(Clone, Debug, Default)]
pub struct EnrolmentPlan {
    pub add: Vec<PlannedEnrolment>,
    pub update: Vec<PlannedEnrolment>,
    /// Line, name and role of those who stay as they are.
    pub unchanged: Vec<(u32, String, Role)>,
    pub mentors: u32,
    pub mentees: u32,
    pub rows: u32,
    /// Line and name of rows that would only replace what people told before.
    pub replacing: u32,
    /// While there are any, nothing may be changed.
    pub problems: Vec<RowProblem>,
}

/// Compares a sheet with what is kept.
pub fn plan(known: &Known, sheet: Sheet, rules: &Rules<'_>) -> EnrolmentPlan {
    let by_email: HashMap<&str, &Person> = known
        .people
        .iter()
        .filter_map(|person| Some((person.email.as_ref()?.as_str(), person)))
        .collect();
    let by_number: HashMap<&str, &Person> = known
        .people
        .iter()
        .filter_map(|person| Some((person.number.as_deref()?, person)))
        .collect();
    let enrolled: HashMap<(PersonId, Role), &Enrolment> = known
        .enrolments
        .iter()
        .map(|enrolment| ((enrolment.person, enrolment.role), enrolment))
        .collect();
    let mut plan = EnrolmentPlan {
        rows: sheet.read,
        ..EnrolmentPlan::default()
    };
    let mut problems = sheet.problems;
    let mut seen: HashMap<(PersonId, Role), u32> = HashMap::new();
    for row in sheet.rows {
        match row.role {
            Role::Mentor => plan.mentors += 1,
            Role::Mentee => plan.mentees += 1,
        }
        let person = if row.person.contains('@') {
            by_email.get(row.person.to_lowercase().as_str())
        } else {
            by_number.get(row.person.as_str())
        };
        let Some(&person) = person else {
            let message = format!(
                "{} is not on the roster; correct it, or import the roster first.",
                row.person
            );
            problems.add(row.line, Some(&row.person), message);
            continue;
        };
        if person.left_on.is_some() {
            let message = format!("{} has left the organisation.", person.name);
            problems.add(row.line, Some(&person.name), message);
            continue;
        }
        if let Some(first) = seen.insert((person.id, row.role), row.line) {
            let message = format!(
                "{} is in this sheet as {} already, in row {first}; keep one of the two.",
                person.name,
                row.role.word()
            );
            problems.add(row.line, Some(&person.name), message);
            continue;
        }
        let before = enrolled.get(&(person.id, row.role)).copied();
        consider(
            row,
            person,
            before,
            &sheet.has,
            rules,
            &mut plan,
            &mut problems,
        );
    }
    plan.problems = problems.into_vec();
    plan
}

fn consider(
    row: EnrolmentRow,
    person: &Person,
    before: Option<&Enrolment>,
    has: &[EnrolmentField],
    rules: &Rules<'_>,
    plan: &mut EnrolmentPlan,
    problems: &mut RowProblems,
) {
    let EnrolmentRow {
        line,
        role,
        mut draft,
        ..
    } = row;
    if draft.time_zone.is_empty() {
        let kept = before.map(|enrolment| enrolment.answers.time_zone.clone());
        draft.time_zone = kept.or(person.time_zone.clone()).unwrap_or_default();
    }
    let told = match draft.validate(role, rules.capacity_cap, rules.zone_exists) {
        Ok(told) => told,
        Err(wrong) => {
            let sentences = wrong.iter().map(|problem| {
                let field = EnrolmentField::of_draft(&problem.field);
                match field {
                    Some(field) => format!("{} {}.", field.label(), problem.message),
                    None => format!("{} {}.", problem.field, problem.message),
                }
            });
            let message = sentences.collect::<Vec<_>>().join(" ");
            problems.add(line, Some(&person.name), message);
            return;
        }
    };
    if problems.has(line) {
        return;
    }
    let Some(before) = before else {
        plan.add.push(PlannedEnrolment {
            line,
            name: person.name.clone(),
            person: person.id,
            role,
            state: EnrolmentState::Accepted,
            answers: told,
            before: None,
        });
        return;
    };
    let answers = kept_where_unsaid(told, &before.answers, has);
    let state = match before.state {
        // Standing in a sheet of volunteers is the answer to the invitation.
        EnrolmentState::Invited => EnrolmentState::Accepted,
        state => state,
    };
    let mut refuse = |message: String| problems.add(line, Some(&person.name), message);
    if answers == before.answers && state == before.state {
        plan.unchanged.push((line, person.name.clone(), role));
    } else if matches!(
        before.state,
        EnrolmentState::Withdrawn | EnrolmentState::Completed
    ) {
        refuse(format!(
            "{} was {} here before and is no longer; they can enrol again themselves.",
            person.name,
            role.word()
        ));
    } else if state == before.state && !rules.replace_answers {
        plan.replacing += 1;
        refuse(format!(
            "{} is enrolled as {} already, with other answers; remove the row, or choose to replace what they told before.",
            person.name,
            role.word()
        ));
    } else {
        plan.update.push(PlannedEnrolment {
            line,
            name: person.name.clone(),
            person: person.id,
            role,
            state,
            answers,
            before: Some(Box::new(before.clone())),
        });
    }
}

/// What the sheet has no column for stays.
fn kept_where_unsaid(told: Answers, before: &Answers, has: &[EnrolmentField]) -> Answers {
    let mut answers = before.clone();
    macro_rules! take {
        ($($field:ident: $($slot:ident),*;)*) => {$(
            if has.contains(&EnrolmentField::$field) {
                $(answers.$slot = told.$slot;)*
            }
        )*};
    }
    take! {
        Capacity: capacity;
        Hours: minutes_per_month;
        Offers: offers;
        Wants: wants;
        Goals: goals;
        TimeZone: time_zone;
        Languages: languages;
        Meeting: meeting;
        Style: style;
        Line: moments, hopes;
    }
    answers
}
