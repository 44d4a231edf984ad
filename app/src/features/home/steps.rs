//! How each next step reads, and where it leads. Plain Rust.

use crate::format;
use crate::routes::Page;
use crate::ui::Glyph;
use pairwell_domain::api::pairs::Step;
use pairwell_domain::enrolment::Role;
use pairwell_domain::id::PairId;

/// A step as the home page shows it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Shown {
    pub icon: Glyph,
    pub title: String,
    pub why: String,
    pub then: Then,
    /// Somebody else waits for it.
    pub pressing: bool,
}

/// What one can do about it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Then {
    /// Go there; the words are the button's.
    Go(&'static str, Page),
    /// Say yes or no to a proposed pair, with the other's name.
    Answer(PairId, String),
}

pub(super) fn shown(step: &Step) -> Shown {
    let here = |icon, title: String, why: String, label, page| Shown {
        icon,
        title,
        why,
        then: Then::Go(label, page),
        pressing: false,
    };
    match step {
        Step::AnswerProposal { pair, name, my_role, .. } => Shown {
            icon: Glyph::Pair,
            title: match my_role {
                Role::Mentee => format!("{name} could be your mentor"),
                Role::Mentor => format!("{name} could be your mentee"),
            },
            why: "Your coordinator matched you. It becomes a pair when you have both said yes; a no needs no reason.".into(),
            then: Then::Answer(*pair, name.clone()),
            pressing: true,
        },
        Step::AnswerRequests { programme, count } => Shown {
            pressing: true,
            ..here(
                Glyph::Mail,
                format::plural(*count, "{n} mentee asks for you", "{n} mentees ask for you"),
                "They see your answer at once. A no needs no reason.".into(),
                "See who asks",
                Page::ProgrammeRequests(*programme),
            )
        },
        Step::FindMentor { programme, programme_name } => here(
            Glyph::Search,
            "Find a mentor".into(),
            format!("See who in {programme_name} could help with what you want to learn, best fit first, and ask one of them. Or wait: your coordinator matches everyone."),
            "Browse mentors",
            Page::ProgrammeMentors(*programme),
        ),
        Step::AwaitAnswer { programme, mentor, until } => here(
            Glyph::Clock,
            format!("{mentor} has your request"),
            format!("There is time to answer until {}.", format::day(*until)),
            "See your requests",
            Page::ProgrammeRequests(*programme),
        ),
        Step::PlacesFree { programme, programme_name, count } => here(
            Glyph::Person,
            format::plural(*count, "You have {n} place free", "You have {n} places free"),
            format!("Mentees of {programme_name} can find you and ask. This is how they see mentors."),
            "See the mentors",
            Page::ProgrammeMentors(*programme),
        ),
        Step::Enrol { programme, programme_name } => here(
            Glyph::Plus,
            format!("Take part in {programme_name}"),
            "As a mentor it takes a minute and a half; as a mentee as long as you like.".into(),
            "See the programme",
            Page::Programme(*programme),
        ),
        Step::AcceptEnrolments { programme, programme_name, count } => Shown {
            pressing: true,
            ..here(
                Glyph::People,
                format::plural(*count, "{n} volunteer waits to be accepted", "{n} volunteers wait to be accepted"),
                format!("They can't be matched in {programme_name} before that."),
                "See enrolments",
                Page::ProgrammePeople(*programme),
            )
        },
        Step::MatchMentees { programme, programme_name, count } => Shown {
            pressing: true,
            ..here(
                Glyph::Board,
                format::plural(*count, "{n} mentee has no mentor yet", "{n} mentees have no mentor yet"),
                format!("The board of {programme_name} shows the best answer for everyone. Move, lock or forbid, and the rest follows."),
                "Open the board",
                Page::ProgrammeBoard(*programme),
            )
        },
        Step::TeamTakesPart { programme_name, count, meeting, programme } => here(
            Glyph::People,
            format::plural(*count, "{n} of your reports takes part", "{n} of your reports take part"),
            match *meeting {
                0 => format!("None is meeting regularly in {programme_name} yet. What they talk about stays theirs."),
                meeting => format!(
                    "{} in {programme_name}. What they talk about stays theirs.",
                    format::plural(meeting, "{n} is meeting regularly", "{n} are meeting regularly"),
                ),
            },
            "See your team",
            Page::ProgrammeTeam(*programme),
        ),
        Step::AnswerCompromises { programme, count } => Shown {
            pressing: true,
            ..here(
                Glyph::Clock,
                format::plural(*count, "{n} compromise waits for your word", "{n} compromises wait for your word"),
                "The coordinators looked at your concern and offer another way.".into(),
                "See your team",
                Page::ProgrammeTeam(*programme),
            )
        },
        Step::SettleConcerns { programme, programme_name, count, pressing } => Shown {
            pressing: *pressing > 0,
            ..here(
                Glyph::Clock,
                format::plural(*count, "{n} manager’s concern about time is open", "{n} managers’ concerns about time are open"),
                match *pressing {
                    0 => format!("A compromise in time keeps managers of {programme_name} on your side."),
                    pressing => format::plural(
                        pressing,
                        "{n} is older than 5 working days. A compromise in time keeps managers on your side.",
                        "{n} are older than 5 working days. A compromise in time keeps managers on your side.",
                    ),
                },
                "See the concerns",
                Page::ProgrammeConcerns(*programme),
            )
        },
        Step::SeeParticipation { programme, programme_name } => here(
            Glyph::Chart,
            format!("Participation in {programme_name}"),
            "Who takes part, from the top down and by unit. Counts only.".into(),
            "See participation",
            Page::ProgrammeParticipation(*programme),
        ),
        Step::ImportRoster => here(
            Glyph::Upload,
            "Bring in your people".into(),
            "A file from your HR system is enough. You see what Pairwell makes of it before anything is kept.".into(),
            "Import the roster",
            Page::People,
        ),
        Step::CreateProgramme => here(
            Glyph::Plus,
            "Start a programme".into(),
            "A name and two dates, and volunteers can enrol.".into(),
            "Start a programme",
            Page::Programmes,
        ),
        Step::HandOnLinks { count } => here(
            Glyph::Mail,
            format::plural(*count, "{n} sign-in link waits to be handed on", "{n} sign-in links wait to be handed on"),
            "No mail server is set up, so they could not be sent.".into(),
            "See the links",
            Page::Links,
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pairwell_domain::id::ProgrammeId;
    use uuid::Uuid;

    const P: ProgrammeId = ProgrammeId(Uuid::from_u128(7));

    #[test]
    fn a_count_of_one_is_said_in_the_singular() {
        let of = |count| {
            shown(&Step::AnswerRequests {
                programme: P,
                count,
            })
            .title
        };
        assert_eq!(of(1), "1 mentee asks for you");
        assert_eq!(of(2), "2 mentees ask for you");
    }

    #[test]
    fn what_others_wait_for_stands_out() {
        let match_mentees = Step::MatchMentees {
            programme: P,
            programme_name: "Spring".into(),
            count: 3,
        };
        assert!(shown(&match_mentees).pressing);
        assert!(
            !shown(&Step::SeeParticipation {
                programme: P,
                programme_name: "Spring".into()
            })
            .pressing
        );
    }
}
