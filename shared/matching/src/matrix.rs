//! Scores by mentee and mentor, in the narrowest integers that hold them: what the solver's speed
//! hangs on is how many of them pass through memory and vector registers at a time.

use std::fmt::Debug;

use crate::FORBIDDEN;

/// One cell of a matrix.
pub(crate) trait Score: Copy + Ord + Debug + 'static {
    /// The lowest number there is, so that vector code may let it fall out of a maximum.
    const FORBIDDEN: Self;
    const HIGHEST: Self;
    /// The index of a column: as narrow as the cell, so that the two make one word.
    type Column: Copy + Debug;
    fn column(index: usize) -> Self::Column;
    fn index(column: Self::Column) -> usize;
    /// The caller knows that it fits.
    fn from_wide(score: i32) -> Self;
    fn wide(self) -> i32;
    /// The same of a cell known not to be forbidden, without looking.
    fn allowed(self) -> i32;
    /// The lowest score of this width that is at least `least`; none if all are lower.
    fn lowest_from(least: i32) -> Option<Self>;
}

impl Score for i16 {
    const FORBIDDEN: Self = i16::MIN;
    const HIGHEST: Self = i16::MAX;
    type Column = u16;
    fn column(index: usize) -> u16 {
        index as u16
    }
    fn index(column: u16) -> usize {
        usize::from(column)
    }
    fn from_wide(score: i32) -> Self {
        if score == FORBIDDEN {
            Self::FORBIDDEN
        } else {
            score as Self
        }
    }
    fn wide(self) -> i32 {
        if self == Self::FORBIDDEN {
            FORBIDDEN
        } else {
            i32::from(self)
        }
    }
    fn allowed(self) -> i32 {
        i32::from(self)
    }
    fn lowest_from(least: i32) -> Option<Self> {
        let lowest = -i32::from(i16::MAX);
        Self::try_from(least.max(lowest)).ok()
    }
}

impl Score for i32 {
    const FORBIDDEN: Self = FORBIDDEN;
    const HIGHEST: Self = i32::MAX;
    type Column = u32;
    fn column(index: usize) -> u32 {
        index as u32
    }
    fn index(column: u32) -> usize {
        column as usize
    }
    fn from_wide(score: i32) -> Self {
        score
    }
    fn wide(self) -> i32 {
        self
    }
    fn allowed(self) -> i32 {
        self
    }
    fn lowest_from(least: i32) -> Option<Self> {
        Some(least.max(FORBIDDEN + 1))
    }
}

fn fits_narrow(score: i32) -> bool {
    score == FORBIDDEN || score.unsigned_abs() <= i16::MAX as u32
}

const MOST_NARROW_COLUMNS: usize = 1 << 16;

/// Row-major cells.
#[derive(Clone, Debug)]
pub(crate) enum Matrix {
    Narrow(Vec<i16>),
    Wide(Vec<i32>),
}

/// One mentee's cells.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Row<'a> {
    Narrow(&'a [i16]),
    Wide(&'a [i32]),
}

/// Does the same with the cells of a row whatever their width.
macro_rules! on_row {
    ($row:expr, $cells:ident => $call:expr) => {
        match $row {
            $crate::matrix::Row::Narrow($cells) => $call,
            $crate::matrix::Row::Wide($cells) => $call,
        }
    };
}
pub(crate) use on_row;

impl Matrix {
    pub fn new(cells: Vec<i32>, columns: usize) -> Self {
        // A block at a time, so that the check both vectorises and ends early.
        let narrow = |cells: &[i32]| {
            cells
                .iter()
                .fold(true, |all, &cell| all & fits_narrow(cell))
        };
        if columns <= MOST_NARROW_COLUMNS && cells.chunks(1024).all(narrow) {
            Self::Narrow(cells.into_iter().map(i16::from_wide).collect())
        } else {
            Self::Wide(cells)
        }
    }

    pub fn row(&self, row: usize, columns: usize) -> Row<'_> {
        let cells = row * columns..(row + 1) * columns;
        match self {
            Self::Narrow(all) => Row::Narrow(&all[cells]),
            Self::Wide(all) => Row::Wide(&all[cells]),
        }
    }

    pub fn get(&self, cell: usize) -> i32 {
        match self {
            Self::Narrow(cells) => cells[cell].wide(),
            Self::Wide(cells) => cells[cell],
        }
    }

    /// Overwrites cells from `first` on, widening all of them if the new ones need it.
    pub fn write(&mut self, first: usize, scores: &[i32]) {
        if let Self::Narrow(cells) = self {
            if scores.iter().all(|&score| fits_narrow(score)) {
                let cells = cells[first..].iter_mut();
                cells
                    .zip(scores)
                    .for_each(|(cell, &score)| *cell = i16::from_wide(score));
                return;
            }
            *self = Self::Wide(cells.iter().map(|cell| cell.wide()).collect());
        }
        if let Self::Wide(cells) = self {
            cells[first..][..scores.len()].copy_from_slice(scores);
        }
    }

    pub fn add_row(&mut self, scores: &[i32]) {
        let first = self.len();
        match self {
            Self::Narrow(cells) => cells.resize(first + scores.len(), i16::FORBIDDEN),
            Self::Wide(cells) => cells.resize(first + scores.len(), i32::FORBIDDEN),
        }
        self.write(first, scores);
    }

    pub fn remove_row(&mut self, row: usize, columns: usize) {
        let cells = row * columns..(row + 1) * columns;
        match self {
            Self::Narrow(all) => drop(all.drain(cells)),
            Self::Wide(all) => drop(all.drain(cells)),
        }
    }

    /// Adds a last column of one cell per row.
    pub fn add_column(&mut self, scores: &[i32]) {
        let columns = self.len().checked_div(scores.len()).unwrap_or(0);
        let old = self.rows(columns).zip(scores);
        let wide = old.flat_map(|(row, &score)| row.into_iter().chain([score]));
        *self = Self::new(wide.collect(), columns + 1);
    }

    pub fn remove_column(&mut self, column: usize, columns: usize) {
        let kept = |(at, score): (usize, i32)| (at != column).then_some(score);
        let rows = self.rows(columns);
        let cells = rows.flat_map(|row| row.into_iter().enumerate().filter_map(kept));
        *self = Self::new(cells.collect(), columns - 1);
    }

    /// The lowest and highest score that is not forbidden.
    pub fn bounds(&self) -> Option<(i32, i32)> {
        fn of<S: Score>(cells: &[S]) -> Option<(i32, i32)> {
            // Forbidden is the lowest number there is: turned into the highest, it drops out of the
            // minimum.
            let allowed = |&score: &S| {
                if score == S::FORBIDDEN {
                    S::HIGHEST
                } else {
                    score
                }
            };
            let lowest = cells.iter().map(allowed).fold(S::HIGHEST, S::min);
            let highest = cells
                .iter()
                .fold(S::FORBIDDEN, |most, &score| most.max(score));
            (highest != S::FORBIDDEN).then(|| (lowest.wide(), highest.wide()))
        }
        match self {
            Self::Narrow(cells) => of(cells),
            Self::Wide(cells) => of(cells),
        }
    }

    fn rows(&self, columns: usize) -> impl Iterator<Item = Vec<i32>> {
        let rows = self.len().checked_div(columns);
        (0..rows.unwrap_or(usize::MAX)).map(move |row| self.row(row, columns).iter().collect())
    }

    fn len(&self) -> usize {
        match self {
            Self::Narrow(cells) => cells.len(),
            Self::Wide(cells) => cells.len(),
        }
    }
}

/// Equal when the scores are, in whatever width.
impl PartialEq for Matrix {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && (0..self.len()).all(|cell| self.get(cell) == other.get(cell))
    }
}

impl Eq for Matrix {}

impl<'a> Row<'a> {
    /// `None` past the end, where *unmatched* stands.
    pub fn get(self, column: usize) -> Option<i32> {
        on_row!(self, cells => cells.get(column).map(|cell| cell.wide()))
    }

    pub fn iter(self) -> impl Iterator<Item = i32> + 'a {
        let columns = on_row!(self, cells => cells.len());
        (0..columns).map(move |column| on_row!(self, cells => cells[column].wide()))
    }
}
