//! What the filters mean, the words of an enrolment, and what forms offer to
//! choose from. Plain Rust.

use crate::format;
use crate::ui::{Choice, TagTone};
use pairwell_domain::api::enrolments::{EnrolmentRow, EnrolmentsQuery};
use pairwell_domain::enrolment::{EnrolmentState, Mover, Role, folded};

/// Names of the filters in the address.
pub mod param {
    pub const WORDS: &str = "q";
    pub const ROLE: &str = "role";
    pub const STATE: &str = "state";
}

pub const STATES: [(EnrolmentState, &str); 6] = [
    (EnrolmentState::Invited, "invited"),
    (EnrolmentState::Applied, "applied"),
    (EnrolmentState::Accepted, "accepted"),
    (EnrolmentState::Paused, "paused"),
    (EnrolmentState::Withdrawn, "withdrawn"),
    (EnrolmentState::Completed, "completed"),
];

/// What the address asks for. What it can't mean is as if it were not there.
pub fn query(words: Option<String>, role: Option<&str>, state: Option<&str>) -> EnrolmentsQuery {
    let role = match role {
        Some("mentor") => Some(Role::Mentor),
        Some("mentee") => Some(Role::Mentee),
        _ => None,
    };
    let named = |name: &str| STATES.iter().find(|(_, own)| *own == name);
    EnrolmentsQuery {
        q: words,
        role,
        state: state.and_then(named).map(|(state, _)| *state),
        after: None,
    }
}

pub fn tone(state: EnrolmentState) -> TagTone {
    match state {
        EnrolmentState::Applied => TagTone::Amber,
        EnrolmentState::Accepted => TagTone::Green,
        EnrolmentState::Invited | EnrolmentState::Paused => TagTone::Neutral,
        EnrolmentState::Withdrawn | EnrolmentState::Completed => TagTone::Outline,
    }
}

/// How much somebody gives: "2 places, 3 h a month".
pub fn gives(row: &EnrolmentRow) -> String {
    let told = &row.enrolment.answers;
    let hours = format::hours_a_month(told.minutes_per_month);
    match row.enrolment.role {
        Role::Mentor => format!(
            "{}, {hours}",
            format::plural(told.capacity, "{n} place", "{n} places")
        ),
        Role::Mentee => hours,
    }
}

/// The skills named first, and how many more there are.
pub fn skills(row: &EnrolmentRow) -> (Vec<String>, usize) {
    const SHOWN: usize = 3;
    let told = &row.enrolment.answers;
    let skills = match row.enrolment.role {
        Role::Mentor => &told.offers,
        Role::Mentee => &told.wants,
    };
    let shown = skills.iter().take(SHOWN).cloned().collect();
    (shown, skills.len().saturating_sub(SHOWN))
}

/// Steps a coordinator may take with an enrolment, with what to call them.
pub fn steps(state: EnrolmentState) -> Vec<(EnrolmentState, &'static str)> {
    use EnrolmentState::{Accepted, Paused, Withdrawn};
    let accept = match state {
        Paused => "Resume",
        _ => "Accept",
    };
    [
        (Accepted, accept),
        (Paused, "Pause"),
        (Withdrawn, "Withdraw"),
    ]
    .into_iter()
    .filter(|(next, _)| state.may_be_moved(*next, Mover::Coordinator))
    .collect()
}

/// Skills to choose from: those mentors here offer, and common ones.
pub fn skill_choices(offered: &[String]) -> Vec<Choice> {
    let mut names: Vec<&str> = offered.iter().map(String::as_str).collect();
    names.extend(COMMON_SKILLS);
    names.sort_by_cached_key(|name| folded(name));
    names.dedup_by_key(|name| folded(name));
    names
        .into_iter()
        .map(|name| Choice::new(name, name))
        .collect()
}

pub fn language_choices() -> Vec<Choice> {
    LANGUAGES
        .iter()
        .map(|name| Choice::new(*name, *name))
        .collect()
}

/// A start for forms in an organisation nobody has filled one in yet.
const COMMON_SKILLS: [&str; 24] = [
    "Budgeting",
    "Career planning",
    "Coaching",
    "Conflict resolution",
    "Data analysis",
    "Delegation",
    "Facilitation",
    "Giving feedback",
    "Influencing without authority",
    "Leading a team",
    "Leading leaders",
    "Managing change",
    "Negotiation",
    "Networking",
    "Presenting",
    "Problem solving",
    "Project management",
    "Public speaking",
    "Recruiting",
    "Safety",
    "Strategy",
    "Technical writing",
    "Time management",
    "Working across cultures",
];

const LANGUAGES: [&str; 26] = [
    "Arabic",
    "Bengali",
    "Chinese",
    "Czech",
    "Danish",
    "Dutch",
    "English",
    "Finnish",
    "French",
    "German",
    "Greek",
    "Hebrew",
    "Hindi",
    "Hungarian",
    "Italian",
    "Japanese",
    "Korean",
    "Norwegian",
    "Polish",
    "Portuguese",
    "Romanian",
    "Russian",
    "Spanish",
    "Swedish",
    "Turkish",
    "Ukrainian",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_applicant_is_accepted_or_withdrawn() {
        let words = |state| {
            let steps = steps(state);
            steps
                .into_iter()
                .map(|(_, words)| words)
                .collect::<Vec<_>>()
        };
        assert_eq!(words(EnrolmentState::Applied), ["Accept", "Withdraw"]);
        assert_eq!(words(EnrolmentState::Paused), ["Resume", "Withdraw"]);
        assert_eq!(words(EnrolmentState::Accepted), ["Pause", "Withdraw"]);
        assert_eq!(words(EnrolmentState::Withdrawn), Vec::<&str>::new());
    }

    #[test]
    fn a_skill_offered_here_is_not_listed_twice() {
        let choices = skill_choices(&["Project  Management".into(), "Kiln firing".into()]);
        let alike = choices
            .iter()
            .filter(|choice| folded(&choice.label) == "project management");
        assert_eq!(alike.count(), 1);
        assert!(choices.iter().any(|choice| choice.label == "Kiln firing"));
    }

    #[test]
    fn an_address_that_asks_for_nonsense_shows_everybody() {
        let query = query(None, Some("guru"), Some("gone"));
        assert_eq!((query.role, query.state), (None, None));
    }
}
