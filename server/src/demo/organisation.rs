//! The demo's organisation: everyone, and who reports to whom.
//!
//! [`Organisation::new`] lays out the tree, a few bytes a person; everything
//! else about somebody is thrown when they are asked for, so that 300 000
//! people never stand in memory at once. Managers come before their reports.

use super::dice::{Dice, id};
use super::names::{mailbox, name};
use super::places::{PLACES, Place};
use super::units::{REGIONS, UNITS, Unit};
use pairwell_domain::id::PersonId;
use pairwell_domain::person::Person;
use pairwell_domain::text::EmailAddress;
use pairwell_domain::time::{Date, Instant};
use std::collections::{HashMap, VecDeque};

/// Fewest people that make an organisation with something to show.
pub const FEWEST: usize = 60;
/// Most people the demo is meant for.
pub const MOST: usize = 300_000;

/// From this size on, units are divided by region.
const REGIONAL_FROM: usize = 12_000;
/// A unit with fewer people than this would not exist.
const SMALLEST_UNIT: usize = 4;

pub struct Organisation {
    seed: u64,
    as_of: Date,
    /// When everybody came onto the roster: their ids carry it.
    imported_at: Instant,
    seats: Vec<Seat>,
    divisions: Vec<Division>,
}

/// Somebody's place in the tree.
#[derive(Clone, Copy)]
struct Seat {
    manager: u32,
    reports: u16,
    division: u16,
    level: u8,
}

/// A unit, or a unit's part in one region.
struct Division {
    name: String,
    unit: &'static Unit,
}

impl Organisation {
    /// `people` is [`FEWEST`] to [`MOST`].
    pub fn new(people: usize, seed: u64, as_of: Instant) -> Self {
        let people = people.clamp(FEWEST, MOST);
        let mut organisation = Organisation {
            seed,
            as_of: as_of.date(),
            imported_at: as_of.plus_days(-160),
            seats: Vec::with_capacity(people),
            divisions: Vec::new(),
        };
        let root = Seat {
            manager: 0,
            reports: 0,
            division: u16::MAX,
            level: 1,
        };
        organisation.seats.push(root);
        let regions: &[&str] = if people < REGIONAL_FROM { &[] } else { REGIONS };
        let mut heads = vec![0];
        if !regions.is_empty() {
            heads = regions
                .iter()
                .map(|_| organisation.seat(0, u16::MAX, 2))
                .collect();
        }
        let shares = shares(people - organisation.seats.len());
        for (unit, people) in UNITS.iter().zip(shares) {
            for (part, head) in heads.iter().enumerate() {
                let here = people / heads.len() + usize::from(part < people % heads.len());
                if here == 0 {
                    continue;
                }
                let name = match regions.get(part) {
                    Some(region) => format!("{} {region}", unit.name),
                    None => unit.name.to_owned(),
                };
                organisation.divisions.push(Division { name, unit });
                organisation.grow(*head, here);
            }
        }
        organisation
    }

    fn seat(&mut self, manager: u32, division: u16, level: u8) -> u32 {
        let seat = self.seats.len() as u32;
        self.seats.push(Seat {
            manager,
            reports: 0,
            division,
            level,
        });
        self.seats[manager as usize].reports += 1;
        seat
    }

    /// Seats the newest division's people under `top`, level by level.
    fn grow(&mut self, top: u32, people: usize) {
        let division = (self.divisions.len() - 1) as u16;
        let mut dice = Dice::about(self.seed, "tree", u64::from(division));
        let level = self.seats[top as usize].level + 1;
        let head = self.seat(top, division, level);
        let mut left = people - 1;
        // Who will lead, and who only would if nobody else were left.
        let (mut leads, mut reserve) = (VecDeque::from([head]), VecDeque::new());
        while left > 0 {
            let lead = leads
                .pop_front()
                .or_else(|| reserve.pop_front())
                .expect("whoever was seated last has nobody yet");
            let level = self.seats[lead as usize].level + 1;
            let span = dice.between(4, if level > 4 { 11 } else { 8 }) as usize;
            for _ in 0..span.min(left) {
                let seat = self.seat(lead, division, level);
                if dice.chance(30) {
                    reserve.push_back(seat);
                } else {
                    leads.push_back(seat);
                }
            }
            left -= span.min(left);
        }
    }

    pub fn len(&self) -> usize {
        self.seats.len()
    }

    pub fn person_id(&self, index: usize) -> PersonId {
        id(self.seed, "person", self.imported_at, index as u64)
    }

    pub fn imported_at(&self) -> Instant {
        self.imported_at
    }

    pub fn manager(&self, index: usize) -> Option<usize> {
        (index > 0).then(|| self.seats[index].manager as usize)
    }

    pub fn reports(&self, index: usize) -> usize {
        usize::from(self.seats[index].reports)
    }

    pub fn level(&self, index: usize) -> u8 {
        self.seats[index].level
    }

    /// Name of somebody's unit; none for those above all units.
    pub fn unit_name(&self, index: usize) -> Option<&str> {
        let division = self.seats[index].division;
        self.divisions
            .get(usize::from(division))
            .map(|d| d.name.as_str())
    }

    pub fn unit(&self, index: usize) -> Option<&'static Unit> {
        let division = self.seats[index].division;
        self.divisions.get(usize::from(division)).map(|d| d.unit)
    }

    pub fn place(&self, index: usize) -> &'static Place {
        Dice::about(self.seed, "place", index as u64).weighted(PLACES, |place| place.weight)
    }

    /// Not everybody on the shop floor has an address.
    pub fn has_mailbox(&self, index: usize) -> bool {
        let mailboxes = self.unit(index).map_or(100, |unit| unit.mailboxes);
        let mut dice = Dice::about(self.seed, "mailbox", index as u64);
        self.reports(index) > 0 || dice.chance(mailboxes)
    }

    /// A few who left lately; nobody anyone reports to.
    pub fn left_on(&self, index: usize) -> Option<Date> {
        let mut dice = Dice::about(self.seed, "left", index as u64);
        (self.reports(index) == 0 && dice.below(1000) < 12)
            .then(|| self.as_of.plus_days(-dice.between(1, 120) as i32))
    }

    /// Either is the other's manager at any depth, or both are one person.
    pub fn in_one_line(&self, a: usize, b: usize) -> bool {
        let upwards = |from| std::iter::successors(Some(from), |at| self.manager(*at));
        upwards(a).any(|manager| manager == b) || upwards(b).any(|manager| manager == a)
    }

    pub fn name(&self, index: usize) -> String {
        let mut dice = Dice::about(self.seed, "name", index as u64);
        name(&mut dice, self.place(index).names)
    }

    fn title(&self, index: usize) -> String {
        let mut dice = Dice::about(self.seed, "title", index as u64);
        match self.unit(index) {
            None if index == 0 => "Chief executive".into(),
            None => format!("President {}", REGIONS[index - 1]),
            Some(unit) => {
                let above = self.seats[index].manager as usize;
                if self.unit(above).is_none() {
                    unit.head.into()
                } else if self.reports(index) > 0 {
                    unit.lead.into()
                } else {
                    let rank = |title: &&str| {
                        unit.titles.len() * 2
                            - unit.titles.iter().position(|t| t == title).unwrap_or(0)
                    };
                    (*dice.weighted(unit.titles, rank)).into()
                }
            }
        }
    }

    /// Everybody, managers before their reports. Addresses are told apart by a
    /// number where two people share a name.
    pub fn people(&self) -> impl Iterator<Item = Person> + '_ {
        let mut namesakes: HashMap<String, u32> = HashMap::new();
        (0..self.len()).map(move |index| {
            let mut dice = Dice::about(self.seed, "person", index as u64);
            let name = self.name(index);
            let mailbox = mailbox(&name);
            let namesake = namesakes.entry(mailbox.clone()).or_default();
            *namesake += 1;
            let number = if *namesake == 1 {
                String::new()
            } else {
                namesake.to_string()
            };
            let address = format!("{mailbox}{number}@{DOMAIN}");
            let place = self.place(index);
            let years = 1 + usize::from(9 - self.level(index).min(8)) * 2;
            let newest = if self.level(index) <= 3 { 700 } else { 40 };
            let days = dice.between(newest, years as i64 * 500) as i32;
            Person {
                id: self.person_id(index),
                number: Some(format!("{:06}", 100_000 + index)),
                title: Some(self.title(index)),
                email: self.has_mailbox(index).then(|| {
                    EmailAddress::parse(&address).expect("a mailbox is made of plain letters")
                }),
                name,
                unit: self.unit_name(index).map(str::to_owned),
                level: Some(self.level(index)),
                manager: self.manager(index).map(|manager| self.person_id(manager)),
                location: Some(place.name.into()),
                time_zone: Some(place.time_zone.into()),
                started_on: Some(self.imported_at.date().plus_days(-days)),
                left_on: self.left_on(index),
            }
        })
    }
}

/// The demo's organisation, which no real one can be mistaken for.
pub const NAME: &str = "Brindlemark (demo)";
/// `.example` belongs to nobody (RFC 2606).
pub const DOMAIN: &str = "brindlemark.example";

/// How many of `people` are in each of [`UNITS`]; a unit that would be too small
/// gives its people to the biggest.
fn shares(people: usize) -> Vec<usize> {
    let weights: usize = UNITS.iter().map(|unit| unit.weight).sum();
    let mut shares: Vec<_> = UNITS
        .iter()
        .map(|unit| people * unit.weight / weights)
        .map(|share| if share < SMALLEST_UNIT { 0 } else { share })
        .collect();
    shares[0] += people - shares.iter().sum::<usize>();
    shares
}

#[cfg(test)]
mod tests {
    use super::*;
    use pairwell_domain::person::ReportingLines;
    use std::collections::HashSet;

    const AS_OF: Instant = Instant(1_780_000_000_000);

    #[test]
    fn everybody_reports_to_one_root_and_numbers_and_addresses_are_their_own() {
        for people in [FEWEST, 600, 13_000] {
            let organisation = Organisation::new(people, 7, AS_OF);
            let all: Vec<_> = organisation.people().collect();
            assert_eq!(all.len(), people);
            assert_eq!(all.iter().filter(|p| p.manager.is_none()).count(), 1);
            let lines = ReportingLines::new(all.iter().filter_map(|p| Some((p.id, p.manager?))));
            let lines = lines.expect("no loops");
            assert!(all.iter().all(|p| lines.depth(p.id) == p.level.unwrap()));
            let addresses: Vec<_> = all.iter().filter_map(|p| p.email.as_ref()).collect();
            let distinct: HashSet<_> = addresses.iter().collect();
            assert_eq!(distinct.len(), addresses.len());
            assert!(all.iter().map(|p| p.id).is_sorted());
        }
    }

    #[test]
    fn spans_are_believable() {
        let organisation = Organisation::new(600, 7, AS_OF);
        let spans: Vec<_> = (1..600)
            .map(|at| organisation.reports(at))
            .filter(|n| *n > 0)
            .collect();
        let mean = spans.iter().sum::<usize>() as f64 / spans.len() as f64;
        assert!(spans.iter().all(|span| *span <= 11));
        assert!((4.0..9.0).contains(&mean), "{mean}");
        assert_eq!(organisation.reports(0), UNITS.len());
    }

    #[test]
    fn the_same_people_come_of_the_same_seed() {
        let of = |seed| {
            Organisation::new(300, seed, AS_OF)
                .people()
                .collect::<Vec<_>>()
        };
        assert_eq!(of(3), of(3));
        assert_ne!(of(3), of(4));
    }
}
