//! `pairwell solve`: the engine on a problem of one's own, one JSON line out.
//!
//! [`input`] reads a problem, as JSON ([`json`]) or packed, and [`edits`] what to
//! change about it afterwards. Whatever is wrong with either, or with how the
//! command was asked, is a [`Bad`] line and exit code 2.

mod bad;
mod edits;
mod force_costs;
mod input;
mod json;

pub use bad::Bad;
pub(super) use input::{Input, bytes};
pub(super) use json::parse;

use super::prove;
use anyhow::Context;
use clap::Args;
use edits::{Edit, Outcome};
use force_costs::Rows;
use pairwell_matching::{Certificate, Objective, Problem, Session, Solution};
use serde::de::value::Error as Unknown;
use serde::de::{Deserialize, IntoDeserializer};
use serde::{Serialize, Serializer};
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

#[derive(Args, Clone, Debug)]
pub struct Solve {
    /// A problem, as JSON or packed, of 1 GiB at most; - for standard input
    file: PathBuf,
    /// What to be best at, where the problem doesn't say: best_total (the
    /// default), most_matched, fairest, stable_mentees or stable_mentors
    #[arg(long, value_parser = objective)]
    objective: Option<Objective>,
    /// Edits to make one by one, each to a new best: a JSON list of
    /// {"lock":[mentee,mentor]}, {"unlock":mentee}, {"forbid":[mentee,mentor]},
    /// {"allow":[mentee,mentor,score]}, {"capacity":[mentor,places]} and
    /// {"scores":[mentee,[…]]}; what is forbidden stays so until allowed, and
    /// mentor_scores stay as they are
    #[arg(long, value_name = "FILE")]
    edits: Option<PathBuf>,
    /// Also what locking each pair would cost the total, after the edits; null
    /// where it can't be, and everywhere in a stable matching, where nothing has
    /// a cost. For most_matched and fairest a cost is below 0 where fewer would
    /// be matched at a higher total; for fairest nobody else goes below the worst
    /// score there is now
    #[arg(long)]
    force_costs: bool,
}

fn objective(name: &str) -> Result<Objective, Unknown> {
    Objective::deserialize(name.into_deserializer())
}

/// What is printed.
#[derive(Serialize)]
struct Solved {
    assignment: Vec<Option<u32>>,
    total: i64,
    matched: usize,
    worst: Option<i32>,
    /// Stable matchings have no dual values: who would rather have each other
    /// can be seen without. Its margins and prices are empty then.
    certificate: Option<Certificate>,
    #[serde(serialize_with = "milliseconds")]
    solve_ms: Duration,
    #[serde(skip_serializing_if = "Option::is_none")]
    edits: Option<Vec<Outcome>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    force_costs: Option<Rows>,
}

/// Prints the answer, or what is wrong with what was asked.
pub fn run(command: &Solve) -> anyhow::Result<ExitCode> {
    let asked = Asked::read(command);
    match asked {
        Ok(asked) => {
            print(&asked.answer()?)?;
            Ok(ExitCode::SUCCESS)
        }
        Err(bad) => refuse(&bad),
    }
}

/// Prints what is wrong.
pub fn refuse(bad: &Bad) -> anyhow::Result<ExitCode> {
    print(bad)?;
    Ok(ExitCode::from(2))
}

/// Prints one line of JSON.
pub(super) fn print(line: &impl Serialize) -> anyhow::Result<()> {
    // Written as it is made: force costs have a number for every pair.
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    serde_json::to_writer(&mut out, line)?;
    writeln!(out)?;
    out.flush().context("can't print the answer")
}

/// Everything there is to do, read and in order.
struct Asked {
    input: Input,
    edits: Option<Vec<Edit>>,
    force_costs: bool,
}

impl Asked {
    fn read(command: &Solve) -> Result<Self, Bad> {
        let input = Input::read(&command.file, command.objective)?;
        if command.edits.as_ref() == Some(&command.file) {
            return Err(Bad::new(
                "same_file",
                "the edits can't be the problem; give them in a file of their own",
                "edits",
            ));
        }
        let edits = command.edits.as_deref().map(edits::read).transpose()?;
        Ok(Asked {
            input,
            edits,
            force_costs: command.force_costs,
        })
    }

    fn answer(self) -> anyhow::Result<Solved> {
        let (solution, took) = timed(|| self.input.solve());
        let Input {
            problem, objective, ..
        } = self.input;
        check(&problem, &solution, objective)?;
        let asks_more = self.edits.is_some() || self.force_costs;
        let session = asks_more.then(|| match objective {
            Objective::BestTotal => Session::resume(problem, &solution),
            objective => Session::with_objective(problem, objective),
        });
        let mut solved = Solved {
            assignment: solution.assignment,
            total: solution.total,
            matched: solution.matched,
            worst: solution.worst,
            certificate: solution.certificate,
            solve_ms: took,
            edits: None,
            force_costs: None,
        };
        let Some(mut session) = session else {
            return Ok(solved);
        };
        if let Some(edits) = self.edits {
            let outcomes = edits.into_iter().map(|edit| edit.make(&mut session));
            solved.edits = Some(outcomes.collect());
            check(session.problem(), &session.solution(), objective)?;
        }
        solved.force_costs = self.force_costs.then(|| Rows::of(&session));
        Ok(solved)
    }
}

fn check(problem: &Problem, solution: &Solution, objective: Objective) -> anyhow::Result<()> {
    prove(problem, solution, objective)
        .context("the answer is not proven best; please report this problem")
}

/// How long `work` took: what the command reports, and nothing decides by it.
#[expect(clippy::disallowed_methods, reason = "measures the engine")]
fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = work();
    (result, start.elapsed())
}

fn milliseconds<S: Serializer>(took: &Duration, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_f64(took.as_secs_f64() * 1e3)
}
