//! What the roster's filters mean, and the words of a person's state. Plain Rust.

use crate::ui::TagTone;
use pairwell_domain::api::people::{AccountState, PeopleQuery, PersonRow, Standing};

/// Names of the filters in the address.
pub mod param {
    pub const WORDS: &str = "q";
    pub const UNIT: &str = "unit";
    pub const SHOW: &str = "show";
}

/// What the address asks for. What it can't mean is as if it were not there.
pub fn query(words: Option<String>, unit: Option<String>, show: Option<String>) -> PeopleQuery {
    PeopleQuery {
        q: words,
        unit,
        standing: show.as_deref().and_then(standing),
        after: None,
    }
}

/// `missing` and `left`, as they stand in the address.
pub fn standing(show: &str) -> Option<Standing> {
    match show {
        "missing" => Some(Standing::Missing),
        "left" => Some(Standing::Left),
        _ => None,
    }
}

/// How somebody's account stands, where that is worth a word.
pub fn account(state: AccountState) -> Option<(&'static str, TagTone)> {
    match state {
        AccountState::None => None,
        AccountState::Invited => Some(("Invited", TagTone::Neutral)),
        AccountState::Active => Some(("Can sign in", TagTone::Green)),
        AccountState::Disabled => Some(("Closed", TagTone::Outline)),
    }
}

/// Why somebody can't be invited to sign in now.
pub fn why_not_invite(row: &PersonRow) -> Option<String> {
    if row.standing == Standing::Left {
        return Some("They have left.".into());
    }
    match row.account {
        AccountState::Active => Some("They can sign in already.".into()),
        AccountState::Disabled => Some("Their account is closed; an admin can open it.".into()),
        _ if row.person.email.is_none() => {
            Some("They have no e-mail address on the roster.".into())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pairwell_domain::person::Person;
    use uuid::Uuid;

    fn row(account: AccountState, email: Option<&str>) -> PersonRow {
        PersonRow {
            person: Person {
                id: Uuid::from_u128(1).into(),
                number: None,
                name: "Ada".into(),
                email: email.map(|email| email.to_owned().try_into().unwrap()),
                title: None,
                unit: None,
                level: None,
                manager: None,
                location: None,
                time_zone: None,
                started_on: None,
                left_on: None,
            },
            manager_name: None,
            standing: Standing::Here,
            account,
        }
    }

    #[test]
    fn only_who_has_an_address_and_no_way_in_is_invited() {
        let may = |account, email| why_not_invite(&row(account, email)).is_none();
        assert!(may(AccountState::None, Some("ada@example.org")));
        assert!(may(AccountState::Invited, Some("ada@example.org")));
        assert!(!may(AccountState::None, None));
        assert!(!may(AccountState::Active, Some("ada@example.org")));
    }

    #[test]
    fn an_address_that_asks_for_nonsense_shows_everybody() {
        assert_eq!(query(None, None, Some("nonsense".into())).standing, None);
        assert_eq!(
            query(None, None, Some("left".into())).standing,
            Some(Standing::Left)
        );
    }
}
