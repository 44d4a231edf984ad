//! People on the roster, and the reporting lines between them.

use crate::id::PersonId;
use crate::text::{EmailAddress, squashed};
use crate::time::Date;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// Somebody on the organisation's roster. Only what Pairwell needs is kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Person {
    pub id: PersonId,
    /// The number the HR system knows them by.
    pub number: Option<String>,
    pub name: String,
    pub email: Option<EmailAddress>,
    pub title: Option<String>,
    pub unit: Option<String>,
    /// Level in the organisation, 1 the most senior, where HR states one.
    pub level: Option<u8>,
    pub manager: Option<PersonId>,
    pub location: Option<String>,
    /// IANA name, like `Europe/London`.
    pub time_zone: Option<String>,
    pub started_on: Option<Date>,
    /// Set when they have left; leavers stay, so that what happened stays true.
    pub left_on: Option<Date>,
}

impl Person {
    /// What somebody may type part of to find them, folded.
    pub fn search_text(&self) -> String {
        let email = self.email.as_ref().map(EmailAddress::as_str);
        let parts = [
            Some(self.name.as_str()),
            email,
            self.number.as_deref(),
            self.title.as_deref(),
            self.unit.as_deref(),
        ];
        let folded: Vec<String> = parts.into_iter().flatten().map(squashed).collect();
        folded.join(" ")
    }
}

/// Who reports to whom. Built once from the roster; every question after that
/// is a walk upwards.
#[derive(Clone, Debug, Default)]
pub struct ReportingLines {
    manager: HashMap<PersonId, PersonId>,
}

/// A loop of managers: each of these reports to the next, and the last to the first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportingLoop(pub Vec<PersonId>);

impl ReportingLines {
    /// `(person, manager)` for everyone who has a manager. A manager of oneself
    /// counts as none. Loops are refused: a walk upwards would never end.
    pub fn new(
        reports: impl IntoIterator<Item = (PersonId, PersonId)>,
    ) -> Result<Self, ReportingLoop> {
        let manager: HashMap<_, _> = reports
            .into_iter()
            .filter(|(person, manager)| person != manager)
            .collect();
        let lines = ReportingLines { manager };
        // Everyone reached from a person known to end at a root ends there too,
        // so each person is walked over once.
        let mut sound = std::collections::HashSet::new();
        let mut starts: Vec<_> = lines.manager.keys().copied().collect();
        starts.sort_unstable();
        for start in starts {
            let mut path = Vec::new();
            let mut on_path = HashMap::new();
            let mut at = start;
            loop {
                if sound.contains(&at) {
                    break;
                }
                if let Some(&first) = on_path.get(&at) {
                    return Err(ReportingLoop(path.split_off(first)));
                }
                on_path.insert(at, path.len());
                path.push(at);
                match lines.manager_of(at) {
                    Some(manager) => at = manager,
                    None => break,
                }
            }
            sound.extend(path);
        }
        Ok(lines)
    }

    pub fn manager_of(&self, person: PersonId) -> Option<PersonId> {
        self.manager.get(&person).copied()
    }

    /// Managers of `person`, nearest first.
    pub fn upwards(&self, person: PersonId) -> impl Iterator<Item = PersonId> + '_ {
        std::iter::successors(self.manager_of(person), |&at| self.manager_of(at))
    }

    /// 1 for whoever reports to nobody, 2 for their reports, and so on.
    pub fn depth(&self, person: PersonId) -> u8 {
        u8::try_from(self.upwards(person).count() + 1).unwrap_or(u8::MAX)
    }

    /// Either is the other's manager, at any depth.
    pub fn in_one_line(&self, a: PersonId, b: PersonId) -> bool {
        self.upwards(a).any(|manager| manager == b) || self.upwards(b).any(|manager| manager == a)
    }

    /// Both report to the same person directly.
    pub fn same_manager(&self, a: PersonId, b: PersonId) -> bool {
        self.manager_of(a)
            .is_some_and(|manager| self.manager_of(b) == Some(manager))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn person(n: u128) -> PersonId {
        PersonId(Uuid::from_u128(n))
    }

    fn lines(reports: &[(u128, u128)]) -> Result<ReportingLines, ReportingLoop> {
        ReportingLines::new(reports.iter().map(|&(a, b)| (person(a), person(b))))
    }

    #[test]
    fn one_line_holds_at_any_depth_and_in_both_directions() {
        let lines = lines(&[(2, 1), (3, 2), (4, 3), (5, 2)]).unwrap();
        assert!(lines.in_one_line(person(4), person(1)));
        assert!(lines.in_one_line(person(1), person(4)));
        assert!(!lines.in_one_line(person(4), person(5)));
        assert!(lines.same_manager(person(3), person(5)));
        assert_eq!(lines.depth(person(1)), 1);
        assert_eq!(lines.depth(person(4)), 4);
    }

    #[test]
    fn a_loop_of_managers_is_refused_and_named() {
        let found = lines(&[(1, 2), (2, 3), (3, 2), (4, 4)]).unwrap_err();
        let mut members = found.0;
        members.sort_unstable();
        assert_eq!(members, [person(2), person(3)]);
    }
}
