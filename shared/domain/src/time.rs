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
        Date::from_days(self.0.div_euclid(MILLIS_A_DAY))
    }
}

const MILLIS_A_DAY: i64 = 86_400_000;

/// A day in the Gregorian calendar, written as ISO 8601 (`2026-03-31`)
/// everywhere; from 0000-01-01 to 9999-12-31.
///
/// The arithmetic is Howard Hinnant's (*chrono-Compatible Low-Level Date
/// Algorithms*) rather than a library's, because every byte of it is sent to
/// every browser; a test holds it against a library's.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, format = Date))]
#[serde(try_from = "String", into = "String")]
pub struct Date(
    /// Days since 1970-01-01.
    i32,
);

impl Date {
    const FIRST: Date = Date(days_from_civil(0, 1, 1));
    const LAST: Date = Date(days_from_civil(9999, 12, 31));

    /// `None` when there is no such day.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        let exists = (0..=9999).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days_of(year, month)).contains(&day);
        exists.then(|| Date(days_from_civil(year.into(), month.into(), day.into())))
    }

    fn from_days(days: i64) -> Self {
        let (first, last) = (i64::from(Date::FIRST.0), i64::from(Date::LAST.0));
        Date(days.clamp(first, last) as i32)
    }

    pub fn year(self) -> i16 {
        civil_from_days(self.0).0
    }

    /// 1 to 12.
    pub fn month(self) -> i8 {
        civil_from_days(self.0).1
    }

    /// 1 to 31.
    pub fn day(self) -> i8 {
        civil_from_days(self.0).2
    }

    /// 1 for Monday to 7 for Sunday.
    pub fn weekday(self) -> u8 {
        // 1970-01-01 was a Thursday.
        (self.0 + 3).rem_euclid(7) as u8 + 1
    }

    pub fn plus_days(self, days: i32) -> Self {
        Date::from_days(i64::from(self.0) + i64::from(days))
    }

    /// The same day of a later month, or that month's last day.
    pub fn plus_months(self, months: i32) -> Self {
        let (year, month, day) = civil_from_days(self.0);
        let month = i64::from(year) * 12 + i64::from(month) - 1 + i64::from(months);
        let (year, month) = (month.div_euclid(12), month.rem_euclid(12) as i8 + 1);
        match i16::try_from(year) {
            Ok(year @ 0..=9999) => {
                let day = day.min(days_of(year, month));
                Date(days_from_civil(year.into(), month.into(), day.into()))
            }
            _ if year < 0 => Date::FIRST,
            _ => Date::LAST,
        }
    }

    /// The day so many Mondays to Fridays later. Public holidays are not known here.
    pub fn plus_working_days(self, days: u32) -> Self {
        let mut day = self;
        for _ in 0..days {
            day = day.plus_days(1);
            while day.weekday() > 5 && day != Date::LAST {
                day = day.plus_days(1);
            }
        }
        day
    }

    /// Days from `earlier` to `self`; negative when `earlier` is later.
    pub fn days_since(self, earlier: Date) -> i32 {
        self.0 - earlier.0
    }

    /// Midnight UTC at the start of this day.
    pub fn start(self) -> Instant {
        Instant(i64::from(self.0) * MILLIS_A_DAY)
    }
}

/// Counts years from March, so that the leap day is the last of its year.
const fn days_from_civil(year: i32, month: i32, day: i32) -> i32 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// Year, month and day; the way back.
fn civil_from_days(days: i32) -> (i16, i8, i8) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = (from_march + 2) % 12 + 1;
    let year = era * 400 + year_of_era + i32::from(month <= 2);
    (year as i16, month as i8, day as i8)
}

fn days_of(year: i16, month: i8) -> i8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = civil_from_days(self.0);
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Date {
    type Err = NoSuchDate;
    fn from_str(text: &str) -> Result<Self, NoSuchDate> {
        let digits = |part: &str| {
            let all_digits = part.bytes().all(|byte| byte.is_ascii_digit());
            part.parse::<i16>().ok().filter(|_| all_digits)
        };
        let parts = match text.as_bytes() {
            [_, _, _, _, b'-', _, _, b'-', _, _] if text.is_ascii() => {
                (digits(&text[..4]), digits(&text[5..7]), digits(&text[8..]))
            }
            _ => return Err(NoSuchDate),
        };
        let (Some(year), Some(month), Some(day)) = parts else {
            return Err(NoSuchDate);
        };
        Date::new(year, month as i8, day as i8).ok_or(NoSuchDate)
    }
}

impl TryFrom<String> for Date {
    type Error = NoSuchDate;
    fn try_from(text: String) -> Result<Self, NoSuchDate> {
        text.parse()
    }
}

impl From<Date> for String {
    fn from(date: Date) -> String {
        date.to_string()
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

    #[test]
    fn what_is_no_day_is_refused() {
        for text in [
            "2026-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-1-1",
            "20260101",
            "+026-01-01",
            "2026-01-01T00:00",
            "2026-01-ö",
            "",
        ] {
            assert_eq!(text.parse::<Date>(), Err(NoSuchDate), "{text}");
        }
        assert!("2028-02-29".parse::<Date>().is_ok());
    }

    #[test]
    fn a_working_day_is_no_weekend() {
        let friday = Date::new(2026, 3, 27).unwrap();
        assert_eq!(friday.weekday(), 5);
        assert_eq!(friday.plus_working_days(1), Date::new(2026, 3, 30).unwrap());
        assert_eq!(Date::LAST.plus_working_days(3), Date::LAST);
    }

    proptest::proptest! {
        #[test]
        fn the_calendar_agrees_with_a_librarys(
            year in 0i16..=9999, month in 1i8..=12, day in 1i8..=31,
            days in -400_000i32..=400_000, months in -600i32..=600,
        ) {
            let theirs = jiff::civil::Date::new(year, month, day).ok();
            let ours = Date::new(year, month, day);
            assert_eq!(ours.is_some(), theirs.is_some());
            let (Some(ours), Some(theirs)) = (ours, theirs) else { return Ok(()) };
            assert_eq!(ours.to_string(), theirs.to_string());
            assert_eq!(ours.weekday() as i8, theirs.weekday().to_monday_one_offset());
            let inside = |date: &jiff::civil::Date| (0..=9999).contains(&date.year());
            let spans = [
                (ours.plus_days(days), jiff::Span::new().days(days)),
                (ours.plus_months(months), jiff::Span::new().months(months)),
            ];
            for (later, span) in spans {
                if let Some(expected) = theirs.checked_add(span).ok().filter(inside) {
                    assert_eq!(later.to_string(), expected.to_string());
                    let between = theirs.until(expected).unwrap().get_days();
                    assert_eq!(later.days_since(ours), between);
                }
            }
            let midnight = theirs.to_zoned_datetime(jiff::tz::TimeZone::UTC).unwrap().timestamp();
            assert_eq!(ours.start(), Instant(midnight.as_millisecond()));
            assert_eq!(ours.start().plus_millis(MILLIS_A_DAY - 1).date(), ours);
        }
    }
}
