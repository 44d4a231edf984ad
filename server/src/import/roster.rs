//! The roster of an organisation, from a file.

use super::table::{Record, Table, TableRefusal};
use super::{Imported, OnProgress, Outcome, Progress, RowOutcome, Said, first};
use crate::db::{DbError, Tx};
use crate::state::App;
use crate::store::{audit, event, roster as store};
use crate::time_zone;
use pairwell_domain::api::events::Topic;
use pairwell_domain::id::{AccountId, PersonId};
use pairwell_domain::import::RowProblem;
use pairwell_domain::import::columns::{Column, Mapping, MappingRefusal};
use pairwell_domain::import::report::{FileFacts, ImportCounts, ImportReport, SPELLED_OUT};
use pairwell_domain::import::roster::{
    Planned, Roster, RosterField, RosterPlan, RosterReader, missing_columns, plan,
};
use pairwell_domain::time::{Date, Instant};
use serde_json::json;
use std::fs::File;
use thiserror::Error;

/// Rows written between two words of progress.
const BATCH: usize = 10_000;
/// Rows read between two.
const STRIDE: u32 = 10_000;

/// Why a file can't even be looked at.
#[derive(Debug, Error)]
pub enum Refusal {
    #[error(transparent)]
    Table(#[from] TableRefusal),
    #[error(transparent)]
    Mapping(#[from] MappingRefusal),
}

/// A roster file, read but not yet compared with anything.
pub struct ReadRoster {
    file: FileFacts,
    columns: Vec<Column>,
    roster: Roster,
    /// What of the file as a whole is wrong: columns not recognised.
    missing: Vec<RowProblem>,
}

/// Reads a file. Takes as long as the file is long; not for an async thread.
pub fn read(
    file: File,
    said: &Said,
    today: Date,
    progress: OnProgress<'_>,
) -> Result<ReadRoster, Refusal> {
    let table = Table::open(file)?;
    let mut mapping = Mapping::<RosterField>::recognise(&table.headers, &table.samples);
    mapping.correct_by_name(&table.headers, &said.corrections)?;
    let columns = mapping.columns(&table.headers, &table.samples);
    let missing = missing_columns(&mapping);
    let mut reader = RosterReader::new(&mapping, said.dates, &time_zone::exists);
    let mut seen = 0;
    let rows = table.each(|record| {
        seen += 1;
        if seen % STRIDE == 0 {
            progress(Progress::Reading(seen));
        }
        match record {
            // Without names or keys every row would repeat what is wrong with the file.
            _ if !missing.is_empty() => {}
            Record::Cells(line, cells) => {
                reader.read(line, |column| cells.get(column).unwrap_or_default());
            }
            Record::Broken(line, why) => reader.refuse(line, why),
        }
    })?;
    progress(Progress::Reading(rows));
    Ok(ReadRoster {
        file: table.facts(rows),
        columns,
        roster: reader.finish(&table.headers, today),
        missing,
    })
}

/// Compares a file with the roster and, unless it is a dry run or something is
/// wrong, applies it. All of it happens in one transaction.
pub async fn import(
    app: &App,
    read: ReadRoster,
    dry_run: bool,
    by: Option<AccountId>,
    list_rows: bool,
    progress: OnProgress<'_>,
) -> anyhow::Result<Imported> {
    let ReadRoster {
        file,
        columns,
        mut roster,
        missing,
    } = read;
    let dates = std::mem::take(&mut roster.dates);
    progress(Progress::Comparing);
    let now = app.clock.now();
    let mut tx = if dry_run {
        app.db.snapshot().await?
    } else {
        app.db.begin().await?
    };
    if !dry_run {
        tx.hold_roster().await?;
    }
    let existing = store::everybody(&mut tx).await?;
    let mut plan = if missing.is_empty() {
        let clock = app.clock.clone();
        let compare = move || plan(existing, roster, || clock.new_id());
        // A big roster takes a while; nobody else is kept waiting.
        tokio::task::spawn_blocking(compare).await?
    } else {
        RosterPlan::default()
    };
    plan.problems.splice(0..0, missing);
    let counts = counts(&plan);
    let apply = !dry_run && plan.problems.is_empty();
    if apply {
        write(&mut tx, &plan, now, progress).await?;
        store::tie_accounts(&mut tx).await?;
        let detail = json!({
            "added": counts.added, "updated": counts.updated, "unchanged": counts.unchanged,
            "leavers": counts.leavers,
        });
        audit::record(&mut tx, now, by, "import_roster", "roster", &detail).await?;
        event::record(&mut tx, now, Topic::People, &json!(null)).await?;
    }
    let enrolled = store::enrolled(&mut tx).await?;
    if apply {
        tx.commit().await?;
        app.hub.announce();
    }
    plan.leavers.truncate(SPELLED_OUT);
    for leaver in &mut plan.leavers {
        leaver.enrolled = enrolled.contains(&leaver.person);
    }
    Ok(Imported {
        report: ImportReport {
            file,
            columns,
            dates,
            counts,
            leavers: std::mem::take(&mut plan.leavers),
            problems: first(&plan.problems),
            applied: apply,
        },
        problems: std::mem::take(&mut plan.problems),
        rows: if list_rows {
            outcomes(plan)
        } else {
            Vec::new()
        },
    })
}

async fn write(
    tx: &mut Tx,
    plan: &RosterPlan,
    now: Instant,
    progress: OnProgress<'_>,
) -> Result<(), DbError> {
    let keyed = |planned: &&Planned| {
        let keys = [RosterField::Number, RosterField::Email];
        planned.changes.iter().any(|field| keys.contains(field))
    };
    let keyed: Vec<PersonId> = plan
        .update
        .iter()
        .filter(keyed)
        .map(|planned| planned.person.id)
        .collect();
    store::clear_keys(tx, &keyed).await?;
    let all = (plan.add.len() + plan.update.len()) as u32;
    let mut written = 0;
    for batch in plan.add.chunks(BATCH) {
        store::add(tx, batch.iter().map(|planned| &planned.person), now).await?;
        written += batch.len() as u32;
        progress(Progress::Writing(written, all));
    }
    for batch in plan.update.chunks(BATCH) {
        store::update(tx, batch.iter().map(|planned| &planned.person), now).await?;
        written += batch.len() as u32;
        progress(Progress::Writing(written, all));
    }
    store::remember_numbers(tx, &plan.former_numbers).await?;
    let missing = plan.leavers.iter().map(|leaver| leaver.person);
    store::note_missing(tx, missing, now).await
}

fn counts(plan: &RosterPlan) -> ImportCounts {
    ImportCounts {
        people: plan.people,
        units: plan.units,
        roots: plan.roots,
        historical: plan.historical.len() as u32,
        added: plan.add.len() as u32,
        updated: plan.update.len() as u32,
        unchanged: plan.unchanged.len() as u32,
        leavers: plan.leavers.len() as u32,
        problems: plan.problems.len() as u32,
        ..ImportCounts::default()
    }
}

fn outcomes(plan: RosterPlan) -> Vec<RowOutcome> {
    let wrong: std::collections::HashSet<u32> = plan
        .problems
        .iter()
        .filter_map(|problem| problem.row)
        .collect();
    let of = |outcome| {
        move |(row, words): (u32, String)| RowOutcome {
            row,
            outcome,
            words,
        }
    };
    let added = plan.add.into_iter().map(|new| (new.line, new.person.name));
    let updated = plan.update.into_iter().map(|planned| {
        let changes: Vec<&str> = planned.changes.iter().map(|field| field.word()).collect();
        let words = format!("{} ({})", planned.person.name, changes.join(", "));
        (planned.line, words)
    });
    let mut rows: Vec<RowOutcome> = added
        .map(of(Outcome::Added))
        .chain(updated.map(of(Outcome::Updated)))
        .chain(plan.unchanged.into_iter().map(of(Outcome::Unchanged)))
        .chain(plan.historical.into_iter().map(of(Outcome::Historical)))
        .filter(|row| !wrong.contains(&row.row))
        .collect();
    rows.sort_by_key(|row| row.row);
    rows
}
