//! What somebody of the demo tells when they enrol.

use super::dice::Dice;
use super::organisation::Organisation;
use super::places::Place;
use super::units::{UNITS, Unit};
use super::words::{HOPES, MOMENTS, SKILLS};
use pairwell_domain::enrolment::{Answers, Meeting, Style, folded};
use pairwell_domain::programme::default;

/// Answers as a mentor. `number` counts mentors, so that moments are dealt out
/// like cards before any comes twice.
pub fn mentor(organisation: &Organisation, seed: u64, index: usize, number: usize) -> Answers {
    let mut dice = Dice::about(seed, "mentor", index as u64);
    let unit = organisation.unit(index).unwrap_or(&UNITS[0]);
    let capacity = *dice.weighted(&[1u8, 2, 3], |places| [10, 7, 3][usize::from(*places) - 1]);
    let full = u16::from(capacity) * default::MINUTES_PER_MONTH;
    let own = dice.between(1, 2) as usize;
    let general = dice.between(2, 4) as usize;
    let mut offers = from_unit(&mut dice, unit, own);
    add_general(&mut dice, &mut offers, general, |skill| skill.offered);
    let moments = dice.between(1, 3) as usize;
    Answers {
        capacity,
        // Some would take more mentees than the hours they were allowed cover.
        minutes_per_month: if dice.chance(15) { full - 30 } else { full },
        offers,
        moments: deal(seed, "moments", MOMENTS, number * 3, moments),
        ..common(&mut dice, organisation.place(index))
    }
}

/// Answers as a mentee. `number` counts mentees.
pub fn mentee(organisation: &Organisation, seed: u64, index: usize, number: usize) -> Answers {
    let mut dice = Dice::about(seed, "mentee", index as u64);
    let own = organisation.unit(index).unwrap_or(&UNITS[0]);
    // Many want to learn what is done elsewhere.
    let unit = if dice.chance(55) {
        own
    } else {
        dice.pick(UNITS)
    };
    let (special, general) = (dice.between(1, 2) as usize, dice.between(2, 3) as usize);
    let mut wants = from_unit(&mut dice, unit, special);
    add_general(&mut dice, &mut wants, general, |skill| skill.wanted);
    dice.shuffle(&mut wants);
    let mut goals = vec![dice.pick(&wants).clone()];
    if dice.chance(50) {
        add_general(&mut dice, &mut goals, 1, |skill| skill.wanted);
    }
    let hopes = deal(seed, "hopes", HOPES, number, 1).pop();
    Answers {
        wants,
        goals,
        hopes: hopes.filter(|_| dice.chance(94)),
        ..common(&mut dice, organisation.place(index))
    }
}

fn common(dice: &mut Dice, place: &Place) -> Answers {
    let english = dice.chance(place.english);
    let mut languages: Vec<_> = place.language.into_iter().map(str::to_owned).collect();
    if english || languages.is_empty() {
        languages.insert(0, "English".into());
    }
    if dice.chance(12) {
        let other = *dice.pick(&["Deutsch", "Español", "Français", "Português", "Swahili"]);
        if !languages.iter().any(|language| language == other) {
            languages.push(other.into());
        }
    }
    let meeting = *dice.pick(&[
        Meeting::Either,
        Meeting::Either,
        Meeting::Either,
        Meeting::Video,
        Meeting::InPerson,
    ]);
    let style = *dice.pick(&[Style::Structured, Style::Exploring, Style::HandsOn]);
    Answers {
        capacity: 0,
        minutes_per_month: default::MINUTES_PER_MONTH,
        offers: Vec::new(),
        wants: Vec::new(),
        goals: Vec::new(),
        languages,
        time_zone: place.time_zone.into(),
        meeting,
        style: dice.chance(70).then_some(style),
        moments: Vec::new(),
        hopes: None,
    }
}

fn from_unit(dice: &mut Dice, unit: &Unit, count: usize) -> Vec<String> {
    let mut skills = unit.skills.to_vec();
    dice.shuffle(&mut skills);
    skills.into_iter().take(count).map(str::to_owned).collect()
}

fn add_general(
    dice: &mut Dice,
    to: &mut Vec<String>,
    count: usize,
    weight: impl Fn(&super::words::Skill) -> usize + Copy,
) {
    let full = to.len() + count;
    while to.len() < full {
        let skill = dice.weighted(SKILLS, weight).name;
        if !to.iter().any(|other| folded(other) == folded(skill)) {
            to.push(skill.into());
        }
    }
}

/// `count` of `cards`, from place `at` of the shuffled pack on; each further
/// time through the pack it is shuffled anew.
fn deal(seed: u64, topic: &str, cards: &[&str], at: usize, count: usize) -> Vec<String> {
    let mut hand: Vec<String> = Vec::with_capacity(count);
    let mut at = at;
    while hand.len() < count {
        let mut pack = cards.to_vec();
        Dice::about(seed, topic, (at / cards.len()) as u64).shuffle(&mut pack);
        let card = pack[at % cards.len()];
        if !hand.iter().any(|held| held == card) {
            hand.push(card.into());
        }
        at += 1;
    }
    hand
}
