use super::*;
use crate::enrolment::{Enrolment, EnrolmentState, Role};
use crate::id::{EnrolmentId, PersonId, ProgrammeId};
use crate::import::columns::Mapping;
use crate::person::Person;
use crate::text::EmailAddress;
use uuid::Uuid;

const HEADER: &str = "Email,Role,Capacity,Hours per month,Skills offered,Skills wanted,Time zone,Languages,Meeting preference,Been through / hoping for";

fn person(n: u128, name: &str) -> Person {
    Person {
        id: PersonId(Uuid::from_u128(n)),
        number: Some(n.to_string()),
        name: name.to_owned(),
        email: EmailAddress::parse(&format!("{name}@x.example")).ok(),
        title: None,
        unit: None,
        level: None,
        manager: None,
        location: None,
        time_zone: None,
        started_on: None,
        left_on: None,
    }
}

fn known() -> Known {
    Known {
        people: ["Ada", "Bo", "Cy"]
            .iter()
            .zip(1..)
            .map(|(name, n)| person(n, name))
            .collect(),
        enrolments: vec![],
    }
}

fn planned(known: &Known, rows: &str, replace_answers: bool) -> EnrolmentPlan {
    let split = |line: &str| -> Vec<String> { line.trim().split(',').map(str::to_owned).collect() };
    let records: Vec<_> = rows.lines().map(split).collect();
    let mapping = Mapping::recognise(&split(HEADER), &records);
    assert_eq!(missing_columns(&mapping), []);
    let mut reader = SheetReader::new(&mapping);
    for (at, record) in records.iter().enumerate() {
        reader.read(at as u32 + 2, |column| {
            record.get(column).map_or("", String::as_str)
        });
    }
    let rules = Rules {
        capacity_cap: 3,
        zone_exists: &|zone| zone == "UTC",
        replace_answers,
    };
    plan(known, reader.finish(), &rules)
}

fn enrolled(rows: &str) -> Known {
    let mut after = known();
    let plan = planned(&after, rows, false);
    assert_eq!(plan.problems, []);
    after.enrolments = plan
        .add
        .into_iter()
        .zip(1..)
        .map(|(planned, n)| Enrolment {
            id: EnrolmentId(Uuid::from_u128(n)),
            programme: ProgrammeId(Uuid::from_u128(1)),
            person: planned.person,
            role: planned.role,
            state: planned.state,
            answers: planned.answers,
            version: 1,
        })
        .collect();
    after
}

fn messages(plan: &EnrolmentPlan) -> Vec<(u32, &str)> {
    let all = plan.problems.iter();
    all.map(|p| (p.row.unwrap(), p.message.as_str())).collect()
}

#[test]
fn one_person_may_be_both_mentor_and_mentee() {
    let plan = planned(
        &known(),
        "ada@x.example,mentor,2,1.5,CAD; Statistics,,UTC,Deutsch; English,video,Changed profession at forty
         ADA@x.example,Mentee,,,,Delegation,UTC,English,either,Is management for me?",
        false,
    );
    assert_eq!(plan.problems, []);
    let mentor = &plan.add[0].answers;
    assert_eq!((mentor.capacity, mentor.minutes_per_month), (2, 90));
    assert_eq!(mentor.offers, ["CAD", "Statistics"]);
    assert_eq!(mentor.moments, ["Changed profession at forty"]);
    let mentee = &plan.add[1].answers;
    assert_eq!(mentee.hopes.as_deref(), Some("Is management for me?"));
}

#[test]
fn every_mistake_is_one_message_at_its_row() {
    let plan = planned(
        &known(),
        &format!(
            "nobody@x.example,mentor,2,2,CAD,,UTC,English,either,
             ada@x.example,mentor,-1,2,CAD,,UTC,English,either,
             ada@x.example,guru,1,2,CAD,,UTC,English,either,
             bo@x.example,mentee,,,,Delegation,Mars/Olympus,English,either,
             cy@x.example,mentor,1,2,CAD,,UTC,English,either,
             cy@x.example,mentor,1,2,CAD,,UTC,English,either,second time
             cy@x.example,mentee,,,,=HYPERLINK(1),UTC,English,either,+cmd
             ada@x.example,mentee,,,,,UTC,English,either,{}",
            "x".repeat(201)
        ),
        false,
    );
    assert_eq!(
        messages(&plan),
        [
            (
                2,
                "nobody@x.example is not on the roster; correct it, or import the roster first."
            ),
            (3, "Capacity “-1” is not a number of mentees from 1 to 3."),
            (4, "“guru” is no role; write mentor or mentee."),
            (
                5,
                "Time zone “Mars/Olympus” is not a time zone; write one like Europe/London or UTC."
            ),
            (
                7,
                "Cy is in this sheet as mentor already, in row 6; keep one of the two."
            ),
            (
                8,
                "Skills wanted “=HYPERLINK(1)” starts like a spreadsheet formula; please begin with a letter."
            ),
            (
                9,
                "Skills wanted is empty; please name at least one. Been through / hoping for is 201 characters long; at most 200 fit."
            ),
        ]
    );
}

#[test]
fn the_same_sheet_again_changes_nothing() {
    let rows = "ada@x.example,mentor,2,2,CAD,,UTC,English,either,";
    let plan = planned(&enrolled(rows), rows, false);
    assert_eq!(
        (plan.add.len(), plan.update.len(), plan.unchanged.len()),
        (0, 0, 1)
    );
}

#[test]
fn what_somebody_told_before_is_only_replaced_when_asked_to() {
    let known = enrolled("ada@x.example,mentor,2,2,CAD,,UTC,English,either,");
    let rows = "ada@x.example,mentor,1,2,CAD,,UTC,English,either,";
    let kept = planned(&known, rows, false);
    assert_eq!((kept.problems.len(), kept.replacing), (1, 1));
    let replaced = planned(&known, rows, true);
    assert_eq!(replaced.problems, []);
    assert_eq!(replaced.update[0].answers.capacity, 1);
}

#[test]
fn a_sheet_answers_an_invitation_but_not_a_withdrawal() {
    let rows = "ada@x.example,mentor,2,2,CAD,,UTC,English,either,";
    let in_state = |state| {
        let mut known = enrolled(rows);
        known.enrolments[0].state = state;
        planned(&known, &rows.replace("CAD", "Safety"), false)
    };
    let invited = in_state(EnrolmentState::Invited);
    assert_eq!(invited.update[0].state, EnrolmentState::Accepted);
    assert_eq!(invited.update[0].role, Role::Mentor);
    assert_eq!(in_state(EnrolmentState::Withdrawn).problems.len(), 1);
}

#[test]
fn somebody_who_left_is_not_enrolled() {
    let mut known = known();
    known.people[0].left_on = crate::time::Date::new(2025, 1, 1);
    let plan = planned(&known, "1,mentor,2,2,CAD,,UTC,English,either,", false);
    assert_eq!(messages(&plan), [(2, "Ada has left the organisation.")]);
}
