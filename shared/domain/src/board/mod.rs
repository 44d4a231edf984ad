//! The board: a coordinator's working draft of who goes with whom.
//!
//! A board stores only what people decided – locks, forbidden pairs, mentees
//! left out, places, weights, the objective. Who goes with whom is not stored:
//! [`answer`] computes it from the pool and the [`Draft`], the same in the
//! browser while somebody drags, on the server before it publishes, and on the
//! command line.

mod answer;
mod draft;
mod pool;
mod record;
mod rules;
mod start;
#[cfg(test)]
mod tests;

pub use answer::{Answer, Seat, answer};
pub use draft::{Draft, Lock, Move, MoveRefusal, Surroundings};
pub use pool::BoardPool;
pub use record::{BeforeFile, MatchRecord, ProblemFile};
pub use rules::{Apart, Likeness, Rules, RulesRefusal};
pub use start::Ahead;

use crate::enrolment::EnrolmentState;
use crate::fit::{Block, MenteeFacts, MentorFacts, Warning, Weights};
use crate::id::{BoardId, EnrolmentId, PairId, ProgrammeId};
use crate::pair::PairState;
use crate::time::Instant;
use serde::{Deserialize, Serialize};

/// What the best answer is best at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Objective {
    /// The highest sum of fits.
    #[default]
    BestTotal,
    /// The most pairs, then the highest worst fit, then the highest sum.
    Fairest,
    /// The most pairs, then the highest sum.
    MostMatched,
    /// No mentee and mentor would both rather have each other than whom they got, going by fit.
    Stable,
}

impl Objective {
    pub const ALL: [Objective; 4] = [
        Objective::BestTotal,
        Objective::Fairest,
        Objective::MostMatched,
        Objective::Stable,
    ];

    pub const fn label(self) -> &'static str {
        match self {
            Objective::BestTotal => "Best total",
            Objective::Fairest => "Fairest",
            Objective::MostMatched => "Most matched",
            Objective::Stable => "Stable",
        }
    }

    /// What it is the best at, for whoever has to choose one.
    pub const fn meaning(self) -> &'static str {
        match self {
            Objective::BestTotal => {
                "All fits added up are as high as can be. A few may get a low one, or nobody, so that the others gain more."
            }
            Objective::Fairest => {
                "As many pairs as there can be, then the lowest fit is as high as can be, and only then the total."
            }
            Objective::MostMatched => {
                "As many pairs as there can be, even where two suit each other less, and then the highest total."
            }
            Objective::Stable => {
                "No mentee and mentor would both rather have each other than whom they got. The total may be lower."
            }
        }
    }
}

impl From<Objective> for pairwell_matching::Objective {
    fn from(objective: Objective) -> Self {
        match objective {
            Objective::BestTotal => pairwell_matching::Objective::BestTotal,
            Objective::Fairest => pairwell_matching::Objective::Fairest,
            Objective::MostMatched => pairwell_matching::Objective::MostMatched,
            Objective::Stable => pairwell_matching::Objective::StableMentees,
        }
    }
}

/// Everything a coordinator's browser needs to show a board and to compute its answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Board {
    pub id: BoardId,
    pub programme: ProgrammeId,
    pub name: String,
    /// Grows by one with every saved move; a move names the version it was made on.
    pub version: i64,
    pub draft: Draft,
    /// Most places the programme lets a mentor have.
    pub places_cap: u8,
    /// In order of id, as every list the answer depends on.
    pub mentors: Vec<BoardMentor>,
    pub mentees: Vec<BoardMentee>,
    /// Pairs that can't be, in order of mentee and mentor, for reasons that the
    /// facts of the two don't show. [`BoardPool`] finds the others itself.
    pub blocks: Vec<PairBlock>,
    pub warnings: Vec<PairWarning>,
    /// Pairs people already know of; each fills a place and takes its mentee.
    pub standing: Vec<StandingPair>,
    /// Mentors of the programme who take nobody as things are, and who could be asked; in
    /// order of name. Not those who withdrew: that was their answer.
    pub aside: Vec<MentorAside>,
}

/// A mentor of the programme who is not in the pool.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MentorAside {
    pub id: EnrolmentId,
    pub name: String,
    /// Applied, paused or completed.
    pub state: EnrolmentState,
    pub offers: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BoardMentor {
    pub facts: MentorFacts,
    pub name: String,
    pub title: Option<String>,
    pub moments: Vec<String>,
    /// Mentees they have places for, as capacity and hours allow.
    pub places: u8,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BoardMentee {
    pub facts: MenteeFacts,
    pub name: String,
    pub title: Option<String>,
    pub hopes: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PairBlock {
    pub mentee: EnrolmentId,
    pub mentor: EnrolmentId,
    pub block: Block,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PairWarning {
    pub mentee: EnrolmentId,
    pub mentor: EnrolmentId,
    pub warning: Warning,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StandingPair {
    pub pair: PairId,
    pub mentee: EnrolmentId,
    pub mentor: EnrolmentId,
    pub state: PairState,
    pub fit: u8,
}

/// Who made a move, and when: for "Chen moved it a minute ago".
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MoveMade {
    pub version: i64,
    pub by: String,
    pub at: Instant,
    pub moves: Vec<Move>,
}

/// What weighs and what is sought on a new board.
pub fn new_draft(weights: Weights) -> Draft {
    Draft {
        weights,
        ..Draft::default()
    }
}
