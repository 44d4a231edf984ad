use super::*;
use crate::enrolment::{Meeting, Style};
use crate::id::{EnrolmentId, PersonId};
use proptest::prelude::*;
use uuid::Uuid;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn words(list: &[&str]) -> Vec<String> {
    list.iter().map(|word| (*word).to_owned()).collect()
}

fn common(n: u128) -> Common {
    Common {
        person: PersonId(Uuid::from_u128(n)),
        languages: words(&["English"]),
        utc_offset: 0,
        meeting: Meeting::Either,
        style: None,
        unit: None,
        location: None,
        level: None,
    }
}

fn mentee(wants: &[&str]) -> MenteeFacts {
    MenteeFacts {
        id: EnrolmentId(Uuid::from_u128(1)),
        common: common(1),
        wants: words(wants),
        goals: vec![],
        asked: vec![],
    }
}

fn mentor(offers: &[&str]) -> MentorFacts {
    MentorFacts {
        id: EnrolmentId(Uuid::from_u128(2)),
        common: common(2),
        offers: words(offers),
    }
}

fn values(mentee: MenteeFacts, mentor: MentorFacts) -> Values {
    Pool::new([mentee], [mentor]).values(0, 0)
}

fn value(criterion: Criterion, mentee: MenteeFacts, mentor: MentorFacts) -> Option<u16> {
    values(mentee, mentor).0[criterion as usize]
}

#[test]
fn the_first_want_counts_more_than_the_last() {
    let first = value(Criterion::Needs, mentee(&["A", "B"]), mentor(&["a"])).unwrap();
    let last = value(Criterion::Needs, mentee(&["A", "B"]), mentor(&["b"])).unwrap();
    assert!(first > last && first + last > 990, "{first} {last}");
    assert_eq!(
        value(Criterion::Needs, mentee(&["A", "B"]), mentor(&["B", "A"])),
        Some(FULL)
    );
}

#[test]
fn what_a_mentee_leaves_open_counts_for_no_one() {
    assert_eq!(
        value(Criterion::Goals, mentee(&["A"]), mentor(&["A"])),
        None
    );
    assert_eq!(
        value(Criterion::Style, mentee(&["A"]), mentor(&["A"])),
        None
    );
    let weights = Weights {
        needs: 50,
        goals: 50,
        preferences: 0,
        time: 0,
        style: 0,
        distance: 0,
        grade: 0,
    };
    assert_eq!(values(mentee(&["A"]), mentor(&["A"])).fit(&weights), 100);
}

#[test]
fn seniority_weighs_nothing_by_default() {
    let with_level = |level| MentorFacts {
        common: Common {
            level: Some(level),
            ..common(2)
        },
        ..mentor(&["A"])
    };
    let me = MenteeFacts {
        common: Common {
            level: Some(3),
            ..common(1)
        },
        ..mentee(&["A"])
    };
    let fit = |level| values(me.clone(), with_level(level)).fit(&Weights::default());
    assert_eq!(fit(1), fit(9));
}

#[test]
fn ways_to_meet_and_languages_in_any_spelling_make_a_preference() {
    let prefers = |meeting, languages: &[&str]| Common {
        meeting,
        languages: words(languages),
        ..common(2)
    };
    let them = |meeting, languages: &[&str]| MentorFacts {
        common: prefers(meeting, languages),
        ..mentor(&["A"])
    };
    let me = |meeting, languages: &[&str]| MenteeFacts {
        common: prefers(meeting, languages),
        ..mentee(&["A"])
    };
    let both = value(
        Criterion::Preferences,
        me(Meeting::Video, &["Deutsch"]),
        them(Meeting::Either, &["German"]),
    );
    assert_eq!(both, Some(FULL));
    let one = value(
        Criterion::Preferences,
        me(Meeting::Video, &["Deutsch"]),
        them(Meeting::InPerson, &["German"]),
    );
    assert_eq!(one, Some(FULL / 2));
}

#[test]
fn shared_hours_wrap_around_the_date_line() {
    let at = |offset| MentorFacts {
        common: Common {
            utc_offset: offset,
            ..common(2)
        },
        ..mentor(&["A"])
    };
    let me = |offset| MenteeFacts {
        common: Common {
            utc_offset: offset,
            ..common(1)
        },
        ..mentee(&["A"])
    };
    assert_eq!(value(Criterion::Time, me(0), at(240)), Some(FULL));
    assert_eq!(value(Criterion::Time, me(0), at(600)), Some(0));
    // UTC−11 and UTC+13 are the same hours of different days.
    assert_eq!(value(Criterion::Time, me(-660), at(780)), Some(FULL));
}

#[test]
fn related_but_different_peaks_at_middle_distance() {
    let place = |unit: &str, location: &str| Common {
        unit: Some(unit.into()),
        location: Some(location.into()),
        ..common(2)
    };
    let distance = |unit, location| {
        let them = MentorFacts {
            common: place(unit, location),
            ..mentor(&["A"])
        };
        let me = MenteeFacts {
            common: place("Sales", "Bonn"),
            ..mentee(&["A"])
        };
        value(Criterion::Distance, me, them).unwrap()
    };
    assert!(distance("Tools", "Bonn") > distance("Tools", "Lyon"));
    assert!(distance("Tools", "Lyon") > distance("Sales", "Bonn"));
}

#[test]
fn an_explanation_names_what_is_shared_and_counts_every_point() {
    let me = MenteeFacts {
        goals: words(&["Strategy"]),
        ..mentee(&["Public speaking", "Delegation"])
    };
    let pool = Pool::new([me], [mentor(&["public speaking", "strategy"])]);
    let explained = pool.explain(0, 0, &Weights::default());
    let needs = &explained.contributions[0];
    assert_eq!(needs.reason.to_string(), "1 of 2: Public speaking");
    let points: u8 = explained.contributions.iter().map(|c| c.points).sum();
    assert_eq!(points, explained.fit);
    let out_of: u8 = explained.contributions.iter().map(|c| c.out_of).sum();
    assert_eq!(out_of, 100);
}

#[test]
fn weights_that_are_all_zero_are_refused() {
    let none = Criterion::ALL
        .into_iter()
        .fold(Weights::default(), |weights, c| weights.with(c, 0));
    assert_eq!(none.check(), Err(WeightsRefusal::AllZero));
    assert_eq!(
        none.with(Criterion::Time, 101).check(),
        Err(WeightsRefusal::AboveHundred(Criterion::Time))
    );
    assert_eq!(Weights::default().check(), Ok(()));
}

fn any_common() -> impl Strategy<Value = Common> {
    (
        any::<u64>(),
        prop::collection::vec("[A-C]", 0..3),
        -720i16..840,
        prop::sample::select(vec![Meeting::InPerson, Meeting::Video, Meeting::Either]),
        prop::option::of(prop::sample::select(vec![
            Style::Structured,
            Style::Exploring,
            Style::HandsOn,
        ])),
        prop::option::of("[A-B]"),
        prop::option::of(1u8..9),
    )
        .prop_map(
            |(person, languages, utc_offset, meeting, style, unit, level)| Common {
                person: PersonId(Uuid::from_u128(person.into())),
                languages,
                utc_offset,
                meeting,
                style,
                location: unit.clone(),
                unit,
                level,
            },
        )
}

proptest! {
    #[test]
    fn every_fit_is_a_percentage_whose_points_add_up(
        me in any_common(),
        them in any_common(),
        wants in prop::collection::vec("[A-F]", 0..6),
        goals in prop::collection::vec("[A-F]", 0..3),
        offers in prop::collection::vec("[A-F]", 0..6),
        weights in prop::array::uniform7(0u8..=100),
    ) {
        let me = MenteeFacts { common: me, wants, goals, ..mentee(&[]) };
        let them = MentorFacts { common: them, offers, ..mentor(&[]) };
        let weights = Criterion::ALL.into_iter().zip(weights).fold(Weights::default(), |all, (c, w)| all.with(c, w));
        let explained = Pool::new([me], [them]).explain(0, 0, &weights);
        prop_assert!(explained.fit <= 100);
        prop_assert_eq!(explained.contributions.iter().map(|c| u32::from(c.points)).sum::<u32>(), u32::from(explained.fit));
    }
}
