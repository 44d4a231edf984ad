//! Time zones: the one place that knows the tz database, which is too heavy for
//! the browser.

use pairwell_domain::time::Date;

/// Whether there is a time zone of this IANA name.
pub fn exists(name: &str) -> bool {
    jiff::tz::TimeZone::get(name).is_ok()
}

/// Minutes east of UTC in the zone at noon of a day. A zone that is not known,
/// which no accepted enrolment has, counts as UTC.
pub fn offset(name: &str, on: Date) -> i16 {
    let Ok(zone) = jiff::tz::TimeZone::get(name) else {
        return 0;
    };
    let noon = jiff::civil::date(on.year(), on.month(), on.day()).at(12, 0, 0, 0);
    let Ok(noon) = zone.to_timestamp(noon) else {
        return 0;
    };
    i16::try_from(zone.to_offset(noon).seconds() / 60).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offset_follows_summer_time() {
        let offset_on = |month| offset("Europe/London", Date::new(2026, month, 1).unwrap());
        assert_eq!((offset_on(1), offset_on(7)), (0, 60));
        assert!(exists("Asia/Kolkata") && !exists("Mars/Olympus"));
        assert_eq!(offset("Asia/Kolkata", Date::new(2026, 1, 1).unwrap()), 330);
    }
}
