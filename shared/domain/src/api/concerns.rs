//! The time mentoring asks of people: their manager sees it and may raise a concern, which a
//! coordinator meets with a compromise.

use crate::concern::{Compromise, ConcernKind, ConcernState, ManagerAnswer};
use crate::endpoint;
use crate::enrolment::Role;
use crate::id::{ConcernId, EnrolmentId, ProgrammeId};
use crate::time::Instant;
use serde::{Deserialize, Serialize};

endpoint! {
    /// My direct reports who take part in a programme, with the time that asks of each.
    ListMyTeam "list_my_team" = Get "/programmes/{programme}/team" (ProgrammeId) ? (), () => Vec<Report>;
    /// Say that the time a report's mentoring takes is a concern.
    RaiseConcern "raise_concern" = Post "/enrolments/{enrolment}/concerns" (EnrolmentId) ? (), NewConcern => Concern;
    /// Managers' concerns in a programme: open ones first, longest open first.
    ListConcerns "list_concerns" = Get "/programmes/{programme}/concerns" (ProgrammeId) ? (), () => Vec<RaisedConcern>;
    /// Offer a manager a compromise.
    ProposeCompromise "propose_compromise" = Put "/concerns/{concern}/compromise" (ConcernId) ? (), Compromise => Concern;
    /// Agree to a compromise or decline it, or find the time fine as it was asked for: as the manager, or as a coordinator on the manager's word.
    AnswerCompromise "answer_compromise" = Post "/concerns/{concern}/answer" (ConcernId) ? (), AnswerCompromiseRequest => Concern;
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Concern {
    pub id: ConcernId,
    pub enrolment: EnrolmentId,
    pub kind: ConcernKind,
    pub note: String,
    pub state: ConcernState,
    pub raised_at: Instant,
    /// What the coordinator offered last.
    pub compromise: Option<Compromise>,
    pub settled_at: Option<Instant>,
    /// What the manager said, where a coordinator settled it for them.
    pub managers_word: Option<String>,
    pub version: i64,
}

/// Somebody of a manager's team in a programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Report {
    pub enrolment: EnrolmentId,
    pub name: String,
    pub role: Role,
    /// Asked of them.
    pub minutes_per_month: u16,
    /// The newest about them.
    pub concern: Option<Concern>,
}

/// A concern as a coordinator sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RaisedConcern {
    pub concern: Concern,
    pub name: String,
    pub role: Role,
    pub minutes_per_month: u16,
    pub raised_by: String,
    /// Open for longer than it should be.
    pub presses: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewConcern {
    pub kind: ConcernKind,
    #[serde(default)]
    pub note: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AnswerCompromiseRequest {
    pub answer: ManagerAnswer,
    /// What the manager said: a coordinator has to tell, see [`crate::concern::managers_word`];
    /// from the manager it is not kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub managers_word: Option<String>,
}
