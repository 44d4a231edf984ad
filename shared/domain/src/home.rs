//! What waits for whom: the next steps on the home page, most pressing first.
//!
//! The facts come from the store; deciding which of them is a step, and in
//! which order, is here.

use crate::api::pairs::{MyPair, Step};
use crate::id::ProgrammeId;
use crate::pair::PairState;
use crate::time::Date;

/// What the store knows of one person's part in one programme.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Part {
    pub mentee: Option<MenteePart>,
    pub mentor: Option<MentorPart>,
    pub coordinator: Option<CoordinatorPart>,
    pub manager: Option<ManagerPart>,
    /// Could enrol: on the roster, not in this programme, and it is not over.
    pub may_enrol: bool,
    pub sees_participation: bool,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct MenteePart {
    pub in_pool: bool,
    pub paired: bool,
    /// Mentors asked who have not answered, with the last day to.
    pub waiting: Vec<(String, Date)>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct MentorPart {
    pub requests: u32,
    pub places_free: u32,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CoordinatorPart {
    /// Enrolments waiting to be accepted.
    pub applied: u32,
    /// Mentees in the pool without a mentor.
    pub unmatched: u32,
    /// Managers' open concerns about time.
    pub concerns: u32,
    /// Of those, how many are older than they should be.
    pub concerns_pressing: u32,
}

/// A manager's direct reports.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ManagerPart {
    pub taking_part: u32,
    pub meeting: u32,
    /// Compromises that wait for the manager's word.
    pub compromises: u32,
}

/// What waits for an admin, outside any programme.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct AdminPart {
    pub people: u32,
    pub links: u32,
}

/// The steps of somebody with these parts, most pressing first: what others wait
/// for, then what only oneself waits for, then what can be looked at.
pub fn steps(
    pairs: &[MyPair],
    parts: &[(ProgrammeId, String, Part)],
    admin: Option<AdminPart>,
) -> Vec<Step> {
    let mut steps: Vec<Step> = pairs
        .iter()
        .filter(|pair| pair.state == PairState::Proposed && pair.my_answer.is_none())
        .map(|pair| Step::AnswerProposal {
            pair: pair.id,
            programme: pair.programme,
            name: pair.other_name.clone(),
            my_role: pair.my_role,
        })
        .collect();
    if admin.is_some_and(|admin| admin.people == 0) {
        steps.push(Step::ImportRoster);
    }
    if admin.is_some() && parts.is_empty() {
        steps.push(Step::CreateProgramme);
    }
    for (programme, name, part) in parts {
        steps.extend(pressing(*programme, name, part));
    }
    if let Some(count) = admin.map(|admin| admin.links).filter(|links| *links > 0) {
        steps.push(Step::HandOnLinks { count });
    }
    for (programme, name, part) in parts {
        steps.extend(optional(*programme, name, part));
    }
    steps
}

fn pressing(programme: ProgrammeId, name: &str, part: &Part) -> Vec<Step> {
    let programme_name = || name.to_owned();
    let mut steps = Vec::new();
    if let Some(count) = part
        .mentor
        .map(|mentor| mentor.requests)
        .filter(|count| *count > 0)
    {
        steps.push(Step::AnswerRequests { programme, count });
    }
    if let Some(count) = part
        .manager
        .map(|manager| manager.compromises)
        .filter(|count| *count > 0)
    {
        steps.push(Step::AnswerCompromises { programme, count });
    }
    if let Some(coordinator) = part.coordinator {
        if coordinator.concerns > 0 {
            steps.push(Step::SettleConcerns {
                programme,
                programme_name: programme_name(),
                count: coordinator.concerns,
                pressing: coordinator.concerns_pressing,
            });
        }
        if coordinator.applied > 0 {
            let count = coordinator.applied;
            steps.push(Step::AcceptEnrolments {
                programme,
                programme_name: programme_name(),
                count,
            });
        }
        if coordinator.unmatched > 0 {
            let count = coordinator.unmatched;
            steps.push(Step::MatchMentees {
                programme,
                programme_name: programme_name(),
                count,
            });
        }
    }
    if let Some(mentee) = &part.mentee
        && !mentee.paired
    {
        for (mentor, until) in &mentee.waiting {
            steps.push(Step::AwaitAnswer {
                programme,
                mentor: mentor.clone(),
                until: *until,
            });
        }
        if mentee.waiting.is_empty() && mentee.in_pool {
            steps.push(Step::FindMentor {
                programme,
                programme_name: programme_name(),
            });
        }
    }
    steps
}

fn optional(programme: ProgrammeId, name: &str, part: &Part) -> Vec<Step> {
    let programme_name = || name.to_owned();
    let mut steps = Vec::new();
    if let Some(count) = part
        .mentor
        .map(|mentor| mentor.places_free)
        .filter(|free| *free > 0)
    {
        steps.push(Step::PlacesFree {
            programme,
            programme_name: programme_name(),
            count,
        });
    }
    if let Some(manager) = part.manager
        && manager.taking_part > 0
    {
        steps.push(Step::TeamTakesPart {
            programme,
            programme_name: programme_name(),
            count: manager.taking_part,
            meeting: manager.meeting,
        });
    }
    if part.sees_participation {
        steps.push(Step::SeeParticipation {
            programme,
            programme_name: programme_name(),
        });
    }
    if part.may_enrol {
        steps.push(Step::Enrol {
            programme,
            programme_name: programme_name(),
        });
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const HERE: ProgrammeId = ProgrammeId(Uuid::from_u128(1));

    fn of(part: Part) -> Vec<Step> {
        steps(&[], &[(HERE, "Spring".into(), part)], None)
    }

    #[test]
    fn what_others_wait_for_comes_before_what_can_be_looked_at() {
        let part = Part {
            mentor: Some(MentorPart {
                requests: 2,
                places_free: 1,
            }),
            sees_participation: true,
            ..Part::default()
        };
        assert!(matches!(
            of(part)[..],
            [
                Step::AnswerRequests { count: 2, .. },
                Step::PlacesFree { .. },
                Step::SeeParticipation { .. }
            ]
        ));
    }

    #[test]
    fn a_mentee_looks_for_a_mentor_until_one_is_asked_or_found() {
        let mentee = |waiting, paired| {
            of(Part {
                mentee: Some(MenteePart {
                    in_pool: true,
                    paired,
                    waiting,
                }),
                ..Part::default()
            })
        };
        assert!(matches!(
            mentee(vec![], false)[..],
            [Step::FindMentor { .. }]
        ));
        let until = Date::new(2026, 3, 1).unwrap();
        assert!(matches!(
            mentee(vec![("Ada".into(), until)], false)[..],
            [Step::AwaitAnswer { .. }]
        ));
        assert_eq!(mentee(vec![], true), []);
    }

    #[test]
    fn managers_and_coordinators_find_each_others_words_first() {
        let part = Part {
            coordinator: Some(CoordinatorPart {
                applied: 1,
                concerns: 2,
                concerns_pressing: 1,
                ..CoordinatorPart::default()
            }),
            manager: Some(ManagerPart {
                taking_part: 3,
                compromises: 1,
                ..ManagerPart::default()
            }),
            ..Part::default()
        };
        assert!(matches!(
            of(part)[..],
            [
                Step::AnswerCompromises { count: 1, .. },
                Step::SettleConcerns {
                    count: 2,
                    pressing: 1,
                    ..
                },
                Step::AcceptEnrolments { .. },
                Step::TeamTakesPart { .. }
            ]
        ));
    }

    #[test]
    fn an_empty_installation_starts_with_its_roster() {
        let steps = steps(&[], &[], Some(AdminPart::default()));
        assert_eq!(steps, [Step::ImportRoster, Step::CreateProgramme]);
    }
}
