//! What an import says back, whether it was applied or only looked at.

use super::columns::Column;
use super::dates::DateReading;
use crate::id::PersonId;
use crate::time::Date;
use serde::{Deserialize, Serialize};

/// Most problems and leavers a report spells out; its counts are complete.
pub const SPELLED_OUT: usize = 200;

/// Everything wrong with one row, in one message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RowProblem {
    /// The line the row starts on, the header being line 1; none when it is the
    /// file as a whole.
    pub row: Option<u32>,
    /// Whose row it is, as far as it says.
    pub who: Option<String>,
    /// Sentences: what is wrong and what to do.
    pub message: String,
}

/// Gathers problems by row: a second one joins the first one's message.
#[derive(Clone, Debug, Default)]
pub struct RowProblems(std::collections::BTreeMap<u32, RowProblem>);

impl RowProblems {
    pub fn add(&mut self, row: u32, who: Option<&str>, message: impl Into<String>) {
        let message = message.into();
        match self.0.entry(row) {
            std::collections::btree_map::Entry::Vacant(place) => {
                place.insert(RowProblem {
                    row: Some(row),
                    who: who.map(str::to_owned),
                    message,
                });
            }
            std::collections::btree_map::Entry::Occupied(mut place) => {
                let problem = place.get_mut();
                problem.message.push(' ');
                problem.message.push_str(&message);
            }
        }
    }

    pub fn has(&self, row: u32) -> bool {
        self.0.contains_key(&row)
    }

    /// Forgets what was noted of a row that turned out not to matter.
    pub fn forget(&mut self, row: u32) {
        self.0.remove(&row);
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// In the order of the rows.
    pub fn into_vec(self) -> Vec<RowProblem> {
        self.0.into_values().collect()
    }
}

/// How a file was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FileFacts {
    /// `UTF-8`, `UTF-16` or `Windows-1252`.
    pub encoding: String,
    pub delimiter: char,
    /// Rows below the header.
    pub rows: u32,
}

/// What an import would do, or did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportReport {
    pub file: FileFacts,
    pub columns: Vec<Column>,
    pub dates: Vec<DateReading>,
    pub counts: ImportCounts,
    /// The first of them; see [`ImportCounts::leavers`] for how many.
    pub leavers: Vec<Leaver>,
    /// The first of them; see [`ImportCounts::problems`] for how many.
    pub problems: Vec<RowProblem>,
    /// Whether the changes were made. Never with problems.
    pub applied: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportCounts {
    /// Roster: people the file says work here. Enrolments: rows.
    pub people: u32,
    /// Roster: units among them.
    pub units: u32,
    /// Roster: people who report to nobody.
    pub roots: u32,
    /// Roster: rows about an earlier position, or about somebody who has left.
    pub historical: u32,
    /// Enrolments: mentors and mentees.
    pub mentors: u32,
    pub mentees: u32,
    pub added: u32,
    pub updated: u32,
    pub unchanged: u32,
    pub leavers: u32,
    /// Enrolments: problems that are only that a row says otherwise than what
    /// somebody told before.
    pub replacing: u32,
    /// Rows with a problem.
    pub problems: u32,
}

/// Somebody on the roster whom the file no longer has. What becomes of them is
/// for a person to decide.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Leaver {
    pub person: PersonId,
    pub name: String,
    pub number: Option<String>,
    pub unit: Option<String>,
    /// When they left, if the file says.
    pub left_on: Option<Date>,
    /// Whether they take part in a programme that is still to be told.
    pub enrolled: bool,
}
