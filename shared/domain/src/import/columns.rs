//! Which column of a file holds what: recognised by its header, in the words
//! and languages HR systems use, and by what stands in it. A person may correct
//! every guess; a correction always wins.

use super::value::{something, squashed};
use serde::{Deserialize, Serialize};
use std::fmt::Debug;

/// Something a column can hold. Implemented by one enum for each kind of file.
pub trait Field: Copy + Eq + Debug + 'static {
    /// In the order in which they choose their column.
    const ALL: &'static [Self];

    /// How it is called on the command line and in the contract.
    fn key(self) -> &'static str;

    /// How it is called on a screen.
    fn label(self) -> &'static str;

    /// Headers that mean it, squashed, the surest first. One that starts with
    /// `~` need only be part of the header.
    fn headers(self) -> &'static [&'static str];

    /// Whether a value could be one of this field.
    fn suits(self, _value: &str) -> bool {
        true
    }

    /// Whether values alone are enough to recognise it, whatever the header says.
    fn speaks_for_itself(self) -> bool {
        false
    }

    fn by_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|field| field.key() == key)
    }
}

/// A column as it is shown for correction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Column {
    pub header: String,
    /// The first few values that are not empty.
    pub samples: Vec<String>,
    /// [`Field::key`] of what it was taken for; `None` is not read at all.
    pub field: Option<String>,
}

/// Which field each column holds. A field has at most one column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping<F>(Vec<Option<F>>);

/// A correction that can't be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MappingRefusal {
    #[error("“{key}” is nothing a column can hold; it can be {known}")]
    NoSuchField { key: String, known: String },
    #[error("There is no column “{0}” in the file.")]
    NoSuchColumn(String),
    #[error("“{0}” is not a correction; write field=Column")]
    NotACorrection(String),
}

/// Headers of columns that are about somebody else or nobody's business, whatever
/// else their name says.
const NEVER: &[&str] = &[
    "emergency",
    "notfall",
    "urgence",
    "spouse",
    "birth",
    "geburt",
];

impl<F: Field> Mapping<F> {
    /// `samples` are records from the start of the file.
    pub fn recognise(headers: &[String], samples: &[Vec<String>]) -> Self {
        let squashed: Vec<String> = headers.iter().map(|header| squashed(header)).collect();
        let mut mapping = Mapping(vec![None; headers.len()]);
        for by_part in [false, true] {
            for &field in F::ALL {
                if mapping.column_of(field).is_some() {
                    continue;
                }
                let column = mapping.best(field, &squashed, samples, by_part);
                if let Some(column) = column {
                    mapping.0[column] = Some(field);
                }
            }
        }
        for &field in F::ALL.iter().filter(|field| field.speaks_for_itself()) {
            if mapping.column_of(field).is_none() {
                let speaks = |&column: &usize| {
                    mapping.0[column].is_none()
                        && may_be_read(&squashed[column])
                        && fitness(field, samples, column) == Some(true)
                };
                if let Some(column) = (0..headers.len()).find(speaks) {
                    mapping.0[column] = Some(field);
                }
            }
        }
        mapping
    }

    /// The column whose header means `field` most surely; one with values before
    /// an empty one.
    fn best(
        &self,
        field: F,
        headers: &[String],
        samples: &[Vec<String>],
        by_part: bool,
    ) -> Option<usize> {
        let mut empty = None;
        for known in field.headers() {
            let part = known.strip_prefix('~');
            if part.is_some() != by_part {
                continue;
            }
            for (column, header) in headers.iter().enumerate() {
                let means = match part {
                    Some(part) => header.contains(part) && may_be_read(header),
                    None => header == known,
                };
                if !means || self.0[column].is_some() {
                    continue;
                }
                match fitness(field, samples, column) {
                    Some(true) => return Some(column),
                    Some(false) => {}
                    None => empty = empty.or(Some(column)),
                }
            }
        }
        empty
    }

    /// Puts `field` into `column`, or nowhere.
    pub fn correct(&mut self, field: F, column: Option<usize>) {
        for slot in &mut self.0 {
            if *slot == Some(field) {
                *slot = None;
            }
        }
        if let Some(slot) = column.and_then(|column| self.0.get_mut(column)) {
            *slot = Some(field);
        }
    }

    /// Applies corrections as they are typed: `field=Column`, the column named by
    /// its header or by its number counted from 1, or nothing for none.
    pub fn correct_by_name(
        &mut self,
        headers: &[String],
        corrections: &[String],
    ) -> Result<(), MappingRefusal> {
        for correction in corrections {
            let Some((key, column)) = correction.split_once('=') else {
                return Err(MappingRefusal::NotACorrection(correction.clone()));
            };
            let field = F::by_key(key.trim()).ok_or_else(|| MappingRefusal::NoSuchField {
                key: key.trim().to_owned(),
                known: keys::<F>(),
            })?;
            let column = match column.trim() {
                "" => None,
                name => Some(
                    find(headers, name)
                        .ok_or_else(|| MappingRefusal::NoSuchColumn(name.to_owned()))?,
                ),
            };
            self.correct(field, column);
        }
        Ok(())
    }

    pub fn column_of(&self, field: F) -> Option<usize> {
        self.0.iter().position(|held| *held == Some(field))
    }

    pub fn has(&self, field: F) -> bool {
        self.column_of(field).is_some()
    }

    pub fn fields(&self) -> &[Option<F>] {
        &self.0
    }

    /// The columns for a person to look over.
    pub fn columns(&self, headers: &[String], samples: &[Vec<String>]) -> Vec<Column> {
        const SHOWN: usize = 3;
        const LONGEST: usize = 80;
        let of_column = |column: usize| {
            let cells = samples.iter().filter_map(move |record| record.get(column));
            let mut shown: Vec<String> = Vec::new();
            for value in cells.filter_map(|cell| something(cell)) {
                let value: String = value.chars().take(LONGEST).collect();
                if !shown.contains(&value) {
                    shown.push(value);
                }
                if shown.len() == SHOWN {
                    break;
                }
            }
            shown
        };
        headers
            .iter()
            .zip(&self.0)
            .enumerate()
            .map(|(column, (header, field))| Column {
                header: header.clone(),
                samples: of_column(column),
                field: field.map(|field| field.key().to_owned()),
            })
            .collect()
    }
}

/// Every key there is, for a sentence.
fn keys<F: Field>() -> String {
    let keys: Vec<&str> = F::ALL.iter().map(|field| field.key()).collect();
    keys.join(", ")
}

fn find(headers: &[String], name: &str) -> Option<usize> {
    let exact = headers.iter().position(|header| header.trim() == name);
    let alike = || {
        let wanted = squashed(name);
        headers
            .iter()
            .position(|header| !wanted.is_empty() && squashed(header) == wanted)
    };
    let by_number = || {
        let number = name.parse::<usize>().ok()?.checked_sub(1)?;
        (number < headers.len()).then_some(number)
    };
    exact.or_else(alike).or_else(by_number)
}

fn may_be_read(header: &str) -> bool {
    !NEVER.iter().any(|word| header.contains(word))
}

/// Whether the values of a column could be those of a field; `None` when there are none.
fn fitness<F: Field>(field: F, samples: &[Vec<String>], column: usize) -> Option<bool> {
    let mut values = 0;
    let mut suited = 0;
    for record in samples {
        if let Some(value) = record.get(column).and_then(|cell| something(cell)) {
            values += 1;
            suited += usize::from(field.suits(value));
        }
    }
    // A few mistakes don't make it another column; they are told row by row.
    (values > 0).then_some(suited * 2 > values)
}
