//! `pairwell solve`: the engine on a problem of one's own, one JSON line out.
//!
//! What goes in is a [`ProblemFile`]. Whatever is wrong with it is told in one
//! JSON line too, with what to do and where, and exit code 2.

use anyhow::Context;
use clap::Args;
use pairwell_domain::board::ProblemFile;
use pairwell_matching::{
    Certificate, EditRefused, FORBIDDEN, Objective, Problem, ProblemError, Session, solve, verify,
};
use serde::{Deserialize, Serialize};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

#[derive(Args, Clone, Debug)]
pub struct Solve {
    /// A problem as JSON, or - for standard input
    file: PathBuf,
    /// Edits to make one by one, each to a new proven best: a JSON list of
    /// {"lock":[mentee,mentor]}, {"unlock":mentee}, {"forbid":[mentee,mentor]},
    /// {"allow":[mentee,mentor,score]}, {"capacity":[mentor,places]} and
    /// {"scores":[mentee,[…]]}; for the best total only
    #[arg(long, value_name = "FILE")]
    edits: Option<PathBuf>,
    /// Also what locking each pair would cost the total; for the best total only
    #[arg(long)]
    force_costs: bool,
}

/// Why there is no answer.
#[derive(Debug, Serialize)]
struct Bad {
    error: &'static str,
    message: String,
    /// Where in what was given; null where it is about all of it.
    at: Option<String>,
}

impl Bad {
    fn new(error: &'static str, message: impl ToString, at: impl Into<Option<String>>) -> Self {
        Bad {
            error,
            message: message.to_string(),
            at: at.into(),
        }
    }
}

#[derive(Serialize)]
struct Solved {
    assignment: Vec<Option<u32>>,
    total: i64,
    matched: usize,
    worst: Option<i32>,
    certificate: Option<Certificate>,
    solve_ms: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    edits: Option<Vec<Outcome>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    force_costs: Option<Vec<Vec<Option<i64>>>>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Edit {
    Lock(usize, usize),
    Unlock(usize),
    Forbid(usize, usize),
    Allow(usize, usize, i32),
    Capacity(usize, u32),
    Scores(usize, Vec<Option<i32>>),
}

#[derive(Serialize)]
#[serde(untagged)]
enum Outcome {
    Made {
        total: i64,
        moved: Vec<(usize, Option<usize>, Option<usize>)>,
        edit_us: f64,
    },
    Refused {
        refused: String,
    },
}

/// Prints the answer, or what is wrong with the problem.
pub fn run(command: &Solve) -> anyhow::Result<ExitCode> {
    let (line, code) = match answer(command)? {
        Ok(solved) => (serde_json::to_string(&solved)?, ExitCode::SUCCESS),
        Err(bad) => (serde_json::to_string(&bad)?, ExitCode::from(2)),
    };
    println!("{line}");
    Ok(code)
}

fn answer(command: &Solve) -> anyhow::Result<Result<Solved, Bad>> {
    let text = match read(&command.file) {
        Ok(text) => text,
        Err(bad) => return Ok(Err(bad)),
    };
    let given = parse::<ProblemFile>(&text).and_then(|file| {
        let objective = file.objective;
        Ok((build(file)?, objective))
    });
    let (problem, objective) = match given {
        Ok(given) => given,
        Err(bad) => return Ok(Err(bad)),
    };
    if objective != Objective::BestTotal && (command.edits.is_some() || command.force_costs) {
        let message =
            "edits and force costs are worked out for the best total; leave out the objective";
        return Ok(Err(Bad::new(
            "objective",
            message,
            Some("objective".to_owned()),
        )));
    }
    let edits = match command
        .edits
        .as_deref()
        .map(|file| read(file).and_then(|text| parse(&text)))
    {
        Some(Ok(edits)) => Some(edits),
        Some(Err(bad)) => return Ok(Err(bad)),
        None => None,
    };
    let (solution, took) = timed(|| solve(&problem, objective));
    verify(&problem, &solution)
        .map_err(|violation| anyhow::anyhow!("{violation:?}"))
        .context("the answer is not proven best; please report this problem")?;
    let mut solved = Solved {
        assignment: solution.assignment,
        total: solution.total,
        matched: solution.matched,
        worst: solution.worst,
        certificate: solution.certificate,
        solve_ms: took.as_secs_f64() * 1e3,
        edits: None,
        force_costs: None,
    };
    if edits.is_some() || command.force_costs {
        let mut session = Session::new(problem);
        let edits: Option<Vec<Edit>> = edits;
        solved.edits =
            edits.map(|edits| edits.into_iter().map(|e| edit(&mut session, e)).collect());
        solved.force_costs = command.force_costs.then(|| {
            let mentees = 0..session.problem().mentees();
            mentees.map(|mentee| session.force_costs(mentee)).collect()
        });
    }
    Ok(Ok(solved))
}

fn read(file: &Path) -> Result<String, Bad> {
    let mut text = String::new();
    let outcome = if file == Path::new("-") {
        std::io::stdin().read_to_string(&mut text).map(drop)
    } else {
        std::fs::read_to_string(file).map(|read| text = read)
    };
    match outcome {
        Ok(()) => Ok(text),
        Err(why) => Err(Bad::new(
            "unreadable",
            why,
            Some(file.display().to_string()),
        )),
    }
}

fn parse<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, Bad> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|why| {
        let path = why.path().to_string();
        let cause = why.into_inner();
        let place = format!("line {} column {}", cause.line(), cause.column());
        if cause.is_data() {
            let at = if path == "." { place } else { path };
            Bad::new("invalid", cause, Some(at))
        } else {
            Bad::new("not_json", cause, Some(place))
        }
    })?;
    reader.end().map_err(|why| {
        Bad::new(
            "not_json",
            format!("something follows the JSON: {why}"),
            None,
        )
    })?;
    Ok(value)
}

/// A row as the engine takes it; the place of a score it can't have.
fn row(scores: Vec<Option<i32>>) -> Result<Vec<i32>, usize> {
    let cell = |(at, score): (usize, Option<i32>)| match score {
        None => Ok(FORBIDDEN),
        // The one number that stands for "forbidden" inside.
        Some(FORBIDDEN) => Err(at),
        Some(score) => Ok(score),
    };
    scores.into_iter().enumerate().map(cell).collect()
}

fn build(file: ProblemFile) -> Result<Problem, Bad> {
    let (mentees, mentors) = (file.scores.len(), file.capacities.len());
    let scores = matrix("scores", file.scores, mentors)?;
    let mut builder = Problem::builder(scores, file.capacities)
        .mentees(mentees)
        .unmatched_penalty(file.unmatched_penalty);
    if let Some(theirs) = file.mentor_scores {
        if theirs.len() != mentees {
            let message = format!(
                "has {} rows; give one for each of {mentees} mentees",
                theirs.len()
            );
            return Err(Bad::new(
                "mentor_scores_differ",
                message,
                Some("mentor_scores".to_owned()),
            ));
        }
        builder = builder.mentor_scores(matrix("mentor_scores", theirs, mentors)?);
    }
    for (mentee, mentor) in &file.locks {
        builder = builder.lock(*mentee, *mentor);
    }
    builder.build().map_err(|why| {
        let at = place(&why, &file.locks);
        Bad::new(code(&why), why, at)
    })
}

fn matrix(name: &str, rows: Vec<Vec<Option<i32>>>, mentors: usize) -> Result<Vec<i32>, Bad> {
    let mut cells = Vec::with_capacity(rows.len() * mentors);
    for (at, scores) in rows.into_iter().enumerate() {
        if scores.len() != mentors {
            let message = format!(
                "has {} scores; give one for each of {mentors} mentors, null where a pair may not be",
                scores.len()
            );
            return Err(Bad::new("ragged", message, Some(format!("{name}[{at}]"))));
        }
        let row = row(scores).map_err(|column| {
            let message = format!("is too low; use at least {}", FORBIDDEN + 1);
            Bad::new(
                "score_out_of_range",
                message,
                Some(format!("{name}[{at}][{column}]")),
            )
        })?;
        cells.extend(row);
    }
    Ok(cells)
}

fn code(why: &ProblemError) -> &'static str {
    match why {
        ProblemError::Ragged { .. } => "ragged",
        ProblemError::MentorScoresDiffer { .. } => "mentor_scores_differ",
        ProblemError::TooLarge { .. } => "too_large",
        ProblemError::NegativePenalty { .. } => "negative_penalty",
        ProblemError::MenteeOutOfRange { .. } => "mentee_out_of_range",
        ProblemError::MentorOutOfRange { .. } => "mentor_out_of_range",
        ProblemError::PairLockedTwice { .. } => "pair_locked_twice",
        ProblemError::MenteeLockedTwice { .. } => "mentee_locked_twice",
        ProblemError::LockedAndForbidden { .. } => "locked_and_forbidden",
        ProblemError::MoreLocksThanPlaces { .. } => "more_locks_than_places",
    }
}

/// Where in the file the trouble is.
fn place(why: &ProblemError, locks: &[(usize, usize)]) -> Option<String> {
    let last_lock = |is_it: &dyn Fn(&(usize, usize)) -> bool| {
        locks
            .iter()
            .rposition(is_it)
            .map(|at| format!("locks[{at}]"))
    };
    match *why {
        ProblemError::Ragged { .. } | ProblemError::TooLarge { .. } => Some("scores".into()),
        ProblemError::MentorScoresDiffer { .. } => Some("mentor_scores".into()),
        ProblemError::NegativePenalty { .. } => Some("unmatched_penalty".into()),
        ProblemError::MenteeOutOfRange { mentee, .. } => last_lock(&|lock| lock.0 == mentee),
        ProblemError::MentorOutOfRange { mentor, .. } => last_lock(&|lock| lock.1 == mentor),
        ProblemError::PairLockedTwice { mentee, mentor }
        | ProblemError::LockedAndForbidden { mentee, mentor } => {
            last_lock(&|lock| *lock == (mentee, mentor))
        }
        ProblemError::MenteeLockedTwice { mentee, second, .. } => {
            last_lock(&|lock| *lock == (mentee, second))
        }
        ProblemError::MoreLocksThanPlaces { mentor, .. } => Some(format!("capacities[{mentor}]")),
    }
}

fn edit(session: &mut Session, edit: Edit) -> Outcome {
    let (outcome, took) = timed(|| make(session, edit));
    match outcome {
        Ok(moved) => Outcome::Made {
            total: session.total(),
            moved,
            edit_us: took.as_secs_f64() * 1e6,
        },
        Err(refused) => Outcome::Refused { refused },
    }
}

type Moved = Vec<(usize, Option<usize>, Option<usize>)>;

fn make(session: &mut Session, edit: Edit) -> Result<Moved, String> {
    let refused = |why: EditRefused| why.to_string();
    let change = match edit {
        Edit::Lock(mentee, mentor) => session.lock(mentee, mentor),
        Edit::Unlock(mentee) => session.unlock(mentee),
        Edit::Forbid(mentee, mentor) => session.forbid(mentee, mentor),
        Edit::Capacity(mentor, places) => session.set_capacity(mentor, places),
        Edit::Scores(mentee, scores) => {
            let row = row(scores).map_err(|at| format!("score {at} is too low"))?;
            session.set_scores(mentee, &row)
        }
        Edit::Allow(mentee, mentor, score) => return allow(session, mentee, mentor, score),
    };
    let change = change.map_err(refused)?;
    Ok(change
        .moved
        .into_iter()
        .map(|m| (m.mentee, m.from, m.to))
        .collect())
}

/// Lifts what forbids a pair and gives it a score, in two edits told as one.
fn allow(session: &mut Session, mentee: usize, mentor: usize, score: i32) -> Result<Moved, String> {
    let problem = session.problem();
    if mentee >= problem.mentees() || mentor >= problem.mentors() {
        return Err(format!("there is no mentee {mentee} with mentor {mentor}"));
    }
    if score == FORBIDDEN {
        return Err("the score is too low".into());
    }
    let before: Vec<Option<usize>> = seats(session);
    let scores = (0..problem.mentors()).map(|mentor| problem.score(mentee, mentor));
    let mut row: Vec<i32> = scores.map(|score| score.unwrap_or(FORBIDDEN)).collect();
    row[mentor] = score;
    session
        .set_scores(mentee, &row)
        .map_err(|why| why.to_string())?;
    session
        .allow(mentee, mentor)
        .map_err(|why| why.to_string())?;
    let moved = before.into_iter().zip(seats(session)).enumerate();
    let moved = moved.filter(|(_, (was, is))| was != is);
    Ok(moved.map(|(mentee, (was, is))| (mentee, was, is)).collect())
}

fn seats(session: &Session) -> Vec<Option<usize>> {
    let mentees = 0..session.problem().mentees();
    mentees.map(|mentee| session.mentor_of(mentee)).collect()
}

/// How long `work` took: what the command reports, and nothing decides by it.
#[expect(clippy::disallowed_methods, reason = "measures the engine")]
fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = work();
    (result, start.elapsed())
}
