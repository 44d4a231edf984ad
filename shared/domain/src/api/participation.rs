//! Who takes part, as counts: for leaders.
//!
//! Every count is one that may be shown; see [`crate::insight`] for what is kept
//! back and why.

use crate::endpoint;
use crate::id::ProgrammeId;
use crate::time::Date;
use serde::{Deserialize, Serialize};

endpoint! {
    /// Who takes part in a programme, in counts: from the top down, by unit, and how far they have come. Counts about fewer people than the minimum are not told.
    GetParticipation "get_participation" = Get "/programmes/{programme}/participation" (ProgrammeId) ? (), () => Participation;
}

/// A count, as far as it may be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Count {
    Exactly(u32),
    /// At least one, fewer than the minimum.
    Few,
    /// All but one or a few: those left out are fewer than the minimum.
    AllButFew,
    /// Not told, so that a smaller count can't be worked out from it.
    Withheld,
}

impl Count {
    pub const fn exactly(self) -> Option<u32> {
        match self {
            Count::Exactly(count) => Some(count),
            Count::Few | Count::AllButFew | Count::Withheld => None,
        }
    }
}

/// How the share of people taking part changed over [`CHANGE_DAYS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Percentage points.
    Points(i32),
    /// By fewer people than the minimum.
    Few,
}

/// Days a change looks back over.
pub const CHANGE_DAYS: i32 = 90;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Participation {
    pub programme: ProgrammeId,
    pub name: String,
    pub starts_on: Date,
    pub ends_on: Date,
    /// The day the counts are of.
    pub as_of: Date,
    /// Counts about fewer people than this are not told.
    pub minimum: u32,
    /// Days from one session to the next, as the programme asks.
    pub cadence_days: u16,
    /// Everybody on the roster.
    pub people: u32,
    /// Has volunteered and not withdrawn. Part of `people`.
    pub taking_part: Count,
    /// Against [`CHANGE_DAYS`] ago; none where the programme had not begun.
    pub change: Option<Change>,
    /// Who mentors and is mentored counts once, as mentor.
    pub mentors: Count,
    pub mentees: Count,
    /// Pairs both said yes to, not over yet.
    pub pairs: Count,
    /// People in a pair. Part of `taking_part`.
    pub matched: Count,
    /// People whose pair has met at least once. Part of `matched`.
    pub met: Count,
    /// People whose pair met within one and a half times the cadence. Part of `matched`.
    pub meeting: Count,
    /// Half of the mentees were matched within this many days of enrolling.
    pub days_to_match: Option<u32>,
    /// Half of the pairs that met did so within this many days.
    pub days_to_first_session: Option<u32>,
    /// Most senior first. Empty where nothing could be told.
    pub levels: Vec<LevelRow>,
    /// By name. Empty where nothing could be told.
    pub units: Vec<UnitRow>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LevelRow {
    pub name: String,
    pub people: u32,
    pub taking_part: Count,
    pub mentors: Count,
    pub mentees: Count,
    pub matched: Count,
    pub meeting: Count,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UnitRow {
    pub name: String,
    pub people: u32,
    pub taking_part: Count,
    pub matched: Count,
    pub meeting: Count,
}
