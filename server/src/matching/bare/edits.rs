//! Edits made one by one. A list that can't be read is a [`Bad`] one; an edit
//! that can't be made is refused by itself, and the later ones go on.

use super::{Bad, input, json, timed};
use pairwell_matching::{Change, FORBIDDEN, Session};
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
            Ok(change) => Outcome::Made {
                total: session.total(),
                moved: change
                    .moved
                    .into_iter()
                    .map(|step| (step.mentee, step.from, step.to))
                    .collect(),
                edit_us: took.as_secs_f64() * 1e6,
            },
            Err(refused) => Outcome::Refused { refused },
        }
    }

    fn apply(self, session: &mut Session) -> Result<Change, String> {
        let change = match self {
            Edit::Lock(mentee, mentor) => session.lock(mentee, mentor),
            Edit::Unlock(mentee) => session.unlock(mentee),
            Edit::Forbid(mentee, mentor) => session.forbid(mentee, mentor),
            Edit::Allow(mentee, mentor, score) => session.allow_with_score(mentee, mentor, score),
            Edit::Capacity(mentor, places) => session.set_capacity(mentor, places),
            Edit::Scores(mentee, scores) => {
                let row = json::row(scores).map_err(|at| {
                    let least = FORBIDDEN + 1;
                    format!("score {at} is too low; use at least {least}")
                })?;
                session.set_scores(mentee, &row)
            }
        };
        change.map_err(|why| why.to_string())
    }
}
