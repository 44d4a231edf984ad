//! Somebody in hand: what every place has to offer a mentee, or what every mentee would
//! make of a mentor's place, and what each would mean for everyone, all at once.

use super::BoardModel;
use pairwell_domain::board::{Apart, MoveRefusal, Objective, Seat};
use pairwell_matching::Session;

/// What is picked up; by position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// A mentee, to be put with a mentor.
    Mentee(usize),
    /// A place of a mentor, to be given to a mentee.
    Place(usize),
}

/// What one mentor's lane says while a mentee is in hand, or one mentee's card while a
/// place is.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    pub fit: u8,
    pub refusal: Option<MoveRefusal>,
    /// How the pool's total would change. `None` where it can't be, or where the
    /// objective is not the total and only trying it would tell.
    pub effect: Option<i64>,
    /// A rule of this board keeps the matching from putting them together.
    pub apart: Option<Apart>,
    /// The two are together already.
    pub here: bool,
}

impl Offer {
    /// Whether the mentee may be dropped here, if need be with a reason.
    pub fn is_open(&self) -> bool {
        matches!(self.refusal, None | Some(MoveRefusal::NeedsReason(_)))
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct InHand {
    pub held: Held,
    /// By mentor position for a mentee in hand, by mentee position for a place.
    pub offers: Vec<Offer>,
}

impl InHand {
    /// The mentee and mentor that dropping on `other` would put together.
    pub fn pair(&self, other: usize) -> (usize, usize) {
        match self.held {
            Held::Mentee(mentee) => (mentee, other),
            Held::Place(mentor) => (other, mentor),
        }
    }

    /// The mentor a mentee in hand was taken from.
    pub fn from(&self) -> Option<usize> {
        match self.held {
            Held::Mentee(_) => self.offers.iter().position(|offer| offer.here),
            Held::Place(_) => None,
        }
    }

    /// What this mentor's lane says, while a mentee is in hand.
    pub fn at_lane(&self, mentor: usize) -> Option<&Offer> {
        match self.held {
            Held::Mentee(_) => self.offers.get(mentor),
            Held::Place(_) => None,
        }
    }

    /// What this mentee's card says, while a place is in hand.
    pub fn at_card(&self, mentee: usize) -> Option<&Offer> {
        match self.held {
            Held::Mentee(_) => None,
            Held::Place(_) => self.offers.get(mentee),
        }
    }

    /// Where it can be dropped: best for everyone first, then best fit first. A place not on
    /// those who have one there.
    pub fn open(&self) -> Vec<usize> {
        let place = matches!(self.held, Held::Place(_));
        let open = |other: &usize| {
            let offer = &self.offers[*other];
            offer.is_open() && !(place && offer.here)
        };
        let mut open: Vec<usize> = (0..self.offers.len()).filter(open).collect();
        open.sort_by_key(|&other| {
            let offer = &self.offers[other];
            std::cmp::Reverse((offer.effect.unwrap_or(i64::MIN), offer.fit))
        });
        open
    }

    /// Everybody it could go to, to choose from: those who may first, for a mentee by fit, for
    /// a place by what it does for everyone.
    pub fn ranked(&self) -> Vec<usize> {
        let by_fit = |other: &usize| std::cmp::Reverse(self.offers[*other].fit);
        let mut ranked = self.open();
        if let Held::Mentee(_) = self.held {
            ranked.sort_by_key(by_fit);
        }
        let closed = |other: &usize| !self.offers[*other].is_open();
        let mut rest: Vec<usize> = (0..self.offers.len()).filter(closed).collect();
        rest.sort_by_key(by_fit);
        ranked.extend(rest);
        ranked
    }
}

impl BoardModel {
    /// Whether this mentee can be moved at all: not when people know of the pair.
    pub fn is_movable(&self, mentee: usize) -> bool {
        !matches!(self.answer.seats[mentee], Seat::Standing { .. })
    }

    /// Whether any place of this mentor is neither taken by a pair people know of nor locked.
    pub fn has_open_place(&self, mentor: usize) -> bool {
        let fixed = self.answer.seats.iter().filter(|seat| {
            let fixed = matches!(seat, Seat::Standing { .. } | Seat::Locked { .. });
            fixed && seat.mentor() == Some(mentor)
        });
        fixed.count() < usize::from(self.places(mentor))
    }

    pub fn take_in_hand(&mut self, held: Held) -> InHand {
        let (effects, others) = match held {
            Held::Mentee(mentee) => (self.effects(mentee), self.pool.mentors()),
            Held::Place(mentor) => (self.effects_with(mentor), self.pool.mentees()),
        };
        let mut in_hand = InHand {
            held,
            offers: Vec::new(),
        };
        let offers = (0..others).map(|other| {
            let (mentee, mentor) = in_hand.pair(other);
            Offer {
                fit: self.pool.fit(mentee, mentor),
                refusal: self.refusal(mentee, mentor),
                effect: effects.get(other).copied().flatten(),
                apart: self.kept_apart(mentee, mentor),
                here: self.answer.seats[mentee].mentor() == Some(mentor),
            }
        });
        in_hand.offers = offers.collect();
        in_hand
    }

    /// By mentee, what locking them with the mentor would change in the total: exactly, by
    /// one shortest path over the mentors. Nothing of those about whom something is decided
    /// already.
    fn effects_with(&mut self, mentor: usize) -> Vec<Option<i64>> {
        if self.draft.objective != Objective::BestTotal {
            return Vec::new();
        }
        let now = self.answer.total;
        let session = self.session();
        changes(session, session.force_costs_with(mentor), now)
    }

    /// By mentor, what locking the mentee there would change in the total:
    /// exactly, by one shortest path over the mentors.
    pub fn effects(&mut self, mentee: usize) -> Vec<Option<i64>> {
        if self.draft.objective != Objective::BestTotal {
            return Vec::new();
        }
        let now = self.answer.total;
        match self.answer.seats[mentee] {
            Seat::Standing { .. } => Vec::new(),
            Seat::Best { .. } | Seat::Unmatched => {
                let session = self.session();
                changes(session, session.force_costs(mentee), now)
            }
            Seat::Locked { .. } | Seat::LeftOut => {
                // What was decided about them does not hold once they are moved.
                let mut draft = self.draft.clone();
                let id = self.pool.mentee_id(mentee);
                draft.locks.remove(&id);
                draft.left_out.remove(&id);
                let session = self.session_of(&draft);
                changes(&session, session.force_costs(mentee), now)
            }
        }
    }
}

fn changes(session: &Session, costs: Vec<Option<i64>>, now: i64) -> Vec<Option<i64>> {
    let best = session.total();
    let costs = costs.into_iter();
    costs
        .map(|cost| cost.map(|cost| best - cost - now))
        .collect()
}
