//! `pairwell replay`: a publication's matching computed once more from its record,
//! one JSON line out. Needs no database, so that whoever is handed a record can
//! check it.

use super::bare::{Bad, Input, bytes, parse, print, refuse};
use super::{ENGINE, hash_of, prove};
use anyhow::Context;
use clap::Args;
use pairwell_domain::api::board::Publication;
use pairwell_domain::board::MatchRecord;
use pairwell_domain::id::EnrolmentId;
use pairwell_matching::{Certificate, Objective, Solution};
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Args, Clone, Debug)]
pub struct Replay {
    /// A publication's record as JSON, of 1 GiB at most; - for standard input.
    /// Exit code 0 when it comes out as recorded, 1 when it doesn't, 2 when the
    /// record can't be read
    record: PathBuf,
}

/// What is printed.
#[derive(Serialize)]
struct Report {
    /// The problem is the one that was published, its answer comes out the same,
    /// and the proof recorded with it holds.
    identical: bool,
    /// Of the problem, beside what the publication says it was.
    input_hash: Hash,
    engine: ThenAndNow<String>,
    total: ThenAndNow<i64>,
    /// Whether the proof recorded holds for the answer recorded.
    certificate: String,
    /// Mentees who go to somebody else now, in order of the problem's rows.
    differences: Vec<Difference>,
}

#[derive(Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Hash {
    Ok,
    Differs,
}

#[derive(Serialize)]
struct ThenAndNow<T> {
    recorded: T,
    now: T,
}

#[derive(Serialize)]
struct Difference {
    mentee: EnrolmentId,
    recorded: Option<EnrolmentId>,
    now: Option<EnrolmentId>,
}

/// Prints how the record compares with what is computed now, or what is wrong
/// with the record.
pub fn run(command: &Replay) -> anyhow::Result<ExitCode> {
    let recorded = match Recorded::read(&command.record) {
        Ok(recorded) => recorded,
        Err(bad) => return refuse(&bad),
    };
    let report = recorded.replay()?;
    print(&report)?;
    Ok(match report.identical {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}

/// A record that is whole: a person for every row and column, an answer that
/// speaks of them.
struct Recorded {
    /// What its problem hashes to.
    hash: String,
    input: Input,
    publication: Publication,
    mentees: Vec<EnrolmentId>,
    mentors: Vec<EnrolmentId>,
    assignment: Vec<Option<u32>>,
    certificate: Certificate,
}

impl Recorded {
    fn read(file: &Path) -> Result<Self, Bad> {
        let bytes = bytes(file)?;
        if bytes.trim_ascii_start().starts_with(b"[") {
            // Read by position, a list might even pass.
            let message = "a list where a publication's record belongs, an object";
            return Err(Bad::overall("invalid", message));
        }
        let record: MatchRecord = parse(&bytes, None)?;
        drop(bytes);
        let objective = objective(&record)?;
        check_lengths(&record)?;
        Ok(Recorded {
            hash: hash_of(&record.problem.canonical()),
            input: Input::of(record.problem, objective).map_err(|bad| bad.within("problem"))?,
            publication: record.publication,
            mentees: record.mentees,
            mentors: record.mentors,
            assignment: record.assignment,
            certificate: record.certificate,
        })
    }

    fn replay(&self) -> anyhow::Result<Report> {
        let Input {
            problem, objective, ..
        } = &self.input;
        let now = self.input.solve();
        prove(problem, &now, *objective)
            .context("the answer is not proven best; please report this problem")?;
        let publication = &self.publication;
        let input_hash = match self.hash == publication.input_hash {
            true => Hash::Ok,
            false => Hash::Differs,
        };
        let proof = prove(problem, &self.solution(), *objective);
        let total = ThenAndNow {
            recorded: publication.totals.total,
            now: now.total,
        };
        let differences = self.differences(&now);
        Ok(Report {
            identical: input_hash == Hash::Ok
                && proof.is_ok()
                && total.recorded == total.now
                && differences.is_empty(),
            input_hash,
            engine: ThenAndNow {
                recorded: publication.engine.clone(),
                now: ENGINE.clone(),
            },
            total,
            certificate: match proof {
                Ok(()) => "valid".to_owned(),
                Err(why) => format!("invalid: {why:#}"),
            },
            differences,
        })
    }

    /// What was recorded, as the engine would have said it.
    fn solution(&self) -> Solution {
        let totals = &self.publication.totals;
        Solution {
            assignment: self.assignment.clone(),
            total: totals.total,
            matched: totals.matched as usize,
            worst: totals.worst.map(i32::from),
            certificate: Some(self.certificate.clone()),
        }
    }

    fn differences(&self, now: &Solution) -> Vec<Difference> {
        let id = |mentor: Option<u32>| mentor.map(|mentor| self.mentors[mentor as usize]);
        let answers = self.assignment.iter().zip(&now.assignment);
        let rows = answers.zip(&self.mentees);
        rows.filter(|((recorded, now), _)| recorded != now)
            .map(|((recorded, now), mentee)| Difference {
                mentee: *mentee,
                recorded: id(*recorded),
                now: id(*now),
            })
            .collect()
    }
}

/// What the record sought; the problem, which the hash is taken of, has to agree.
fn objective(record: &MatchRecord) -> Result<Objective, Bad> {
    let sought = Objective::from(record.publication.objective);
    match record.problem.objective {
        Some(stated) if stated != sought => {
            let message = "the publication and its problem say different things; \
                           the record was changed";
            Err(Bad::new("two_objectives", message, "problem.objective"))
        }
        _ => Ok(sought),
    }
}

fn check_lengths(record: &MatchRecord) -> Result<(), Bad> {
    let (rows, columns) = (record.problem.scores.len(), record.problem.capacities.len());
    for (name, found, needed, what) in [
        ("mentees", record.mentees.len(), rows, "row"),
        ("mentors", record.mentors.len(), columns, "column"),
        ("assignment", record.assignment.len(), rows, "row"),
    ] {
        if found != needed {
            let message = format!(
                "has {found} entries where the problem has {needed} {what}s; \
                 a record has one for each"
            );
            return Err(Bad::new("incomplete", message, name));
        }
    }
    let assignment = record.assignment.iter();
    let unknown = |mentor: &Option<u32>| mentor.is_some_and(|mentor| mentor as usize >= columns);
    match assignment.enumerate().find(|(_, mentor)| unknown(mentor)) {
        None => Ok(()),
        Some((at, _)) => {
            let message = format!("names a column the problem does not have; it has {columns}");
            let at = format!("assignment[{at}]");
            Err(Bad::new("mentor_out_of_range", message, at))
        }
    }
}
