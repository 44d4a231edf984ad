//! One measurement, as `cargo bench-all` collects them.

use serde::Serialize;
use std::fmt;
use std::time::Duration;

#[derive(Debug, Serialize)]
pub struct Figure {
    name: String,
    /// People in the organisation.
    size: u32,
    unit: &'static str,
    median: f64,
    p95: Option<f64>,
    rival: Option<f64>,
    ratio: Option<f64>,
}

impl Figure {
    pub fn of(name: &str, size: u32, times: Vec<Duration>) -> Figure {
        let mut millis: Vec<f64> = times.iter().map(|time| time.as_secs_f64() * 1e3).collect();
        millis.sort_by(f64::total_cmp);
        Figure {
            name: name.to_owned(),
            size,
            unit: "ms",
            median: at(&millis, 0.5),
            p95: Some(at(&millis, 0.95)),
            rival: None,
            ratio: None,
        }
    }

    /// More is better, beside what the rival reaches; `ratio` is our share of it.
    pub fn beside(
        name: &str,
        size: u32,
        unit: &'static str,
        mut ours: Vec<f64>,
        mut theirs: Vec<f64>,
    ) -> Figure {
        ours.sort_by(f64::total_cmp);
        theirs.sort_by(f64::total_cmp);
        let (median, rival) = (at(&ours, 0.5), at(&theirs, 0.5));
        Figure {
            name: name.to_owned(),
            size,
            unit,
            median,
            p95: None,
            rival: Some(rival),
            ratio: Some(median / rival),
        }
    }

    pub fn one(name: &str, size: u32, unit: &'static str, value: f64) -> Figure {
        Figure {
            name: name.to_owned(),
            size,
            unit,
            median: value,
            p95: None,
            rival: None,
            ratio: None,
        }
    }
}

fn at(sorted: &[f64], share: f64) -> f64 {
    let last = sorted.len() - 1;
    sorted[(last as f64 * share).round() as usize]
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {:.2} {}", self.name, self.median, self.unit)?;
        if let Some(p95) = self.p95 {
            write!(f, ", p95 {p95:.2}")?;
        }
        if let (Some(rival), Some(ratio)) = (self.rival, self.ratio) {
            write!(f, ", rival {rival:.2}, {:.0} %", ratio * 100.0)?;
        }
        Ok(())
    }
}
