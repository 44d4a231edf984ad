//! From records to rows: every cell read, every mistake noted at its row, and
//! rows about the past told apart from those about today.

use super::field::RosterField;
use crate::import::columns::{Field, Mapping};
use crate::import::dates::{DateOrder, DateReading, Evidence, WrittenDate, settle};
use crate::import::report::{RowProblem, RowProblems};
use crate::import::value::{something, squashed};
use crate::text::{self, EmailAddress};
use crate::time::Date;
use std::collections::HashMap;

/// Longest name, title, unit or location, in characters.
const LONGEST: usize = 160;
/// Longest number, in characters.
const LONGEST_NUMBER: usize = 60;

/// One row that is about somebody who works here now.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RosterRow {
    pub line: u32,
    pub number: Option<String>,
    pub name: String,
    pub email: Option<EmailAddress>,
    pub title: Option<String>,
    pub unit: Option<String>,
    pub level: Option<u8>,
    /// Number or e-mail address, as written.
    pub manager: Option<String>,
    pub location: Option<String>,
    pub time_zone: Option<String>,
    pub started_on: Option<Date>,
}

/// A row about the past: an earlier position of somebody, or somebody who left.
/// Its number may still be what other rows call their manager.
#[derive(Clone, Debug, PartialEq)]
pub struct FormerRow {
    pub line: u32,
    pub name: String,
    pub number: Option<String>,
    pub email: Option<EmailAddress>,
    pub ended_on: Option<Date>,
}

/// A file, read.
#[derive(Clone, Debug, Default)]
pub struct Roster {
    pub rows: Vec<RosterRow>,
    pub former: Vec<FormerRow>,
    pub dates: Vec<DateReading>,
    pub problems: RowProblems,
    /// Fields the file has a column for. The others of somebody already on the
    /// roster are left as they are.
    pub has: Vec<RosterField>,
}

/// What a mapping still lacks before rows can be read.
pub fn missing_columns(mapping: &Mapping<RosterField>) -> Vec<RowProblem> {
    let missing = |message: &str| RowProblem {
        row: None,
        who: None,
        message: message.to_owned(),
    };
    let names = [
        RosterField::Name,
        RosterField::FirstName,
        RosterField::LastName,
    ];
    let keys = [RosterField::Number, RosterField::Email];
    let mut problems = Vec::new();
    if !names.into_iter().any(|field| mapping.has(field)) {
        problems.push(missing(
            "No column was recognised as people's names. Say which one holds them.",
        ));
    }
    if !keys.into_iter().any(|field| mapping.has(field)) {
        problems.push(missing(
            "No column was recognised as number or e-mail. One of them is needed to know people again next time.",
        ));
    }
    problems
}

/// Takes records one by one, in the order of the file.
pub struct RosterReader<'a> {
    columns: HashMap<RosterField, usize>,
    order: Option<DateOrder>,
    zone_exists: &'a dyn Fn(&str) -> bool,
    /// Looking a zone up is slow, and a file names few.
    zones: HashMap<String, bool>,
    started: Evidence,
    ended: Evidence,
    rows: Vec<Unsettled>,
    problems: RowProblems,
}

/// A row whose dates wait for the column's order.
struct Unsettled {
    row: RosterRow,
    started: Option<WrittenDate>,
    ended: Option<WrittenDate>,
    standing: Standing,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    Here,
    Gone,
    /// No status, or a word we don't know: the end date tells.
    Unsaid,
}

impl<'a> RosterReader<'a> {
    /// `order` is how dates are to be read, where somebody chose.
    pub fn new(
        mapping: &Mapping<RosterField>,
        order: Option<DateOrder>,
        zone_exists: &'a dyn Fn(&str) -> bool,
    ) -> Self {
        let columns = RosterField::ALL
            .iter()
            .filter_map(|&field| Some((field, mapping.column_of(field)?)))
            .collect();
        RosterReader {
            columns,
            order,
            zone_exists,
            zones: HashMap::new(),
            started: Evidence::default(),
            ended: Evidence::default(),
            rows: Vec::new(),
            problems: RowProblems::default(),
        }
    }

    /// Reads one record. `line` is where it starts, `cell` the text of a column.
    pub fn read<'c>(&mut self, line: u32, cell: impl Fn(usize) -> &'c str) {
        let value = |field: RosterField| {
            let column = *self.columns.get(&field)?;
            something(cell(column))
        };
        let mut wrong: Vec<String> = Vec::new();
        let name = read_name(value, &mut wrong);
        let mut line_of = |field: RosterField, limit: usize| {
            let read = text::one_line(value(field)?, limit);
            read.map_err(|why| wrong.push(format!("{} {why}.", capitalised(field.word()))))
                .ok()
        };
        let number = line_of(RosterField::Number, LONGEST_NUMBER);
        let title = line_of(RosterField::Title, LONGEST);
        let unit = line_of(RosterField::Unit, LONGEST);
        let location = line_of(RosterField::Location, LONGEST);
        let manager = line_of(RosterField::Manager, EmailAddress::LIMIT);
        let email = value(RosterField::Email).and_then(|raw| {
            EmailAddress::parse(raw)
                .map_err(|why| wrong.push(format!("“{raw}” {why}.")))
                .ok()
        });
        let level = value(RosterField::Level).and_then(|raw| match raw.parse::<u8>() {
            Ok(level) if (1..=99).contains(&level) => Some(level),
            _ => {
                wrong.push(format!(
                    "The level “{raw}” is not a whole number from 1 to 99."
                ));
                None
            }
        });
        let time_zone = value(RosterField::TimeZone).and_then(|raw| {
            if !self.zones.contains_key(raw) {
                self.zones.insert(raw.to_owned(), (self.zone_exists)(raw));
            }
            if self.zones[raw] {
                return Some(raw.to_owned());
            }
            wrong.push(format!(
                "“{raw}” is not a time zone; write one like Europe/London or UTC."
            ));
            None
        });
        let mut date = |field: RosterField, evidence: &mut Evidence| {
            let raw = value(field)?;
            let Some(written) = WrittenDate::parse(raw) else {
                wrong.push(format!("The {} “{raw}” is not a date.", field.word()));
                return None;
            };
            evidence.see(raw, written);
            Some(written)
        };
        let started = date(RosterField::StartedOn, &mut self.started);
        let ended = date(RosterField::EndedOn, &mut self.ended);
        let standing = value(RosterField::Status).map_or(Standing::Unsaid, standing);
        if number.is_none() && email.is_none() && wrong.is_empty() {
            wrong.push(
                "There is neither a number nor an e-mail address; one is needed to know them again next time."
                    .to_owned(),
            );
        }
        if !wrong.is_empty() {
            let who = (!name.is_empty()).then_some(name.as_str());
            self.problems.add(line, who, wrong.join(" "));
        }
        self.rows.push(Unsettled {
            row: RosterRow {
                line,
                number,
                name,
                email,
                title,
                unit,
                level,
                manager,
                location,
                time_zone,
                started_on: None,
            },
            started,
            ended,
            standing,
        });
    }

    /// Notes a record that can't be read at all.
    pub fn refuse(&mut self, line: u32, message: impl Into<String>) {
        self.problems.add(line, None, message);
    }

    /// Settles the dates, and with them who is here `today`.
    pub fn finish(mut self, headers: &[String], today: Date) -> Roster {
        let header = |field| {
            let column: Option<&usize> = self.columns.get(&field);
            column.and_then(|&column| headers.get(column)).cloned()
        };
        let evidence = [
            (
                header(RosterField::StartedOn).unwrap_or_default(),
                self.started.clone(),
            ),
            (
                header(RosterField::EndedOn).unwrap_or_default(),
                self.ended.clone(),
            ),
        ];
        let readings = settle(&evidence, self.order);
        let order = |at: usize| {
            let reading: &Option<DateReading> = &readings[at];
            reading
                .as_ref()
                .map_or(DateOrder::DayMonthYear, |r| r.order)
        };
        let (start_order, end_order) = (order(0), order(1));
        let mut roster = Roster {
            has: self.columns.keys().copied().collect(),
            ..Roster::default()
        };
        if self.columns.contains_key(&RosterField::FirstName)
            || self.columns.contains_key(&RosterField::LastName)
        {
            roster.has.push(RosterField::Name);
        }
        for Unsettled {
            mut row,
            started,
            ended,
            standing,
        } in self.rows
        {
            let ended_on = ended.and_then(|date| date.read(end_order));
            let gone = match standing {
                Standing::Here => false,
                Standing::Gone => true,
                // An end to come is a notice, not yet a farewell.
                Standing::Unsaid => ended_on.is_some_and(|end| end < today),
            };
            if gone {
                // Nothing of it is kept but that it was.
                self.problems.forget(row.line);
                roster.former.push(FormerRow {
                    line: row.line,
                    name: row.name,
                    number: row.number,
                    email: row.email,
                    ended_on,
                });
                continue;
            }
            for (word, written, order) in [
                (RosterField::StartedOn.word(), started, start_order),
                (RosterField::EndedOn.word(), ended, end_order),
            ] {
                if let Some(written) = written
                    && written.read(order).is_none()
                {
                    let message = format!(
                        "The {word} can't be read as {}, as the rest of its column is.",
                        order.pattern()
                    );
                    self.problems.add(row.line, Some(&row.name), message);
                }
            }
            row.started_on = started.and_then(|date| date.read(start_order));
            roster.rows.push(row);
        }
        roster.problems = self.problems;
        roster.dates = readings.into_iter().flatten().collect();
        roster
    }
}

/// The full name, from one column or from two. A column headed just "Nom" or
/// "Nombre" holds whichever half has no column of its own.
fn read_name<'c>(
    value: impl Fn(RosterField) -> Option<&'c str>,
    wrong: &mut Vec<String>,
) -> String {
    let (first, last) = (value(RosterField::FirstName), value(RosterField::LastName));
    let whole = value(RosterField::Name);
    let parts = match (first, last, whole) {
        (Some(first), Some(last), _) => [Some(first), Some(last)],
        (Some(first), None, Some(whole)) if whole.starts_with(first) => [Some(whole), None],
        (Some(first), None, whole) => [Some(first), whole],
        (None, Some(last), Some(whole)) if whole.ends_with(last) => [Some(whole), None],
        (None, Some(last), whole) => [whole, Some(last)],
        (None, None, whole) => [whole, None],
    };
    let joined: Vec<&str> = parts.into_iter().flatten().collect();
    match text::one_line(&joined.join(" "), LONGEST) {
        Ok(name) => name,
        Err(why) => {
            wrong.push(format!("Name {why}."));
            String::new()
        }
    }
}

fn standing(word: &str) -> Standing {
    match squashed(word).as_str() {
        "current" | "active" | "employed" | "a" | "1" | "true" | "yes" | "y" | "onleave"
        | "leave" | "leaveofabsence" | "aktiv" | "beschaftigt" | "ja" | "actif" | "oui"
        | "activo" | "activa" | "si" | "attivo" | "attiva" | "ativo" | "ativa" | "actief" => {
            Standing::Here
        }
        "terminated" | "inactive" | "left" | "former" | "ended" | "resigned" | "retired" | "t"
        | "0" | "false" | "no" | "n" | "inaktiv" | "ausgeschieden" | "ausgetreten" | "nein"
        | "inactif" | "sorti" | "parti" | "non" | "inactivo" | "inactiva" | "baja" | "inattivo"
        | "cessato" | "inativo" | "desligado" | "inactief" | "uitdienst" => Standing::Gone,
        _ => Standing::Unsaid,
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}
