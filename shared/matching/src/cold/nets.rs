//! A row's nets at the present prices, in numbers as narrow as hold them.

use pairwell_rows::nets::{self, Net};
use pairwell_rows::{Score, find, narrow};

use crate::instance::Instance;
use crate::matrix::Row;

pub(super) enum Nets {
    /// With a copy of all prices in the same width.
    Narrow {
        prices: Vec<i16>,
        nets: Vec<i16>,
    },
    Wide(Vec<i64>),
}

impl Nets {
    pub fn new(instance: &Instance) -> Self {
        let columns = instance.places.len();
        if instance.is_narrow() {
            Self::Narrow {
                prices: vec![0; columns],
                nets: vec![0; columns],
            }
        } else {
            Self::Wide(vec![0; columns])
        }
    }

    pub fn note_price(&mut self, column: usize, price: i64) {
        if let Self::Narrow { prices, .. } = self {
            prices[column] = if price == i64::CLOSED {
                i16::CLOSED
            } else {
                price as i16
            };
        }
    }

    /// Reads a row, leaving out scores below `least`, and answers the best net if there is any.
    pub fn read(&mut self, scores: Row<'_>, least: i32, prices: &[i64]) -> Option<i64> {
        match self {
            Self::Narrow { prices, nets } => {
                let least = i16::from_wide(least);
                let best = narrow::best(&scores.narrowed(), least, prices, nets);
                (best > i16::NONE).then(|| best.into())
            }
            Self::Wide(nets) => {
                let best = nets::best(&scores.widened(), least, prices, nets);
                (best > i64::NONE).then_some(best)
            }
        }
    }

    /// How many columns net at least so much.
    pub fn count(&self, least: i64) -> usize {
        match self {
            Self::Narrow { nets, .. } => narrow::count(nets, least as i16),
            Self::Wide(nets) => i64::count(nets, least),
        }
    }

    /// The first `most` of them.
    pub fn columns(&self, least: i64, most: usize, found: &mut Vec<u32>) {
        match self {
            Self::Narrow { nets, .. } => narrow::columns(nets, least as i16, most, found),
            Self::Wide(nets) => find::columns(nets, least, most, found),
        }
    }
}
