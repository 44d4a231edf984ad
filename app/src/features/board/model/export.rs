//! The board as files: a table for spreadsheets, the scenario for another tool, and
//! pairs decided elsewhere read back.

use super::BoardModel;
use crate::files::Sheet;
use pairwell_domain::board::{Draft, Move, Seat};
use serde::Serialize;

/// A scenario as a file.
#[derive(Serialize)]
struct Export<'a> {
    scenario: &'a str,
    version: i64,
    total: i64,
    matched: usize,
    draft: &'a Draft,
    pairs: Vec<ExportedPair>,
}

#[derive(Serialize)]
struct ExportedPair {
    mentee: String,
    mentor: String,
    fit: u8,
    how: &'static str,
}

const HEADINGS: [&str; 5] = ["Mentee", "Mentor", "Fit", "How", "Best possible fit"];

fn how(seat: Seat) -> &'static str {
    match seat {
        Seat::Standing { .. } => "already a pair",
        Seat::Locked { .. } => "locked",
        Seat::Best { .. } => "best for everyone",
        Seat::LeftOut => "left out of this round",
        Seat::Unmatched => "unmatched",
    }
}

impl BoardModel {
    /// A row a mentee, as RFC 4180 says; cells that a spreadsheet would take for a
    /// formula are made text.
    pub fn csv(&self) -> String {
        let rows = (0..self.pool.mentees()).map(|mentee| {
            let seat = self.answer.seats[mentee];
            let number = |fit: Option<u8>| fit.map(|fit| fit.to_string()).unwrap_or_default();
            let mentor = seat.mentor().map(|mentor| self.mentor_name(mentor));
            vec![
                self.mentee_name(mentee),
                mentor.unwrap_or_default(),
                number(seat.fit()),
                how(seat).to_owned(),
                number(self.pool.reach(&self.draft, mentee)),
            ]
        });
        Sheet::new(&HEADINGS, rows).to_text()
    }

    /// The scenario with what was decided and what follows. Blind, people are numbers there too.
    pub fn json(&self) -> String {
        let pairs = (0..self.pool.mentees()).filter_map(|mentee| {
            let seat = self.answer.seats[mentee];
            Some(ExportedPair {
                mentee: self.mentee_name(mentee),
                mentor: self.mentor_name(seat.mentor()?),
                fit: seat.fit()?,
                how: how(seat),
            })
        });
        let export = Export {
            scenario: &self.board.name,
            version: self.board.version,
            total: self.answer.total,
            matched: self.answer.matched,
            draft: &self.draft,
            pairs: pairs.collect(),
        };
        serde_json::to_string_pretty(&export).expect("names and numbers are always JSON")
    }

    /// Reads pairs decided elsewhere, a mentee's and a mentor's name a line, and says
    /// which moves make them so. Every problem names its line.
    pub fn pairs_from(&self, text: &str) -> Result<Vec<Move>, Vec<String>> {
        let (mut moves, mut problems) = (Vec::new(), Vec::new());
        let mut draft = self.draft.clone();
        for (line, names) in parse_pairs(text) {
            let Some((mentee, mentor)) = names else {
                problems.push(format!(
                    "Line {line}: needs a mentee and a mentor, with a tab, a semicolon or a comma between them."
                ));
                continue;
            };
            let found = self.find_mentee(mentee).and_then(|at| {
                let with = self.find_mentor(mentor)?;
                Ok((at, with))
            });
            let (at, with) = match found {
                Ok(found) => found,
                Err(problem) => {
                    problems.push(format!("Line {line}: {problem}"));
                    continue;
                }
            };
            let change = Move::Lock {
                mentee: self.pool.mentee_id(at),
                mentor: self.pool.mentor_id(with),
                reason: None,
            };
            match draft.apply(&change, &self.pool) {
                Ok(back) if back.is_empty() => {}
                Ok(_) => moves.push(change),
                Err(refusal) => {
                    problems.push(format!("Line {line}: {mentee} with {mentor}: {refusal}"));
                }
            }
        }
        if problems.is_empty() {
            Ok(moves)
        } else {
            Err(problems)
        }
    }

    fn find_mentee(&self, name: &str) -> Result<usize, String> {
        let names = (0..self.pool.mentees())
            .map(|at| (self.mentee(at).name.as_str(), &*self.names.mentees[at]));
        one_of(name, names, "mentee")
    }

    fn find_mentor(&self, name: &str) -> Result<usize, String> {
        let names = (0..self.pool.mentors())
            .map(|at| (self.mentor(at).name.as_str(), &*self.names.mentors[at]));
        one_of(name, names, "mentor")
    }
}

/// Where the one stands who has this name, or whom the board calls so.
fn one_of<'a>(
    name: &str,
    names: impl Iterator<Item = (&'a str, &'a str)>,
    what: &str,
) -> Result<usize, String> {
    let wanted = name.trim().to_lowercase();
    let is_meant = |name: &str| name.trim().to_lowercase() == wanted;
    let found: Vec<(usize, &str)> = names
        .enumerate()
        .filter(|(_, (name, called))| is_meant(name) || is_meant(called))
        .map(|(at, (_, called))| (at, called))
        .collect();
    match *found {
        [(at, _)] => Ok(at),
        [] => Err(format!(
            "no {what} here is called “{}”; write the name as it stands on the board.",
            name.trim()
        )),
        [(_, first), ..] => Err(format!(
            "more than one {what} here is called “{}”; write which, as the board does: “{first}”.",
            name.trim()
        )),
    }
}

/// Line number, mentee and mentor of each line, whether separated by a tab, a semicolon or a
/// comma; no names where a line has not two cells. Empty lines, and a heading as
/// [`BoardModel::csv`] writes it, are passed over.
fn parse_pairs(text: &str) -> Vec<(usize, Option<(&str, &str)>)> {
    let lines = text.trim_start_matches('\u{feff}').lines().enumerate();
    let lines = lines.filter(|(_, line)| !line.trim().is_empty());
    let pairs = lines.filter_map(|(at, line)| {
        let separator = ['\t', ';', ','].into_iter().find(|&s| line.contains(s));
        let cells = separator.and_then(|separator| {
            let mut cells = line
                .split(separator)
                .map(|cell| cell.trim().trim_matches('"'));
            cells.next().zip(cells.next())
        });
        let cells = cells.filter(|(mentee, mentor)| !mentee.is_empty() && !mentor.is_empty());
        let heading =
            at == 0 && cells.is_some_and(|(first, _)| first.eq_ignore_ascii_case("mentee"));
        (!heading).then_some((at + 1, cells))
    });
    pairs.collect()
}
