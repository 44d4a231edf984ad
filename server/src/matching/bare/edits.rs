//! Edits made one by one. A list that can't be read is a [`Bad`] one; an edit
//! that can't be made is refused by itself, and the later ones go on.

use super::{Bad, input, json, timed};
use pairwell_matching::{FORBIDDEN, Move, Session};
use serde::{Deserialize, Serialize};
use std::path::Path;

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Edit {
    Lock(usize, usize),
    Unlock(usize),
    Forbid(usize, usize),
    Allow(usize, usize, i32),
    Capacity(usize, u32),
    Scores(usize, Vec<Option<i32>>),
}

/// What became of an edit.
#[derive(Serialize)]
#[serde(untagged)]
pub enum Outcome {
    Made {
        total: i64,
        /// Mentee, where it was and where it is.
        moved: Vec<(usize, Option<usize>, Option<usize>)>,
        edit_us: f64,
    },
    Refused {
        refused: String,
    },
}

pub fn read(file: &Path) -> Result<Vec<Edit>, Bad> {
    json::parse(&input::bytes(file)?, Some("edits"))
}

impl Edit {
    pub fn make(self, session: &mut Session) -> Outcome {
        let (outcome, took) = timed(|| self.apply(session));
        match outcome {
            Ok(moves) => Outcome::Made {
                total: session.total(),
                moved: moves
                    .into_iter()
                    .map(|step| (step.mentee, step.from, step.to))
                    .collect(),
                edit_us: took.as_secs_f64() * 1e6,
            },
            Err(refused) => Outcome::Refused { refused },
        }
    }

    fn apply(self, session: &mut Session) -> Result<Vec<Move>, String> {
        let change = match self {
            Edit::Lock(mentee, mentor) => session.lock(mentee, mentor),
            Edit::Unlock(mentee) => session.unlock(mentee),
            Edit::Forbid(mentee, mentor) => session.forbid(mentee, mentor),
            Edit::Capacity(mentor, places) => session.set_capacity(mentor, places),
            Edit::Scores(mentee, scores) => {
                let row = json::row(scores).map_err(|at| format!("score {at} is too low"))?;
                session.set_scores(mentee, &row)
            }
            Edit::Allow(mentee, mentor, score) => return allow(session, mentee, mentor, score),
        };
        change
            .map(|change| change.moved)
            .map_err(|why| why.to_string())
    }
}

/// Lifts what forbids a pair and gives it a score, in two edits told as one.
fn allow(
    session: &mut Session,
    mentee: usize,
    mentor: usize,
    score: i32,
) -> Result<Vec<Move>, String> {
    let problem = session.problem();
    if mentee >= problem.mentees() || mentor >= problem.mentors() {
        return Err(format!("there is no mentee {mentee} with mentor {mentor}"));
    }
    if score == FORBIDDEN {
        return Err("the score is too low".into());
    }
    let before = seats(session);
    let mentors = 0..problem.mentors();
    let mut row: Vec<i32> = mentors
        .map(|mentor| problem.score(mentee, mentor).unwrap_or(FORBIDDEN))
        .collect();
    row[mentor] = score;
    session
        .set_scores(mentee, &row)
        .map_err(|why| why.to_string())?;
    session
        .allow(mentee, mentor)
        .map_err(|why| why.to_string())?;
    let moves = before.into_iter().zip(seats(session)).enumerate();
    let moves = moves.filter(|(_, (from, to))| from != to);
    Ok(moves
        .map(|(mentee, (from, to))| Move { mentee, from, to })
        .collect())
}

fn seats(session: &Session) -> Vec<Option<usize>> {
    let mentees = 0..session.problem().mentees();
    mentees.map(|mentee| session.mentor_of(mentee)).collect()
}
