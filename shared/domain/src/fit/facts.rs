//! What the fit of two people is computed from. The server fills these in from
//! enrolments and the roster; the browser receives them and computes the same.

use crate::enrolment::{Meeting, Style};
use crate::id::{EnrolmentId, PersonId};
use serde::{Deserialize, Serialize};

/// What is asked of both sides.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Common {
    pub person: PersonId,
    pub languages: Vec<String>,
    /// Minutes east of UTC when the programme starts.
    pub utc_offset: i16,
    pub meeting: Meeting,
    pub style: Option<Style>,
    pub unit: Option<String>,
    pub location: Option<String>,
    /// 1 the most senior. Absent where it is hidden or unknown.
    pub level: Option<u8>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MentorFacts {
    pub id: EnrolmentId,
    pub common: Common,
    pub offers: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MenteeFacts {
    pub id: EnrolmentId,
    pub common: Common,
    /// Most wanted first.
    pub wants: Vec<String>,
    pub goals: Vec<String>,
    /// Mentors this mentee has asked for.
    pub asked: Vec<EnrolmentId>,
}
