//! What people are called on a board: their name, and where somebody else there has
//! the same one, what tells the two apart.

use pairwell_domain::board::Board;
use pairwell_domain::fit::Common;
use pairwell_domain::id::PersonId;
use std::collections::{BTreeMap, HashMap};

/// By position, like everyone on a board.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub mentees: Vec<String>,
    pub mentors: Vec<String>,
}

/// What is known of somebody that may tell them apart.
#[derive(Clone, Copy)]
struct Known<'a> {
    person: PersonId,
    name: &'a str,
    unit: &'a str,
    title: &'a str,
}

impl<'a> Known<'a> {
    fn new(name: &'a str, common: &'a Common, title: Option<&'a String>) -> Self {
        Known {
            person: common.person,
            name: name.trim(),
            unit: common.unit.as_deref().unwrap_or_default().trim(),
            title: title.map(|title| title.trim()).unwrap_or_default(),
        }
    }

    fn key(&self) -> String {
        self.name.to_lowercase()
    }

    fn unit(&self) -> String {
        self.unit.to_owned()
    }

    fn title(&self) -> String {
        self.title.to_owned()
    }

    fn both(&self) -> String {
        let both = [self.unit, self.title].into_iter();
        let both: Vec<&str> = both.filter(|words| !words.is_empty()).collect();
        both.join(", ")
    }
}

impl Names {
    /// "Noor Aziz", or "Noor Aziz (Sales)" where another Noor Aziz is on the board as
    /// mentee or mentor. Somebody who is both is one person, and called the same twice.
    pub fn of(board: &Board) -> Self {
        let mentees = board.mentees.iter();
        let mentees = mentees.map(|m| Known::new(&m.name, &m.facts.common, m.title.as_ref()));
        let mentors = board.mentors.iter();
        let mentors = mentors.map(|m| Known::new(&m.name, &m.facts.common, m.title.as_ref()));
        let (mentees, mentors): (Vec<_>, Vec<_>) = (mentees.collect(), mentors.collect());
        let mut alike: HashMap<String, BTreeMap<PersonId, Known>> = HashMap::new();
        for one in mentees.iter().chain(&mentors) {
            alike
                .entry(one.key())
                .or_default()
                .entry(one.person)
                .or_insert(*one);
        }
        let called = |one: &Known| told_apart(one, &alike[&one.key()]);
        Names {
            mentees: mentees.iter().map(called).collect(),
            mentors: mentors.iter().map(called).collect(),
        }
    }
}

/// By the unit where that is enough, else the title, else both; those of whom nothing
/// more is known are counted.
fn told_apart(one: &Known, alike: &BTreeMap<PersonId, Known>) -> String {
    let others = || alike.values().filter(|other| other.person != one.person);
    if others().next().is_none() {
        return one.name.to_owned();
    }
    for words in [Known::unit, Known::title, Known::both] {
        let own = words(one);
        if !own.is_empty() && others().all(|other| words(other) != own) {
            return format!("{} ({own})", one.name);
        }
    }
    let own = one.both();
    let same = || others().filter(|other| other.both() == own);
    let number = 1 + same().filter(|other| other.person < one.person).count();
    match (own.is_empty(), same().next().is_none()) {
        (true, true) => one.name.to_owned(),
        (true, false) => format!("{} ({number})", one.name),
        (false, _) => format!("{} ({own}, {number})", one.name),
    }
}
