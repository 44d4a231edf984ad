//! What participation says, in words and in order. Plain Rust.

use crate::files::Sheet;
use crate::format::{self, number, percent};
use pairwell_domain::api::participation::{
    CHANGE_DAYS, Change, Count, LevelRow, Participation, UnitRow,
};
use std::cmp::Ordering;

/// A count as it may be told: "41", "fewer than 5".
pub fn told(count: Count, minimum: u32) -> String {
    match count {
        Count::Exactly(count) => number(count),
        Count::Few => format!("fewer than {minimum}"),
        Count::AllButFew => "all but a few".into(),
        Count::Withheld => "not shown".into(),
    }
}

/// What part of `of` a count is; `None` where either is not told.
pub fn share(count: Count, of: impl Into<Whole>) -> Option<f64> {
    let of = of.into().0?;
    (of > 0).then_some(f64::from(count.exactly()?) / f64::from(of))
}

/// What a share is of, if that is told.
pub struct Whole(Option<u32>);

impl From<u32> for Whole {
    fn from(people: u32) -> Self {
        Whole(Some(people))
    }
}

impl From<Count> for Whole {
    fn from(count: Count) -> Self {
        Whole(count.exactly())
    }
}

/// A share to stand beside its count; nothing beside nobody.
pub fn beside(count: Count, of: impl Into<Whole>) -> Option<String> {
    share(count, of).filter(|share| *share > 0.0).map(percent)
}

/// A share as a percentage, or what is told of the count instead.
pub fn share_or_told(count: Count, of: impl Into<Whole>, minimum: u32) -> String {
    share(count, of).map_or_else(|| told(count, minimum), percent)
}

pub fn change(change: Change, minimum: u32) -> String {
    match change {
        Change::Points(0) => format!("unchanged in {CHANGE_DAYS} days"),
        Change::Points(points @ (1 | -1)) => {
            format!(
                "{} point in {CHANGE_DAYS} days",
                format::change(points.into())
            )
        }
        Change::Points(points) => {
            format!(
                "{} points in {CHANGE_DAYS} days",
                format::change(points.into())
            )
        }
        Change::Few => format!("changed by fewer than {minimum} people in {CHANGE_DAYS} days"),
    }
}

/// "170 of 592 people take part."
pub fn headline(of: &Participation) -> String {
    let people = format::plural(of.people, "{n} person", "{n} people");
    format!(
        "{} of {people} take part.",
        capitalised(&told(of.taking_part, of.minimum))
    )
}

fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

fn uncapitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(letters).collect()
    })
}

/// What the level table shows, in a sentence. An empty top comes before all else.
pub fn levels_finding(rows: &[LevelRow]) -> String {
    let nobody = Count::Exactly(0);
    let empty = rows
        .iter()
        .take_while(|row| row.taking_part == nobody)
        .last();
    if let Some(row) = empty
        && rows.iter().any(|row| row.taking_part != nobody)
    {
        let down_to = match row.name == rows[0].name {
            true => uncapitalised(&row.name),
            false => format!("the top down to {}", uncapitalised(&row.name)),
        };
        return format!("Nobody at {down_to} takes part.");
    }
    let shares = rows
        .iter()
        .map(|row| (row.name.as_str(), row.taking_part, row.people));
    most(shares).unwrap_or_else(|| "No level can be compared with another.".into())
}

/// What the unit chart shows, in a sentence.
pub fn units_finding(rows: &[UnitRow]) -> String {
    let shares = rows
        .iter()
        .map(|row| (row.name.as_str(), row.taking_part, row.people));
    let mut finding =
        most(shares).unwrap_or_else(|| "No unit can be compared with another.".into());
    let none: Vec<_> = rows
        .iter()
        .filter(|row| row.taking_part == Count::Exactly(0))
        .map(|row| row.name.as_str())
        .collect();
    if let ([first, rest @ ..], true) = (none.as_slice(), none.len() <= 3) {
        let names = rest.iter().fold(in_a_sentence(first), |names, name| {
            format!("{names} or {}", in_a_sentence(name))
        });
        finding.push_str(&format!(" Nobody in {names} does."));
    }
    finding
}

/// Rows that stand for several units are no names.
fn in_a_sentence(unit: &str) -> String {
    match unit {
        "Other units" | "No unit" => uncapitalised(unit),
        name => name.to_owned(),
    }
}

fn most<'a>(rows: impl Iterator<Item = (&'a str, Count, u32)>) -> Option<String> {
    let shares =
        rows.filter_map(|(name, count, people)| Some((name, people, share(count, people)?)));
    let (name, people, most) = shares.max_by(|(.., a), (.., b)| a.total_cmp(b))?;
    (most > 0.0).then(|| {
        let people = format::plural(people, "{n} person", "{n} people");
        format!("{name} takes part most: {} of {people}.", percent(most))
    })
}

/// One step of the pipeline: what it is called, how many, and what part they are
/// of the step before.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    pub name: &'static str,
    pub count: Count,
    pub before: Option<Count>,
}

pub fn pipeline(of: &Participation) -> Vec<Step> {
    let step = |name, count, before| Step {
        name,
        count,
        before,
    };
    vec![
        step("Taking part", of.taking_part, None),
        step("Matched", of.matched, Some(of.taking_part)),
        step("Met at least once", of.met, Some(of.matched)),
        step("Meeting on cadence", of.meeting, Some(of.matched)),
    ]
}

pub fn pipeline_finding(of: &Participation) -> String {
    if of.matched == Count::Exactly(0) {
        return "Nobody is matched yet.".into();
    }
    let waiting = match (of.taking_part, of.matched) {
        (Count::Exactly(all), Count::Exactly(matched)) => format::plural(
            all - matched,
            "{n} person is not matched",
            "{n} people are not matched",
        ),
        _ => "Most steps are about too few people to tell".into(),
    };
    match share(of.meeting, of.matched) {
        Some(meeting) => format!(
            "{waiting}; {} of those who are meet on cadence.",
            percent(meeting)
        ),
        None if of.meeting == Count::AllButFew => {
            format!("{waiting}; all but a few of those who are meet on cadence.")
        }
        None => format!("{waiting}."),
    }
}

/// What the unit table can be sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitOrder {
    Name,
    People,
    TakingPart,
    Matched,
    Meeting,
}

impl UnitOrder {
    pub const ALL: [(UnitOrder, &'static str); 5] = [
        (UnitOrder::Name, "name"),
        (UnitOrder::People, "people"),
        (UnitOrder::TakingPart, "taking-part"),
        (UnitOrder::Matched, "matched"),
        (UnitOrder::Meeting, "meeting"),
    ];

    pub fn of_key(key: &str) -> Option<UnitOrder> {
        Self::ALL
            .iter()
            .find(|(_, own)| *own == key)
            .map(|(order, _)| *order)
    }
}

/// Units in an order, by what is told of them: those with a count not told come
/// last, in the order of their names, so that the order tells nothing more.
pub fn sorted(rows: &[UnitRow], order: UnitOrder, descending: bool) -> Vec<UnitRow> {
    let mut rows = rows.to_vec();
    let by_name = |a: &UnitRow, b: &UnitRow| a.name.to_lowercase().cmp(&b.name.to_lowercase());
    let value = |row: &UnitRow| match order {
        UnitOrder::Name => None,
        UnitOrder::People => Some(f64::from(row.people)),
        UnitOrder::TakingPart => share(row.taking_part, row.people),
        UnitOrder::Matched => share(row.matched, row.taking_part),
        UnitOrder::Meeting => share(row.meeting, row.matched),
    };
    rows.sort_by(|a, b| {
        let turned = |order: Ordering| if descending { order.reverse() } else { order };
        match (value(a), value(b)) {
            (Some(a), Some(b)) => turned(a.total_cmp(&b)),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) if order == UnitOrder::Name => turned(by_name(a, b)),
            (None, None) => Ordering::Equal,
        }
        .then_with(|| by_name(a, b))
    });
    rows
}

/// "18 of 59 people in Sales take part (31 %), against 29 % of everybody."
pub fn about_unit(row: &UnitRow, all: &Participation) -> String {
    let minimum = all.minimum;
    let people = format::plural(row.people, "{n} person", "{n} people");
    let own = share(row.taking_part, row.people).map(|own| format!(" ({})", percent(own)));
    let against = match (&own, share(all.taking_part, all.people)) {
        (Some(_), Some(all)) => format!(", against {} of everybody", percent(all)),
        _ => String::new(),
    };
    format!(
        "{} of {people} in {} take part{}{against}. Matched: {}. Meeting on cadence: {}.",
        capitalised(&told(row.taking_part, minimum)),
        row.name,
        own.unwrap_or_default(),
        told(row.matched, minimum),
        told(row.meeting, minimum),
    )
}

pub fn level_sheet(of: &Participation) -> Sheet {
    let head = [
        "Level",
        "People",
        "Taking part",
        "Mentors",
        "Mentees",
        "Matched",
        "Meeting on cadence",
    ];
    let rows = of.levels.iter().map(|row| {
        let counts = [
            row.taking_part,
            row.mentors,
            row.mentees,
            row.matched,
            row.meeting,
        ];
        line(&row.name, row.people, &counts, of.minimum)
    });
    Sheet::new(&head, rows)
}

pub fn unit_sheet(of: &Participation) -> Sheet {
    let head = [
        "Unit",
        "People",
        "Taking part",
        "Matched",
        "Meeting on cadence",
    ];
    let rows = of.units.iter().map(|row| {
        let counts = [row.taking_part, row.matched, row.meeting];
        line(&row.name, row.people, &counts, of.minimum)
    });
    Sheet::new(&head, rows)
}

/// Numbers plain, for other programs to count with.
fn line(name: &str, people: u32, counts: &[Count], minimum: u32) -> Vec<String> {
    let counts = counts.iter().map(|count| match count.exactly() {
        Some(count) => count.to_string(),
        None => told(*count, minimum),
    });
    [name.to_owned(), people.to_string()]
        .into_iter()
        .chain(counts)
        .collect()
}

/// `participation-by-unit-spring-programme-2026-06-01.csv`.
pub fn file_name(of: &Participation, by: &str) -> String {
    let letters = of.name.to_lowercase();
    let words = letters
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let programme = words.collect::<Vec<_>>().join("-");
    format!("participation-{by}-{programme}-{}.csv", of.as_of)
}

#[cfg(test)]
mod tests {
    use super::*;
    use pairwell_domain::time::Date;
    use uuid::Uuid;

    fn unit(name: &str, people: u32, taking_part: Count) -> UnitRow {
        UnitRow {
            name: name.into(),
            people,
            taking_part,
            matched: Count::Withheld,
            meeting: Count::Withheld,
        }
    }

    fn level(name: &str, people: u32, taking_part: Count) -> LevelRow {
        LevelRow {
            name: name.into(),
            people,
            taking_part,
            mentors: Count::Withheld,
            mentees: Count::Withheld,
            matched: Count::Withheld,
            meeting: Count::Withheld,
        }
    }

    fn all() -> Participation {
        let day = Date::new(2026, 6, 1).unwrap();
        Participation {
            programme: Uuid::nil().into(),
            name: "Spring programme".into(),
            starts_on: day,
            ends_on: day,
            as_of: day,
            minimum: 5,
            cadence_days: 30,
            people: 2904,
            taking_part: Count::Exactly(412),
            change: Some(Change::Points(3)),
            mentors: Count::Exactly(118),
            mentees: Count::Exactly(294),
            pairs: Count::Exactly(118),
            matched: Count::Exactly(220),
            met: Count::Exactly(210),
            meeting: Count::Exactly(189),
            days_to_match: Some(12),
            days_to_first_session: Some(11),
            levels: vec![],
            units: vec![
                unit("Sales", 100, Count::Few),
                unit("=HR", 20, Count::Exactly(9)),
            ],
        }
    }

    #[test]
    fn the_headline_has_its_denominator() {
        assert_eq!(headline(&all()), "412 of 2\u{202f}904 people take part.");
        assert_eq!(change(Change::Points(3), 5), "+3 points in 90 days");
        assert_eq!(change(Change::Points(-1), 5), "−1 point in 90 days");
        let few = Participation {
            taking_part: Count::Few,
            change: None,
            ..all()
        };
        assert_eq!(
            headline(&few),
            "Fewer than 5 of 2\u{202f}904 people take part."
        );
    }

    #[test]
    fn an_empty_top_is_the_finding() {
        let none = Count::Exactly(0);
        let rows = [
            level("Levels 1 and 2", 9, none),
            level("Level 3", 30, Count::Exactly(12)),
        ];
        assert_eq!(
            levels_finding(&rows),
            "Nobody at levels 1 and 2 takes part."
        );
        let rows = [
            level("Level 1", 9, none),
            level("Level 2", 9, none),
            level("Level 3", 30, Count::Few),
        ];
        assert_eq!(
            levels_finding(&rows),
            "Nobody at the top down to level 2 takes part."
        );
        let rows = [
            level("Level 1", 9, Count::Few),
            level("Level 2", 40, Count::Exactly(10)),
        ];
        assert_eq!(
            levels_finding(&rows),
            "Level 2 takes part most: 25\u{202f}% of 40 people."
        );
    }

    #[test]
    fn units_without_anybody_are_named() {
        let rows = [
            unit("Sales", 100, Count::Exactly(31)),
            unit("Law", 7, Count::Exactly(0)),
            unit("Art", 9, Count::Few),
        ];
        assert_eq!(
            units_finding(&rows),
            "Sales takes part most: 31\u{202f}% of 100 people. Nobody in Law does."
        );
    }

    #[test]
    fn the_order_tells_nothing_that_the_counts_do_not() {
        let rows = [
            unit("C", 50, Count::Few),
            unit("B", 50, Count::Withheld),
            unit("A", 50, Count::Exactly(5)),
            unit("D", 50, Count::Exactly(25)),
        ];
        for descending in [false, true] {
            let names: String = sorted(&rows, UnitOrder::TakingPart, descending)
                .into_iter()
                .map(|row| row.name)
                .collect();
            assert_eq!(names, if descending { "DABC" } else { "ADBC" });
        }
    }

    #[test]
    fn what_is_exported_is_what_is_shown() {
        let text = unit_sheet(&all()).to_text();
        let lines: Vec<_> = text.trim_start_matches('\u{feff}').split("\r\n").collect();
        assert_eq!(lines[1], "Sales,100,fewer than 5,not shown,not shown");
        assert_eq!(lines[2], "'=HR,20,9,not shown,not shown");
        assert_eq!(
            file_name(&all(), "by-unit"),
            "participation-by-unit-spring-programme-2026-06-01.csv"
        );
    }

    #[test]
    fn the_pipeline_says_who_is_left() {
        assert_eq!(
            pipeline_finding(&all()),
            "192 people are not matched; 86\u{202f}% of those who are meet on cadence."
        );
    }
}
