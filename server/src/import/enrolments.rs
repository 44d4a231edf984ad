//! A sheet of volunteers for one programme, from a file.

use super::roster::Refusal;
use super::table::{Record, Table};
use super::{Imported, Outcome, RowOutcome, Said, first};
use crate::db::{DbError, Tx};
use crate::state::App;
use crate::store::{audit, enrolment as store, pool, roster};
use crate::time_zone;
use pairwell_domain::enrolment::Enrolment;
use pairwell_domain::id::AccountId;
use pairwell_domain::import::RowProblem;
use pairwell_domain::import::columns::{Column, Mapping};
use pairwell_domain::import::enrolments::{
    EnrolmentField, EnrolmentPlan, Known, Rules, Sheet, SheetReader, missing_columns, plan,
};
use pairwell_domain::import::report::{FileFacts, ImportCounts, ImportReport};
use pairwell_domain::programme::Programme;
use pairwell_domain::time::Instant;
use serde_json::json;
use std::fs::File;

/// A sheet, read but not yet compared with anything.
pub struct ReadSheet {
    file: FileFacts,
    columns: Vec<Column>,
    sheet: Sheet,
    missing: Vec<RowProblem>,
    replace_answers: bool,
}

/// Reads a file. Takes as long as the file is long; not for an async thread.
pub fn read(file: File, said: &Said) -> Result<ReadSheet, Refusal> {
    let table = Table::open(file)?;
    let mut mapping = Mapping::<EnrolmentField>::recognise(&table.headers, &table.samples);
    mapping.correct_by_name(&table.headers, &said.corrections)?;
    let missing = missing_columns(&mapping);
    let mut reader = SheetReader::new(&mapping);
    let rows = table.each(|record| match record {
        // Without people or roles every row would repeat what is wrong with the file.
        _ if !missing.is_empty() => {}
        Record::Cells(line, cells) => {
            reader.read(line, |column| cells.get(column).unwrap_or_default());
        }
        Record::Broken(line, why) => reader.refuse(line, why),
    })?;
    Ok(ReadSheet {
        file: table.facts(rows),
        columns: mapping.columns(&table.headers, &table.samples),
        sheet: reader.finish(),
        missing,
        replace_answers: said.replace_answers,
    })
}

/// Compares a sheet with a programme and, unless it is a dry run or something is
/// wrong, applies it. All of it happens in one transaction.
pub async fn import(
    app: &App,
    programme: &Programme,
    read: ReadSheet,
    dry_run: bool,
    by: Option<AccountId>,
) -> Result<Imported, DbError> {
    let now = app.clock.now();
    let mut tx = if dry_run {
        app.db.snapshot().await?
    } else {
        app.db.begin().await?
    };
    if !dry_run {
        tx.hold_roster().await?;
        tx.hold_enrolments(Some(programme.id)).await?;
    }
    let known = Known {
        people: roster::everybody(&mut tx).await?.people,
        enrolments: store::of_programme(&mut tx, programme.id).await?,
    };
    let mut plan = compare(&known, programme, read.sheet, read.replace_answers);
    plan.problems.splice(0..0, read.missing);
    let counts = counts(&plan);
    let apply = !dry_run && plan.problems.is_empty();
    if apply {
        write(&mut tx, app, programme, &plan, now).await?;
        let subject = format!("programme/{}", programme.id);
        let detail = json!({
            "added": counts.added, "updated": counts.updated, "unchanged": counts.unchanged,
        });
        audit::record(&mut tx, now, by, "import_enrolments", &subject, &detail).await?;
        pool::announce(&mut tx, programme.id, now).await?;
        tx.commit().await?;
        app.hub.announce();
    }
    Ok(Imported {
        report: ImportReport {
            file: read.file,
            columns: read.columns,
            dates: Vec::new(),
            counts,
            leavers: Vec::new(),
            problems: first(&plan.problems),
            applied: apply,
        },
        problems: std::mem::take(&mut plan.problems),
        rows: outcomes(plan),
    })
}

fn compare(
    known: &Known,
    programme: &Programme,
    sheet: Sheet,
    replace_answers: bool,
) -> EnrolmentPlan {
    let rules = Rules {
        capacity_cap: programme.capacity_cap,
        zone_exists: &time_zone::exists,
        replace_answers,
    };
    plan(known, sheet, &rules)
}

async fn write(
    tx: &mut Tx,
    app: &App,
    programme: &Programme,
    plan: &EnrolmentPlan,
    now: Instant,
) -> Result<(), DbError> {
    let new: Vec<Enrolment> = plan
        .add
        .iter()
        .map(|planned| Enrolment {
            id: app.clock.new_id(),
            programme: programme.id,
            person: planned.person,
            role: planned.role,
            state: planned.state,
            answers: planned.answers.clone(),
            version: 1,
        })
        .collect();
    store::add(tx, &new, now).await?;
    for planned in &plan.update {
        let before = planned.before.as_ref().expect("what is updated was there");
        store::change(tx, before, planned.state, &planned.answers, now).await?;
    }
    Ok(())
}

fn counts(plan: &EnrolmentPlan) -> ImportCounts {
    ImportCounts {
        people: plan.rows,
        mentors: plan.mentors,
        mentees: plan.mentees,
        added: plan.add.len() as u32,
        updated: plan.update.len() as u32,
        unchanged: plan.unchanged.len() as u32,
        replacing: plan.replacing,
        problems: plan.problems.len() as u32,
        ..ImportCounts::default()
    }
}

fn outcomes(plan: EnrolmentPlan) -> Vec<RowOutcome> {
    let planned = |outcome| {
        move |planned: pairwell_domain::import::enrolments::PlannedEnrolment| RowOutcome {
            row: planned.line,
            outcome,
            words: format!("{} as {}", planned.name, planned.role.word()),
        }
    };
    let unchanged = plan
        .unchanged
        .into_iter()
        .map(|(row, name, role)| RowOutcome {
            row,
            outcome: Outcome::Unchanged,
            words: format!("{name} as {}", role.word()),
        });
    let mut rows: Vec<RowOutcome> = plan
        .add
        .into_iter()
        .map(planned(Outcome::Added))
        .chain(plan.update.into_iter().map(planned(Outcome::Updated)))
        .chain(unchanged)
        .collect();
    rows.sort_by_key(|row| row.row);
    rows
}
