//! From records to what each volunteer told.

use super::field::EnrolmentField;
use crate::enrolment::{AnswersDraft, Meeting, Role, Style};
use crate::import::columns::{Field, Mapping};
use crate::import::report::{RowProblem, RowProblems};
use crate::import::value::{list, something, squashed};
use std::collections::HashMap;

#[derive(Clone, Debug)]
pub struct EnrolmentRow {
    pub line: u32,
    /// E-mail address or number, as written.
    pub person: String,
    pub role: Role,
    pub draft: AnswersDraft,
}

/// A sheet, read.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    pub rows: Vec<EnrolmentRow>,
    pub problems: RowProblems,
    pub has: Vec<EnrolmentField>,
    /// Rows there were, those that can't be read included.
    pub read: u32,
}

/// What a mapping still lacks before rows can be read.
pub fn missing_columns(mapping: &Mapping<EnrolmentField>) -> Vec<RowProblem> {
    [
        (
            EnrolmentField::Person,
            "No column was recognised as e-mail or number. Say which one tells who each row is about.",
        ),
        (
            EnrolmentField::Role,
            "No column was recognised as role. Say which one tells mentors from mentees.",
        ),
    ]
    .into_iter()
    .filter(|(field, _)| !mapping.has(*field))
    .map(|(_, message)| RowProblem {
        row: None,
        who: None,
        message: message.to_owned(),
    })
    .collect()
}

/// Takes records one by one, in the order of the file.
#[derive(Default)]
pub struct SheetReader {
    columns: HashMap<EnrolmentField, usize>,
    sheet: Sheet,
}

impl SheetReader {
    pub fn new(mapping: &Mapping<EnrolmentField>) -> Self {
        let columns: HashMap<_, _> = EnrolmentField::ALL
            .iter()
            .filter_map(|&field| Some((field, mapping.column_of(field)?)))
            .collect();
        SheetReader {
            sheet: Sheet {
                has: columns.keys().copied().collect(),
                ..Sheet::default()
            },
            columns,
        }
    }

    /// Reads one record. `line` is where it starts, `cell` the text of a column.
    pub fn read<'c>(&mut self, line: u32, cell: impl Fn(usize) -> &'c str) {
        let value = |field| something(cell(*self.columns.get(&field)?));
        let text = |field| value(field).unwrap_or_default().to_owned();
        let lists = |field| list(value(field).unwrap_or_default());
        self.sheet.read += 1;
        let mut wrong = Vec::new();
        let person = value(EnrolmentField::Person);
        if person.is_none() {
            wrong.push("There is no e-mail address or number; write whose row it is.".to_owned());
        }
        let role = match value(EnrolmentField::Role) {
            None => {
                wrong.push("There is no role; write mentor or mentee.".to_owned());
                None
            }
            Some(word) => role(word).or_else(|| {
                wrong.push(format!("“{word}” is no role; write mentor or mentee."));
                None
            }),
        };
        let meeting = value(EnrolmentField::Meeting).map_or(Some(Meeting::Either), |word| {
            meeting(word).or_else(|| {
                wrong.push(format!(
                    "“{word}” is no way to meet; write in person, video or either."
                ));
                None
            })
        });
        let style = value(EnrolmentField::Style).and_then(|word| {
            style(word).or_else(|| {
                wrong.push(format!(
                    "“{word}” is no working style; write structured, exploring or hands-on."
                ));
                None
            })
        });
        if !wrong.is_empty() {
            self.sheet.problems.add(line, person, wrong.join(" "));
        }
        let (Some(person), Some(role), Some(meeting)) = (person, role, meeting) else {
            return;
        };
        let is_mentor = role == Role::Mentor;
        let draft = AnswersDraft {
            capacity: text(EnrolmentField::Capacity),
            hours_per_month: text(EnrolmentField::Hours),
            offers: lists(EnrolmentField::Offers),
            wants: lists(EnrolmentField::Wants),
            goals: lists(EnrolmentField::Goals),
            languages: lists(EnrolmentField::Languages),
            time_zone: text(EnrolmentField::TimeZone),
            meeting,
            style,
            moments: if is_mentor {
                lists(EnrolmentField::Line)
            } else {
                Vec::new()
            },
            hopes: if is_mentor {
                String::new()
            } else {
                text(EnrolmentField::Line)
            },
        };
        self.sheet.rows.push(EnrolmentRow {
            line,
            person: person.to_owned(),
            role,
            draft,
        });
    }

    /// Notes a record that can't be read at all.
    pub fn refuse(&mut self, line: u32, message: impl Into<String>) {
        self.sheet.read += 1;
        self.sheet.problems.add(line, None, message);
    }

    pub fn finish(self) -> Sheet {
        self.sheet
    }
}

fn role(word: &str) -> Option<Role> {
    match squashed(word).as_str() {
        "mentor" | "mentorin" | "mentora" | "mentore" | "mentors" | "coach" => Some(Role::Mentor),
        "mentee" | "mentees" | "protege" | "mentorado" | "mentorada" | "mentoree" | "telemaco"
        | "pupil" => Some(Role::Mentee),
        _ => None,
    }
}

fn meeting(word: &str) -> Option<Meeting> {
    match squashed(word).as_str() {
        "video" | "videocall" | "online" | "remote" | "remotely" | "virtual" | "call" | "visio"
        | "videoconference" | "teams" | "zoom" => Some(Meeting::Video),
        "inperson" | "person" | "facetoface" | "onsite" | "office" | "presence" | "prasenz"
        | "vorort" | "personlich" | "presencial" | "enpersona" | "enpersonne" => {
            Some(Meeting::InPerson)
        }
        "either" | "both" | "any" | "nopreference" | "hybrid" | "egal" | "beides" | "lesdeux"
        | "indifferent" | "cualquiera" | "ambos" => Some(Meeting::Either),
        _ => None,
    }
}

fn style(word: &str) -> Option<Style> {
    match squashed(word).as_str() {
        "structured" | "strukturiert" | "structure" | "estructurado" => Some(Style::Structured),
        "exploring" | "exploratory" | "open" | "offen" | "ouvert" | "abierto" => {
            Some(Style::Exploring)
        }
        "handson" | "practical" | "praktisch" | "pratique" | "practico" => Some(Style::HandsOn),
        _ => None,
    }
}
