//! How concerns read. Plain Rust.

use crate::ui::TagTone;
use pairwell_domain::concern::ConcernState;
use pairwell_domain::enrolment::Role;

pub(super) fn role(role: Role) -> &'static str {
    match role {
        Role::Mentor => "Mentor",
        Role::Mentee => "Mentee",
    }
}

/// As the manager sees where it stands.
pub(super) fn for_manager(state: ConcernState) -> (&'static str, TagTone) {
    match state {
        ConcernState::Raised => ("With the coordinators", TagTone::Neutral),
        ConcernState::Proposed => ("Waiting for your word", TagTone::Amber),
        ConcernState::Agreed => ("Agreed", TagTone::Accent),
        ConcernState::Declined => ("Not agreed", TagTone::Neutral),
        ConcernState::Dropped => ("Takes part no longer", TagTone::Neutral),
    }
}

/// As a coordinator sees where it stands.
pub(super) fn for_coordinator(state: ConcernState) -> (&'static str, TagTone) {
    match state {
        ConcernState::Raised => ("Waiting for you", TagTone::Amber),
        ConcernState::Proposed => ("With the manager", TagTone::Neutral),
        ConcernState::Agreed => ("Agreed", TagTone::Accent),
        ConcernState::Declined => ("Not agreed", TagTone::Neutral),
        ConcernState::Dropped => ("Takes part no longer", TagTone::Neutral),
    }
}
