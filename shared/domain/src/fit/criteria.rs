//! The value of each criterion for each pair of a pool.
//!
//! [`Pool`] folds the spelling of skills and languages once and gives each a
//! number, so that a pair costs a few bit tests: a thousand mentees with three
//! hundred mentors are scored in one pass while a slider moves.

use super::facts::{Common, MenteeFacts, MentorFacts};
use super::{Criterion, FULL, Weights};
use crate::enrolment::{Meeting, folded};
use std::collections::HashMap;
use std::sync::OnceLock;

/// Shared working hours that count as plenty, in minutes.
const PLENTY_OF_OVERLAP: u16 = 240;
/// A working day, in minutes.
const WORKING_DAY: u16 = 480;

/// One pair's value for each criterion of [`Criterion::ALL`]; `None` where the
/// mentee left open what the criterion is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Values(pub [Option<u16>; Criterion::ALL.len()]);

impl Values {
    /// The fit, 0 to 100: weighted mean, rounded half up. 0 when nothing that
    /// weighs anything was said.
    pub fn fit(&self, weights: &Weights) -> u8 {
        let (mut sum, mut weight) = (0u32, 0u32);
        for (criterion, value) in Criterion::ALL.into_iter().zip(self.0) {
            if let Some(value) = value {
                let w = u32::from(weights.of(criterion));
                sum += w * u32::from(value);
                weight += w;
            }
        }
        mean(sum, weight)
    }
}

/// The weighted mean in points of 100, rounded half up; 0 when nothing weighs anything.
///
/// Divided as floats, of which a vector instruction divides four, and still the whole quotient of
/// the integers: both are below 2²⁴ and so exact, and a quotient below a whole number is so by at
/// least one in 7 000, which is more than a float up to 100 is rounded by.
fn mean(sum: u32, weight: u32) -> u8 {
    let per_point = weight * u32::from(FULL) / 100;
    let rounded = (sum + per_point / 2) as f32 / per_point.max(1) as f32;
    // By way of 32 bits: there is an instruction for four of these, too.
    rounded as u32 as u8
}

/// Numbers for folded names, as bit positions.
#[derive(Clone, Debug, Default)]
struct Names(HashMap<String, u32>);

impl Names {
    fn number(&mut self, name: &str) -> u32 {
        let next = self.0.len() as u32;
        *self.0.entry(folded(name)).or_insert(next)
    }

    fn numbers(&mut self, names: &[String]) -> Vec<u32> {
        names.iter().map(|name| self.number(name)).collect()
    }
}

#[derive(Clone, Debug, Default)]
struct Bits(Vec<u64>);

impl Bits {
    fn of(numbers: &[u32]) -> Self {
        let mut words = vec![
            0;
            numbers
                .iter()
                .map(|n| *n as usize / 64 + 1)
                .max()
                .unwrap_or(0)
        ];
        for n in numbers {
            words[*n as usize / 64] |= 1 << (n % 64);
        }
        Bits(words)
    }

    fn has(&self, n: u32) -> bool {
        self.0
            .get(n as usize / 64)
            .is_some_and(|word| word >> (n % 64) & 1 == 1)
    }
}

#[derive(Clone, Debug)]
struct MentorRow {
    facts: MentorFacts,
    offers: Bits,
    languages: Bits,
}

#[derive(Clone, Debug)]
struct MenteeRow {
    facts: MenteeFacts,
    wants: Vec<u32>,
    goals: Vec<u32>,
    languages: Vec<u32>,
}

/// Mentees and mentors ready to be scored against each other.
#[derive(Clone, Debug, Default)]
pub struct Pool {
    mentees: Vec<MenteeRow>,
    mentors: Vec<MentorRow>,
    /// Every value of every pair, worked out when fits are first asked for: by mentee, then
    /// criterion, then mentor, so that new weights are one pass over rows of numbers.
    values: OnceLock<Vec<u16>>,
}

impl Pool {
    pub fn new(
        mentees: impl IntoIterator<Item = MenteeFacts>,
        mentors: impl IntoIterator<Item = MentorFacts>,
    ) -> Self {
        let (mut skills, mut languages) = (Names::default(), Names::default());
        let mentors = mentors
            .into_iter()
            .map(|facts| MentorRow {
                offers: Bits::of(&skills.numbers(&facts.offers)),
                languages: Bits::of(&language_numbers(&mut languages, &facts.common)),
                facts,
            })
            .collect();
        let mentees = mentees
            .into_iter()
            .map(|facts| MenteeRow {
                wants: skills.numbers(&facts.wants),
                goals: skills.numbers(&facts.goals),
                languages: language_numbers(&mut languages, &facts.common),
                facts,
            })
            .collect();
        Pool {
            mentees,
            mentors,
            values: OnceLock::new(),
        }
    }

    pub fn mentees(&self) -> impl ExactSizeIterator<Item = &MenteeFacts> {
        self.mentees.iter().map(|row| &row.facts)
    }

    pub fn mentors(&self) -> impl ExactSizeIterator<Item = &MentorFacts> {
        self.mentors.iter().map(|row| &row.facts)
    }

    pub fn mentee(&self, mentee: usize) -> &MenteeFacts {
        &self.mentees[mentee].facts
    }

    pub fn mentor(&self, mentor: usize) -> &MentorFacts {
        &self.mentors[mentor].facts
    }

    /// Every criterion's value for the pair at these positions.
    pub fn values(&self, mentee: usize, mentor: usize) -> Values {
        let (mentee, mentor) = (&self.mentees[mentee], &self.mentors[mentor]);
        let (me, them) = (&mentee.facts.common, &mentor.facts.common);
        Values([
            needs(&mentee.wants, &mentor.offers),
            share(&mentee.goals, &mentor.offers),
            Some(preferences(mentee, mentor)),
            Some(time(me.utc_offset, them.utc_offset)),
            me.style.map(|style| match them.style {
                Some(other) if other == style => FULL,
                Some(_) => 300,
                None => FULL / 2,
            }),
            Some(distance(me, them)),
            Some(grade(me.level, them.level)),
        ])
    }

    /// Whether the two can talk: a language in common, or one of them named none.
    pub fn share_a_language(&self, mentee: usize, mentor: usize) -> bool {
        speak(
            &self.mentees[mentee].languages,
            &self.mentors[mentor].languages,
        )
    }

    /// Fits of every pair, row-major by mentee.
    pub fn fits(&self, weights: &Weights) -> Vec<u8> {
        let mentors = self.mentors.len();
        let mut fits = Vec::with_capacity(self.mentees.len() * mentors);
        if mentors == 0 {
            return fits;
        }
        let values = self.values.get_or_init(|| self.all_values());
        let mut sums = vec![0u32; mentors];
        let rows = values.chunks_exact(mentors * Criterion::ALL.len());
        for (mentee, row) in rows.enumerate() {
            sums.fill(0);
            let mut weight = 0;
            // What is left open is left open by the mentee, so with all mentors alike.
            let said = self.values(mentee, 0).0;
            let criteria = row.chunks_exact(mentors).zip(Criterion::ALL).zip(said);
            for ((values, criterion), _) in criteria.filter(|(_, said)| said.is_some()) {
                let w = u32::from(weights.of(criterion));
                weight += w;
                for (sum, &value) in sums.iter_mut().zip(values) {
                    *sum += w * u32::from(value);
                }
            }
            fits.extend(sums.iter().map(|&sum| mean(sum, weight)));
        }
        fits
    }

    fn all_values(&self) -> Vec<u16> {
        let (mentors, criteria) = (self.mentors.len(), Criterion::ALL.len());
        let mut all = vec![0; self.mentees.len() * criteria * mentors];
        for (mentee, row) in all.chunks_exact_mut(criteria * mentors).enumerate() {
            for mentor in 0..mentors {
                let values = self.values(mentee, mentor).0;
                for (at, value) in values.into_iter().enumerate() {
                    row[at * mentors + mentor] = value.unwrap_or(0);
                }
            }
        }
        all
    }
}

/// Languages people write in their own spelling fold to one name, so that
/// "Deutsch" and "German" meet.
fn language_numbers(names: &mut Names, common: &Common) -> Vec<u32> {
    common
        .languages
        .iter()
        .map(|language| names.number(crate::language::english_name(language)))
        .collect()
}

/// Share of the wants that are offered; the first want counts about twice as
/// much as the last, as the mentee put them in order.
fn needs(wants: &[u32], offers: &Bits) -> Option<u16> {
    let n = wants.len() as u32;
    let (mut met, mut all) = (0, 0);
    for (rank, want) in wants.iter().enumerate() {
        let weight = 2 * n - rank as u32;
        all += weight;
        if offers.has(*want) {
            met += weight;
        }
    }
    (all > 0).then(|| (met * u32::from(FULL) / all) as u16)
}

fn share(goals: &[u32], offers: &Bits) -> Option<u16> {
    let met = goals.iter().filter(|goal| offers.has(**goal)).count();
    (!goals.is_empty()).then(|| (met * usize::from(FULL) / goals.len()) as u16)
}

/// Mean of: a common way to meet, a common language, and – for a mentee who has
/// asked for anyone – being the one asked for.
fn preferences(mentee: &MenteeRow, mentor: &MentorRow) -> u16 {
    let full = |yes: bool| if yes { FULL } else { 0 };
    let meeting = full(can_meet(&mentee.facts.common, &mentor.facts.common));
    let language = full(speak(&mentee.languages, &mentor.languages));
    if mentee.facts.asked.is_empty() {
        (meeting + language) / 2
    } else {
        (meeting + language + full(mentee.facts.asked.contains(&mentor.facts.id))) / 3
    }
}

pub(super) fn can_meet(a: &Common, b: &Common) -> bool {
    use Meeting::*;
    match (a.meeting, b.meeting) {
        (InPerson, Video) | (Video, InPerson) => false,
        (InPerson, _) | (_, InPerson) => match (&a.location, &b.location) {
            (Some(here), Some(there)) => here == there,
            _ => true,
        },
        _ => true,
    }
}

fn speak(mentee: &[u32], mentor: &Bits) -> bool {
    mentee.is_empty() || mentor.0.is_empty() || mentee.iter().any(|language| mentor.has(*language))
}

/// Minutes of a nine-to-five that two offsets share.
pub(super) fn overlap(a: i16, b: i16) -> u16 {
    let apart = a.abs_diff(b) % 1440;
    WORKING_DAY.saturating_sub(apart.min(1440 - apart))
}

fn time(a: i16, b: i16) -> u16 {
    let shared = u32::from(overlap(a, b).min(PLENTY_OF_OVERLAP));
    (shared * u32::from(FULL) / u32::from(PLENTY_OF_OVERLAP)) as u16
}

/// How far apart two people stand, 0 to [`FULL`]: unit, place, and two levels
/// or more between them.
pub(super) fn apart(a: &Common, b: &Common) -> u16 {
    let differ = |a: &Option<String>, b: &Option<String>| a.is_some() && b.is_some() && a != b;
    let levels = a
        .level
        .zip(b.level)
        .is_some_and(|(a, b)| a.abs_diff(b) >= 2);
    400 * u16::from(differ(&a.unit, &b.unit))
        + 300 * u16::from(differ(&a.location, &b.location))
        + 300 * u16::from(levels)
}

fn distance(a: &Common, b: &Common) -> u16 {
    FULL - apart(a, b).abs_diff(FULL / 2) * 2
}

fn grade(mentee: Option<u8>, mentor: Option<u8>) -> u16 {
    match mentee.zip(mentor) {
        Some((mentee, mentor)) if mentor < mentee => FULL,
        Some((mentee, mentor)) if mentor > mentee => 0,
        _ => FULL / 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mean_is_the_whole_quotient_of_the_integers() {
        let most = Criterion::ALL.len() as u32 * u32::from(Weights::MAX);
        for weight in 1..=most {
            for points in 0..=100 {
                // Where rounding turns over, and on either side of it.
                let turn = weight * (10 * points + 5);
                for sum in [turn.saturating_sub(6 * weight), turn - 1, turn, turn + 1] {
                    let sum = sum.min(weight * u32::from(FULL));
                    let expected = (sum + weight * 5) / (weight * 10);
                    assert_eq!(u32::from(mean(sum, weight)), expected, "{sum} of {weight}");
                }
            }
        }
        assert_eq!(mean(0, 0), 0);
    }
}
