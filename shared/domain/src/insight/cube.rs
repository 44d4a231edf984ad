//! Facts sorted into the rows that are shown: levels from the top down, units
//! by name. Rows too small to say anything about are joined with their
//! neighbours, so that every row is about enough people to begin with.

use super::facts::{Facts, Stage};
use crate::enrolment::Role;
use std::collections::BTreeMap;

/// Most rows of levels; what is deeper is joined.
const LEVELS_MAX: usize = 7;

/// Where somebody stands: not taking part, or in a role at a [`Stage`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    Outside,
    Mentor(Stage),
    Mentee(Stage),
}

impl Status {
    fn stage(self) -> Option<Stage> {
        match self {
            Status::Outside => None,
            Status::Mentor(stage) | Status::Mentee(stage) => Some(stage),
        }
    }
}

/// Something counted in each row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    TakingPart,
    Mentors,
    Mentees,
    Matched,
    Meeting,
}

impl Measure {
    pub const ALL: [Measure; 5] = [
        Measure::TakingPart,
        Measure::Mentors,
        Measure::Mentees,
        Measure::Matched,
        Measure::Meeting,
    ];

    /// Whether somebody of this status is counted.
    pub fn includes(self, status: Status) -> bool {
        match self {
            Measure::TakingPart => status != Status::Outside,
            Measure::Mentors => matches!(status, Status::Mentor(_)),
            Measure::Mentees => matches!(status, Status::Mentee(_)),
            Measure::Matched => status.stage() >= Some(Stage::Matched),
            Measure::Meeting => status.stage() == Some(Stage::Meeting),
        }
    }

    /// What it is a part of; none for a part of all people.
    pub fn part_of(self) -> Option<Measure> {
        match self {
            Measure::TakingPart | Measure::Mentors | Measure::Mentees => None,
            Measure::Matched => Some(Measure::TakingPart),
            Measure::Meeting => Some(Measure::Matched),
        }
    }
}

/// The counts of one row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub people: u32,
    values: [u32; Measure::ALL.len()],
}

impl Counts {
    pub fn of(&self, measure: Measure) -> u32 {
        self.values[measure as usize]
    }

    /// What a measure is a part of, in numbers.
    pub fn whole(&self, measure: Measure) -> u32 {
        measure
            .part_of()
            .map_or(self.people, |whole| self.of(whole))
    }

    pub fn add(&mut self, status: Status, people: u32) {
        self.people += people;
        for measure in Measure::ALL {
            if measure.includes(status) {
                self.values[measure as usize] += people;
            }
        }
    }

    pub fn join(&mut self, other: &Counts) {
        self.people += other.people;
        for (value, more) in self.values.iter_mut().zip(other.values) {
            *value += more;
        }
    }

    /// These counts if one person of status `was` were `is` instead.
    #[must_use]
    pub fn with(&self, was: Status, is: Status) -> Counts {
        let mut counts = *self;
        for measure in Measure::ALL {
            let value = &mut counts.values[measure as usize];
            *value += u32::from(measure.includes(is));
            *value -= u32::from(measure.includes(was));
        }
        counts
    }
}

/// A breakdown's rows: what they are called, and how much is in them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    pub names: Vec<String>,
    pub rows: Vec<Counts>,
}

/// People who can't be told apart by anything shown: same rows, same status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// Row of the level table, row of the unit table.
    pub rows: [usize; 2],
    pub status: Status,
    pub people: u32,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cube {
    /// By level, most senior first; by unit.
    pub tables: [Table; 2],
    pub total: Counts,
    pub kinds: Vec<Kind>,
}

impl Cube {
    /// Rows of fewer than `minimum` people are joined with others.
    pub fn new(facts: &Facts, minimum: u32) -> Cube {
        let (mut by_level, mut by_unit) = (BTreeMap::new(), BTreeMap::new());
        for group in &facts.headcounts {
            *by_level.entry(group.level).or_insert(0) += group.people;
            *by_unit.entry(group.unit.as_deref()).or_insert(0) += group.people;
        }
        let levels = Levels::join(&by_level, minimum);
        let units = Units::join(&by_unit, minimum);

        let mut kinds: BTreeMap<([usize; 2], Status), u32> = BTreeMap::new();
        let rows = |level, unit: &Option<String>| [levels.row(level), units.row(unit.as_deref())];
        for group in &facts.headcounts {
            *kinds
                .entry((rows(group.level, &group.unit), Status::Outside))
                .or_default() += group.people;
        }
        for one in &facts.participants {
            let rows = rows(one.level, &one.unit);
            let status = match one.role {
                Role::Mentor => Status::Mentor(one.stage),
                Role::Mentee => Status::Mentee(one.stage),
            };
            // Whoever takes part is on the roster, so was counted above.
            if let Some(outside) = kinds.get_mut(&(rows, Status::Outside))
                && *outside > 0
            {
                *outside -= 1;
                *kinds.entry((rows, status)).or_default() += 1;
            }
        }
        let mut cube = Cube {
            tables: [levels.names, units.names].map(|names| Table {
                rows: vec![Counts::default(); names.len()],
                names,
            }),
            ..Cube::default()
        };
        for ((rows, status), people) in kinds.into_iter().filter(|(_, people)| *people > 0) {
            for (table, row) in cube.tables.iter_mut().zip(rows) {
                table.rows[row].add(status, people);
            }
            cube.total.add(status, people);
            cube.kinds.push(Kind {
                rows,
                status,
                people,
            });
        }
        cube
    }
}

/// Levels joined into rows.
struct Levels {
    row_of: BTreeMap<u8, usize>,
    names: Vec<String>,
}

impl Levels {
    fn join(people: &BTreeMap<u8, u32>, minimum: u32) -> Levels {
        let mut rows: Vec<(Vec<u8>, u32)> = Vec::new();
        for (level, people) in people {
            let full = rows.len() == LEVELS_MAX;
            match rows.last_mut() {
                Some((levels, count)) if full || *count < minimum => {
                    levels.push(*level);
                    *count += people;
                }
                _ => rows.push((vec![*level], *people)),
            }
        }
        // The deepest may be few as well; they join the row above.
        if let [.., _, (_, last)] = rows.as_slice()
            && *last < minimum
        {
            let (levels, count) = rows.pop().expect("there are two");
            let above = rows.last_mut().expect("there is one");
            above.0.extend(levels);
            above.1 += count;
        }
        let deepest = people.keys().next_back().copied();
        Levels {
            row_of: rows
                .iter()
                .enumerate()
                .flat_map(|(row, (levels, _))| levels.iter().map(move |level| (*level, row)))
                .collect(),
            names: rows
                .iter()
                .map(|(levels, _)| Self::name(levels, deepest))
                .collect(),
        }
    }

    fn name(levels: &[u8], deepest: Option<u8>) -> String {
        match levels {
            [only] => format!("Level {only}"),
            [first, .., last] if Some(*last) == deepest && *first > 1 => {
                format!("Level {first} and below")
            }
            [first, second] => format!("Levels {first} and {second}"),
            [first, .., last] => format!("Levels {first} to {last}"),
            [] => String::new(),
        }
    }

    fn row(&self, level: u8) -> usize {
        self.row_of
            .get(&level)
            .copied()
            .unwrap_or(self.names.len().saturating_sub(1))
    }
}

/// Units by name; small ones together at the end.
struct Units {
    row_of: BTreeMap<String, usize>,
    names: Vec<String>,
}

impl Units {
    fn join(people: &BTreeMap<Option<&str>, u32>, minimum: u32) -> Units {
        let mut by_size: Vec<(u32, Option<&str>)> =
            people.iter().map(|(unit, n)| (*n, *unit)).collect();
        by_size.sort_unstable_by_key(|(n, unit)| (unit.is_some(), *n, *unit));
        let (mut joined, mut count) = (0, 0);
        // Whoever has no unit, and small units; then, if those are still few, the next.
        for (n, unit) in &by_size {
            let small = unit.is_none() || *n < minimum;
            if !small && (count == 0 || count >= minimum) {
                break;
            }
            joined += 1;
            count += n;
        }
        let mut own: Vec<&str> = by_size[joined..]
            .iter()
            .filter_map(|(_, unit)| *unit)
            .collect();
        own.sort_unstable_by_key(|unit| unit.to_lowercase());
        let row_of = own
            .iter()
            .enumerate()
            .map(|(row, unit)| ((*unit).to_owned(), row))
            .collect();
        let mut names: Vec<String> = own.into_iter().map(str::to_owned).collect();
        match joined {
            0 => {}
            1 if by_size[0].1.is_none() => names.push("No unit".into()),
            _ => names.push("Other units".into()),
        }
        Units { row_of, names }
    }

    fn row(&self, unit: Option<&str>) -> usize {
        unit.and_then(|unit| self.row_of.get(unit).copied())
            .unwrap_or(self.names.len().saturating_sub(1))
    }
}

#[cfg(test)]
mod tests {
    use super::super::facts::{Headcount, Participant};
    use super::*;

    fn facts(groups: &[(&str, u8, u32)]) -> Facts {
        Facts {
            headcounts: groups
                .iter()
                .map(|(unit, level, people)| Headcount {
                    unit: (!unit.is_empty()).then(|| (*unit).to_owned()),
                    level: *level,
                    people: *people,
                })
                .collect(),
            ..Facts::default()
        }
    }

    #[test]
    fn a_lone_chief_is_joined_with_the_next_level() {
        let cube = Cube::new(
            &facts(&[("", 1, 1), ("A", 2, 8), ("A", 3, 40), ("B", 4, 3)]),
            5,
        );
        assert_eq!(
            cube.tables[0].names,
            ["Levels 1 and 2", "Level 3 and below"]
        );
        let people: Vec<_> = cube.tables[0].rows.iter().map(|row| row.people).collect();
        assert_eq!(people, [9, 43]);
    }

    #[test]
    fn small_units_stand_together() {
        let cube = Cube::new(
            &facts(&[("", 1, 1), ("Law", 2, 3), ("Art", 2, 30), ("Zoo", 2, 9)]),
            5,
        );
        assert_eq!(cube.tables[1].names, ["Art", "Other units"]);
        let cube = Cube::new(&facts(&[("Law", 2, 3), ("Ink", 2, 2), ("Zoo", 2, 9)]), 5);
        assert_eq!(cube.tables[1].names, ["Zoo", "Other units"]);
    }

    #[test]
    fn who_takes_part_is_taken_out_of_those_who_do_not() {
        let mut facts = facts(&[("A", 1, 10)]);
        facts.participants = vec![
            Participant {
                unit: Some("A".into()),
                level: 1,
                role: Role::Mentee,
                stage: Stage::Meeting,
                met: true,
            };
            3
        ];
        let cube = Cube::new(&facts, 5);
        assert_eq!(cube.total.people, 10);
        let values = Measure::ALL.map(|measure| cube.total.of(measure));
        assert_eq!(values, [3, 0, 3, 3, 3]);
        assert_eq!(cube.total.whole(Measure::Meeting), 3);
    }
}
