//! Two scenarios side by side.

use super::BoardModel;
use pairwell_domain::board::{Board, Move, Rules};
use std::collections::BTreeMap;

/// One scenario in figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    pub name: String,
    pub total: i64,
    pub matched: usize,
    pub mentees: usize,
    pub worst: Option<u8>,
    pub locks: usize,
    pub objective: &'static str,
    pub rules: Rules,
}

/// A mentee whom the two scenarios put with different mentors.
#[derive(Clone, Debug, PartialEq)]
pub struct Differing {
    pub mentee: usize,
    pub here: Option<(usize, u8)>,
    pub there: Option<(usize, u8)>,
}

/// How a group of mentees fares, under both.
#[derive(Clone, Debug, PartialEq)]
pub struct Share {
    pub group: String,
    pub mentees: usize,
    /// Matched, and their mean fit.
    pub here: (usize, Option<u8>),
    pub there: (usize, Option<u8>),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    pub here: Standing,
    pub there: Standing,
    pub pairs_in_both: usize,
    /// Biggest difference of fit first.
    pub differing: Vec<Differing>,
    pub by_unit: Vec<Share>,
    pub by_level: Vec<Share>,
    /// The other scenario's locks this one does not have, as moves.
    pub locks_to_carry: Vec<Move>,
}

impl BoardModel {
    /// Puts this scenario, as it is shown, beside another of the same programme.
    pub fn compare(&self, other: Board) -> Comparison {
        let other = BoardModel::new(other);
        let seat = |model: &BoardModel, mentee: usize| {
            let seat = model.answer.seats[mentee];
            seat.mentor().zip(seat.fit())
        };
        let mut differing = Vec::new();
        let mut pairs_in_both = 0;
        let mut everyone = Vec::new();
        for mentee in 0..self.pool.mentees() {
            let here = seat(self, mentee);
            let there = other
                .pool
                .mentee_at(self.pool.mentee_id(mentee))
                .and_then(|at| seat(&other, at))
                .and_then(|(mentor, fit)| {
                    Some((self.pool.mentor_at(other.pool.mentor_id(mentor))?, fit))
                });
            let mentor = |seat: Option<(usize, u8)>| seat.map(|(mentor, _)| mentor);
            if mentor(here) == mentor(there) {
                pairs_in_both += usize::from(here.is_some());
            } else {
                differing.push(Differing {
                    mentee,
                    here,
                    there,
                });
            }
            everyone.push((mentee, here, there));
        }
        let fit = |seat: Option<(usize, u8)>| seat.map_or(0, |(_, fit)| i32::from(fit));
        differing.sort_by_key(|one| {
            let apart = (fit(one.there) - fit(one.here)).abs();
            (std::cmp::Reverse(apart), one.mentee)
        });
        let unit = |mentee: usize| self.mentee(mentee).facts.common.unit.clone();
        let level = |mentee: usize| {
            let level = self.mentee(mentee).facts.common.level;
            level.map(|level| format!("Level {level}"))
        };
        Comparison {
            here: self.standing(),
            there: other.standing(),
            pairs_in_both,
            differing,
            by_unit: shares(&everyone, unit),
            by_level: shares(&everyone, level),
            locks_to_carry: self.locks_of(&other),
        }
    }

    fn standing(&self) -> Standing {
        Standing {
            name: self.board.name.clone(),
            total: self.answer.total,
            matched: self.answer.matched,
            mentees: self.pool.mentees(),
            worst: self.answer.worst,
            locks: self.draft.locks.len(),
            objective: self.draft.objective.label(),
            rules: self.draft.rules,
        }
    }

    /// Another scenario's locks as moves that can be made on this one, in order.
    fn locks_of(&self, other: &BoardModel) -> Vec<Move> {
        let mut draft = self.draft.clone();
        let mut moves = Vec::new();
        for (mentee, lock) in &other.draft.locks {
            let change = Move::Lock {
                mentee: *mentee,
                mentor: lock.mentor,
                reason: lock.reason.clone(),
            };
            let known = self.draft.locks.get(mentee);
            if known.is_none_or(|known| known.mentor != lock.mentor)
                && draft.apply(&change, &self.pool).is_ok()
            {
                moves.push(change);
            }
        }
        moves
    }
}

type Seated = (usize, Option<(usize, u8)>, Option<(usize, u8)>);

/// By group, biggest first; those of whom it is not known are left out.
fn shares(everyone: &[Seated], group: impl Fn(usize) -> Option<String>) -> Vec<Share> {
    let mut groups: BTreeMap<String, Vec<&Seated>> = BTreeMap::new();
    for one in everyone {
        if let Some(name) = group(one.0) {
            groups.entry(name).or_default().push(one);
        }
    }
    let share = |seats: Vec<Option<(usize, u8)>>| {
        let fits: Vec<u32> = seats
            .iter()
            .flatten()
            .map(|(_, fit)| u32::from(*fit))
            .collect();
        let matched = fits.len();
        let mean = fits.iter().sum::<u32>().checked_div(matched as u32);
        (matched, mean.and_then(|mean| u8::try_from(mean).ok()))
    };
    let mut shares: Vec<Share> = groups
        .into_iter()
        .map(|(group, members)| Share {
            group,
            mentees: members.len(),
            here: share(members.iter().map(|one| one.1).collect()),
            there: share(members.iter().map(|one| one.2).collect()),
        })
        .collect();
    shares.sort_by_key(|share| std::cmp::Reverse(share.mentees));
    shares
}
