//! What is shown, put to people who try to work out what is not.

use super::cube::{Counts, Cube, Kind, Measure, Status};
use super::facts::{Before, Facts, Headcount, Participant, Stage};
use super::participation;
use super::suppress::{Cell, Class, SECRET, Shown, ShownRow, View, best_exchange, fits, suppress};
use crate::api::participation::{Change, Count};
use crate::enrolment::Role;
use crate::fit::Weights;
use crate::programme::{Programme, default};
use crate::time::Date;
use proptest::prelude::*;
use std::collections::BTreeSet;
use uuid::Uuid;

const STATUSES: [Status; 7] = [
    Status::Outside,
    Status::Mentor(Stage::Enrolled),
    Status::Mentor(Stage::Matched),
    Status::Mentor(Stage::Meeting),
    Status::Mentee(Stage::Enrolled),
    Status::Mentee(Stage::Matched),
    Status::Mentee(Stage::Meeting),
];

/// Everybody, one by one: unit, level, status.
type People = Vec<(u8, u8, Status)>;

fn facts(people: &People) -> Facts {
    let unit = |unit: u8| Some(char::from(b'A' + unit).to_string());
    let mut facts = Facts::default();
    for (u, level, status) in people {
        facts.headcounts.push(Headcount {
            unit: unit(*u),
            level: *level,
            people: 1,
        });
        let (role, stage) = match status {
            Status::Outside => continue,
            Status::Mentor(stage) => (Role::Mentor, *stage),
            Status::Mentee(stage) => (Role::Mentee, *stage),
        };
        facts.participants.push(Participant {
            unit: unit(*u),
            level: *level,
            role,
            stage,
            met: stage == Stage::Meeting,
        });
    }
    facts
}

fn people(units: u8, levels: u8, count: std::ops::Range<usize>) -> impl Strategy<Value = People> {
    let status = prop_oneof![
        4 => Just(STATUSES[0]),
        6 => (1..STATUSES.len()).prop_map(|at| STATUSES[at]),
    ];
    prop::collection::vec((0..units, 1..=levels, status), count)
}

fn class(counts: &Counts, measure: Measure, minimum: u32) -> Class {
    Class::of(counts.of(measure), counts.whole(measure), minimum)
}

/// Whether what is shown of a row would be shown of these counts as well.
fn is_true_of(shown: &ShownRow, counts: &Counts, minimum: u32) -> bool {
    Measure::ALL.into_iter().all(|measure| {
        let class = class(counts, measure, minimum);
        fits(shown[measure as usize], counts.of(measure), class)
    })
}

/// The small counts that what is shown must not give away.
fn small(cube: &Cube, view: &View, minimum: u32) -> Vec<Cell> {
    let mut small = Vec::new();
    for (t, table) in cube.tables.iter().enumerate() {
        for (row, counts) in table.rows.iter().enumerate() {
            let shown = &view.tables[t][row];
            if shown.iter().all(|shown| *shown == Shown::Absent) {
                continue;
            }
            let is_kept = |measure: &Measure| match class(counts, *measure, minimum) {
                Class::Few => shown[*measure as usize] != Shown::Absent || *measure == SECRET,
                Class::AllButFew => shown[*measure as usize] != Shown::Absent,
                Class::Zero | Class::Plain => false,
            };
            small.extend(
                Measure::ALL
                    .into_iter()
                    .filter(is_kept)
                    .map(|measure| Cell {
                        table: t,
                        row,
                        measure,
                    }),
            );
        }
    }
    small
}

/// Five are enough to try every world of a handful of people.
const FEW_STATUSES: [Status; 5] = [
    Status::Outside,
    Status::Mentor(Stage::Enrolled),
    Status::Mentor(Stage::Meeting),
    Status::Mentee(Stage::Enrolled),
    Status::Mentee(Stage::Meeting),
];

/// Somebody who knows where everybody stands on the roster, and perhaps who
/// mentors, and tries every way the rest could be.
struct Attacker<'a> {
    view: &'a View,
    minimum: u32,
    /// Row in each table, people there, and who of them are known to mentor.
    cells: Vec<([usize; 2], u32, Option<u32>)>,
    sought: &'a [Cell],
    found: Vec<BTreeSet<u32>>,
}

impl Attacker<'_> {
    /// What each of the `sought` counts could be.
    fn solve<'a>(
        cube: &Cube,
        view: &'a View,
        minimum: u32,
        sought: &'a [Cell],
        knows_mentors: bool,
    ) -> Vec<BTreeSet<u32>> {
        let mut cells: Vec<([usize; 2], u32, Option<u32>)> = Vec::new();
        for kind in &cube.kinds {
            let at = cells
                .iter()
                .position(|(rows, ..)| *rows == kind.rows)
                .unwrap_or_else(|| {
                    cells.push((kind.rows, 0, knows_mentors.then_some(0)));
                    cells.len() - 1
                });
            cells[at].1 += kind.people;
            if let (Status::Mentor(_), Some(mentors)) = (kind.status, &mut cells[at].2) {
                *mentors += kind.people;
            }
        }
        let mut attacker = Attacker {
            view,
            minimum,
            cells,
            sought,
            found: vec![BTreeSet::new(); sought.len()],
        };
        let mut world = [0, 1].map(|t| vec![Counts::default(); cube.tables[t].rows.len()]);
        attacker.try_cell(0, &mut world);
        attacker.found
    }

    fn try_cell(&mut self, cell: usize, world: &mut [Vec<Counts>; 2]) {
        match self.cells.get(cell) {
            Some((_, people, mentors)) => self.try_status(cell, 0, *people, *mentors, world),
            None => self.look(world),
        }
    }

    /// Every way `left` people of a cell can have the statuses from `status` on.
    fn try_status(
        &mut self,
        cell: usize,
        status: usize,
        left: u32,
        mentors: Option<u32>,
        world: &mut [Vec<Counts>; 2],
    ) {
        let Some(status_is) = FEW_STATUSES.get(status).copied() else {
            if left == 0 && mentors.is_none_or(|mentors| mentors == 0) {
                self.try_cell(cell + 1, world);
            }
            return;
        };
        let is_mentor = Measure::Mentors.includes(status_is);
        let most = if is_mentor {
            mentors.unwrap_or(left).min(left)
        } else {
            left
        };
        for people in 0..=most {
            let rows = self.cells[cell].0;
            let before = [world[0][rows[0]], world[1][rows[1]]];
            for (table, row) in rows.into_iter().enumerate() {
                world[table][row].add(status_is, people);
            }
            let mentors_left =
                mentors.map(|mentors| if is_mentor { mentors - people } else { mentors });
            self.try_status(cell, status + 1, left - people, mentors_left, world);
            world[0][rows[0]] = before[0];
            world[1][rows[1]] = before[1];
        }
    }

    fn look(&mut self, world: &[Vec<Counts>; 2]) {
        let mut total = Counts::default();
        for row in &world[0] {
            total.join(row);
        }
        let rows = self
            .view
            .tables
            .iter()
            .flatten()
            .zip(world.iter().flatten());
        let possible = is_true_of(&self.view.total, &total, self.minimum)
            && rows
                .into_iter()
                .all(|(shown, counts)| is_true_of(shown, counts, self.minimum));
        if possible {
            for (found, cell) in self.found.iter_mut().zip(self.sought) {
                found.insert(world[cell.table][cell.row].of(cell.measure));
            }
        }
    }
}

fn handful() -> impl Strategy<Value = People> {
    let status = prop_oneof![
        4 => Just(FEW_STATUSES[0]),
        5 => (1..FEW_STATUSES.len()).prop_map(|at| FEW_STATUSES[at]),
    ];
    prop::collection::vec((0..2u8, 1..=2u8, status), 8..=10)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn whoever_tries_every_world_is_left_with_two(people in handful()) {
        const MINIMUM: u32 = 3;
        let cube = Cube::new(&facts(&people), MINIMUM);
        let view = suppress(&cube, MINIMUM);
        for knows_mentors in [false, true] {
            let sought: Vec<_> = small(&cube, &view, MINIMUM)
                .into_iter()
                // How many mentor is no secret to who knows them, nor are they
                // as those who are not mentored.
                .filter(|cell| {
                    let counts = &cube.tables[cell.table].rows[cell.row];
                    let about_mentors = cell.measure == Measure::Mentors
                        || cell.measure == Measure::Mentees
                            && class(counts, cell.measure, MINIMUM) == Class::AllButFew;
                    knows_mentors != about_mentors
                })
                .collect();
            let found = Attacker::solve(&cube, &view, MINIMUM, &sought, knows_mentors);
            for (cell, found) in sought.into_iter().zip(found) {
                let truth = cube.tables[cell.table].rows[cell.row].of(cell.measure);
                prop_assert!(found.contains(&truth), "the truth is always possible: {view:?}");
                prop_assert!(
                    found.len() >= 2,
                    "{cell:?} must be {truth}: {view:?}"
                );
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    /// With more people than can be tried, the two who might have exchanged
    /// their places are let do so, person by person.
    #[test]
    fn an_exchange_nobody_could_notice_changes_each_small_count(
        people in people(6, 4, 60..300),
    ) {
        const MINIMUM: u32 = 5;
        let cube = Cube::new(&facts(&people), MINIMUM);
        let view = suppress(&cube, MINIMUM);
        for cell in small(&cube, &view, MINIMUM) {
            let found = best_exchange(&cube, &view, cell, MINIMUM);
            let (exchange, asked) = found.expect("every small count kept has one");
            prop_assert!(asked.is_empty());
            let kinds = [exchange.one, exchange.other];
            let mut world = cube.kinds.clone();
            for (was, is) in [(kinds[0], kinds[1]), (kinds[1], kinds[0])] {
                take(&mut world, was);
                world.push(Kind { status: is.status, people: 1, ..was });
            }
            let other = counted(&world, &cube);
            prop_assert_eq!(other.total, cube.total);
            for (shown, counts) in view.tables.iter().flatten().zip(other.tables.iter().flat_map(|t| &t.rows)) {
                prop_assert!(is_true_of(shown, counts, MINIMUM));
            }
            let value = |cube: &Cube| cube.tables[cell.table].rows[cell.row].of(cell.measure);
            prop_assert_ne!(value(&other), value(&cube));
        }
    }
}

fn take(world: &mut [Kind], one: Kind) {
    let same = world
        .iter_mut()
        .find(|kind| kind.rows == one.rows && kind.status == one.status);
    same.expect("somebody of that kind").people -= 1;
}

fn counted(world: &[Kind], like: &Cube) -> Cube {
    let mut cube = Cube {
        kinds: world.to_vec(),
        ..Cube::default()
    };
    for (table, like) in cube.tables.iter_mut().zip(&like.tables) {
        table.rows = vec![Counts::default(); like.rows.len()];
    }
    for kind in world {
        for (table, row) in cube.tables.iter_mut().zip(kind.rows) {
            table.rows[row].add(kind.status, kind.people);
        }
        cube.total.add(kind.status, kind.people);
    }
    cube
}

fn programme() -> Programme {
    let day = Date::new(2026, 3, 1).unwrap();
    Programme {
        id: Uuid::nil().into(),
        name: "Spring".into(),
        starts_on: day,
        ends_on: day.plus_months(10),
        cadence_days: default::CADENCE_DAYS,
        minutes_per_month: default::MINUTES_PER_MONTH,
        pair_months: default::MONTHS,
        capacity_cap: default::CAPACITY_CAP,
        weights: Weights::default(),
        version: 1,
    }
}

fn told(facts: Facts) -> crate::api::participation::Participation {
    participation(&programme(), Date::new(2026, 6, 1).unwrap(), facts)
}

/// `count` people of a unit and level with one status.
fn some(count: usize, unit: u8, level: u8, status: Status) -> People {
    vec![(unit, level, status); count]
}

#[test]
fn an_empty_top_row_is_shown_as_empty() {
    let people = [
        some(8, 0, 1, STATUSES[0]),
        some(20, 0, 2, STATUSES[0]),
        some(10, 0, 2, STATUSES[4]),
        some(10, 0, 2, STATUSES[1]),
    ];
    let told = told(facts(&people.concat()));
    assert_eq!(told.taking_part, Count::Exactly(20));
    let rows: Vec<_> = told
        .levels
        .iter()
        .map(|row| (row.name.as_str(), row.taking_part))
        .collect();
    assert_eq!(
        rows,
        [
            ("Level 1", Count::Exactly(0)),
            ("Level 2", Count::Exactly(20))
        ]
    );
}

#[test]
fn one_small_count_is_not_left_alone_for_subtraction() {
    // Three mentees in one unit, many in the others: the total would give it away.
    let people = [
        some(3, 0, 1, STATUSES[4]),
        some(9, 0, 1, STATUSES[0]),
        some(10, 1, 1, STATUSES[4]),
        some(30, 1, 1, STATUSES[0]),
        some(25, 2, 1, STATUSES[4]),
        some(30, 2, 1, STATUSES[0]),
    ];
    let told = told(facts(&people.concat()));
    let units: Vec<_> = told.units.iter().map(|row| row.taking_part).collect();
    assert_eq!(units, [Count::Few, Count::Withheld, Count::Exactly(25)]);
}

#[test]
fn where_almost_everybody_takes_part_the_few_who_do_not_are_kept_too() {
    let people = [
        some(30, 0, 1, STATUSES[4]),
        some(2, 0, 1, STATUSES[0]),
        some(10, 1, 1, STATUSES[4]),
        some(30, 1, 1, STATUSES[0]),
    ];
    let told = told(facts(&people.concat()));
    let units: Vec<_> = told.units.iter().map(|row| row.taking_part).collect();
    assert_eq!(units, [Count::AllButFew, Count::Withheld]);
}

#[test]
fn a_programme_of_a_handful_tells_nothing_but_that() {
    let people = [some(3, 0, 1, STATUSES[5]), some(40, 0, 1, STATUSES[0])];
    let told = told(facts(&people.concat()));
    assert_eq!(told.taking_part, Count::Few);
    assert_eq!((told.matched, told.pairs), (Count::Few, Count::Withheld));
    assert!(told.levels.is_empty() && told.units.is_empty());
}

#[test]
fn a_change_by_a_few_people_is_not_a_number() {
    let people = [some(20, 0, 1, STATUSES[4]), some(80, 0, 1, STATUSES[0])].concat();
    let with = |taking_part| Facts {
        before: Some(Before {
            people: 100,
            taking_part,
        }),
        ..facts(&people)
    };
    assert_eq!(told(with(18)).change, Some(Change::Few));
    assert_eq!(told(with(10)).change, Some(Change::Points(10)));
    assert_eq!(told(with(3)).change, None);
    assert_eq!(told(facts(&people)).change, None);
}
