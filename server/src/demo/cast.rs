//! Who can sign in to the demo: one person for each role.

use super::history::History;
use super::organisation::Organisation;
use pairwell_domain::enrolment::{EnrolmentState, Role};
use pairwell_domain::pair::PairState;
use pairwell_domain::request::RequestState;
use std::collections::{HashMap, HashSet};

/// Places in the organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cast {
    /// Waits for a mentor, has asked nobody yet.
    pub mentee: usize,
    /// Meets a mentee, has a place left, and somebody is asking for it.
    pub mentor: usize,
    /// Some of their reports take part.
    pub manager: usize,
    pub coordinator: usize,
    pub leader: usize,
    pub admin: usize,
}

impl Cast {
    pub fn of(organisation: &Organisation, history: &History) -> Self {
        let taking_part: HashSet<_> = history.volunteers.iter().map(|v| v.person).collect();
        let bystander = |wanted: &dyn Fn(usize) -> bool| {
            (1..organisation.len()).find(|at| {
                !taking_part.contains(at)
                    && organisation.left_on(*at).is_none()
                    && organisation.has_mailbox(*at)
                    && wanted(*at)
            })
        };
        let in_unit = |at: usize, name: &str| organisation.unit(at).is_some_and(|u| u.name == name);
        let manager = managers(organisation, history)
            .into_iter()
            .find(|at| !taking_part.contains(at))
            .unwrap_or(0);
        // A small organisation has no such unit.
        let from = |unit: &str, other_than: usize| {
            let free = |at: usize| at != manager && at != other_than;
            bystander(&|at| in_unit(at, unit) && organisation.reports(at) == 0 && free(at))
                .or_else(|| bystander(&|at| in_unit(at, unit) && free(at)))
                .or_else(|| bystander(&free))
                .unwrap_or(0)
        };
        let coordinator = from("People", 0);
        Cast {
            mentee: mentee(organisation, history),
            mentor: mentor(history),
            manager,
            coordinator,
            leader: 0,
            admin: from("IT", coordinator),
        }
    }

    pub fn everyone(&self) -> [(&'static str, usize); 6] {
        [
            ("mentee", self.mentee),
            ("mentor", self.mentor),
            ("manager", self.manager),
            ("coordinator", self.coordinator),
            ("leader", self.leader),
            ("admin", self.admin),
        ]
    }
}

/// Managers of people who meet somebody, those of the most first.
fn managers(organisation: &Organisation, history: &History) -> Vec<usize> {
    let mut meeting: HashMap<usize, usize> = HashMap::new();
    for pair in history
        .pairs
        .iter()
        .filter(|pair| pair.state == PairState::Active)
    {
        for one in [pair.mentee, pair.mentor] {
            if let Some(manager) = organisation.manager(history.volunteers[one].person) {
                *meeting.entry(manager).or_default() += 1;
            }
        }
    }
    let mut managers: Vec<_> = meeting.into_iter().collect();
    managers.sort_unstable_by_key(|(manager, reports)| (std::cmp::Reverse(*reports), *manager));
    managers
        .into_iter()
        .map(|(manager, _)| manager)
        .filter(|manager| *manager > 0)
        .collect()
}

/// The first who is being asked; [`history`](super::history) sees to it that
/// they meet somebody already.
fn mentor(history: &History) -> usize {
    let waiting = history
        .requests
        .iter()
        .find(|request| request.state == RequestState::Waiting);
    let mentor = waiting.map(|request| &history.volunteers[request.mentor]);
    mentor.map_or(0, |volunteer| volunteer.person)
}

fn mentee(organisation: &Organisation, history: &History) -> usize {
    let paired: HashSet<_> = history.pairs.iter().map(|pair| pair.mentee).collect();
    let asked: HashSet<_> = history
        .requests
        .iter()
        .map(|request| request.mentee)
        .collect();
    let waiting = || {
        let volunteers = history.volunteers.iter().enumerate();
        volunteers.filter(|(at, volunteer)| {
            let enrolment = &volunteer.enrolment;
            enrolment.role == Role::Mentee
                && enrolment.state == EnrolmentState::Accepted
                && !paired.contains(at)
                && !asked.contains(at)
        })
    };
    let telling = waiting().find(|(_, volunteer)| {
        let answers = &volunteer.enrolment.answers;
        answers.wants.len() >= 4
            && answers.hopes.is_some()
            && answers.style.is_some()
            && answers
                .languages
                .iter()
                .any(|language| language == "English")
            && organisation.has_mailbox(volunteer.person)
    });
    let anyone = || waiting().next();
    telling
        .or_else(anyone)
        .map_or(0, |(_, volunteer)| volunteer.person)
}
