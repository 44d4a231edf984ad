//! Where people of the demo work, in which time zone, and what is spoken there.

use super::names::{self, Names};

pub struct Place {
    pub name: &'static str,
    pub time_zone: &'static str,
    /// What most people there speak besides English, as they write it; none
    /// where that is English itself.
    pub language: Option<&'static str>,
    /// People out of a hundred there who also work in English.
    pub english: usize,
    pub names: &'static Names,
    /// Share of the organisation's people.
    pub weight: usize,
}

pub static PLACES: &[Place] = &[
    place("Leeds", "Europe/London", None, 100, &names::BRITISH, 17),
    place(
        "Leipzig",
        "Europe/Berlin",
        Some("Deutsch"),
        80,
        &names::GERMAN,
        12,
    ),
    place(
        "Pune",
        "Asia/Kolkata",
        Some("Marathi"),
        97,
        &names::INDIAN,
        12,
    ),
    place(
        "Rotterdam",
        "Europe/Amsterdam",
        Some("Nederlands"),
        94,
        &names::DUTCH,
        11,
    ),
    place(
        "Łódź",
        "Europe/Warsaw",
        Some("Polski"),
        82,
        &names::POLISH,
        9,
    ),
    place(
        "Gothenburg",
        "Europe/Stockholm",
        Some("Svenska"),
        98,
        &names::NORDIC,
        7,
    ),
    place(
        "Nairobi",
        "Africa/Nairobi",
        Some("Swahili"),
        99,
        &names::KENYAN,
        6,
    ),
    place(
        "Porto",
        "Europe/Lisbon",
        Some("Português"),
        85,
        &names::PORTUGUESE,
        5,
    ),
    place("Halifax", "America/Halifax", None, 100, &names::BRITISH, 4),
    place(
        "Singapore",
        "Asia/Singapore",
        Some("Mandarin"),
        99,
        &names::CHINESE,
        4,
    ),
    place(
        "Accra",
        "Africa/Accra",
        Some("Twi"),
        99,
        &names::WEST_AFRICAN,
        3,
    ),
    place(
        "Casablanca",
        "Africa/Casablanca",
        Some("العربية"),
        72,
        &names::ARABIC,
        3,
    ),
    place(
        "Curitiba",
        "America/Sao_Paulo",
        Some("Português"),
        70,
        &names::PORTUGUESE,
        3,
    ),
    place(
        "Izmir",
        "Europe/Istanbul",
        Some("Türkçe"),
        76,
        &names::TURKISH,
        2,
    ),
    place(
        "Lyon",
        "Europe/Paris",
        Some("Français"),
        78,
        &names::FRENCH,
        2,
    ),
];

const fn place(
    name: &'static str,
    time_zone: &'static str,
    language: Option<&'static str>,
    english: usize,
    names: &'static Names,
    weight: usize,
) -> Place {
    Place {
        name,
        time_zone,
        language,
        english,
        names,
        weight,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_in_a_time_zone_that_exists() {
        for place in PLACES {
            assert!(
                jiff::tz::TimeZone::get(place.time_zone).is_ok(),
                "{}",
                place.name
            );
        }
    }
}
