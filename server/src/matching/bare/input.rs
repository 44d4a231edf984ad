//! A problem from a file or standard input: JSON ([`ProblemFile`]) or
//! [`packed`], told apart by how it begins. No more than [`MOST_BYTES`] is read,
//! for what is given may have no end.

use super::{Bad, json};
use pairwell_domain::board::{BeforeFile, ProblemFile};
use pairwell_matching::packed::{self, PackedError};
use pairwell_matching::{
    Amended, FORBIDDEN, Objective, Problem, ProblemError, Solution, solve, solve_near,
};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// The most that is read of anything.
const MOST_BYTES: u64 = 1 << 30;

/// How every packed problem begins.
const PACKED: &[u8] = b"MMI1";

/// What to solve, and for what.
pub struct Input {
    pub problem: Problem,
    pub objective: Objective,
    before: Option<Before>,
}

/// The problem before something was decided, and about whom.
struct Before {
    problem: Problem,
    decided: Vec<usize>,
}

impl Input {
    /// `asked` is the objective asked for beside the file, which may not say
    /// another.
    pub fn read(file: &Path, asked: Option<Objective>) -> Result<Self, Bad> {
        let bytes = bytes(file)?;
        if bytes.starts_with(PACKED) {
            return Ok(Input {
                problem: unpack(bytes)?,
                objective: asked.unwrap_or_default(),
                before: None,
            });
        }
        if bytes.trim_ascii_start().starts_with(b"[") {
            // Read by position, a list might even pass.
            let message = "a list where an object with \"scores\" and \"capacities\" belongs";
            return Err(Bad::overall("invalid", message));
        }
        let file: ProblemFile = json::parse(&bytes, None)?;
        drop(bytes);
        let objective = match (file.objective, asked) {
            (Some(stated), Some(asked)) if stated != asked => {
                let message = "the problem and --objective say different things; leave out one";
                return Err(Bad::new("two_objectives", message, "objective"));
            }
            (stated, asked) => stated.or(asked).unwrap_or_default(),
        };
        Input::of(file, objective)
    }

    /// The problem of a file, or where it is none.
    pub fn of(mut file: ProblemFile, objective: Objective) -> Result<Self, Bad> {
        let before = file.before.take();
        let problem = build(file)?;
        let before = before.map(|before| undecided(&problem, before, objective));
        Ok(Input {
            before: before.transpose()?,
            problem,
            objective,
        })
    }

    /// The best answer; where there was a problem before, the one near its answer.
    pub fn solve(&self) -> Solution {
        match &self.before {
            None => solve(&self.problem, self.objective),
            Some(Before { problem, decided }) => {
                let best = solve(problem, self.objective);
                solve_near(problem, &best, &self.problem, decided)
            }
        }
    }
}

fn undecided(now: &Problem, before: BeforeFile, objective: Objective) -> Result<Before, Bad> {
    if objective != Objective::BestTotal {
        let message = "goes with the best total only; leave it out, or look for that";
        return Err(Bad::new("before_another_objective", message, "before"));
    }
    let mut decided = Vec::with_capacity(before.scores.len());
    let mut parts = Vec::with_capacity(before.scores.len());
    for (at, (mentee, scores)) in before.scores.into_iter().enumerate() {
        let place = || format!("before.scores[{at}]");
        if decided.last().is_some_and(|last| *last >= mentee) {
            let message = format!("mentee {mentee} comes too late; give each once, in order");
            return Err(Bad::new("out_of_order", message, place()));
        }
        decided.push(mentee);
        if scores.len() != now.mentors() {
            let message = format!(
                "has {} scores; give one for each of {} mentors, null where a pair may not be",
                scores.len(),
                now.mentors()
            );
            return Err(Bad::new("ragged", message, format!("{}[1]", place())));
        }
        let scores =
            json::row(scores).map_err(|column| too_low(format!("{}[1][{column}]", place())))?;
        parts.push(Amended {
            mentee,
            scores,
            lock: None,
        });
    }
    let places = before.capacities.len();
    if places != now.mentors() {
        let message = format!(
            "has {places} entries; give one for each of {} mentors",
            now.mentors()
        );
        return Err(Bad::new("ragged", message, "before.capacities"));
    }
    let problem = now.clone().amended(parts, before.capacities);
    let problem = problem.map_err(|why| Bad::new(code(&why), &why, "before"))?;
    Ok(Before { problem, decided })
}

fn too_low(at: String) -> Bad {
    let message = format!("is too low; use at least {}", FORBIDDEN + 1);
    Bad::new("score_out_of_range", message, at)
}

/// All there is in a file, or in standard input for `-`.
pub fn bytes(file: &Path) -> Result<Vec<u8>, Bad> {
    let read = if file == Path::new("-") {
        up_to(MOST_BYTES, io::stdin().lock())
    } else {
        File::open(file).and_then(|file| up_to(MOST_BYTES, file))
    };
    let at = || file.display().to_string();
    let all = read.map_err(|why| Bad::new("unreadable", why, at()))?;
    all.ok_or_else(|| {
        let message = "is larger than 1 GiB, the most that is read; give less at a time, \
                       or pack the scores";
        Bad::new("too_large", message, at())
    })
}

/// All there is in `source`; none, after one byte too many, if that is more than
/// `most`.
fn up_to(most: u64, source: impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    let found = source.take(most + 1).read_to_end(&mut bytes)?;
    Ok((found as u64 <= most).then_some(bytes))
}

/// Takes the bytes, so that they are gone before the problem is checked.
fn unpack(bytes: Vec<u8>) -> Result<Problem, Bad> {
    let draft = packed::read(&bytes).map_err(|why| {
        let (error, at) = match why {
            PackedError::TooShort { found, .. } => ("truncated", found),
            PackedError::TooLong { expected, .. } => ("trailing_bytes", expected),
            PackedError::TooLarge { .. } => ("too_large", 4),
            _ => ("not_packed", 0),
        };
        Bad::new(error, &why, format!("byte {at}"))
    })?;
    drop(bytes);
    draft
        .build()
        .map_err(|why| Bad::new(code(&why), &why, place(&why, &[])))
}

fn build(file: ProblemFile) -> Result<Problem, Bad> {
    let (mentees, mentors) = (file.scores.len(), file.capacities.len());
    let scores = matrix("scores", file.scores, mentors)?;
    let mut builder = Problem::builder(scores, file.capacities)
        .mentees(mentees)
        .unmatched_penalty(file.unmatched_penalty);
    if let Some(theirs) = file.mentor_scores {
        let rows = theirs.len();
        if rows != mentees {
            let message = format!("has {rows} rows; give one for each of {mentees} mentees");
            return Err(Bad::new("mentor_scores_differ", message, "mentor_scores"));
        }
        builder = builder.mentor_scores(matrix("mentor_scores", theirs, mentors)?);
    }
    for (mentee, mentor) in &file.locks {
        builder = builder.lock(*mentee, *mentor);
    }
    builder
        .build()
        .map_err(|why| Bad::new(code(&why), &why, place(&why, &file.locks)))
}

fn matrix(name: &str, rows: Vec<Vec<Option<i32>>>, mentors: usize) -> Result<Vec<i32>, Bad> {
    let mut cells = Vec::with_capacity(rows.len() * mentors);
    for (at, scores) in rows.into_iter().enumerate() {
        let found = scores.len();
        if found != mentors {
            let message = format!(
                "has {found} scores; give one for each of {mentors} mentors, null where a pair may not be"
            );
            return Err(Bad::new("ragged", message, format!("{name}[{at}]")));
        }
        cells.extend(
            json::row(scores).map_err(|column| too_low(format!("{name}[{at}][{column}]")))?,
        );
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
fn place(why: &ProblemError, locks: &[(usize, usize)]) -> String {
    let last_lock = |is_it: &dyn Fn(&(usize, usize)) -> bool| {
        let at = locks.iter().rposition(is_it);
        at.map_or("locks".to_owned(), |at| format!("locks[{at}]"))
    };
    match *why {
        ProblemError::Ragged { .. } | ProblemError::TooLarge { .. } => "scores".into(),
        ProblemError::MentorScoresDiffer { .. } => "mentor_scores".into(),
        ProblemError::NegativePenalty { .. } => "unmatched_penalty".into(),
        ProblemError::MenteeOutOfRange { mentee, .. } => last_lock(&|lock| lock.0 == mentee),
        ProblemError::MentorOutOfRange { mentor, .. } => last_lock(&|lock| lock.1 == mentor),
        ProblemError::PairLockedTwice { mentee, mentor }
        | ProblemError::LockedAndForbidden { mentee, mentor } => {
            last_lock(&|lock| *lock == (mentee, mentor))
        }
        ProblemError::MenteeLockedTwice { mentee, second, .. } => {
            last_lock(&|lock| *lock == (mentee, second))
        }
        ProblemError::MoreLocksThanPlaces { mentor, .. } => format!("capacities[{mentor}]"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_end_is_read_no_further_than_the_most() {
        assert_eq!(up_to(3, &b"abc"[..]).unwrap(), Some(b"abc".to_vec()));
        let mut endless = io::repeat(0);
        assert_eq!(up_to(3, &mut endless).unwrap(), None);
        let mut four = io::Cursor::new(b"abcdefgh");
        assert_eq!(up_to(3, &mut four).unwrap(), None);
        assert_eq!(four.position(), 4);
    }
}
