//! Who takes part, in counts: what leaders see.
//!
//! [`facts`] are what the server gathers about people, [`cube`] sorts them into
//! the rows that are shown, [`suppress`] decides which counts may be told, and
//! [`participation`] puts the answer together. No name gets this far.

pub mod cube;
pub mod facts;
pub mod suppress;
#[cfg(test)]
mod tests;

use crate::api::participation::{Change, Count, LevelRow, Participation, UnitRow};
use crate::programme::{Programme, default::MINIMUM_CELL};
use crate::time::Date;
use cube::{Cube, Measure};
use facts::{Facts, median};
use suppress::{Class, Shown, ShownRow, suppress};

/// What may be told of a programme on `as_of`.
pub fn participation(programme: &Programme, as_of: Date, facts: Facts) -> Participation {
    let minimum = MINIMUM_CELL;
    let cube = Cube::new(&facts, minimum);
    let view = suppress(&cube, minimum);
    let total = |measure: Measure| count(&view.total, measure);
    let matched = total(Measure::Matched);
    let tells = |count: Count| count.exactly().is_some();
    Participation {
        programme: programme.id,
        name: programme.name.clone(),
        starts_on: programme.starts_on,
        ends_on: programme.ends_on,
        as_of,
        minimum,
        cadence_days: programme.cadence_days,
        people: cube.total.people,
        taking_part: total(Measure::TakingPart),
        change: change(&cube, &facts, minimum),
        mentors: total(Measure::Mentors),
        mentees: total(Measure::Mentees),
        // People matched less pairs is how many mentor somebody.
        pairs: match matched {
            Count::Exactly(matched) => told(facts.pairs, matched, minimum),
            _ => Count::Withheld,
        },
        matched,
        met: met(&cube, &facts, minimum, tells(matched)),
        meeting: total(Measure::Meeting),
        days_to_match: of_enough(facts.days_to_match, minimum),
        days_to_first_session: of_enough(facts.days_to_first_session, minimum),
        levels: rows(&cube, &view.tables, 0, |name, people, row| LevelRow {
            name,
            people,
            taking_part: count(row, Measure::TakingPart),
            mentors: count(row, Measure::Mentors),
            mentees: count(row, Measure::Mentees),
            matched: count(row, Measure::Matched),
            meeting: count(row, Measure::Meeting),
        }),
        units: rows(&cube, &view.tables, 1, |name, people, row| UnitRow {
            name,
            people,
            taking_part: count(row, Measure::TakingPart),
            matched: count(row, Measure::Matched),
            meeting: count(row, Measure::Meeting),
        }),
    }
}

fn rows<T>(
    cube: &Cube,
    view: &[Vec<ShownRow>; 2],
    table: usize,
    row: impl Fn(String, u32, &ShownRow) -> T,
) -> Vec<T> {
    let shown = &view[table];
    if shown.iter().flatten().all(|shown| *shown == Shown::Absent) {
        return Vec::new();
    }
    let names = cube.tables[table].names.iter().cloned();
    let counts = names.zip(&cube.tables[table].rows).zip(shown);
    counts
        .map(|((name, counts), shown)| row(name, counts.people, shown))
        .collect()
}

fn count(row: &ShownRow, measure: Measure) -> Count {
    match row[measure as usize] {
        Shown::Value(value) => Count::Exactly(value),
        Shown::Small(Class::AllButFew) => Count::AllButFew,
        Shown::Small(_) => Count::Few,
        Shown::Withheld | Shown::Absent => Count::Withheld,
    }
}

/// A single count, beside its whole.
fn told(value: u32, whole: u32, minimum: u32) -> Count {
    match Class::of(value, whole, minimum) {
        Class::Zero | Class::Plain => Count::Exactly(value),
        Class::Few => Count::Few,
        Class::AllButFew => Count::AllButFew,
    }
}

/// Stands between those matched and those meeting, so neither difference may be small.
fn met(cube: &Cube, facts: &Facts, minimum: u32, matched_is_told: bool) -> Count {
    let met = facts.participants.iter().filter(|one| one.met).count() as u32;
    if !matched_is_told {
        return Count::Withheld;
    }
    let told = told(met, cube.total.of(Measure::Matched), minimum);
    let meeting = Class::of(cube.total.of(Measure::Meeting), met, minimum);
    match told {
        Count::Exactly(_) if meeting.is_small() => Count::Withheld,
        told => told,
    }
}

fn change(cube: &Cube, facts: &Facts, minimum: u32) -> Option<Change> {
    let before = facts.before?;
    let (now, people) = (cube.total.of(Measure::TakingPart), cube.total.people);
    let small = |value, whole| Class::of(value, whole, minimum).is_small();
    if small(now, people) || small(before.taking_part, before.people) {
        return None;
    }
    if (1..minimum).contains(&now.abs_diff(before.taking_part)) {
        return Some(Change::Few);
    }
    let percent = |part: u32, of: u32| match of {
        0 => 0.0,
        of => f64::from(part) * 100.0 / f64::from(of),
    };
    let points = percent(now, people) - percent(before.taking_part, before.people);
    Some(Change::Points(points.round() as i32))
}

fn of_enough(mut values: Vec<u32>, minimum: u32) -> Option<u32> {
    (values.len() >= minimum as usize).then(|| median(&mut values))?
}
