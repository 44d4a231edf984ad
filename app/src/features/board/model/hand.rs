//! A mentee in hand: what every mentor has to offer, and what each would mean for
//! the pool, worked out all at once.

use super::BoardModel;
use pairwell_domain::board::{MoveRefusal, Objective, Seat};
use pairwell_matching::Session;

/// What one mentor's lane says while a mentee is in hand.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    pub fit: u8,
    pub refusal: Option<MoveRefusal>,
    /// How the pool's total would change. `None` where it can't be, or where the
    /// objective is not the total and only trying it would tell.
    pub effect: Option<i64>,
}

impl Offer {
    /// Whether the mentee may be dropped here, if need be with a reason.
    pub fn is_open(&self) -> bool {
        matches!(self.refusal, None | Some(MoveRefusal::NeedsReason(_)))
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct InHand {
    pub mentee: usize,
    /// Where they were taken from.
    pub from: Option<usize>,
    /// By mentor position.
    pub offers: Vec<Offer>,
}

impl BoardModel {
    /// Whether this mentee can be moved at all: not when people know of the pair.
    pub fn is_movable(&self, mentee: usize) -> bool {
        !matches!(self.answer.seats[mentee], Seat::Standing { .. })
    }

    pub fn take_in_hand(&mut self, mentee: usize) -> InHand {
        let effects = self.effects(mentee);
        let offers = (0..self.pool.mentors()).map(|mentor| Offer {
            fit: self.pool.fit(mentee, mentor),
            refusal: self.refusal(mentee, mentor),
            effect: effects.get(mentor).copied().flatten(),
        });
        InHand {
            mentee,
            from: self.answer.seats[mentee].mentor(),
            offers: offers.collect(),
        }
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
            Seat::Best { .. } | Seat::Unmatched => gains(self.session(), mentee, now),
            Seat::Locked { .. } | Seat::LeftOut => {
                // What was decided about them does not hold once they are moved.
                let mut draft = self.draft.clone();
                let id = self.pool.mentee_id(mentee);
                draft.locks.remove(&id);
                draft.left_out.remove(&id);
                let session = Session::new(self.pool.pose(&draft));
                gains(&session, mentee, now)
            }
        }
    }
}

fn gains(session: &Session, mentee: usize, now: i64) -> Vec<Option<i64>> {
    let best = session.total();
    let costs = session.force_costs(mentee).into_iter();
    costs
        .map(|cost| cost.map(|cost| best - cost - now))
        .collect()
}
