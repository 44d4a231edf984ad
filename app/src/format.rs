//! Numbers, days and moments as people read them.
//!
//! Days are written as ISO 8601, since our readers sit on several continents.
//! Moments are shown in the reader's own time zone, which only the browser
//! knows, so those go through `Intl`.

use js_sys::{Array, Date as JsDate, Intl, Object, Reflect};
use pairwell_domain::concern::Compromise;
use pairwell_domain::time::{Date, Instant};
use wasm_bindgen::JsValue;

/// Between groups of digits, and between a number and its sign or unit.
const THIN: char = '\u{202f}';

/// `8 958`, with spaces that do not break.
pub fn number(value: impl TryInto<i64>) -> String {
    let value = value.try_into().unwrap_or(i64::MAX);
    let digits = value.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() * 2);
    if value < 0 {
        text.push('−');
    }
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(THIN);
        }
        text.push(digit);
    }
    text
}

/// A change: `+4`, `−3`, `±0`.
pub fn change(value: i64) -> String {
    match value {
        0 => "±0".to_owned(),
        1.. => format!("+{}", number(value)),
        _ => number(value),
    }
}

/// A share between 0 and 1 as `14 %`.
pub fn percent(share: f64) -> String {
    format!("{}{THIN}%", number((share * 100.0).round() as i64))
}

/// One sentence of two, by count, with `{n}` replaced by the count:
/// `plural(3, "{n} place left", "{n} places left")`.
pub fn plural(count: impl TryInto<i64>, one: &str, other: &str) -> String {
    let count = count.try_into().unwrap_or(i64::MAX);
    let sentence = if count == 1 { one } else { other };
    sentence.replace("{n}", &number(count))
}

/// "1.5 h a month".
pub fn hours_a_month(minutes: u16) -> String {
    let tenths = (u32::from(minutes) * 10 + 30) / 60;
    match tenths % 10 {
        0 => format!("{} h a month", tenths / 10),
        rest => format!("{}.{rest} h a month", tenths / 10),
    }
}

/// "1 h a month, from 2026-05-01, no sessions from 2026-06-01 to 2026-06-14".
pub fn compromise(offered: &Compromise) -> String {
    let hours = offered.minutes_per_month.map(hours_a_month);
    let start = offered
        .not_before
        .map(|start| format!("from {}", day(start)));
    let away = offered.away.map(|away| {
        let (from, until) = (day(away.from), day(away.until));
        format!("no sessions from {from} to {until}")
    });
    let parts: Vec<String> = [hours, start, away].into_iter().flatten().collect();
    parts.join(", ")
}

/// `2026-03-31`.
pub fn day(date: Date) -> String {
    date.to_string()
}

/// Now, by the browser's clock.
pub fn now() -> Instant {
    Instant(JsDate::now() as i64)
}

/// `2026-03-31 14:05`, in the reader's time zone.
pub fn moment(at: Instant) -> String {
    let wanted = options(&[("dateStyle", "short"), ("timeStyle", "short")]);
    // Swedish writes dates and times the way ISO 8601 does.
    String::from(js_date(at).to_locale_string("sv-SE", &wanted))
}

/// "in 3 days", "2 hours ago", "yesterday": the largest unit that fits.
pub fn relative(at: Instant, now: Instant) -> String {
    let (amount, unit) = largest_unit(at.0.saturating_sub(now.0));
    let format = Intl::RelativeTimeFormat::new(
        &Array::of1(&JsValue::from_str("en")),
        &options(&[("numeric", "auto")]),
    );
    String::from(format.format(amount as f64, unit))
}

fn largest_unit(millis: i64) -> (i64, &'static str) {
    const UNITS: [(i64, &str); 5] = [
        (365 * 86_400_000, "year"),
        (30 * 86_400_000, "month"),
        (86_400_000, "day"),
        (3_600_000, "hour"),
        (60_000, "minute"),
    ];
    UNITS
        .into_iter()
        .find(|(length, _)| millis.abs() >= *length)
        .map_or((0, "minute"), |(length, unit)| (millis / length, unit))
}

fn js_date(at: Instant) -> JsDate {
    JsDate::new(&JsValue::from_f64(at.0 as f64))
}

fn options(wanted: &[(&str, &str)]) -> Object {
    let options = Object::new();
    for (name, value) in wanted {
        // Setting a property of a plain new object cannot fail.
        let _ = Reflect::set(&options, &(*name).into(), &(*value).into());
    }
    options
}

#[cfg(test)]
mod tests {
    use super::*;
    use pairwell_domain::concern::Away;

    #[test]
    fn a_compromise_says_all_it_offers() {
        let may = |day| Date::new(2026, 5, day).unwrap();
        let offered = Compromise {
            minutes_per_month: Some(60),
            not_before: Some(may(1)),
            away: Some(Away {
                from: may(11),
                until: may(15),
            }),
        };
        assert_eq!(
            compromise(&offered),
            "1 h a month, from 2026-05-01, no sessions from 2026-05-11 to 2026-05-15"
        );
    }

    #[test]
    fn hours_are_told_as_people_say_them() {
        assert_eq!(hours_a_month(90), "1.5 h a month");
        assert_eq!(hours_a_month(120), "2 h a month");
        assert_eq!(hours_a_month(100), "1.7 h a month");
    }

    #[test]
    fn digits_come_in_threes() {
        assert_eq!(number(7), "7");
        assert_eq!(number(999), "999");
        assert_eq!(number(8958), "8\u{202f}958");
        assert_eq!(number(-1_234_567), "−1\u{202f}234\u{202f}567");
        assert_eq!(change(4), "+4");
        assert_eq!(change(-3), "−3");
        assert_eq!(percent(0.143), "14\u{202f}%");
    }

    #[test]
    fn the_sentence_follows_the_count() {
        let places = |n: i32| plural(n, "{n} place left", "{n} places left");
        assert_eq!(places(0), "0 places left");
        assert_eq!(places(1), "1 place left");
        assert_eq!(places(1200), "1\u{202f}200 places left");
    }

    #[test]
    fn a_span_is_told_in_the_largest_unit_that_fits() {
        assert_eq!(largest_unit(59_000), (0, "minute"));
        assert_eq!(largest_unit(-3 * 3_600_000), (-3, "hour"));
        assert_eq!(largest_unit(49 * 3_600_000), (2, "day"));
        assert_eq!(largest_unit(-400 * 86_400_000), (-1, "year"));
    }
}
