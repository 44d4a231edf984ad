//! My pairs: whom I am with or proposed to, and my answer to a proposal; and
//! home, which gathers what waits for me.

use crate::endpoint;
use crate::enrolment::Role;
use crate::id::{EnrolmentId, PairId, ProgrammeId};
use crate::pair::{Answer, PairState};
use crate::time::Date;
use serde::{Deserialize, Serialize};

endpoint! {
    /// Pairs I am one half of, newest first.
    ListMyPairs "list_my_pairs" = Get "/me/pairs" (()) ? (), () => Vec<MyPair>;
    /// Say yes or no to a proposed pair I am one half of.
    AnswerPair "answer_pair" = Post "/pairs/{pair}/answer" (PairId) ? (), AnswerPairRequest => MyPair;
    /// What waits for me, most pressing first.
    GetHome "get_home" = Get "/me/home" (()) ? (), () => Home;
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MyPair {
    pub id: PairId,
    pub programme: ProgrammeId,
    pub programme_name: String,
    /// Which half I am.
    pub my_role: Role,
    pub mentor: EnrolmentId,
    pub mentee: EnrolmentId,
    pub other_name: String,
    pub other_title: Option<String>,
    /// For a mentor: what the mentee wants help with. For a mentee: what the
    /// mentor offers.
    pub topics: Vec<String>,
    /// What the other half wrote: hopes, or moments.
    pub words: Vec<String>,
    pub state: PairState,
    pub my_answer: Option<Answer>,
    pub other_answer: Option<Answer>,
    pub fit: u8,
    pub starts_on: Date,
    pub ends_on: Date,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AnswerPairRequest {
    pub answer: Answer,
}

/// The home page: next steps in order of urgency, and the pairs one is in.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Home {
    pub steps: Vec<Step>,
    pub pairs: Vec<MyPair>,
}

/// One thing to do next. Counts are of whole people or pairs, never zero unless said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Somebody was proposed to me.
    AnswerProposal {
        pair: PairId,
        programme: ProgrammeId,
        name: String,
        my_role: Role,
    },
    /// A mentee asked me.
    AnswerRequests { programme: ProgrammeId, count: u32 },
    /// I have no mentor and nothing waiting.
    FindMentor {
        programme: ProgrammeId,
        programme_name: String,
    },
    /// I asked; the mentor has until then to answer.
    AwaitAnswer {
        programme: ProgrammeId,
        mentor: String,
        until: Date,
    },
    /// I have places free as a mentor.
    PlacesFree {
        programme: ProgrammeId,
        programme_name: String,
        count: u32,
    },
    /// I could enrol in a programme that is open.
    Enrol {
        programme: ProgrammeId,
        programme_name: String,
    },
    /// Enrolments wait for me as a coordinator.
    AcceptEnrolments {
        programme: ProgrammeId,
        programme_name: String,
        count: u32,
    },
    /// Mentees in the pool without a mentor.
    MatchMentees {
        programme: ProgrammeId,
        programme_name: String,
        count: u32,
    },
    /// A coordinator met my concerns with a compromise.
    AnswerCompromises { programme: ProgrammeId, count: u32 },
    /// Managers raised concerns about time.
    SettleConcerns {
        programme: ProgrammeId,
        programme_name: String,
        count: u32,
        /// Open for longer than they should be; may be zero.
        pressing: u32,
    },
    /// My team: how many of my reports take part.
    TeamTakesPart {
        programme: ProgrammeId,
        programme_name: String,
        count: u32,
        meeting: u32,
    },
    /// Participation to look at.
    SeeParticipation {
        programme: ProgrammeId,
        programme_name: String,
    },
    /// The roster is empty.
    ImportRoster,
    /// There is no programme yet.
    CreateProgramme,
    /// Links to hand on, as no mail server is configured.
    HandOnLinks { count: u32 },
}
