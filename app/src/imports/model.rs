//! What a preview of a file says, and what corrections are sent. Plain Rust.

use crate::format;
use pairwell_domain::import::columns::{Column, Field};
use pairwell_domain::import::dates::{DateBasis, DateReading};
use pairwell_domain::import::enrolments::EnrolmentField;
use pairwell_domain::import::report::{FileFacts, ImportReport};
use pairwell_domain::import::roster::RosterField;

/// What kind of file it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Roster,
    Enrolments,
}

impl Kind {
    /// What a column can hold: how it is called in the contract, and here.
    pub fn fields(self) -> Vec<(&'static str, &'static str)> {
        fn of<F: Field>() -> Vec<(&'static str, &'static str)> {
            F::ALL.iter().map(|f| (f.key(), f.label())).collect()
        }
        match self {
            Kind::Roster => of::<RosterField>(),
            Kind::Enrolments => of::<EnrolmentField>(),
        }
    }

    /// The one thing to do with a file nothing is wrong with.
    pub fn action(self, report: &ImportReport) -> String {
        let counts = &report.counts;
        match self {
            Kind::Roster => format::plural(counts.people, "Import {n} person", "Import {n} people"),
            Kind::Enrolments => format::plural(
                counts.mentors + counts.mentees,
                "Enrol {n} volunteer",
                "Enrol {n} volunteers",
            ),
        }
    }

    /// What the file holds, in one sentence.
    pub fn sentence(self, report: &ImportReport) -> String {
        let counts = &report.counts;
        match self {
            Kind::Roster => format!(
                "{} in {}, {}.",
                format::plural(counts.people, "{n} person", "{n} people"),
                format::plural(counts.units, "{n} unit", "{n} units"),
                match counts.roots {
                    0 => "nobody at the top".to_owned(),
                    roots => format::plural(
                        roots,
                        "{n} of them reporting to nobody",
                        "{n} of them reporting to nobody"
                    ),
                }
            ),
            Kind::Enrolments => format!(
                "{} and {}.",
                format::plural(counts.mentors, "{n} mentor", "{n} mentors"),
                format::plural(counts.mentees, "{n} mentee", "{n} mentees"),
            ),
        }
    }
}

/// Counts worth a line, with their words.
pub fn sums(report: &ImportReport) -> Vec<(&'static str, u32)> {
    let counts = &report.counts;
    let (added, updated) = if report.applied {
        ("Added", "Updated")
    } else {
        ("To add", "To update")
    };
    [
        (added, counts.added, true),
        (updated, counts.updated, true),
        ("Unchanged", counts.unchanged, true),
        ("No longer in the file", counts.leavers, false),
        ("Rows about the past", counts.historical, false),
        ("Rows to correct", counts.problems, false),
    ]
    .into_iter()
    .filter(|(_, count, always)| *always || *count > 0)
    .map(|(words, count, _)| (words, count))
    .collect()
}

/// How the file was read: "296 rows, UTF-8, separated by commas".
pub fn facts(file: &FileFacts) -> String {
    let separator = match file.delimiter {
        ',' => "commas",
        ';' => "semicolons",
        '\t' => "tabs",
        '|' => "bars",
        _ => "something unusual",
    };
    format!(
        "{}, {}, separated by {separator}",
        format::plural(file.rows, "{n} row", "{n} rows"),
        file.encoding
    )
}

/// How a column's dates were read, and how sure that is.
pub fn dates(reading: &DateReading) -> String {
    let DateReading {
        column,
        order,
        basis,
        written,
        read,
    } = reading;
    let read = read.map_or_else(|| "no day at all".to_owned(), format::day);
    let why = match basis {
        DateBasis::Seen => "",
        DateBasis::OtherColumn => ", as in another column",
        DateBasis::Assumed => ", which nothing in the file tells",
        DateBasis::Chosen => ", as you chose",
    };
    format!(
        "Dates in “{column}” are read as {}{why}: {written} is {read}.",
        order.pattern()
    )
}

/// Whether somebody has to say in which order dates are written.
pub fn dates_are_open(report: &ImportReport) -> bool {
    let open =
        |reading: &DateReading| matches!(reading.basis, DateBasis::Assumed | DateBasis::Chosen);
    report.dates.iter().any(open)
}

/// The whole mapping as it is sent, with `field` put into `column` (or, for an
/// empty field, nothing there).
pub fn corrected(columns: &[Column], kind: Kind, column: usize, field: &str) -> String {
    let mut held: Vec<Option<&str>> = columns.iter().map(|c| c.field.as_deref()).collect();
    for other in &mut held {
        if *other == Some(field) {
            *other = None;
        }
    }
    if let Some(slot) = held.get_mut(column) {
        *slot = (!field.is_empty()).then_some(field);
    }
    let place = |key: &str| match held.iter().position(|field| *field == Some(key)) {
        Some(column) => format!("{key}={}", column + 1),
        None => format!("{key}="),
    };
    let all: Vec<String> = kind.fields().iter().map(|(key, _)| place(key)).collect();
    all.join(";")
}

/// How many columns are read.
pub fn used(columns: &[Column]) -> usize {
    columns
        .iter()
        .filter(|column| column.field.is_some())
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use pairwell_domain::import::dates::DateOrder;
    use pairwell_domain::time::Date;

    fn column(header: &str, field: Option<&str>) -> Column {
        Column {
            header: header.into(),
            samples: vec![],
            field: field.map(str::to_owned),
        }
    }

    #[test]
    fn a_correction_moves_a_field_and_says_where_all_the_others_are() {
        let columns = [
            column("Nr", Some("number")),
            column("Name", Some("name")),
            column("Abt", None),
        ];
        let map = corrected(&columns, Kind::Roster, 2, "number");
        assert!(map.contains("number=3;"), "{map}");
        assert!(map.contains("name=2;"), "{map}");
        assert!(map.contains("unit=;"), "{map}");
        let map = corrected(&columns, Kind::Roster, 1, "");
        assert!(
            map.contains("number=1;") && map.contains(";name=;"),
            "{map}"
        );
    }

    #[test]
    fn how_dates_are_read_is_said_with_an_example() {
        let reading = DateReading {
            column: "HireDate".into(),
            order: DateOrder::DayMonthYear,
            basis: DateBasis::Seen,
            written: "28/01/2006".into(),
            read: Date::new(2006, 1, 28),
        };
        assert_eq!(
            dates(&reading),
            "Dates in “HireDate” are read as DD/MM/YYYY: 28/01/2006 is 2006-01-28."
        );
    }

    #[test]
    fn how_a_file_was_read_is_one_line() {
        let file = FileFacts {
            encoding: "UTF-8".into(),
            delimiter: ';',
            rows: 296,
        };
        assert_eq!(facts(&file), "296 rows, UTF-8, separated by semicolons");
    }
}
