//! Who takes part in a programme: the coordinator's list, and one's own part.

use super::Upload;
use super::people::ImportQuery;
use crate::api::concerns::Concern;
use crate::endpoint;
use crate::enrolment::{AnswersDraft, Enrolment, EnrolmentState, Role};
use crate::id::{EnrolmentId, PersonId, ProgrammeId};
use crate::import::report::ImportReport;
use serde::{Deserialize, Serialize};

endpoint! {
    /// Who is enrolled in a programme by name, a page at a time.
    ListEnrolments "list_enrolments" = Get "/programmes/{programme}/enrolments" (ProgrammeId) ? EnrolmentsQuery, () => EnrolmentsPage;
    /// Compare a sheet of volunteers with a programme and, unless it is a dry run or a row has a problem, enrol them.
    ImportEnrolments "import_enrolments" = Post "/programmes/{programme}/enrolments/import" (ProgrammeId) ? ImportQuery, Upload => ImportReport;
    /// Enrol somebody who has volunteered, or invite somebody to.
    EnrolPerson "enrol_person" = Post "/programmes/{programme}/enrolments" (ProgrammeId) ? (), EnrolRequest => EnrolmentRow;
    /// Accept everybody who has applied.
    AcceptAll "accept_all" = Post "/programmes/{programme}/enrolments/acceptance" (ProgrammeId) ? (), AcceptRequest => Accepted;
    /// What I told as mentor and as mentee, and what a form can start from.
    GetMyEnrolments "get_my_enrolments" = Get "/programmes/{programme}/enrolments/mine" (ProgrammeId) ? (), () => MyEnrolments;
    /// Enrol myself, or change what I told.
    EnrolMyself "enrol_myself" = Put "/programmes/{programme}/enrolments/mine" (ProgrammeId) ? (), MyEnrolment => Enrolment;
    /// Accept, pause, resume or withdraw an enrolment. Withdrawing ends its pairs.
    ChangeEnrolmentState "change_enrolment_state" = Post "/enrolments/{enrolment}/state" (EnrolmentId) ? (), StateChange => Enrolment;
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EnrolmentsQuery {
    /// Part of a name, an e-mail address, a title or a unit.
    pub q: Option<String>,
    pub role: Option<Role>,
    pub state: Option<EnrolmentState>,
    /// [`EnrolmentsPage::next`] of the page before.
    pub after: Option<EnrolmentId>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EnrolmentsPage {
    pub enrolments: Vec<EnrolmentRow>,
    /// How many match in all.
    pub total: u32,
    /// How many of the whole programme have applied and wait.
    pub applied: u32,
    pub next: Option<EnrolmentId>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EnrolmentRow {
    pub enrolment: Enrolment,
    pub name: String,
    pub title: Option<String>,
    pub unit: Option<String>,
    /// Pairs proposed or under way.
    pub pairs: u32,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EnrolRequest {
    pub person: PersonId,
    pub role: Role,
    /// What they told, if they have volunteered; nothing sends an invitation.
    pub told: Option<AnswersDraft>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AcceptRequest {
    /// Only this role.
    pub role: Option<Role>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Accepted {
    pub accepted: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MyEnrolments {
    pub mentor: Option<Enrolment>,
    pub mentee: Option<Enrolment>,
    /// From the roster.
    pub time_zone: Option<String>,
    pub capacity_cap: u8,
    /// Minutes a month the programme asks of each side.
    pub minutes_per_month: u16,
    /// What my manager said to the time that asks of me: the newest word on each enrolment,
    /// without the note, which was written to the coordinators.
    pub concerns: Vec<Concern>,
    /// What mentors here offer, to choose from.
    pub skills: Vec<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MyEnrolment {
    pub role: Role,
    pub told: AnswersDraft,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StateChange {
    pub state: EnrolmentState,
}
