//! Filters that live in the address, so that a list can be shared, reloaded and
//! come back to.
//!
//! ```ignore
//! let filters = use_filters();
//! let skills = move || filters.all("skill");
//! filters.set("q", Some("freeze when presenting"));
//! ```

use super::{Location, use_location};
use crate::query::{self, Pairs};
use leptos::prelude::*;

/// A handle, to be copied into closures.
#[derive(Clone, Copy)]
pub struct Filters {
    location: Location,
    pairs: Memo<Pairs>,
}

pub fn use_filters() -> Filters {
    let location = use_location();
    Filters {
        location,
        pairs: Memo::new(move |_| query::read(&location.query())),
    }
}

impl Filters {
    /// The value of a filter. Reactive.
    pub fn get(self, name: &str) -> Option<String> {
        self.pairs.with(|pairs| first(pairs, name))
    }

    /// All values of a filter that may have several. Reactive.
    pub fn all(self, name: &str) -> Vec<String> {
        self.pairs.with(|pairs| {
            let of_name = pairs.iter().filter(|(n, _)| n == name);
            of_name.map(|(_, value)| value.clone()).collect()
        })
    }

    /// A filter as a signal of its own, which changes only when it does.
    pub fn signal(self, name: &'static str) -> Memo<Option<String>> {
        Memo::new(move |_| self.get(name))
    }

    /// Whether any filter at all is set. Reactive.
    pub fn any(self) -> bool {
        self.pairs.with(|pairs| !pairs.is_empty())
    }

    /// Sets a filter, or removes it; an empty value removes it too.
    pub fn set(self, name: &str, value: Option<&str>) {
        let values: Vec<String> = value
            .filter(|v| !v.is_empty())
            .map(str::to_owned)
            .into_iter()
            .collect();
        self.set_all(name, values);
    }

    /// Sets all values of a filter.
    pub fn set_all(self, name: &str, values: Vec<String>) {
        let pairs = query::read(&self.location.address_untracked().query);
        self.write(&replaced(pairs, name, values));
    }

    /// Adds a value to a filter, or takes it away if it was there.
    pub fn toggle(self, name: &str, value: &str) {
        let pairs = query::read(&self.location.address_untracked().query);
        self.write(&toggled(pairs, name, value));
    }

    pub fn clear(self) {
        self.write(&Vec::new());
    }

    fn write(self, pairs: &Pairs) {
        let pairs = pairs.iter().map(|(n, v)| (n.as_str(), v.as_str()));
        self.location.set_query(query::write(pairs));
    }
}

fn first(pairs: &Pairs, name: &str) -> Option<String> {
    pairs
        .iter()
        .find(|(n, _)| n == name)
        .map(|(_, value)| value.clone())
}

fn replaced(mut pairs: Pairs, name: &str, values: Vec<String>) -> Pairs {
    let at = pairs
        .iter()
        .position(|(n, _)| n == name)
        .unwrap_or(pairs.len());
    pairs.retain(|(n, _)| n != name);
    let at = at.min(pairs.len());
    pairs.splice(
        at..at,
        values.into_iter().map(|value| (name.to_owned(), value)),
    );
    pairs
}

fn toggled(mut pairs: Pairs, name: &str, value: &str) -> Pairs {
    let before = pairs.len();
    pairs.retain(|(n, v)| n != name || v != value);
    if pairs.len() == before {
        pairs.push((name.to_owned(), value.to_owned()));
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(text: &str) -> Pairs {
        query::read(text)
    }

    #[test]
    fn setting_a_filter_leaves_the_others_and_their_order() {
        let before = pairs("q=a&skill=x&skill=y&sort=name");
        let after = replaced(before.clone(), "skill", vec!["z".into()]);
        assert_eq!(after, pairs("q=a&skill=z&sort=name"));
        assert_eq!(
            replaced(before, "q", vec![]),
            pairs("skill=x&skill=y&sort=name")
        );
        assert_eq!(replaced(pairs(""), "q", vec!["a".into()]), pairs("q=a"));
    }

    #[test]
    fn toggling_twice_changes_nothing() {
        let before = pairs("skill=x");
        let once = toggled(before.clone(), "skill", "y");
        assert_eq!(once, pairs("skill=x&skill=y"));
        assert_eq!(toggled(once, "skill", "y"), before);
    }
}
