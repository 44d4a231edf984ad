//! The commands that import: the same import as in the browser, with a line on
//! standard output for every row, and progress on standard error.

use super::{Imported, Outcome, Progress, Said, enrolments, roster};
use crate::cli::app_for_commands;
use crate::state::AppState;
use crate::store::{audit, programme};
use anyhow::{Context, bail};
use clap::{Args, Subcommand, ValueEnum};
use pairwell_domain::import::dates::{DateBasis, DateOrder};
use pairwell_domain::programme::{NAME_LIMIT, NewProgramme, Programme, default};
use pairwell_domain::text::one_line;
use serde_json::json;
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Debug, Subcommand)]
pub enum Import {
    /// Bring the roster up to date from an HR export
    ///
    /// Adds people and updates those who differ; lists who is no longer in the
    /// file, and deletes nobody. One row with a problem, and nothing is changed.
    Roster {
        #[command(flatten)]
        file: ImportFile,
        /// In which order dates are written, where the file leaves it open
        #[arg(long, value_enum, value_name = "ORDER")]
        dates: Option<Dates>,
    },
    /// Enrol the volunteers of a sheet in a programme
    ///
    /// One row with a problem, and nothing is changed.
    Enrolments {
        #[command(flatten)]
        file: ImportFile,
        /// The programme, by name or by id
        #[arg(long, value_name = "NAME")]
        programme: String,
        /// Start the programme, today and for six months, if there is none
        #[arg(long)]
        create: bool,
        /// Let the sheet replace what people who are enrolled told before
        #[arg(long)]
        replace_answers: bool,
    },
}

#[derive(Args, Debug)]
pub struct ImportFile {
    /// The CSV file
    file: PathBuf,
    /// Which column holds a field, by its header or its number counted from 1;
    /// nothing for none. May be given several times
    #[arg(long, value_name = "FIELD=COLUMN")]
    map: Vec<String>,
    /// Only say what would be done
    #[arg(long)]
    dry_run: bool,
    /// Leave out the rows without a problem
    #[arg(long, short)]
    quiet: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Dates {
    /// 31/12/2026
    Dmy,
    /// 12/31/2026
    Mdy,
}

/// Exit codes: 0 done, or nothing in the way of it; 1 there are problems, and
/// nothing was changed; 2 asked wrongly.
pub async fn run(command: Import, url: &str) -> anyhow::Result<ExitCode> {
    match command {
        Import::Roster { file, dates } => {
            let said = Said {
                corrections: file.map,
                dates: dates.map(|dates| match dates {
                    Dates::Dmy => DateOrder::DayMonthYear,
                    Dates::Mdy => DateOrder::MonthDayYear,
                }),
                replace_answers: false,
            };
            let opened = open(&file.file)?;
            let app = app_for_commands(url, String::new()).await?;
            let today = app.clock.now().date();
            let read =
                tokio::task::spawn_blocking(move || roster::read(opened, &said, today, &tell))
                    .await?;
            let read = match read {
                Ok(read) => read,
                Err(why) => return Ok(refused(&why)),
            };
            let imported = roster::import(&app, read, file.dry_run, None, !file.quiet, &tell).await;
            end_of_progress();
            let imported = imported?;
            roster_summary(&imported, file.dry_run)
        }
        Import::Enrolments {
            file,
            programme,
            create,
            replace_answers,
        } => {
            let said = Said {
                corrections: file.map,
                dates: None,
                replace_answers,
            };
            let opened = open(&file.file)?;
            let app = app_for_commands(url, String::new()).await?;
            let found = find_programme(&app, &programme, create && !file.dry_run).await?;
            let Some(programme) = found else {
                return Ok(ExitCode::from(2));
            };
            let read = tokio::task::spawn_blocking(move || enrolments::read(opened, &said)).await?;
            let read = match read {
                Ok(read) => read,
                Err(why) => return Ok(refused(&why)),
            };
            let imported = enrolments::import(&app, &programme, read, file.dry_run, None).await?;
            enrolments_summary(&imported, &programme, file.dry_run, file.quiet)
        }
    }
}

fn open(path: &Path) -> anyhow::Result<File> {
    File::open(path).with_context(|| format!("can't open {}", path.display()))
}

fn refused(why: &roster::Refusal) -> ExitCode {
    end_of_progress();
    eprintln!("error: {why}");
    match why {
        roster::Refusal::Mapping(_) => ExitCode::from(2),
        roster::Refusal::Table(_) => ExitCode::FAILURE,
    }
}

/// The programme called `wanted`; tells which there are when there is no such.
async fn find_programme(
    app: &AppState,
    wanted: &str,
    create: bool,
) -> anyhow::Result<Option<Programme>> {
    let all = programme::all(&app.db).await?;
    let named =
        |p: &&Programme| p.id.to_string() == wanted || p.name.eq_ignore_ascii_case(wanted.trim());
    let mut found = all.iter().filter(named);
    match (found.next(), found.next()) {
        (Some(programme), None) => Ok(Some(programme.clone())),
        (Some(_), Some(_)) => bail!("several programmes are called “{wanted}”; give the id"),
        _ if create => start_programme(app, wanted).await.map(Some),
        _ => {
            eprintln!("error: there is no programme “{wanted}”");
            for programme in &all {
                eprintln!("  {}  {}", programme.id, programme.name);
            }
            Ok(None)
        }
    }
}

async fn start_programme(app: &AppState, name: &str) -> anyhow::Result<Programme> {
    let now = app.clock.now();
    let name = one_line(name, NAME_LIMIT).map_err(|why| anyhow::anyhow!("--programme {why}"))?;
    let new = NewProgramme {
        name,
        starts_on: now.date(),
        ends_on: now.date().plus_months(i32::from(default::MONTHS)),
    };
    let programme = new.with_id(app.clock.new_id());
    let mut tx = app.db.begin().await?;
    programme::add(&mut tx, &programme, now).await?;
    let subject = format!("programme/{}", programme.id);
    audit::record(&mut tx, now, None, "create_programme", &subject, &json!({})).await?;
    tx.commit().await?;
    Ok(programme)
}

fn tell(progress: Progress) {
    let mut out = io::stderr().lock();
    let line = match progress {
        Progress::Reading(rows) => format!("read {rows} rows"),
        Progress::Comparing => "comparing with the roster".to_owned(),
        Progress::Writing(done, all) => format!("written {done} of {all}"),
    };
    // Nothing depends on whether anybody watches.
    let _ = if out.is_terminal() {
        write!(out, "\r\x1b[K{line}")
    } else {
        writeln!(out, "{line}")
    };
}

fn end_of_progress() {
    let mut out = io::stderr().lock();
    if out.is_terminal() {
        let _ = write!(out, "\r\x1b[K");
    }
}

fn roster_summary(imported: &Imported, dry_run: bool) -> anyhow::Result<ExitCode> {
    let mut out = BufWriter::new(io::stdout().lock());
    how_it_was_read(&mut out, imported)?;
    rows(&mut out, imported)?;
    let counts = &imported.report.counts;
    writeln!(
        out,
        "{} people in {} units, {} reporting to nobody, {} historical rows",
        counts.people, counts.units, counts.roots, counts.historical
    )?;
    for leaver in &imported.report.leavers {
        let number = leaver.number.as_deref().unwrap_or("no number");
        writeln!(out, "no longer in the file: {} ({number})", leaver.name)?;
    }
    if counts.leavers as usize > imported.report.leavers.len() {
        writeln!(out, "no longer in the file: {} in all", counts.leavers)?;
    }
    verdict(&mut out, imported, dry_run, "the roster")
}

fn enrolments_summary(
    imported: &Imported,
    programme: &Programme,
    dry_run: bool,
    quiet: bool,
) -> anyhow::Result<ExitCode> {
    let mut out = BufWriter::new(io::stdout().lock());
    how_it_was_read(&mut out, imported)?;
    if quiet {
        problems(&mut out, imported)?;
    } else {
        rows(&mut out, imported)?;
    }
    let counts = &imported.report.counts;
    writeln!(
        out,
        "{} mentors and {} mentees for {}",
        counts.mentors, counts.mentees, programme.name
    )?;
    if counts.replacing > 0 {
        writeln!(
            out,
            "{} of them told otherwise before; --replace-answers lets the sheet win",
            counts.replacing
        )?;
    }
    verdict(&mut out, imported, dry_run, "the programme")
}

fn how_it_was_read(out: &mut impl Write, imported: &Imported) -> io::Result<()> {
    let report = &imported.report;
    let delimiter = match report.file.delimiter {
        '\t' => "tab".to_owned(),
        other => other.to_string(),
    };
    writeln!(
        out,
        "{} rows, {}, separated by {delimiter}",
        report.file.rows, report.file.encoding
    )?;
    for column in &report.columns {
        if let Some(field) = &column.field {
            writeln!(out, "column {:?} is {field}", column.header)?;
        }
    }
    for date in &report.dates {
        let read = date
            .read
            .map_or("no date".to_owned(), |day| day.to_string());
        let basis = match date.basis {
            DateBasis::Assumed => "; assumed, --dates says otherwise",
            DateBasis::OtherColumn => "; as in another column",
            DateBasis::Chosen => "; as chosen",
            DateBasis::Seen => "",
        };
        writeln!(
            out,
            "dates of {:?} are {}: {} is {read}{basis}",
            date.column,
            date.order.pattern(),
            date.written
        )?;
    }
    Ok(())
}

/// Every row, in the order of the file, one line each.
fn rows(out: &mut impl Write, imported: &Imported) -> io::Result<()> {
    let applied = imported.report.applied;
    let mut wrong = imported.problems.iter().peekable();
    for row in &imported.rows {
        while let Some(problem) = wrong.next_if(|problem| problem.row < Some(row.row)) {
            self::problem(out, problem)?;
        }
        let what = match (row.outcome, applied) {
            (Outcome::Added, true) => "added",
            (Outcome::Added, false) => "to add",
            (Outcome::Updated, true) => "updated",
            (Outcome::Updated, false) => "to update",
            (Outcome::Unchanged, _) => "unchanged",
            (Outcome::Historical, _) => "historical",
        };
        writeln!(out, "row {}: {what} {}", row.row, row.words)?;
    }
    wrong.try_for_each(|problem| self::problem(out, problem))
}

fn problems(out: &mut impl Write, imported: &Imported) -> io::Result<()> {
    imported.problems.iter().try_for_each(|p| problem(out, p))
}

fn problem(out: &mut impl Write, problem: &pairwell_domain::import::RowProblem) -> io::Result<()> {
    match problem.row {
        Some(row) => write!(out, "row {row}: problem: ")?,
        None => write!(out, "problem: ")?,
    }
    if let Some(who) = problem
        .who
        .as_deref()
        .filter(|who| !problem.message.contains(who))
    {
        write!(out, "{who}: ")?;
    }
    writeln!(out, "{}", problem.message)
}

fn verdict(
    out: &mut impl Write,
    imported: &Imported,
    dry_run: bool,
    what: &str,
) -> anyhow::Result<ExitCode> {
    let counts = &imported.report.counts;
    let sums = format!(
        "{} added, {} updated, {} unchanged, {} no longer in the file",
        counts.added, counts.updated, counts.unchanged, counts.leavers
    );
    if counts.problems > 0 {
        writeln!(
            out,
            "{} {}; nothing was changed in {what}",
            counts.problems,
            if counts.problems == 1 {
                "problem"
            } else {
                "problems"
            }
        )?;
    } else if dry_run {
        writeln!(out, "nothing is in the way; it would be: {sums}")?;
    } else {
        writeln!(out, "done: {sums}")?;
    }
    out.flush()?;
    Ok(if counts.problems > 0 {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}
