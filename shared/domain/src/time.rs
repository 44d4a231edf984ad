//! Points in time and days, as values handed in: nothing here reads a clock.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A point in time: milliseconds since 1970-01-01T00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct Instant(pub i64);

impl Instant {
    pub const fn plus_millis(self, millis: i64) -> Self {
        Instant(self.0.saturating_add(millis))
    }

    pub const fn plus_seconds(self, seconds: i64) -> Self {
        self.plus_millis(seconds.saturating_mul(1000))
    }

    pub const fn plus_days(self, days: i64) -> Self {
        self.plus_seconds(days.saturating_mul(86_400))
    }

    /// Whole days from `earlier` to `self`, rounded down; negative when
    /// `earlier` is in fact later.
    pub const fn days_since(self, earlier: Instant) -> i64 {
        self.0.saturating_sub(earlier.0).div_euclid(86_400_000)
    }

    /// The day this is in UTC.
    pub fn date(self) -> Date {
        let moment =
            jiff::Timestamp::from_millisecond(self.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        Date(jiff::tz::Offset::UTC.to_datetime(moment).date())
    }
}

/// A day in the calendar, written as ISO 8601 (`2026-03-31`) everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, format = Date))]
#[serde(transparent)]
pub struct Date(pub jiff::civil::Date);

impl Date {
    /// `None` when there is no such day.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        jiff::civil::Date::new(year, month, day).ok().map(Date)
    }

    pub fn plus_days(self, days: i32) -> Self {
        Date(self.0.saturating_add(jiff::Span::new().days(days)))
    }

    /// The same day of a later month, or that month's last day.
    pub fn plus_months(self, months: i32) -> Self {
        Date(self.0.saturating_add(jiff::Span::new().months(months)))
    }

    /// The day so many Mondays to Fridays later. Public holidays are not known here.
    pub fn plus_working_days(self, days: u32) -> Self {
        use jiff::civil::Weekday::{Saturday, Sunday};
        let mut day = self;
        for _ in 0..days {
            day = day.plus_days(1);
            while matches!(day.0.weekday(), Saturday | Sunday) {
                day = day.plus_days(1);
            }
        }
        day
    }

    /// Days from `earlier` to `self`; negative when `earlier` is later.
    pub fn days_since(self, earlier: Date) -> i32 {
        self.0
            .since(earlier.0)
            .map(|span| span.get_days())
            .unwrap_or(0)
    }

    /// Midnight UTC at the start of this day.
    pub fn start(self) -> Instant {
        jiff::tz::Offset::UTC
            .to_timestamp(self.0.at(0, 0, 0, 0))
            .map(|moment| Instant(moment.as_millisecond()))
            .unwrap_or(Instant(0))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:04}-{:02}-{:02}",
            self.0.year(),
            self.0.month(),
            self.0.day()
        )
    }
}

impl FromStr for Date {
    type Err = NoSuchDate;
    fn from_str(text: &str) -> Result<Self, NoSuchDate> {
        text.parse().map(Date).map_err(|_| NoSuchDate)
    }
}

/// The text is not a day written as YYYY-MM-DD.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not a date; write it as YYYY-MM-DD")]
pub struct NoSuchDate;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_and_its_start_agree() {
        let date = Date::new(2026, 3, 31).unwrap();
        assert_eq!(date.start().date(), date);
        assert_eq!(date.start().plus_days(1).date(), date.plus_days(1));
        assert_eq!(date.to_string().parse(), Ok(date));
    }

    #[test]
    fn months_end_on_the_last_day_there_is() {
        assert_eq!(
            Date::new(2026, 1, 31).unwrap().plus_months(1),
            Date::new(2026, 2, 28).unwrap()
        );
    }

    #[test]
    fn days_between_two_dates_cross_months() {
        let (from, to) = (
            Date::new(2026, 1, 31).unwrap(),
            Date::new(2026, 3, 1).unwrap(),
        );
        assert_eq!(to.days_since(from), 29);
        assert_eq!(from.days_since(to), -29);
    }
}
