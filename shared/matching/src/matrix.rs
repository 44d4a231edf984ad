//! Scores by mentee and mentor, in the narrowest integers that hold them: what the solver's speed
//! hangs on is how many of them pass through memory and vector registers at a time.

use std::borrow::Cow;

use pairwell_rows::{Score, cells, find, narrow};

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
    pub fn new(cells: Vec<i32>) -> Self {
        if !cells::fit_narrow(&cells) {
            return Self::Wide(cells);
        }
        let mut narrow = vec![0; cells.len()];
        cells::write_narrow(&mut narrow, &cells);
        Self::Narrow(narrow)
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

    /// Overwrites a cell by the nearest score of the width there is.
    pub fn set(&mut self, cell: usize, score: i32) {
        match self {
            Self::Narrow(cells) => cells[cell] = i16::from_wide(score),
            Self::Wide(cells) => cells[cell] = score,
        }
    }

    /// As many cells as wide as these.
    pub fn like(&self, cells: usize, score: i32) -> Self {
        match self {
            Self::Narrow(_) => Self::Narrow(vec![i16::from_wide(score); cells]),
            Self::Wide(_) => Self::Wide(vec![score; cells]),
        }
    }

    /// Rows become columns.
    pub fn turned(&self, columns: usize) -> Self {
        match self {
            Self::Narrow(cells) => Self::Narrow(cells::turned(cells, columns)),
            Self::Wide(cells) => Self::Wide(cells::turned(cells, columns)),
        }
    }

    /// The same in the wider numbers.
    pub fn widened(&self) -> Self {
        match self {
            Self::Narrow(cells) => Self::Wide(cells.iter().map(|cell| cell.wide()).collect()),
            Self::Wide(cells) => Self::Wide(cells.clone()),
        }
    }

    /// Overwrites cells from `first` on, widening all of them if the new ones need it.
    pub fn write(&mut self, first: usize, scores: &[i32]) {
        if let Self::Narrow(cells) = self {
            if cells::fit_narrow(scores) {
                return cells::write_narrow(&mut cells[first..], scores);
            }
            *self = self.widened();
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
        *self = Self::new(wide.collect());
    }

    pub fn remove_column(&mut self, column: usize, columns: usize) {
        let kept = |(at, score): (usize, i32)| (at != column).then_some(score);
        let rows = self.rows(columns);
        let cells = rows.flat_map(|row| row.into_iter().enumerate().filter_map(kept));
        *self = Self::new(cells.collect());
    }

    /// The lowest and highest score that is not forbidden.
    pub fn bounds(&self) -> Option<(i32, i32)> {
        match self {
            Self::Narrow(cells) => narrow::bounds(cells),
            Self::Wide(cells) => cells::bounds(cells),
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

    /// The cells in the wider numbers.
    pub fn widened(self) -> Cow<'a, [i32]> {
        match self {
            Row::Narrow(cells) => cells.iter().map(|cell| cell.wide()).collect(),
            Row::Wide(cells) => Cow::Borrowed(cells),
        }
    }

    /// The cells in the narrower numbers, which the caller knows to hold them.
    pub fn narrowed(self) -> Cow<'a, [i16]> {
        match self {
            Row::Narrow(cells) => Cow::Borrowed(cells),
            Row::Wide(cells) => cells.iter().copied().map(i16::from_wide).collect(),
        }
    }

    pub fn len(self) -> usize {
        on_row!(self, cells => cells.len())
    }

    /// Lists the first `most` columns with a score of at least `least`, which is not forbidden.
    pub fn columns(self, least: i32, most: usize, found: &mut Vec<u32>) {
        match self {
            Row::Narrow(cells) => match i16::lowest_from(least) {
                Some(least) => narrow::columns(cells, least, most, found),
                None => found.clear(),
            },
            Row::Wide(cells) => find::columns(cells, least, most, found),
        }
    }

    /// One bit for each score that is at least `least`, 64 to a word.
    pub fn mark(self, least: i32, words: &mut [u64]) {
        match self {
            Row::Narrow(cells) => narrow::mark(cells, least, words),
            Row::Wide(cells) => find::mark(cells, least, words),
        }
    }

    /// The highest score, forbidden if all are.
    pub fn best(self) -> i32 {
        let bounds = match self {
            Row::Narrow(cells) => narrow::bounds(cells),
            Row::Wide(cells) => cells::bounds(cells),
        };
        bounds.map_or(i32::FORBIDDEN, |(_, best)| best)
    }

    pub fn iter(self) -> impl Iterator<Item = i32> + 'a {
        (0..self.len()).map(move |column| on_row!(self, cells => cells[column].wide()))
    }
}
