//! Programmes: starting one, its settings, and who coordinates it.

use crate::endpoint;
use crate::id::{AccountId, PersonId, ProgrammeId};
use crate::programme::{Programme, ProgrammeDraft, SettingsDraft};
use serde::{Deserialize, Serialize};

endpoint! {
    /// The programmes I may see, the latest first.
    ListProgrammes "list_programmes" = Get "/programmes" (()) ? (), () => Vec<ProgrammeSummary>;
    /// Start a programme; whoever does coordinates it.
    CreateProgramme "create_programme" = Post "/programmes" (()) ? (), ProgrammeDraft => Programme;
    /// One programme and who coordinates it.
    GetProgramme "get_programme" = Get "/programmes/{programme}" (ProgrammeId) ? (), () => ProgrammeDetail;
    /// Change a programme's settings.
    UpdateProgramme "update_programme" = Put "/programmes/{programme}" (ProgrammeId) ? (), SettingsDraft => Programme;
    /// Make somebody a coordinator; they are invited if they have no account.
    AppointCoordinator "appoint_coordinator" = Post "/programmes/{programme}/coordinators" (ProgrammeId) ? (), Appointment => ProgrammeDetail;
    /// Somebody stops coordinating; the last one can't.
    DismissCoordinator "dismiss_coordinator" = Delete "/programmes/{programme}/coordinators/{account}" ((ProgrammeId, AccountId)) ? (), () => ProgrammeDetail;
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProgrammeSummary {
    pub programme: Programme,
    /// Names of those who coordinate it.
    pub coordinators: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProgrammeDetail {
    pub programme: Programme,
    pub coordinators: Vec<Coordinator>,
    /// How enrolment stands; for its coordinators alone.
    pub enrolled: Option<EnrolledCounts>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Coordinator {
    pub account: AccountId,
    pub name: String,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EnrolledCounts {
    /// In the pool.
    pub mentors: u32,
    pub mentees: u32,
    /// Waiting for a coordinator.
    pub applied: u32,
    /// Asked, without an answer so far.
    pub invited: u32,
    /// Pairs proposed or under way.
    pub pairs: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Appointment {
    pub person: PersonId,
}
