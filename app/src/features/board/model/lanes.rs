//! The answer as it is drawn: a lane a mentor, with a card for each mentee there.

use super::BoardModel;
use pairwell_domain::board::{Objective, Seat};

/// How a card came to be where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CardKind {
    /// People know of it.
    Standing,
    /// A coordinator locked it.
    Locked,
    /// The matching put it there.
    Best,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Position.
    pub mentee: usize,
    pub kind: CardKind,
    pub fit: u8,
    /// Worth a look: a warning, or a block overridden with a reason.
    pub flagged: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lane {
    /// Position.
    pub mentor: usize,
    pub places: u8,
    /// The coordinator set other places than the mentor offers.
    pub places_set: bool,
    /// Fixed first, then best fit first.
    pub cards: Vec<Card>,
}

impl Lane {
    pub fn free(&self) -> usize {
        usize::from(self.places).saturating_sub(self.cards.len())
    }

    /// The lowest fit here.
    pub fn worst(&self) -> Option<u8> {
        self.cards.iter().map(|card| card.fit).min()
    }
}

/// Somebody without a mentor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    pub mentee: usize,
    pub left_out: bool,
    /// The best fit they could have had with anyone they may go to: what they
    /// lose by being unmatched.
    pub best: Option<u8>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Lanes {
    /// By mentor position.
    pub lanes: Vec<Lane>,
    /// Most to lose first; those left out last.
    pub waiting: Vec<Waiting>,
    pub mentees: usize,
    pub matched: usize,
    pub total: i64,
    pub worst: Option<u8>,
    pub locks: usize,
    pub overrides: usize,
    pub broken_locks: usize,
    pub objective: Objective,
    /// Whether the proof that nothing better exists was checked and holds.
    pub proven: bool,
}

impl BoardModel {
    pub fn lanes(&self) -> Lanes {
        let mut lanes: Vec<Lane> = (0..self.pool.mentors())
            .map(|mentor| Lane {
                mentor,
                places: self.places(mentor),
                places_set: self.draft.places.contains_key(&self.pool.mentor_id(mentor)),
                cards: Vec::new(),
            })
            .collect();
        let mut waiting = Vec::new();
        for (mentee, seat) in self.answer.seats.iter().enumerate() {
            let (mentor, fit, kind) = match *seat {
                Seat::Standing { mentor, fit } => (mentor, fit, CardKind::Standing),
                Seat::Locked { mentor, fit } => (mentor, fit, CardKind::Locked),
                Seat::Best { mentor, fit } => (mentor, fit, CardKind::Best),
                Seat::LeftOut | Seat::Unmatched => {
                    waiting.push(self.waiting(mentee));
                    continue;
                }
            };
            lanes[mentor].cards.push(Card {
                mentee,
                kind,
                fit,
                flagged: self.is_flagged(mentee, mentor),
            });
        }
        for lane in &mut lanes {
            lane.cards
                .sort_by_key(|card| (card.kind, std::cmp::Reverse(card.fit), card.mentee));
        }
        waiting.sort_by_key(|w| (w.left_out, std::cmp::Reverse(w.best), w.mentee));
        Lanes {
            lanes,
            waiting,
            mentees: self.pool.mentees(),
            matched: self.answer.matched,
            total: self.answer.total,
            worst: self.answer.worst,
            locks: self.draft.locks.len(),
            overrides: self
                .draft
                .locks
                .values()
                .filter(|lock| lock.reason.is_some())
                .count(),
            broken_locks: self.answer.broken_locks.len(),
            objective: self.draft.objective,
            proven: self.answer.verify().is_ok(),
        }
    }

    /// What somebody without a mentor waits for.
    pub fn waiting(&self, mentee: usize) -> Waiting {
        Waiting {
            mentee,
            left_out: self.answer.seats[mentee] == Seat::LeftOut,
            best: self.pool.reach(&self.draft, mentee),
        }
    }

    fn is_flagged(&self, mentee: usize, mentor: usize) -> bool {
        self.pool.block_at(mentee, mentor).is_some()
            || self.warnings(mentee, mentor).next().is_some()
    }
}
