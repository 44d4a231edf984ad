//! What is solved: programmes like real ones, families made to hurt, and packed files.

use std::fmt;
use std::fs;
use std::path::PathBuf;
use std::str::FromStr;

use pairwell_matching::{Problem, packed};

#[path = "../../tests/realistic/mod.rs"]
pub mod realistic;

use realistic::Random;

/// Where a problem comes from. As text it can be handed to another process.
#[derive(Clone, Debug)]
pub enum Source {
    Programme { mentees: usize, mentors: usize },
    Family(&'static str),
    File(PathBuf),
}

impl Source {
    pub fn problem(&self) -> Result<Problem, String> {
        let builder = match self {
            Self::Programme { mentees, mentors } => {
                realistic::programme(*mentees, *mentors, 100, 1)
            }
            Self::Family(name) => return Ok(family(name)?.problem()),
            Self::File(file) => {
                let bytes =
                    fs::read(file).map_err(|problem| format!("{}: {problem}", file.display()))?;
                packed::read(&bytes).map_err(|problem| format!("{}: {problem}", file.display()))?
            }
        };
        builder
            .build()
            .map_err(|problem| format!("{self}: {problem}"))
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Programme { mentees, mentors } => write!(f, "{mentees}x{mentors}"),
            Self::Family(name) => f.write_str(name),
            Self::File(file) => write!(f, "{}", file.display()),
        }
    }
}

impl FromStr for Source {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Ok(family) = family(text) {
            return Ok(Self::Family(family.name));
        }
        let sizes = text
            .split_once('x')
            .and_then(|(mentees, mentors)| Some((mentees.parse().ok()?, mentors.parse().ok()?)));
        Ok(match sizes {
            Some((mentees, mentors)) => Self::Programme { mentees, mentors },
            None => Self::File(text.into()),
        })
    }
}

/// Scores made to be hard for some kind of solver.
pub struct Family {
    pub name: &'static str,
    scores: fn() -> Vec<i32>,
}

const MENTEES: usize = 3_000;
const MENTORS: usize = 1_000;
/// So that every place is needed and no price can stay at nothing for long.
const PLACES: u32 = (MENTEES / MENTORS) as u32;

/// The first two after Machol & Wien, *A hard assignment problem* (1976).
pub const FAMILIES: [Family; 6] = [
    Family {
        name: "Machol-Wien falling",
        scores: || table(|mentee, mentor| -((mentee * mentor) as i32)),
    },
    Family {
        name: "Machol-Wien rising",
        scores: || table(|mentee, mentor| (mentee * mentor) as i32),
    },
    Family {
        name: "geometric",
        scores: geometric,
    },
    Family {
        name: "all equal",
        scores: || table(|_, _| 50),
    },
    Family {
        name: "common value",
        scores: || table(|mentee, mentor| (mentee % 97 + 3 * (mentor % 101)) as i32),
    },
    Family {
        name: "two-price",
        scores: two_price,
    },
];

impl Family {
    fn problem(&self) -> Problem {
        let scores = (self.scores)();
        let largest = scores.iter().map(|score| score.abs()).max();
        Problem::builder(scores, vec![PLACES; MENTORS])
            .unmatched_penalty(10 * largest.unwrap_or_default())
            .build()
            .expect("families are sound")
    }
}

fn family(name: &str) -> Result<&'static Family, String> {
    let found = FAMILIES.iter().find(|family| family.name == name);
    found.ok_or_else(|| format!("there is no family {name}"))
}

/// Both sides are counted from 1, as in the literature.
fn table(mut score: impl FnMut(usize, usize) -> i32) -> Vec<i32> {
    (1..=MENTEES)
        .flat_map(|mentee| (1..=MENTORS).map(move |mentor| (mentee, mentor)))
        .map(|(mentee, mentor)| score(mentee, mentor))
        .collect()
}

/// Points in a square; the nearer, the better.
fn geometric() -> Vec<i32> {
    let mut random = Random::new(11);
    let mut points = |count: usize| -> Vec<(i64, i64)> {
        let mut coordinate = || random.below(10_000) as i64;
        (0..=count).map(|_| (coordinate(), coordinate())).collect()
    };
    let (mentees, mentors) = (points(MENTEES), points(MENTORS));
    table(|mentee, mentor| {
        let ((x, y), (to_x, to_y)) = (mentees[mentee], mentors[mentor]);
        let distance = ((x - to_x).pow(2) + (y - to_y).pow(2)).isqrt();
        -(distance as i32)
    })
}

/// Good or bad and nothing between, so that almost everything ties.
fn two_price() -> Vec<i32> {
    let mut random = Random::new(13);
    table(|_, _| if random.below(100) == 0 { 100 } else { 0 })
}
