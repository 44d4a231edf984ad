//! Bringing files in: the roster and sheets of volunteers, from the command line
//! and over the API alike.
//!
//! `encoding` turns a file's bytes into text, `table` the text into records, and
//! the domain turns records into a plan; `roster` and `enrolments` compare that
//! with the database and apply it in one transaction. A file is read from disk,
//! twice, and never held in memory: what is kept of it is only the recognised
//! columns. Whoever calls has asked whether they may.

pub mod command;
mod encoding;
pub mod enrolments;
mod lines;
pub mod roster;
pub mod table;

use pairwell_domain::import::RowProblem;
use pairwell_domain::import::dates::DateOrder;
use pairwell_domain::import::report::{ImportReport, SPELLED_OUT};

/// What whoever imports has said about the file.
#[derive(Clone, Debug, Default)]
pub struct Said {
    /// `field=Column`, as it is typed.
    pub corrections: Vec<String>,
    pub dates: Option<DateOrder>,
    /// Whether a sheet replaces what people told before.
    pub replace_answers: bool,
}

/// What becomes of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Added,
    Updated,
    Unchanged,
    /// About the past.
    Historical,
}

/// One line of the per-row report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowOutcome {
    pub row: u32,
    pub outcome: Outcome,
    pub words: String,
}

/// An import, applied or only looked at.
#[derive(Debug)]
pub struct Imported {
    pub report: ImportReport,
    /// Every row without a problem, in the order of the file; empty unless asked for.
    pub rows: Vec<RowOutcome>,
    /// Every problem; the report spells out only the first.
    pub problems: Vec<RowProblem>,
}

/// How far an import has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Rows read so far.
    Reading(u32),
    Comparing,
    /// Rows written, of how many.
    Writing(u32, u32),
}

/// Is told now and then how far it has come.
pub type OnProgress<'a> = &'a (dyn Fn(Progress) + Send + Sync);

/// The first problems, for a report.
fn first(problems: &[RowProblem]) -> Vec<RowProblem> {
    problems.iter().take(SPELLED_OUT).cloned().collect()
}
