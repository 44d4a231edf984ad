//! Which counts may be shown, so that none about fewer than the minimum of
//! people is told or can be worked out.
//!
//! # The rule
//! A count is *small* when it is about 1 to minimum − 1 people: those counted,
//! or those of the whole it is a part of who are not counted. A small count is
//! never shown; [`Class`] says what is shown in its place. Zero is not small:
//! it is about everybody in a row, no row has fewer people than the minimum
//! (see [`cube`](super::cube)), and an empty top row is just what leaders are
//! meant to see. Likewise "all of them".
//!
//! # Who it is kept from
//! Somebody who reads everything that is ever shown of one programme at one
//! time: every row of both breakdowns, totals, medians, the file that can be
//! downloaded; who knows the whole roster, everyone's unit and level, how rows
//! are joined and what each label means; and who can solve the equations. They
//! don't know of single people whether they take part – except who mentors,
//! since mentors' profiles are published: all but counts of mentors themselves
//! hold up against readers of those. There are no filters that slice the
//! counts: a slice is one more equation, and would have to be paid for with
//! more hidden rows. Two further things are *not* kept from them: what changes
//! between two looks on different days, and what can be concluded from which of
//! several large rows was chosen to be withheld.
//!
//! # How
//! Suppose two people exchanged their whole participations, history and all.
//! Every total and median would stay as it is; only rows would change that one
//! of them is in and the other is not. So a small count can't be worked out if
//! some such exchange changes it and nothing else that is shown: the reader
//! can't tell the two worlds apart. For each small count the exchange is sought
//! that asks for the least, and what it changes is withheld as well. Where
//! there is none, the breakdown is not shown. This errs on the side of showing
//! less: a chain of three people might have done with less.
//!
//! On complementary suppression see Willenborg & de Waal, *Elements of
//! Statistical Disclosure Control*, 2001, §6.

use super::cube::{Counts, Cube, Kind, Measure};

/// Measures shown in the level table and in the unit table.
const SHOWN: [&[Measure]; 2] = [
    &Measure::ALL,
    &[Measure::TakingPart, Measure::Matched, Measure::Meeting],
];
/// Where it is not shown, who knows the mentors could still work it out.
pub(super) const SECRET: Measure = Measure::Mentees;

/// What a count is, apart from its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    Zero,
    /// Can be shown.
    Plain,
    /// About 1 to minimum − 1 people.
    Few,
    /// All but 1 to minimum − 1 people.
    AllButFew,
}

impl Class {
    pub fn of(value: u32, whole: u32, minimum: u32) -> Class {
        let small = |count| (1..minimum).contains(&count);
        if value == 0 {
            Class::Zero
        } else if small(value) {
            Class::Few
        } else if small(whole.saturating_sub(value)) {
            Class::AllButFew
        } else {
            Class::Plain
        }
    }

    pub fn is_small(self) -> bool {
        matches!(self, Class::Few | Class::AllButFew)
    }
}

/// What is shown of one count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    Value(u32),
    /// Only that it is small: [`Class::Few`] or [`Class::AllButFew`].
    Small(Class),
    /// Large enough, but a small count could be worked out from it.
    Withheld,
    /// Not part of what is shown at all.
    Absent,
}

/// What is shown of one row, by [`Measure`].
pub type ShownRow = [Shown; Measure::ALL.len()];

/// What may be shown of a cube.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    pub total: ShownRow,
    /// Rows of the level and of the unit table.
    pub tables: [Vec<ShownRow>; 2],
}

/// One count of one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    pub table: usize,
    pub row: usize,
    pub measure: Measure,
}

impl Cell {
    fn class(self, counts: &Counts, minimum: u32) -> Class {
        Class::of(counts.of(self.measure), counts.whole(self.measure), minimum)
    }
}

impl View {
    pub fn shown(&self, cell: Cell) -> Shown {
        self.tables[cell.table][cell.row][cell.measure as usize]
    }

    fn shown_mut(&mut self, cell: Cell) -> &mut Shown {
        &mut self.tables[cell.table][cell.row][cell.measure as usize]
    }
}

/// Two people who might have been each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exchange {
    pub one: Kind,
    pub other: Kind,
}

/// Decides what to show of `cube`.
pub fn suppress(cube: &Cube, minimum: u32) -> View {
    let mut view = View {
        total: first_look(&cube.total, &Measure::ALL, minimum),
        tables: [0, 1].map(|t| {
            let rows = cube.tables[t].rows.iter();
            rows.map(|row| first_look(row, SHOWN[t], minimum)).collect()
        }),
    };
    withhold_for_totals(&mut view);
    for table in 0..2 {
        for row in 0..cube.tables[table].rows.len() {
            for measure in Measure::ALL {
                let cell = Cell {
                    table,
                    row,
                    measure,
                };
                keep(cube, &mut view, cell, minimum);
            }
        }
    }
    view
}

/// Withholds what it takes to keep one count, if it is one to be kept.
fn keep(cube: &Cube, view: &mut View, cell: Cell, minimum: u32) {
    while is_to_be_kept(cube, view, cell, minimum) {
        match best_exchange(cube, view, cell, minimum) {
            Some((_, asked)) if asked.is_empty() => return,
            Some((_, asked)) => {
                for also in asked {
                    *view.shown_mut(also) = Shown::Withheld;
                }
            }
            None => view.tables[cell.table].fill([Shown::Absent; Measure::ALL.len()]),
        }
    }
}

fn first_look(counts: &Counts, measures: &[Measure], minimum: u32) -> ShownRow {
    Measure::ALL.map(|measure| {
        if !measures.contains(&measure) {
            return Shown::Absent;
        }
        let value = counts.of(measure);
        match Class::of(value, counts.whole(measure), minimum) {
            Class::Zero | Class::Plain => Shown::Value(value),
            small => Shown::Small(small),
        }
    })
}

/// What a total doesn't say, its parts must not add up to.
fn withhold_for_totals(view: &mut View) {
    use Measure::*;
    let hidden =
        |view: &View, measure: Measure| !matches!(view.total[measure as usize], Shown::Value(_));
    let mut goes = Vec::new();
    if hidden(view, TakingPart) {
        goes.extend(Measure::ALL);
    }
    // Each is the rest of the other.
    if hidden(view, Mentors) || hidden(view, Mentees) {
        goes.extend([Mentors, Mentees]);
    }
    if hidden(view, Matched) {
        goes.extend([Matched, Meeting]);
    }
    if hidden(view, Meeting) {
        goes.push(Meeting);
    }
    for measure in goes {
        let total = &mut view.total[measure as usize];
        if matches!(total, Shown::Value(_)) {
            *total = Shown::Withheld;
        }
        for row in view.tables.iter_mut().flatten() {
            row[measure as usize] = Shown::Absent;
        }
    }
}

/// Whether a count is small, and something is shown it could be worked out from.
fn is_to_be_kept(cube: &Cube, view: &View, cell: Cell, minimum: u32) -> bool {
    let row = &view.tables[cell.table][cell.row];
    match view.shown(cell) {
        Shown::Small(_) => true,
        Shown::Absent => {
            cell.measure == SECRET
                && row.iter().any(|shown| *shown != Shown::Absent)
                && cell.class(&cube.tables[cell.table].rows[cell.row], minimum) == Class::Few
        }
        Shown::Value(_) | Shown::Withheld => false,
    }
}

/// The exchange that changes a count and asks for the least to be withheld
/// besides, with what it asks for.
pub fn best_exchange(
    cube: &Cube,
    view: &View,
    cell: Cell,
    minimum: u32,
) -> Option<(Exchange, Vec<Cell>)> {
    let mut best: Option<(u32, Exchange, Vec<Cell>)> = None;
    let inside = |kind: &&Kind| kind.rows[cell.table] == cell.row;
    let counts = |kind: &Kind| cell.measure.includes(kind.status);
    // Who mentors is published, so taking a mentor for somebody else deceives
    // nobody – but then nor is how many mentor a secret.
    let deceives = |one: &Kind, other: &Kind| {
        let mentors = |kind: &Kind| Measure::Mentors.includes(kind.status);
        cell.measure == Measure::Mentors || mentors(one) == mentors(other)
    };
    for one in cube.kinds.iter().filter(inside) {
        for other in cube.kinds.iter().filter(|kind| !inside(kind)) {
            if counts(one) == counts(other) || !deceives(one, other) {
                continue;
            }
            let exchange = Exchange {
                one: *one,
                other: *other,
            };
            let Some(asked) = asks(cube, view, &exchange, minimum) else {
                continue;
            };
            let lost = |cell: &Cell| cube.tables[cell.table].rows[cell.row].of(cell.measure);
            let cost = asked.iter().map(lost).sum();
            if best.as_ref().is_none_or(|(least, ..)| cost < *least) {
                best = Some((cost, exchange, asked));
            }
            if cost == 0 {
                return best.map(|(_, exchange, asked)| (exchange, asked));
            }
        }
    }
    best.map(|(_, exchange, asked)| (exchange, asked))
}

/// What would have to be withheld for an exchange to go unnoticed; `None` where
/// it could not.
fn asks(cube: &Cube, view: &View, exchange: &Exchange, minimum: u32) -> Option<Vec<Cell>> {
    let mut asked = Vec::new();
    let Exchange { one, other } = exchange;
    for table in 0..2 {
        let [a, b] = [one.rows[table], other.rows[table]];
        if a == b {
            continue;
        }
        for (row, was, is) in [(a, one.status, other.status), (b, other.status, one.status)] {
            let before = &cube.tables[table].rows[row];
            let after = before.with(was, is);
            for measure in Measure::ALL {
                let cell = Cell {
                    table,
                    row,
                    measure,
                };
                let (shown, class) = (view.shown(cell), cell.class(&after, minimum));
                if fits(shown, after.of(measure), class) {
                    continue;
                }
                let can_be_withheld = matches!(shown, Shown::Value(_))
                    && cell.class(before, minimum) == Class::Plain
                    && class == Class::Plain;
                if !can_be_withheld {
                    return None;
                }
                asked.push(cell);
            }
        }
    }
    Some(asked)
}

/// Whether what is shown would have been shown of this value as well.
pub fn fits(shown: Shown, value: u32, class: Class) -> bool {
    match shown {
        Shown::Value(shown) => shown == value && !class.is_small(),
        Shown::Small(shown) => shown == class,
        Shown::Withheld => class == Class::Plain,
        Shown::Absent => true,
    }
}
