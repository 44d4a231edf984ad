//! Browsing mentors, and asking for one.
//!
//! What everybody may see of mentors is one answer, the same for everyone; what
//! only I may see – how well each suits me, whom I can't be paired with, whom I
//! have asked – comes apart from it and stays mine. The browser computes my fit
//! with each mentor itself, by the same rule as the board.

use crate::endpoint;
use crate::fit::{MenteeFacts, MentorFacts, Weights};
use crate::id::{EnrolmentId, ProgrammeId, RequestId};
use crate::pair::Answer;
use crate::request::RequestState;
use crate::time::{Date, Instant};
use serde::{Deserialize, Serialize};

endpoint! {
    /// Mentors of a programme, as their published profiles say, in order of name.
    ListMentors "list_mentors" = Get "/programmes/{programme}/mentors" (ProgrammeId) ? (), () => MentorDirectory;
    /// What a mentee needs to see mentors with their own eyes.
    GetMyView "get_my_view" = Get "/programmes/{programme}/mentors/mine" (ProgrammeId) ? (), () => MyView;
    /// Ask a mentor.
    AskMentor "ask_mentor" = Post "/programmes/{programme}/requests" (ProgrammeId) ? (), AskMentorRequest => MentorRequest;
    /// Requests I made or was asked, newest first.
    ListRequests "list_requests" = Get "/programmes/{programme}/requests" (ProgrammeId) ? (), () => Vec<MentorRequest>;
    /// Answer a request I was asked; a yes makes a pair.
    AnswerRequest "answer_request" = Post "/requests/{request}/answer" (RequestId) ? (), AnswerRequestRequest => MentorRequest;
    /// Take back a request I made.
    WithdrawRequest "withdraw_request" = Post "/requests/{request}/withdrawal" (RequestId) ? (), () => MentorRequest;
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MentorDirectory {
    pub mentors: Vec<MentorProfile>,
}

/// What a mentor tells everyone. Grade and level are never part of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MentorProfile {
    pub facts: MentorFacts,
    pub name: String,
    pub title: Option<String>,
    /// "I have been through …", one line each.
    pub moments: Vec<String>,
    /// IANA name.
    pub time_zone: String,
    pub minutes_per_month: u16,
    pub places: u8,
    pub places_free: u8,
    /// Leads without a team: nobody reports to them.
    pub leads_no_team: bool,
}

/// A mentee's own view on a programme's mentors.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MyView {
    pub me: MenteeFacts,
    pub in_pool: bool,
    /// What this programme weighs.
    pub weights: Weights,
    /// Mentors I can't be paired with; which rule says so is not told, as it
    /// might be somebody's private wish.
    pub not_eligible: Vec<EnrolmentId>,
    pub requests: Vec<MentorRequest>,
    /// Set once I have a mentor, proposed or active.
    pub paired_with: Option<EnrolmentId>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MentorRequest {
    pub id: RequestId,
    pub mentee: EnrolmentId,
    pub mentor: EnrolmentId,
    pub mentee_name: String,
    pub mentor_name: String,
    /// The mentee's expectations, which a mentor sees before answering.
    pub wants: Vec<String>,
    pub hopes: Option<String>,
    pub message: String,
    pub state: RequestState,
    pub asked_at: Instant,
    /// Last day to answer.
    pub answer_by: Date,
}

impl MentorRequest {
    /// The request as it stands on `today`: one that was not answered in time
    /// has lapsed, whether or not that has been noted down yet.
    #[must_use]
    pub fn as_of(mut self, today: Date) -> Self {
        if self.state == RequestState::Waiting && today > self.answer_by {
            self.state = RequestState::Lapsed;
        }
        self
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AskMentorRequest {
    pub mentor: EnrolmentId,
    pub message: String,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AnswerRequestRequest {
    pub answer: Answer,
}
