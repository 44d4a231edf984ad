//! What a file would change: who is new, who is known and differs, who is gone,
//! and what stands in the way.
//!
//! Somebody is known by their number first, since addresses change with names,
//! and by their e-mail address otherwise, since some systems number positions
//! rather than people.

use super::field::RosterField;
use super::managers::{self, NOBODY};
use super::read::{FormerRow, Roster, RosterRow};
use crate::id::PersonId;
use crate::import::report::{Leaver, RowProblem, RowProblems};
use crate::person::Person;
use crate::time::Date;
use std::collections::{HashMap, HashSet};

/// The roster as it is kept now.
#[derive(Clone, Debug, Default)]
pub struct Existing {
    pub people: Vec<Person>,
    /// Numbers people had before, with whose they were.
    pub former_numbers: Vec<(String, PersonId)>,
}

/// Somebody as they will be.
#[derive(Clone, Debug, PartialEq)]
pub struct Planned {
    pub line: u32,
    pub person: Person,
    /// What differs from what is kept; empty for somebody new.
    pub changes: Vec<RosterField>,
}

#[derive(Clone, Debug, Default)]
pub struct RosterPlan {
    /// Managers stand before those who report to them.
    pub add: Vec<Planned>,
    pub update: Vec<Planned>,
    /// Line and name of those who stay as they are.
    pub unchanged: Vec<(u32, String)>,
    /// Line and name of rows about the past.
    pub historical: Vec<(u32, String)>,
    pub leavers: Vec<Leaver>,
    /// Numbers to remember somebody by.
    pub former_numbers: Vec<(String, PersonId)>,
    pub people: u32,
    pub units: u32,
    pub roots: u32,
    /// While there are any, nothing may be changed.
    pub problems: Vec<RowProblem>,
}

/// Compares what a file says with what is kept. `new_id` makes ids for people
/// who are new.
pub fn plan(
    existing: Existing,
    roster: Roster,
    mut new_id: impl FnMut() -> PersonId,
) -> RosterPlan {
    let Roster {
        rows,
        former,
        mut problems,
        has,
        ..
    } = roster;
    let known = Known::new(&existing);
    let in_file = InFile::new(&rows, &former, &mut problems);
    let matched = match_up(&rows, &existing.people, &known, &mut problems);

    // Everybody after the import has a place: first the file's rows, then those
    // on the roster whom the file does not name.
    let mut place_of: Vec<u32> = vec![NOBODY; existing.people.len()];
    for (row, person) in matched.iter().enumerate() {
        if let Some(person) = person {
            place_of[*person] = row as u32;
        }
    }
    let mut unnamed = Vec::new();
    for (person, place) in place_of.iter_mut().enumerate() {
        if *place == NOBODY {
            *place = (rows.len() + unnamed.len()) as u32;
            unnamed.push(person);
        }
    }
    let ids: Vec<PersonId> = matched
        .iter()
        .map(|person| match person {
            Some(person) => existing.people[*person].id,
            None => new_id(),
        })
        .collect();

    let says_manager = has.contains(&RosterField::Manager);
    let kept_manager = |person: usize| {
        let manager = existing.people[person].manager?;
        known.by_id.get(&manager).map(|&manager| place_of[manager])
    };
    let search = Search {
        in_file: &in_file,
        known: &known,
        people: &existing.people,
        place_of: &place_of,
        rows: rows.len() as u32,
    };
    let mut manager = vec![NOBODY; rows.len() + unnamed.len()];
    for (row, at) in rows.iter().enumerate() {
        let found = if says_manager {
            let asked = at.manager.as_deref().map(|asked| search.manager(asked));
            asked.transpose().unwrap_or_else(|why| {
                problems.add(at.line, Some(&at.name), why);
                None
            })
        } else {
            matched[row].and_then(kept_manager)
        };
        // Systems mark whoever is at the top by making them their own manager.
        manager[row] = found.filter(|&found| found != row as u32).unwrap_or(NOBODY);
    }
    for (place, &person) in unnamed.iter().enumerate() {
        manager[rows.len() + place] = kept_manager(person).unwrap_or(NOBODY);
    }
    let lines = managers::walk(&manager);
    for found in &lines.loops {
        tell_loop(found, &rows, &existing.people, &unnamed, &mut problems);
    }

    let id_at = |place: u32| match place {
        NOBODY => None,
        place if (place as usize) < rows.len() => Some(ids[place as usize]),
        place => Some(existing.people[unnamed[place as usize - rows.len()]].id),
    };
    let mut planned = RosterPlan {
        people: rows.len() as u32,
        roots: manager[..rows.len()]
            .iter()
            .filter(|&&manager| manager == NOBODY)
            .count() as u32,
        units: {
            let units = rows.iter().filter_map(|row| row.unit.as_deref());
            units.collect::<HashSet<_>>().len() as u32
        },
        leavers: leavers(&existing.people, &unnamed, &former, &known),
        former_numbers: former_numbers(&rows, &former, &in_file, &known, &existing, &matched, &ids),
        historical: former.into_iter().map(|row| (row.line, row.name)).collect(),
        ..RosterPlan::default()
    };
    drop(known);
    let managers: Vec<Option<PersonId>> = manager[..rows.len()]
        .iter()
        .map(|&place| id_at(place))
        .collect();
    let mut people: Vec<Option<Person>> = existing.people.into_iter().map(Some).collect();
    let mut depths = Vec::new();
    for (at, row) in rows.into_iter().enumerate() {
        let line = row.line;
        match matched[at].and_then(|person| people[person].take()) {
            None => {
                depths.push(lines.depth[at]);
                planned.add.push(Planned {
                    line,
                    person: newcomer(row, ids[at], managers[at]),
                    changes: Vec::new(),
                });
            }
            Some(before) => {
                let (person, changes) = changed(before, row, managers[at], &has);
                if changes.is_empty() {
                    planned.unchanged.push((line, person.name));
                } else {
                    planned.update.push(Planned {
                        line,
                        person,
                        changes,
                    });
                }
            }
        }
    }
    let mut by_depth: Vec<(u32, Planned)> = depths.into_iter().zip(planned.add).collect();
    by_depth.sort_by_key(|(depth, _)| *depth);
    planned.add = by_depth.into_iter().map(|(_, planned)| planned).collect();
    planned.problems = problems.into_vec();
    planned
}

/// The kept roster, by everything somebody is known by.
struct Known {
    by_id: HashMap<PersonId, usize>,
    by_number: HashMap<String, usize>,
    by_email: HashMap<String, usize>,
    by_former_number: HashMap<String, usize>,
}

impl Known {
    fn new(existing: &Existing) -> Self {
        let by_id: HashMap<_, _> = existing
            .people
            .iter()
            .enumerate()
            .map(|(at, person)| (person.id, at))
            .collect();
        let by = |key: fn(&Person) -> Option<String>| {
            let keyed = existing.people.iter().enumerate();
            keyed
                .filter_map(|(at, person)| Some((key(person)?, at)))
                .collect()
        };
        Known {
            by_number: by(|person| person.number.clone()),
            by_email: by(|person| Some(person.email.as_ref()?.as_str().to_owned())),
            by_former_number: existing
                .former_numbers
                .iter()
                .filter_map(|(number, id)| Some((number.clone(), *by_id.get(id)?)))
                .collect(),
            by_id,
        }
    }
}

/// The file's rows, by everything others call them by.
struct InFile {
    by_number: HashMap<String, u32>,
    by_email: HashMap<String, u32>,
    /// Numbers of rows about the past: the row of the same person today, if any.
    by_former_number: HashMap<String, Option<u32>>,
}

impl InFile {
    fn new(rows: &[RosterRow], former: &[FormerRow], problems: &mut RowProblems) -> Self {
        let mut by_number: HashMap<String, u32> = HashMap::new();
        let mut by_email: HashMap<String, u32> = HashMap::new();
        for (at, row) in rows.iter().enumerate() {
            let mut same = |what: &str, first: u32| {
                let first = &rows[first as usize];
                problems.add(
                    row.line,
                    Some(&row.name),
                    format!(
                        "The {what} is also that of row {} ({}); each person needs their own.",
                        first.line, first.name
                    ),
                );
            };
            if let Some(number) = &row.number {
                match by_number.get(number) {
                    Some(&first) => same(&format!("number {number}"), first),
                    None => {
                        by_number.insert(number.clone(), at as u32);
                    }
                }
            }
            if let Some(email) = &row.email {
                match by_email.get(email.as_str()) {
                    Some(&first) => same(&format!("e-mail address {email}"), first),
                    None => {
                        by_email.insert(email.as_str().to_owned(), at as u32);
                    }
                }
            }
        }
        let mut in_file = InFile {
            by_number,
            by_email,
            by_former_number: HashMap::new(),
        };
        for row in former {
            let today = in_file.today(row);
            if let Some(number) = &row.number {
                let entry = in_file.by_former_number.entry(number.clone()).or_default();
                *entry = entry.or(today);
            }
        }
        in_file
    }

    /// The row that is about the same person now.
    fn today(&self, former: &FormerRow) -> Option<u32> {
        let by_email = former.email.as_ref();
        let by_email = by_email.and_then(|email| self.by_email.get(email.as_str()));
        let by_number = former.number.as_ref();
        let by_number = || by_number.and_then(|number| self.by_number.get(number));
        by_email.or_else(by_number).copied()
    }
}

/// For each row, the place on the kept roster of the person it is about.
fn match_up(
    rows: &[RosterRow],
    people: &[Person],
    known: &Known,
    problems: &mut RowProblems,
) -> Vec<Option<usize>> {
    let mut claimed: HashSet<usize> = HashSet::new();
    let mut matched: Vec<Option<usize>> = Vec::with_capacity(rows.len());
    for row in rows {
        let by_number = row.number.as_ref();
        let found = by_number
            .and_then(|number| known.by_number.get(number))
            .copied();
        matched.push(found.filter(|&person| claimed.insert(person)));
    }
    let by_email = |row: &RosterRow| {
        let email = row.email.as_ref()?;
        known.by_email.get(email.as_str()).copied()
    };
    for (row, found) in rows.iter().zip(&mut matched) {
        if found.is_some() {
            continue;
        }
        let by_former = || known.by_former_number.get(row.number.as_ref()?).copied();
        *found = by_email(row)
            .or_else(by_former)
            .filter(|&person| claimed.insert(person));
    }
    for (row, found) in rows.iter().zip(&matched) {
        if let (Some(person), Some(other)) = (*found, by_email(row))
            && person != other
            && !claimed.contains(&other)
        {
            problems.add(
                row.line,
                Some(&row.name),
                format!(
                    "The number is that of {}, but the e-mail address is that of {}, on the roster; correct one of them.",
                    people[person].name, people[other].name
                ),
            );
        }
    }
    matched
}

/// Finds who is meant by a manager's number or address.
struct Search<'a> {
    in_file: &'a InFile,
    known: &'a Known,
    people: &'a [Person],
    place_of: &'a [u32],
    rows: u32,
}

impl Search<'_> {
    /// The place of the manager, or why there is none.
    fn manager(&self, asked: &str) -> Result<u32, String> {
        let address = asked.to_lowercase();
        let in_file = if asked.contains('@') {
            self.in_file.by_email.get(&address).copied()
        } else {
            let former = || self.in_file.by_former_number.get(asked).copied().flatten();
            self.in_file.by_number.get(asked).copied().or_else(former)
        };
        if let Some(place) = in_file {
            return Ok(place);
        }
        let known = if asked.contains('@') {
            self.known.by_email.get(&address)
        } else {
            let former = || self.known.by_former_number.get(asked);
            self.known.by_number.get(asked).or_else(former)
        };
        let left = || {
            format!("The manager {asked} has left; name who took over, or leave the manager empty.")
        };
        match known {
            // Somebody the file names after all, under another number or address.
            Some(&person) if self.place_of[person] < self.rows => Ok(self.place_of[person]),
            Some(&person) if self.people[person].left_on.is_some() => Err(left()),
            _ if self.in_file.by_former_number.contains_key(asked) => Err(left()),
            Some(&person) => Ok(self.place_of[person]),
            None => Err(format!(
                "The manager {asked} is neither in the file nor on the roster; correct the number or address, or leave the manager empty."
            )),
        }
    }
}

/// A loop is told at each of its rows.
fn tell_loop(
    found: &[u32],
    rows: &[RosterRow],
    people: &[Person],
    unnamed: &[usize],
    problems: &mut RowProblems,
) {
    const NAMED: usize = 5;
    let name = |place: u32| match rows.get(place as usize) {
        Some(row) => format!("{} (row {})", row.name, row.line),
        None => people[unnamed[place as usize - rows.len()]].name.clone(),
    };
    for (at, &place) in found.iter().enumerate() {
        let Some(row) = rows.get(place as usize) else {
            continue;
        };
        let round = found.iter().cycle().skip(at + 1).take(found.len());
        let mut way: Vec<String> = round.map(|&place| name(place)).collect();
        if way.len() > NAMED {
            way.splice(NAMED - 1..way.len() - 1, ["…".to_owned()]);
        }
        problems.add(
            row.line,
            Some(&row.name),
            format!(
                "They would be their own manager in the end: they report to {}. Correct one of these managers.",
                way.join(", who reports to ")
            ),
        );
    }
}

fn leavers(
    people: &[Person],
    unnamed: &[usize],
    former: &[FormerRow],
    known: &Known,
) -> Vec<Leaver> {
    let mut ended: HashMap<usize, Option<Date>> = HashMap::new();
    for row in former {
        let by_email = row.email.as_ref();
        let by_email = by_email.and_then(|email| known.by_email.get(email.as_str()));
        let by_number = || known.by_number.get(row.number.as_ref()?);
        if let Some(&person) = by_email.or_else(by_number) {
            let end = ended.entry(person).or_default();
            *end = (*end).max(row.ended_on);
        }
    }
    unnamed
        .iter()
        .filter(|&&person| people[person].left_on.is_none())
        .map(|&person| Leaver {
            person: people[person].id,
            name: people[person].name.clone(),
            number: people[person].number.clone(),
            unit: people[person].unit.clone(),
            left_on: ended.get(&person).copied().flatten(),
            enrolled: false,
        })
        .collect()
}

/// Numbers nobody has now, by which a manager may still be named.
fn former_numbers(
    rows: &[RosterRow],
    former: &[FormerRow],
    in_file: &InFile,
    known: &Known,
    existing: &Existing,
    matched: &[Option<usize>],
    ids: &[PersonId],
) -> Vec<(String, PersonId)> {
    let from_file = former.iter().filter_map(|row| {
        let today = in_file.today(row)?;
        Some((row.number.as_ref()?, ids[today as usize]))
    });
    let renumbered = rows.iter().zip(matched).filter_map(|(row, person)| {
        let before = existing.people[(*person)?].number.as_ref()?;
        let changed = row.number.as_ref().is_some_and(|now| now != before);
        changed.then_some((before, existing.people[(*person)?].id))
    });
    let mut seen: HashSet<&str> = HashSet::new();
    let renumbered: Vec<_> = renumbered.collect();
    let gone: HashSet<&str> = renumbered
        .iter()
        .map(|(number, _)| number.as_str())
        .collect();
    from_file
        .chain(renumbered)
        .filter(|(number, id)| {
            let number = number.as_str();
            let taken = in_file.by_number.contains_key(number)
                || (known.by_number.contains_key(number) && !gone.contains(number));
            let remembered = known
                .by_former_number
                .get(number)
                .is_some_and(|&person| existing.people[person].id == *id);
            !taken && !remembered && seen.insert(number)
        })
        .map(|(number, id)| (number.clone(), id))
        .collect()
}

fn newcomer(row: RosterRow, id: PersonId, manager: Option<PersonId>) -> Person {
    Person {
        id,
        number: row.number,
        name: row.name,
        email: row.email,
        title: row.title,
        unit: row.unit,
        level: row.level,
        manager,
        location: row.location,
        time_zone: row.time_zone,
        started_on: row.started_on,
        left_on: None,
    }
}

/// The person as the row has them, and what that changes. What the file has no
/// column for stays.
fn changed(
    before: Person,
    row: RosterRow,
    manager: Option<PersonId>,
    has: &[RosterField],
) -> (Person, Vec<RosterField>) {
    let mut person = before;
    let mut changes = Vec::new();
    macro_rules! take {
        ($($field:ident: $slot:ident = $value:expr;)*) => {$(
            if has.contains(&RosterField::$field) && person.$slot != $value {
                person.$slot = $value;
                changes.push(RosterField::$field);
            }
        )*};
    }
    take! {
        Number: number = row.number;
        Name: name = row.name;
        Email: email = row.email;
        Title: title = row.title;
        Unit: unit = row.unit;
        Level: level = row.level;
        Manager: manager = manager;
        Location: location = row.location;
        TimeZone: time_zone = row.time_zone;
        StartedOn: started_on = row.started_on;
    }
    if person.left_on.take().is_some() {
        changes.push(RosterField::EndedOn);
    }
    (person, changes)
}
