//! The domain's enums, kept as the words the API uses for them.

use super::column::text_enum;
use pairwell_domain::api::people::{AccountState, Standing};
use pairwell_domain::board::Objective;
use pairwell_domain::concern::{ConcernKind, ConcernState};
use pairwell_domain::enrolment::{EnrolmentState, Meeting, Role, Style};
use pairwell_domain::pair::{Answer, PairState};
use pairwell_domain::request::RequestState;

text_enum!(AccountState {
    None = "none",
    Invited = "invited",
    Active = "active",
    Disabled = "disabled",
});

text_enum!(Standing {
    Here = "here",
    Missing = "missing",
    Left = "left",
});

text_enum!(Role {
    Mentor = "mentor",
    Mentee = "mentee",
});

text_enum!(EnrolmentState {
    Invited = "invited",
    Applied = "applied",
    Accepted = "accepted",
    Paused = "paused",
    Withdrawn = "withdrawn",
    Completed = "completed",
});

text_enum!(Meeting {
    InPerson = "in_person",
    Video = "video",
    Either = "either",
});

text_enum!(Style {
    Structured = "structured",
    Exploring = "exploring",
    HandsOn = "hands_on",
});

text_enum!(RequestState {
    Waiting = "waiting",
    Accepted = "accepted",
    Declined = "declined",
    Withdrawn = "withdrawn",
    Lapsed = "lapsed",
});

text_enum!(ConcernKind {
    PeakPeriod = "peak_period",
    Workload = "workload",
    Dates = "dates",
    Other = "other",
});

text_enum!(ConcernState {
    Raised = "raised",
    Proposed = "proposed",
    Agreed = "agreed",
    Declined = "declined",
    Dropped = "dropped",
});

text_enum!(Answer {
    Yes = "yes",
    No = "no",
});

text_enum!(PairState {
    Proposed = "proposed",
    Active = "active",
    Paused = "paused",
    Completed = "completed",
    Ended = "ended",
    Declined = "declined",
});

text_enum!(Objective {
    BestTotal = "best_total",
    Fairest = "fairest",
    MostMatched = "most_matched",
    Stable = "stable",
});
