use super::*;
use crate::id::PersonId;
use crate::import::columns::{Field, Mapping};
use crate::import::dates::{DateBasis, DateOrder};
use crate::person::Person;
use crate::time::Date;
use uuid::Uuid;

/// A file as rows of cells, the first of them the header. Cells are separated by
/// commas, which these have none of.
fn read(file: &str) -> Roster {
    let mut records = file
        .lines()
        .map(|line| -> Vec<String> { line.trim().split(',').map(str::to_owned).collect() });
    let headers = records.next().unwrap();
    let samples: Vec<_> = records.collect();
    let mapping = Mapping::recognise(&headers, &samples);
    assert_eq!(missing_columns(&mapping), []);
    let zone_exists = |zone: &str| zone == "UTC" || zone == "Europe/London";
    let mut reader = RosterReader::new(&mapping, None, &zone_exists);
    for (at, record) in samples.iter().enumerate() {
        reader.read(at as u32 + 2, |column| {
            record.get(column).map_or("", String::as_str)
        });
    }
    reader.finish(&headers, Date::new(2026, 1, 1).unwrap())
}

fn planned(existing: Existing, file: &str) -> RosterPlan {
    let mut next = 100 + existing.people.len() as u128;
    plan(existing, read(file), || {
        next += 1;
        PersonId(Uuid::from_u128(next))
    })
}

/// What the roster is after a plan was applied.
fn applied(before: Existing, plan: RosterPlan) -> Existing {
    assert_eq!(plan.problems, []);
    let mut after = before;
    for Planned { person, .. } in plan.update {
        let slot = after.people.iter_mut().find(|p| p.id == person.id);
        *slot.unwrap() = person;
    }
    after.people.extend(plan.add.into_iter().map(|p| p.person));
    after.former_numbers.extend(plan.former_numbers);
    after
}

fn imported(file: &str) -> Existing {
    applied(Existing::default(), planned(Existing::default(), file))
}

fn find<'a>(roster: &'a Existing, name: &str) -> &'a Person {
    roster.people.iter().find(|p| p.name == name).unwrap()
}

fn messages(plan: &RosterPlan) -> Vec<(u32, &str)> {
    let told = |p: &crate::import::RowProblem| p.row.unwrap();
    let all = plan.problems.iter();
    all.map(|p| (told(p), p.message.as_str())).collect()
}

const SMALL: &str = "\
    Employee ID,First name,Last name,E-Mail,Manager ID,Department,Salary
    1,Ada,Byrne,ada@x.example,NULL,Board,900
    2,Bo,Chen,bo@x.example,1,Works,500
    3,Cy,Diaz,cy@x.example,bo@x.example,Works,400";

#[test]
fn a_first_import_adds_everybody_managers_first() {
    let plan = planned(Existing::default(), SMALL);
    assert_eq!((plan.people, plan.units, plan.roots), (3, 2, 1));
    let names: Vec<_> = plan.add.iter().map(|p| p.person.name.as_str()).collect();
    assert_eq!(names, ["Ada Byrne", "Bo Chen", "Cy Diaz"]);
    assert_eq!(plan.add[2].person.manager, Some(plan.add[1].person.id));
    assert_eq!(plan.add[0].person.manager, None);
}

#[test]
fn importing_the_same_file_again_changes_nothing() {
    let plan = planned(imported(SMALL), SMALL);
    assert_eq!((plan.add.len(), plan.update.len()), (0, 0));
    assert_eq!(plan.unchanged.len(), 3);
    assert!(plan.leavers.is_empty());
}

#[test]
fn a_second_import_adds_updates_and_lists_leavers() {
    let plan = planned(
        imported(SMALL),
        "Employee ID,Name,Email,Manager ID,Department
         2,Bo Chen,bo@x.example,,Board
         4,Di Evans,di@x.example,2,Works",
    );
    assert_eq!(plan.add.len(), 1);
    assert_eq!(
        plan.update[0].changes,
        [RosterField::Unit, RosterField::Manager]
    );
    let leavers: Vec<_> = plan.leavers.iter().map(|l| l.name.as_str()).collect();
    assert_eq!(leavers, ["Ada Byrne", "Cy Diaz"]);
}

#[test]
fn what_a_file_has_no_column_for_stays() {
    let before = imported(SMALL);
    let after = applied(
        before.clone(),
        planned(before, "Employee ID,Name\n3,Cy Diaz-Ortiz"),
    );
    let cy = find(&after, "Cy Diaz-Ortiz");
    assert_eq!(cy.unit.as_deref(), Some("Works"));
    assert_eq!(cy.manager, Some(find(&after, "Bo Chen").id));
}

#[test]
fn somebody_with_a_new_number_or_a_new_address_is_still_the_same() {
    let before = imported(SMALL);
    let bo = find(&before, "Bo Chen").id;
    let after = applied(
        before.clone(),
        planned(
            before,
            "Employee ID,Name,Email,Manager ID,Department
             1,Ada Byrne,ada.byrne@x.example,,Board
             7,Bo Chen,bo@x.example,1,Works
             3,Cy Diaz,cy@x.example,2,Works",
        ),
    );
    assert_eq!(find(&after, "Bo Chen").id, bo);
    // Cy's manager is named by the number Bo had before.
    assert_eq!(find(&after, "Cy Diaz").manager, Some(bo));
    assert_eq!(after.former_numbers, [("2".to_owned(), bo)]);
    assert_eq!(after.people.len(), 3);
}

#[test]
fn an_address_passed_on_belongs_to_whoever_has_it_now() {
    let before = imported(SMALL);
    let plan = planned(
        before,
        "Employee ID,Name,Email,Manager ID,Department
         1,Ada Byrne,ada.byrne@x.example,,Board
         2,Bo Chen,bo@x.example,1,Works
         3,Cy Diaz,cy@x.example,2,Works
         9,Ada Novak,ada@x.example,1,Works",
    );
    assert_eq!(plan.problems, []);
    assert_eq!((plan.add.len(), plan.update.len()), (1, 1));
}

#[test]
fn a_number_and_an_address_of_two_people_are_told() {
    let plan = planned(
        imported(SMALL),
        "Employee ID,Name,Email\n2,Bo Chen,cy@x.example",
    );
    assert_eq!(
        messages(&plan),
        [(
            2,
            "The number is that of Bo Chen, but the e-mail address is that of Cy Diaz, on the roster; correct one of them."
        )]
    );
}

#[test]
fn historical_rows_are_not_people_but_still_name_managers() {
    let plan = planned(
        Existing::default(),
        "EmployeeKey,ParentEmployeeKey,FirstName,LastName,EmailAddress,StartDate,EndDate,Status,BirthDate
         1,NULL,Ada,Byrne,ada@x.example,28/01/2006,NULL,Current,01/01/1970
         2,1,Bo,Chen,bo@x.example,03/04/2007,11/02/2009,NULL,02/02/1971
         3,1,Bo,Chen,bo@x.example,12/02/2009,NULL,Current,02/02/1971
         4,2,Cy,Diaz,cy@x.example,05/06/2010,NULL,Current,03/03/1972",
    );
    assert_eq!(plan.problems, []);
    assert_eq!((plan.people, plan.historical.len()), (3, 1));
    let bo = &plan.add[1].person;
    assert_eq!(bo.number.as_deref(), Some("3"));
    assert_eq!(plan.add[2].person.manager, Some(bo.id));
    assert_eq!(plan.former_numbers, [("2".to_owned(), bo.id)]);
}

#[test]
fn dates_are_read_in_the_order_the_column_shows_and_it_is_said_which() {
    let roster = read("ID,Name,Hire date\n1,Ada,02/03/2020\n2,Bo,12/31/2020\n3,Cy,31/12/2020");
    let reading = &roster.dates[0];
    assert_eq!(
        (reading.order, reading.basis, reading.written.as_str()),
        (DateOrder::DayMonthYear, DateBasis::Seen, "31/12/2020")
    );
    // The two contradict each other; the one that lost is told, never guessed at.
    assert_eq!(roster.rows[0].started_on, Date::new(2020, 3, 2));
    assert!(roster.problems.has(3) && !roster.problems.has(4));
}

#[test]
fn every_kind_of_mistake_is_told_at_its_row() {
    let plan = planned(
        Existing::default(),
        "ID,Name,Email,Manager ID,Time zone,Start date
         1,Ada,ada@x.example,9,UTC,2020-01-01
         2,,bo@x.example,1,UTC,2020-01-01
         3,Cy,cy at x.example,1,UTC,2020-01-01
         4,Di,ada@x.example,1,UTC,2020-01-01
         5,Ed,ed@x.example,6,UTC,2020-01-01
         6,Flo,flo@x.example,5,UTC,2020-01-01
         7,Gus,gus@x.example,1,Mars/Olympus,2020-01-01
         8,Hal,hal@x.example,1,UTC,soon",
    );
    assert_eq!(
        messages(&plan),
        [
            (
                2,
                "The manager 9 is neither in the file nor on the roster; correct the number or address, or leave the manager empty."
            ),
            (3, "Name is empty; please fill it in."),
            (
                4,
                "“cy at x.example” is not an e-mail address; it needs a name, an @ and a domain, like sam@example.org."
            ),
            (
                5,
                "The e-mail address ada@x.example is also that of row 2 (Ada); each person needs their own."
            ),
            (
                6,
                "They would be their own manager in the end: they report to Flo (row 7), who reports to Ed (row 6). Correct one of these managers."
            ),
            (
                7,
                "They would be their own manager in the end: they report to Ed (row 6), who reports to Flo (row 7). Correct one of these managers."
            ),
            (
                8,
                "“Mars/Olympus” is not a time zone; write one like Europe/London or UTC."
            ),
            (9, "The start date “soon” is not a date."),
        ]
    );
}

#[test]
fn a_manager_who_has_left_is_told() {
    let plan = planned(
        Existing::default(),
        "ID,Name,Email,Manager ID,End date
         1,Ada,ada@x.example,,2020-01-01
         2,Bo,bo@x.example,1,",
    );
    assert_eq!(
        messages(&plan),
        [(
            3,
            "The manager 1 has left; name who took over, or leave the manager empty."
        )]
    );
}

#[test]
fn whoever_is_their_own_manager_is_at_the_top() {
    let plan = planned(Existing::default(), "ID,Name,Manager ID\n1,Ada,1\n2,Bo,1");
    assert_eq!((plan.problems.len(), plan.roots), (0, 1));
}

#[test]
fn headers_of_many_systems_are_recognised() {
    let recognised = |header: &str, sample: &str| {
        let split = |text: &str| text.split('|').map(str::to_owned).collect::<Vec<_>>();
        let mapping = Mapping::<RosterField>::recognise(&split(header), &[split(sample)]);
        let keys = mapping.fields().iter();
        keys.map(|field| field.map_or("", RosterField::key))
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(
        recognised(
            "Personalnummer|Vorname|Nachname|E-Mail-Adresse|Abteilung|Vorgesetzter|Eintrittsdatum|Gehalt",
            "7|Jörg|Müller|jm@x.example|Einkauf|3|01.02.2010|50000",
        ),
        "number first_name last_name email unit manager started_on "
    );
    assert_eq!(
        recognised(
            "Matricule|Nom|Prénom|Courriel|Service|Fonction|Responsable|Date d’entrée",
            "7|Dupont|Zoé|zd@x.example|Achats|Acheteuse|3|01/02/2010",
        ),
        "number name first_name email unit title manager started_on"
    );
    // A manager's name is no key to find them by; the number beside it is.
    assert_eq!(
        recognised(
            "Worker ID|Worker|Work Email|Manager|Manager ID|Emergency contact e-mail|Title",
            "7|Zoe Dupont|zd@x.example|Ada Byrne|3|mum@x.example|Ms",
        ),
        "number name email  manager  "
    );
    assert_eq!(
        recognised("A|B|C", "x|zd@x.example|Europe/Paris"),
        " email time_zone"
    );
}

#[test]
fn a_correction_wins_over_what_was_recognised() {
    let headers = [
        "ID".to_owned(),
        "Name".to_owned(),
        "Kostenstelle".to_owned(),
    ];
    let mut mapping = Mapping::<RosterField>::recognise(&headers, &[]);
    let typed = ["unit=kostenstelle".to_owned(), "number=".to_owned()];
    mapping.correct_by_name(&headers, &typed).unwrap();
    assert_eq!(mapping.column_of(RosterField::Unit), Some(2));
    assert_eq!(mapping.column_of(RosterField::Number), None);
    let wrong = |typed: &str| {
        let typed = [typed.to_owned()];
        mapping
            .clone()
            .correct_by_name(&headers, &typed)
            .unwrap_err()
            .to_string()
    };
    assert_eq!(wrong("unit=Team"), "There is no column “Team” in the file.");
    assert!(wrong("pay=Name").starts_with("“pay” is nothing a column can hold"));
}
