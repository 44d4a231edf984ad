//! Which next steps somebody is offered, by what they are here. Plain Rust.

use crate::routes::Page;
use crate::ui::Glyph;
use pairwell_domain::api::sign_in::{Me, MyProgramme};

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Step {
    pub icon: Glyph,
    pub title: &'static str,
    /// Which programme it is in, where it is in one.
    pub programme: Option<String>,
    pub why: &'static str,
    pub action: &'static str,
    pub page: Page,
}

/// Every step leads to a page its reader may see.
pub(super) fn steps(me: &Me) -> Vec<Step> {
    let actor = me.actor();
    let of_programmes = me.programmes.iter().flat_map(|p| of_programme(me, p));
    of_programmes
        .chain(of_organisation(me))
        .filter(|step| step.page.is_for(&actor))
        .collect()
}

fn of_programme(me: &Me, programme: &MyProgramme) -> Vec<Step> {
    let id = programme.id;
    let mut steps = Vec::new();
    let mut add = |icon, title, why, action, page| {
        steps.push(Step {
            icon,
            title,
            programme: Some(programme.name.clone()),
            why,
            action,
            page,
        });
    };
    if programme.mentee.is_some() {
        add(
            Glyph::Mentors,
            "Find a mentor",
            "See who could help with what you want to learn, best fit first, and ask one of them.",
            "Browse mentors",
            Page::ProgrammeMentors(id),
        );
    }
    if let Some(enrolment) = programme.mentor {
        add(
            Glyph::Person,
            "Your mentor profile",
            "This is how mentees see you when they look for somebody.",
            "See your profile",
            Page::ProgrammeMentor(id, enrolment),
        );
    }
    if programme.coordinator {
        add(
            Glyph::Board,
            "Match mentors and mentees",
            "Every pair shows its fit and why. Move, lock or forbid, and the rest follows.",
            "Open the board",
            Page::ProgrammeBoard(id),
        );
        add(
            Glyph::People,
            "Who is enrolled",
            "Mentors and mentees with their questionnaires; enrol and invite more.",
            "See enrolments",
            Page::ProgrammePeople(id),
        );
    }
    if programme.coordinator || me.leader || me.admin {
        add(
            Glyph::Chart,
            "Participation",
            "Who takes part, from the top down and by unit.",
            "See participation",
            Page::ProgrammeParticipation(id),
        );
    }
    steps
}

fn of_organisation(me: &Me) -> Vec<Step> {
    let step = |icon, title, why, action, page| Step {
        icon,
        title,
        programme: None,
        why,
        action,
        page,
    };
    let mut steps = vec![step(
        Glyph::Building,
        "People of the organisation",
        "The roster: names, units and who reports to whom. Import it from your HR system.",
        "See people",
        Page::People,
    )];
    if me.admin {
        steps.push(step(
            Glyph::Mail,
            "Sign-in links",
            "Invitations and password links that could not be sent by mail.",
            "See links",
            Page::Links,
        ));
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;
    use pairwell_domain::id::{EnrolmentId, ProgrammeId};
    use pairwell_domain::text::EmailAddress;
    use uuid::Uuid;

    const P: ProgrammeId = ProgrammeId(Uuid::from_u128(7));
    const E: EnrolmentId = EnrolmentId(Uuid::from_u128(8));

    fn me() -> Me {
        Me {
            account: Uuid::from_u128(1).into(),
            person: None,
            name: "Ada".into(),
            email: EmailAddress::parse("ada@example.org").unwrap(),
            organisation: "Example".into(),
            admin: false,
            leader: false,
            manager: false,
            programmes: vec![MyProgramme {
                id: P,
                name: "Spring".into(),
                coordinator: false,
                mentor: None,
                mentee: None,
            }],
        }
    }

    fn pages(me: &Me) -> Vec<Page> {
        steps(me).into_iter().map(|step| step.page).collect()
    }

    #[test]
    fn a_mentee_is_led_to_the_mentors() {
        let mut me = me();
        me.programmes[0].mentee = Some(E);
        assert_eq!(pages(&me), [Page::ProgrammeMentors(P)]);
    }

    #[test]
    fn a_coordinator_is_led_to_the_board_first() {
        let mut me = me();
        me.programmes[0].coordinator = true;
        assert_eq!(pages(&me).first(), Some(&Page::ProgrammeBoard(P)));
    }

    #[test]
    fn a_leader_is_led_to_counts_and_to_nothing_private() {
        let me = Me {
            leader: true,
            ..me()
        };
        assert_eq!(pages(&me), [Page::ProgrammeParticipation(P)]);
    }

    #[test]
    fn somebody_without_a_part_has_no_steps() {
        assert_eq!(pages(&me()), []);
    }
}
