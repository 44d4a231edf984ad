//! The demo's programmes, and who volunteers for them.

use super::dice::{Dice, id};
use super::organisation::Organisation;
use super::volunteer;
use pairwell_domain::enrolment::{Enrolment, EnrolmentState, Role};
use pairwell_domain::fit::Weights;
use pairwell_domain::id::ProgrammeId;
use pairwell_domain::programme::{Programme, default};
use pairwell_domain::time::{Date, Instant};
use std::collections::HashSet;

/// Days ago that the running programme began.
pub const BEGAN: i64 = 122;
/// Days from now that the next one begins.
const NEXT: i64 = 40;

/// How many take part, for an organisation's size.
#[derive(Clone, Copy, Debug)]
pub struct Scale {
    /// Mentees waiting to be matched.
    pub waiting: usize,
    /// Mentors waiting with all their places free.
    pub ready: usize,
    /// Mentees of the rounds before.
    pub earlier: usize,
    pub earlier_mentors: usize,
    /// Mentees signed up for the next programme, and half as many mentors.
    pub next: usize,
}

impl Scale {
    /// In proportion up to a few thousand people; a bigger organisation's
    /// programme grows with the square root, as one board has to hold it.
    pub fn of(people: usize) -> Self {
        let measure = match people {
            0..=2500 => people as f64,
            more => (more as f64 * 2500.0).sqrt(),
        };
        let share = |of: f64| (measure * of).round() as usize;
        Scale {
            waiting: share(0.12),
            ready: share(0.05),
            earlier: share(0.07),
            earlier_mentors: share(0.045),
            next: share(0.02),
        }
    }
}

/// A volunteer: an enrolment with whom it is of and when it was made.
#[derive(Clone, Debug, PartialEq)]
pub struct Volunteer {
    /// Place in the organisation.
    pub person: usize,
    pub enrolment: Enrolment,
    pub created_at: Instant,
    pub updated_at: Instant,
}

/// Makes the volunteers of one programme.
pub struct Enroller<'a> {
    organisation: &'a Organisation,
    seed: u64,
    programme: ProgrammeId,
    topic: &'static str,
    dice: Dice,
    taken: HashSet<usize>,
    count: usize,
}

impl<'a> Enroller<'a> {
    pub fn new(
        organisation: &'a Organisation,
        seed: u64,
        programme: ProgrammeId,
        topic: &'static str,
    ) -> Self {
        Enroller {
            organisation,
            seed,
            programme,
            topic,
            dice: Dice::about(seed, topic, 0),
            taken: HashSet::new(),
            count: 0,
        }
    }

    /// `count` people who were not asked before, in the order they came forward.
    ///
    /// Nobody at the very top ever does, few do on the shop floor: what a
    /// leader should be able to see at a glance.
    pub fn choose(&mut self, role: Role, count: usize) -> Vec<usize> {
        let mut chosen = Vec::with_capacity(count);
        // Ends also where an organisation has too few people to choose from.
        for _ in 0..count * 400 {
            if chosen.len() == count {
                break;
            }
            let person = self.dice.below(self.organisation.len());
            let keen = keenness(self.organisation, person, role);
            if self.dice.chance(keen) && self.taken.insert(person) {
                chosen.push(person);
            }
        }
        chosen
    }

    pub fn enrol(
        &mut self,
        person: usize,
        role: Role,
        state: EnrolmentState,
        at: Instant,
    ) -> Volunteer {
        let number = self.count;
        self.count += 1;
        let answers = match role {
            Role::Mentor => volunteer::mentor(self.organisation, self.seed, person, number),
            Role::Mentee => volunteer::mentee(self.organisation, self.seed, person, number),
        };
        // The coordinator answers within a few days, if at all.
        let answered = match state {
            EnrolmentState::Invited | EnrolmentState::Applied => at,
            _ => at.plus_seconds(self.dice.between(3600, 3 * 86_400)),
        };
        Volunteer {
            person,
            enrolment: Enrolment {
                id: id(self.seed, self.topic, at, number as u64),
                programme: self.programme,
                person: self.organisation.person_id(person),
                role,
                state,
                answers,
                version: if answered == at { 1 } else { 2 },
            },
            created_at: at,
            updated_at: answered,
        }
    }

    /// A moment on a working day, `from` to `to` days before `as_of`.
    pub fn days_before(&mut self, as_of: Instant, from: i64, to: i64) -> Instant {
        let day = as_of.date().plus_days(-self.dice.between(to, from) as i32);
        working(day)
            .start()
            .plus_seconds(self.dice.between(7 * 3600, 17 * 3600))
    }
}

/// The day itself, or the Friday before a weekend.
pub fn working(day: Date) -> Date {
    let late = day.weekday().saturating_sub(5);
    day.plus_days(-i32::from(late))
}

/// How readily somebody volunteers, in a hundred.
fn keenness(organisation: &Organisation, person: usize, role: Role) -> usize {
    if organisation.left_on(person).is_some() {
        return 0;
    }
    let by_level = match (role, organisation.level(person)) {
        (_, 0..=2) => 0,
        (Role::Mentor, 3) => 60,
        (Role::Mentor, 4) => 90,
        (Role::Mentor, _) if organisation.reports(person) > 0 => 80,
        (Role::Mentor, _) => 35,
        (Role::Mentee, 3) => 12,
        (Role::Mentee, 4) => 60,
        (Role::Mentee, _) => 90,
    };
    let by_unit = match organisation.unit(person).map(|unit| unit.name) {
        Some("Production") => 22,
        Some("Field service") => 45,
        Some("People" | "Software" | "Sustainability") => 100,
        Some("Legal") => 30,
        _ => 70,
    };
    by_level * by_unit / 100
}

/// The programme that runs, and the one that comes.
pub fn programmes(seed: u64, as_of: Instant) -> [(Programme, Instant); 2] {
    let make = |number: u64, starts_on: Date, created_at: Instant| {
        let programme = Programme {
            id: id(seed, "programme", created_at, number),
            name: season(starts_on),
            starts_on,
            ends_on: starts_on.plus_months(10),
            cadence_days: default::CADENCE_DAYS,
            minutes_per_month: default::MINUTES_PER_MONTH,
            pair_months: default::MONTHS,
            capacity_cap: default::CAPACITY_CAP,
            weights: Weights::default(),
            version: 1,
        };
        (programme, created_at)
    };
    [
        make(
            0,
            as_of.plus_days(-BEGAN).date(),
            as_of.plus_days(-BEGAN - 30),
        ),
        make(1, as_of.plus_days(NEXT).date(), as_of.plus_days(-25)),
    ]
}

fn season(starts_on: Date) -> String {
    let season = match starts_on.month() {
        3..=5 => "Spring",
        6..=8 => "Summer",
        9..=11 => "Autumn",
        _ => "Winter",
    };
    format!("{season} programme {}", starts_on.year())
}
