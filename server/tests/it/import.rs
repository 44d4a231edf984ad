//! Bringing in a roster and a sheet of volunteers, with the mess real files have.

use crate::support::{Server, both_databases};
use pairwell_domain::api::enrolments::{EnrolmentsQuery, ImportEnrolments, ListEnrolments};
use pairwell_domain::api::people::{
    GetPerson, ImportQuery, ImportRoster, ListPeople, PeopleQuery, PersonRow, Standing,
};
use pairwell_domain::id::ProgrammeId;
use pairwell_domain::import::dates::{DateBasis, DateOrder};
use pairwell_domain::import::report::ImportReport;
use pairwell_domain::person::ReportingLines;
use pairwell_domain::problem::Problem;
use std::path::{Path, PathBuf};

fn fixture(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(name);
    std::fs::read(&path).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
}

fn dry_run() -> ImportQuery {
    ImportQuery {
        dry_run: true,
        ..ImportQuery::default()
    }
}

/// An organisation with one admin, who coordinates one programme.
struct Office {
    /// Lives as long as its office does.
    _server: Server,
    programme: ProgrammeId,
    client: crate::support::client::Client,
}

impl Office {
    async fn of(server: Server) -> Office {
        let admin = server.admin("Admin").await;
        let programme = server.programme("Spring").await;
        server.coordinates(programme, &admin).await;
        let client = server.signed_in(&admin).await;
        Office {
            _server: server,
            programme,
            client,
        }
    }

    async fn roster(&self, query: ImportQuery, file: Vec<u8>) -> Result<ImportReport, Problem> {
        self.client.upload::<ImportRoster>((), query, file).await
    }

    async fn sheet(&self, query: ImportQuery, file: Vec<u8>) -> Result<ImportReport, Problem> {
        let client = &self.client;
        client
            .upload::<ImportEnrolments>(self.programme, query, file)
            .await
    }

    /// Everybody who works here, page after page.
    async fn people(&self, q: Option<&str>) -> Vec<PersonRow> {
        let mut all = Vec::new();
        let mut query = PeopleQuery {
            q: q.map(str::to_owned),
            ..PeopleQuery::default()
        };
        loop {
            let page = self
                .client
                .call::<ListPeople>((), query.clone(), ())
                .await
                .unwrap();
            all.extend(page.people);
            assert!(page.total as usize >= all.len());
            match page.next {
                Some(next) => query.after = Some(next),
                None => return all,
            }
        }
    }

    async fn find(&self, q: &str) -> PersonRow {
        let found = self.people(Some(q)).await;
        assert_eq!(found.len(), 1, "{q}: {found:?}");
        found.into_iter().next().unwrap()
    }

    async fn enrolled(&self) -> u32 {
        let query = EnrolmentsQuery::default();
        let client = &self.client;
        let page = client
            .call::<ListEnrolments>(self.programme, query, ())
            .await;
        page.unwrap().total
    }
}

/// Rows with a problem, each once.
fn rows(report: &ImportReport) -> Vec<u32> {
    report
        .problems
        .iter()
        .map(|problem| problem.row.unwrap())
        .collect()
}

both_databases! {
    async fn a_dry_run_says_what_would_happen_and_changes_nothing(server) {
        let office = Office::of(server).await;
        let report = office.roster(dry_run(), fixture("roster.csv")).await.unwrap();
        assert_eq!((report.counts.people, report.counts.units, report.counts.roots), (23, 5, 1));
        assert_eq!((report.counts.added, report.counts.historical), (23, 2));
        assert!(!report.applied);
        assert_eq!((report.file.encoding.as_str(), report.file.delimiter), ("UTF-8", ','));
        let hired = &report.dates[0];
        assert_eq!((hired.order, hired.basis), (DateOrder::DayMonthYear, DateBasis::Seen));
        assert_eq!(office.people(None).await, []);
    }

    async fn a_roster_is_imported_with_its_reporting_lines(server) {
        let office = Office::of(server).await;
        let report = office.roster(ImportQuery::default(), fixture("roster.csv")).await.unwrap();
        assert!(report.applied, "{:?}", report.problems);
        let people = office.people(None).await;
        assert_eq!(people.len(), 23);
        let lines = people.iter().filter_map(|row| Some((row.person.id, row.person.manager?)));
        let lines = ReportingLines::new(lines).unwrap();
        let roots = people.iter().filter(|row| lines.depth(row.person.id) == 1);
        assert_eq!(roots.count(), 1);
        // Her manager is named by a number he had years ago.
        let grace = office.find("grace oneill").await;
        assert_eq!(grace.manager_name.as_deref(), Some("Bartholomew Featherstonehaugh-Cholmondeley"));
        assert_eq!(grace.person.started_on.unwrap().to_string(), "2018-06-06");
        assert_eq!(office.find("rosa null").await.person.name, "Rosa Null");
        // Whoever left before is not a colleague now.
        assert_eq!(office.people(Some("victor")).await, []);
    }

    async fn importing_again_changes_nothing(server) {
        let office = Office::of(server).await;
        office.roster(ImportQuery::default(), fixture("roster.csv")).await.unwrap();
        let again = office.roster(ImportQuery::default(), fixture("roster.csv")).await.unwrap();
        let counts = &again.counts;
        assert_eq!((counts.added, counts.updated, counts.unchanged, counts.leavers), (0, 0, 23, 0));
    }

    async fn another_systems_export_updates_the_same_people(server) {
        let office = Office::of(server).await;
        office.roster(ImportQuery::default(), fixture("roster.csv")).await.unwrap();
        let before = office.find("hanna.zak").await;
        let report = office.roster(ImportQuery::default(), fixture("roster-german.csv")).await.unwrap();
        assert!(report.applied, "{:?}", report.problems);
        assert_eq!(report.file.encoding, "Windows-1252");
        assert_eq!(report.file.delimiter, ';');
        assert_eq!((report.counts.added, report.counts.updated, report.counts.leavers), (0, 23, 0));
        let after = office.find("hanna.zak").await;
        assert_eq!(after.person.id, before.person.id);
        assert_eq!(after.person.name, "Hanna Zak");
        assert_eq!(after.person.title.as_deref(), Some("Kiln Manager"));
        assert_eq!(after.person.location.as_deref(), Some("Köln"));
        assert_eq!(after.manager_name.as_deref(), Some("Tomás Ó Briain"));
        // What only the first system had is still there.
        assert_eq!(after.person.number.as_deref(), Some("0005"));
    }

    async fn one_mistake_and_nothing_is_changed(server) {
        let office = Office::of(server).await;
        let report = office.roster(ImportQuery::default(), fixture("roster-with-mistakes.csv")).await.unwrap();
        assert!(!report.applied);
        assert_eq!(rows(&report), [2, 3, 4, 5, 6, 7, 8, 9]);
        assert_eq!(report.counts.problems, 8);
        assert_eq!(office.people(None).await, []);
    }

    async fn whoever_is_missing_waits_for_a_decision_and_may_come_back(server) {
        let office = Office::of(server).await;
        office.roster(ImportQuery::default(), fixture("roster.csv")).await.unwrap();
        let text = String::from_utf8(fixture("roster.csv")).unwrap();
        let without: String = text
            .split_inclusive('\n')
            .filter(|line| !line.contains("Yuki"))
            .collect();
        let report = office.roster(ImportQuery::default(), without.into_bytes()).await.unwrap();
        assert_eq!(report.leavers.len(), 1);
        let yuki = office.find("yuki").await;
        assert_eq!(yuki.standing, Standing::Missing);
        office.roster(ImportQuery::default(), fixture("roster.csv")).await.unwrap();
        assert_eq!(office.find("yuki").await.standing, Standing::Here);
    }

    async fn a_column_can_be_corrected(server) {
        let office = Office::of(server).await;
        let query = ImportQuery { map: "unit=Title;title=".into(), ..ImportQuery::default() };
        let report = office.roster(query, fixture("roster.csv")).await.unwrap();
        assert_eq!(report.counts.units, 19);
        let person = office.find("grace oneill").await.person;
        assert_eq!((person.unit.as_deref(), person.title), (Some("Glazer"), None));
        let wrong = ImportQuery { map: "unit=99".into(), ..ImportQuery::default() };
        let problem = office.roster(wrong, fixture("roster.csv")).await.unwrap_err();
        assert_eq!(problem.fields[0].message, "There is no column “99” in the file.");
    }

    async fn what_is_no_table_is_refused_with_a_way_out(server) {
        let office = Office::of(server).await;
        let problem = office.roster(dry_run(), b"PK\x03\x04 and so on".to_vec()).await.unwrap_err();
        assert_eq!((problem.status, problem.code.as_str()), (422, "unreadable_file"));
        assert!(problem.title.contains("Excel workbook"), "{}", problem.title);
    }

    async fn a_sheet_enrols_its_volunteers_and_again_changes_nothing(server) {
        let office = Office::of(server).await;
        office.roster(ImportQuery::default(), fixture("roster.csv")).await.unwrap();
        let report = office.sheet(ImportQuery::default(), fixture("enrolments.csv")).await.unwrap();
        assert!(report.applied, "{:?}", report.problems);
        assert_eq!((report.counts.mentors, report.counts.mentees), (6, 8));
        assert_eq!(office.enrolled().await, 14);
        let again = office.sheet(ImportQuery::default(), fixture("enrolments.csv")).await.unwrap();
        assert_eq!((again.counts.added, again.counts.unchanged), (0, 14));
    }

    async fn a_sheet_of_mistakes_gets_one_message_a_row_and_changes_nothing(server) {
        let office = Office::of(server).await;
        office.roster(ImportQuery::default(), fixture("roster.csv")).await.unwrap();
        office.sheet(ImportQuery::default(), fixture("enrolments.csv")).await.unwrap();
        let report = office
            .sheet(ImportQuery::default(), fixture("enrolments-with-mistakes.csv"))
            .await
            .unwrap();
        assert_eq!(rows(&report), [2, 3, 4, 5, 6, 7, 8, 9]);
        assert_eq!(report.counts.replacing, 1);
        assert_eq!(office.enrolled().await, 14);
    }

    async fn a_sheet_may_replace_what_people_told_when_asked_to(server) {
        let office = Office::of(server).await;
        office.roster(ImportQuery::default(), fixture("roster.csv")).await.unwrap();
        office.sheet(ImportQuery::default(), fixture("enrolments.csv")).await.unwrap();
        let changed = String::from_utf8(fixture("enrolments.csv")).unwrap().replace("Delegation,", "Budgeting,");
        let query = ImportQuery { replace_answers: true, ..ImportQuery::default() };
        let report = office.sheet(query, changed.into_bytes()).await.unwrap();
        assert_eq!((report.counts.updated, report.counts.unchanged), (1, 13));
    }

    async fn a_real_organisation_is_imported_where_it_is_at_hand(server) {
        let Some(folder) = adventureworks() else { return };
        let read = |name: &str| std::fs::read(folder.join(name)).unwrap();
        let office = Office::of(server).await;
        let report = office.roster(ImportQuery::default(), read("DimEmployee.csv")).await.unwrap();
        assert!(report.applied, "{:?}", report.problems);
        let counts = &report.counts;
        assert_eq!((counts.people, counts.units, counts.roots), (290, 16, 1));
        let people = office.people(None).await;
        assert_eq!(people.len(), 290);
        // Her manager is named by the key of a row that is history.
        let reports_to_laura = people.iter().filter(|row| row.manager_name.as_deref() == Some("Laura Norman"));
        assert_eq!(reports_to_laura.count(), 4);
        let report = office.sheet(ImportQuery::default(), read("enrolments.csv")).await.unwrap();
        assert_eq!((report.counts.mentors, report.counts.mentees), (64, 128));
        assert_eq!(office.enrolled().await, 192);
        let report = office.sheet(ImportQuery::default(), read("enrolments-with-mistakes.csv")).await.unwrap();
        assert_eq!(rows(&report), [2, 3, 4, 5, 6, 7, 8]);
        assert_eq!(office.enrolled().await, 192);
        let again = office.roster(ImportQuery::default(), read("DimEmployee.csv")).await.unwrap();
        assert_eq!(again.counts.unchanged, 290);
    }

    async fn only_the_recognised_columns_are_kept(server) {
        let office = Office::of(server).await;
        office.roster(ImportQuery::default(), fixture("roster.csv")).await.unwrap();
        let ada = office.find("ingrid").await;
        let kept = office.client.call::<GetPerson>(ada.person.id, (), ()).await.unwrap();
        let text = serde_json::to_string(&kept).unwrap();
        for private in ["17.25", "555-0100", "1980"] {
            assert!(!text.contains(private), "{text}");
        }
    }
}

/// Files that may lie beside the checkout; they are nobody's to copy here.
fn adventureworks() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/adventureworks");
    folder.is_dir().then_some(folder)
}
