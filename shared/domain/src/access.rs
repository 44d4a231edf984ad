//! Who may do what: [`may`] is the one rule, asked by the server before every
//! operation and by the browser before it offers one.
//!
//! An [`Actor`] is what is known of the person signed in; a [`Resource`] is what
//! the operation touches, with just the facts the rule needs. What somebody has
//! no business with answers [`Denied::Hidden`], which the server turns into the
//! same 404 as something that is not there. [`Denied::Forbidden`] is for what
//! the asker knows to exist anyway.

use crate::id::{AccountId, EnrolmentId, PersonId, ProgrammeId};

/// The person asking.
#[derive(Clone, Debug, PartialEq)]
pub struct Actor {
    pub account: AccountId,
    /// Their place on the roster; an account may have none.
    pub person: Option<PersonId>,
    pub admin: bool,
    pub leader: bool,
    /// Has direct reports.
    pub manager: bool,
    pub coordinates: Vec<ProgrammeId>,
    /// Programmes they mentor in, with that enrolment.
    pub mentors_in: Vec<(ProgrammeId, EnrolmentId)>,
    /// Programmes they are mentored in, with that enrolment.
    pub mentored_in: Vec<(ProgrammeId, EnrolmentId)>,
}

impl Actor {
    pub fn coordinates(&self, programme: ProgrammeId) -> bool {
        self.coordinates.contains(&programme)
    }

    pub fn mentors(&self, programme: ProgrammeId) -> Option<EnrolmentId> {
        self.mentors_in
            .iter()
            .find(|(p, _)| *p == programme)
            .map(|(_, e)| *e)
    }

    pub fn is_mentored(&self, programme: ProgrammeId) -> Option<EnrolmentId> {
        self.mentored_in
            .iter()
            .find(|(p, _)| *p == programme)
            .map(|(_, e)| *e)
    }

    fn takes_part(&self, programme: ProgrammeId) -> bool {
        self.mentors(programme).is_some() || self.is_mentored(programme).is_some()
    }

    fn is(&self, person: PersonId) -> bool {
        self.person == Some(person)
    }
}

/// Something somebody wants to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// See the links no mail server could take; accounts and roles.
    ManageAccounts,
    /// See the roster: names, units, managers.
    ReadPeople,
    /// Add to, change and clean up the roster.
    ImportPeople,
    /// Send somebody an invitation to sign in or to enrol.
    InvitePerson,
    CreateProgramme,
    /// See a programme's name, dates and settings.
    ReadProgramme,
    /// Change a programme's settings.
    ConfigureProgramme,
    /// See who has enrolled, with their questionnaires.
    ReadEnrolments,
    /// Enrol others, or change their enrolments.
    ManageEnrolments,
    /// Enrol oneself, change or withdraw one's own enrolment.
    EnrolOneself,
    /// See published mentor profiles.
    BrowseMentors,
    /// Ask a mentor, and take that back.
    AskMentor,
    /// See a request for a mentor.
    ReadRequest,
    /// Accept or decline a request, as the mentor asked.
    AnswerRequest,
    /// See the board: who could go with whom, how well, and the draft.
    ReadBoard,
    /// Lock, forbid, weigh: change the draft.
    EditBoard,
    /// Make the draft's pairs real.
    PublishBoard,
    /// See which of one's direct reports take part, and the time that asks of them.
    ReadTeam,
    /// Say that the time asked of a report is a concern.
    RaiseConcern,
    /// See managers' concerns.
    ReadConcerns,
    /// Offer a manager a compromise.
    ProposeCompromise,
    /// Settle a concern about a report, as their manager.
    AnswerCompromise,
    /// Settle a manager's concern on their word.
    SettleForManager,
    /// See that a pair exists.
    ReadPair,
    /// Say yes or no to a proposed pair, as one of the two.
    AnswerPair,
    /// See what a pair says to each other.
    ReadPairContent,
    /// See counts of who takes part.
    ReadParticipation,
}

/// What the action touches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resource {
    Organisation,
    Programme(ProgrammeId),
    /// One person's enrolment.
    Enrolment {
        programme: ProgrammeId,
        person: PersonId,
    },
    /// The time one person's mentoring takes.
    Time {
        programme: ProgrammeId,
        person: PersonId,
        /// The asker is their direct manager.
        managed: bool,
    },
    /// Two people in a programme: a pair, or a request that might become one.
    Two {
        programme: ProgrammeId,
        mentor: PersonId,
        mentee: PersonId,
        manages_either: bool,
    },
}

impl Resource {
    pub fn programme(&self) -> Option<ProgrammeId> {
        match *self {
            Resource::Organisation => None,
            Resource::Programme(programme)
            | Resource::Enrolment { programme, .. }
            | Resource::Time { programme, .. }
            | Resource::Two { programme, .. } => Some(programme),
        }
    }
}

/// Why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Denied {
    /// As if it were not there.
    Hidden,
    /// They know it is there, and may not.
    Forbidden,
}

/// Whether `actor` may do `action` to `resource`.
///
/// An admin looks after accounts and the roster and sees counts like a leader,
/// but nothing that was written for a coordinator or for a pair.
pub fn may(actor: &Actor, action: Action, resource: &Resource) -> Result<(), Denied> {
    use Action::*;
    let coordinates_here = resource.programme().is_some_and(|p| actor.coordinates(p));
    let takes_part_here = resource.programme().is_some_and(|p| actor.takes_part(p));
    let sees_counts = actor.leader || actor.admin;
    let coordinates_somewhere = !actor.coordinates.is_empty();

    let allowed = match (action, *resource) {
        (ManageAccounts | CreateProgramme, Resource::Organisation) => actor.admin,
        (ReadPeople | ImportPeople | InvitePerson, Resource::Organisation) => {
            actor.admin || coordinates_somewhere
        }

        // A programme's name and dates are on every notice board; who is in it is not.
        (ReadProgramme, Resource::Programme(_)) => {
            coordinates_here || takes_part_here || sees_counts || actor.person.is_some()
        }
        (ConfigureProgramme, Resource::Programme(_)) => coordinates_here || actor.admin,
        (ReadEnrolments | ManageEnrolments, Resource::Programme(_)) => coordinates_here,
        (EnrolOneself, Resource::Programme(_)) => actor.person.is_some(),
        (EnrolOneself, Resource::Enrolment { person, .. }) => actor.is(person),
        (ReadEnrolments, Resource::Enrolment { person, .. }) => {
            coordinates_here || actor.is(person)
        }
        (ManageEnrolments, Resource::Enrolment { .. }) => coordinates_here,

        (BrowseMentors, Resource::Programme(_)) => {
            coordinates_here || takes_part_here || sees_counts || actor.person.is_some()
        }
        (AskMentor, Resource::Programme(programme)) => actor.is_mentored(programme).is_some(),
        (AskMentor, Resource::Two { mentee, .. }) => actor.is(mentee),
        (ReadRequest, Resource::Two { mentor, mentee, .. }) => {
            actor.is(mentor) || actor.is(mentee) || coordinates_here
        }
        (AnswerRequest, Resource::Two { mentor, .. }) => actor.is(mentor),

        (ReadBoard | EditBoard | PublishBoard, Resource::Programme(_)) => coordinates_here,

        (ReadTeam, Resource::Programme(_)) => actor.manager,
        (RaiseConcern | AnswerCompromise, Resource::Time { managed, .. }) => managed,
        (ReadConcerns, Resource::Programme(_)) => coordinates_here,
        (
            ReadConcerns,
            Resource::Time {
                person, managed, ..
            },
        ) => coordinates_here || managed || actor.is(person),
        (ProposeCompromise | SettleForManager, Resource::Time { .. }) => coordinates_here,

        (ReadPair, Resource::Programme(_)) => coordinates_here,
        (
            ReadPair,
            Resource::Two {
                mentor,
                mentee,
                manages_either,
                ..
            },
        ) => actor.is(mentor) || actor.is(mentee) || coordinates_here || manages_either,
        (AnswerPair, Resource::Two { mentor, mentee, .. }) => actor.is(mentor) || actor.is(mentee),
        (ReadPairContent, Resource::Two { mentor, mentee, .. }) => {
            actor.is(mentor) || actor.is(mentee)
        }

        (ReadParticipation, Resource::Programme(_)) => sees_counts || coordinates_here,
        _ => false,
    };
    if allowed {
        return Ok(());
    }
    // Whoever may see that a thing exists is told that this is not theirs to do;
    // everybody else learns nothing.
    let knows = match (action, *resource) {
        (AnswerPair | ReadPairContent, Resource::Two { .. }) => {
            may(actor, ReadPair, resource).is_ok()
        }
        (AskMentor | AnswerRequest, Resource::Two { .. }) => {
            may(actor, ReadRequest, resource).is_ok()
        }
        (
            RaiseConcern | AnswerCompromise | ProposeCompromise | SettleForManager,
            Resource::Time { .. },
        ) => may(actor, ReadConcerns, resource).is_ok(),
        (AskMentor, Resource::Programme(_)) => may(actor, BrowseMentors, resource).is_ok(),
        (ManageEnrolments | EnrolOneself, Resource::Enrolment { .. }) => {
            may(actor, ReadEnrolments, resource).is_ok()
        }
        _ => false,
    };
    Err(if knows {
        Denied::Forbidden
    } else {
        Denied::Hidden
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const HERE: ProgrammeId = ProgrammeId(Uuid::from_u128(1));
    const ELSEWHERE: ProgrammeId = ProgrammeId(Uuid::from_u128(2));
    const MENTOR: PersonId = PersonId(Uuid::from_u128(11));
    const MENTEE: PersonId = PersonId(Uuid::from_u128(12));
    const OTHER: PersonId = PersonId(Uuid::from_u128(13));

    fn somebody(person: PersonId) -> Actor {
        Actor {
            account: AccountId(person.0),
            person: Some(person),
            admin: false,
            leader: false,
            manager: false,
            coordinates: vec![],
            mentors_in: vec![],
            mentored_in: vec![],
        }
    }

    fn pair(manages_either: bool) -> Resource {
        Resource::Two {
            programme: HERE,
            mentor: MENTOR,
            mentee: MENTEE,
            manages_either,
        }
    }

    #[test]
    fn what_a_pair_says_stays_theirs() {
        for content_reader in [MENTOR, MENTEE] {
            assert_eq!(
                may(
                    &somebody(content_reader),
                    Action::ReadPairContent,
                    &pair(false)
                ),
                Ok(())
            );
        }
        let coordinator = Actor {
            coordinates: vec![HERE],
            ..somebody(OTHER)
        };
        let admin = Actor {
            admin: true,
            ..somebody(OTHER)
        };
        let leader = Actor {
            leader: true,
            ..somebody(OTHER)
        };
        assert_eq!(
            may(&coordinator, Action::ReadPairContent, &pair(false)),
            Err(Denied::Forbidden)
        );
        assert_eq!(
            may(&admin, Action::ReadPairContent, &pair(false)),
            Err(Denied::Hidden)
        );
        assert_eq!(
            may(&leader, Action::ReadPairContent, &pair(false)),
            Err(Denied::Hidden)
        );
        // Their manager knows the pair exists, so is refused rather than told it does not.
        let manager = Actor {
            manager: true,
            ..somebody(OTHER)
        };
        assert_eq!(
            may(&manager, Action::ReadPairContent, &pair(true)),
            Err(Denied::Forbidden)
        );
    }

    #[test]
    fn a_board_is_for_that_programmes_coordinators_alone() {
        let coordinator = Actor {
            coordinates: vec![HERE],
            ..somebody(OTHER)
        };
        assert_eq!(
            may(&coordinator, Action::EditBoard, &Resource::Programme(HERE)),
            Ok(())
        );
        assert_eq!(
            may(
                &coordinator,
                Action::ReadBoard,
                &Resource::Programme(ELSEWHERE)
            ),
            Err(Denied::Hidden)
        );
        let admin = Actor {
            admin: true,
            leader: true,
            ..somebody(OTHER)
        };
        assert_eq!(
            may(&admin, Action::ReadBoard, &Resource::Programme(HERE)),
            Err(Denied::Hidden)
        );
    }

    #[test]
    fn a_concern_is_the_managers_the_coordinators_and_whom_it_is_about() {
        let time = |managed| Resource::Time {
            programme: HERE,
            person: MENTEE,
            managed,
        };
        let manager = Actor {
            manager: true,
            ..somebody(OTHER)
        };
        let coordinator = Actor {
            coordinates: vec![HERE],
            ..somebody(OTHER)
        };
        assert_eq!(may(&manager, Action::RaiseConcern, &time(true)), Ok(()));
        assert_eq!(
            may(&manager, Action::ProposeCompromise, &time(true)),
            Err(Denied::Forbidden)
        );
        // Another team's manager, and the other half of the pair.
        for other in [&manager, &somebody(MENTOR)] {
            for action in [Action::RaiseConcern, Action::ReadConcerns] {
                assert_eq!(may(other, action, &time(false)), Err(Denied::Hidden));
            }
        }
        assert_eq!(
            may(&coordinator, Action::ProposeCompromise, &time(false)),
            Ok(())
        );
        assert_eq!(
            may(&coordinator, Action::AnswerCompromise, &time(false)),
            Err(Denied::Forbidden)
        );
        assert_eq!(
            may(&coordinator, Action::SettleForManager, &time(false)),
            Ok(())
        );
        let mentee = somebody(MENTEE);
        assert_eq!(may(&mentee, Action::ReadConcerns, &time(false)), Ok(()));
        assert_eq!(
            may(&mentee, Action::RaiseConcern, &time(false)),
            Err(Denied::Forbidden)
        );
    }

    #[test]
    fn only_the_mentor_asked_answers_a_request() {
        assert_eq!(
            may(&somebody(MENTOR), Action::AnswerRequest, &pair(false)),
            Ok(())
        );
        assert_eq!(
            may(&somebody(MENTEE), Action::AnswerRequest, &pair(false)),
            Err(Denied::Forbidden)
        );
        assert_eq!(
            may(&somebody(OTHER), Action::AnswerRequest, &pair(false)),
            Err(Denied::Hidden)
        );
    }
}
