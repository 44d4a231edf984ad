//! Mentees as a list: where each is, how well, and what they could have had;
//! many of them decided about at once.

use super::filter::words;
use super::{BoardModel, Filter};
use pairwell_domain::board::{Move, Seat};
use std::cmp::Reverse;

/// In what order mentees are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RowOrder {
    /// Most to lose first: how far below their best possible fit they are.
    #[default]
    Regret,
    Name,
    /// Lowest fit first.
    Fit,
}

impl RowOrder {
    pub const ALL: [RowOrder; 3] = [RowOrder::Regret, RowOrder::Name, RowOrder::Fit];

    /// Its name in the address.
    pub const fn key(self) -> &'static str {
        match self {
            RowOrder::Regret => "regret",
            RowOrder::Name => "name",
            RowOrder::Fit => "fit",
        }
    }

    pub fn of(key: &str) -> Self {
        let known = RowOrder::ALL.into_iter().find(|order| order.key() == key);
        known.unwrap_or_default()
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct MenteeRow {
    pub mentee: usize,
    pub seat: Seat,
    /// With anyone they may go to.
    pub best: Option<u8>,
    /// The mentors who would suit them best, wherever they are, best first.
    pub candidates: Vec<(usize, u8)>,
}

impl MenteeRow {
    /// How far below the best possible fit they are.
    pub fn regret(&self) -> u8 {
        let best = self.best.unwrap_or_default();
        best.saturating_sub(self.seat.fit().unwrap_or_default())
    }
}

/// Something done with several mentees at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bulk {
    /// Each with the mentor they have.
    Lock,
    Release,
    /// Never with the mentor they have.
    Forbid,
    LeaveOut,
}

/// Mentors named beside each mentee.
const CANDIDATES: usize = 3;

impl BoardModel {
    /// The mentees a filter finds, in order.
    pub fn rows(&self, filter: &Filter, order: RowOrder) -> Vec<MenteeRow> {
        let wanted = words(&filter.text);
        let shown = (0..self.pool.mentees()).filter(|&mentee| self.mentee_matches(mentee, &wanted));
        let mut rows: Vec<MenteeRow> = shown.map(|mentee| self.row(mentee)).collect();
        match order {
            RowOrder::Regret => rows.sort_by_key(|row| (Reverse(row.regret()), row.mentee)),
            RowOrder::Fit => rows.sort_by_key(|row| (row.seat.fit(), row.mentee)),
            RowOrder::Name if self.is_blind() => {}
            RowOrder::Name => {
                rows.sort_by_cached_key(|row| self.mentee(row.mentee).name.to_lowercase());
            }
        }
        rows
    }

    fn row(&self, mentee: usize) -> MenteeRow {
        let mut candidates: Vec<(usize, u8)> = Vec::with_capacity(CANDIDATES + 1);
        for mentor in 0..self.pool.mentors() {
            let fit = self.pool.fit(mentee, mentor);
            let full = candidates.len() == CANDIDATES;
            if full && candidates.last().is_some_and(|last| last.1 >= fit) {
                continue;
            }
            if self.is_closed(mentee, mentor) {
                continue;
            }
            let at = candidates.partition_point(|other| other.1 >= fit);
            candidates.insert(at, (mentor, fit));
            candidates.truncate(CANDIDATES);
        }
        MenteeRow {
            mentee,
            seat: self.answer.seats[mentee],
            best: candidates.first().map(|best| best.1),
            candidates,
        }
    }

    /// The moves that do something with several mentees, and how many it leaves alone
    /// because it means nothing for them.
    pub fn bulk(&self, what: Bulk, mentees: &[usize]) -> (Vec<Move>, usize) {
        let (mut moves, mut alone) = (Vec::new(), 0);
        for &at in mentees {
            let mentee = self.pool.mentee_id(at);
            let before = moves.len();
            match (what, self.answer.seats[at]) {
                (_, Seat::Standing { .. }) => {}
                (Bulk::Lock, Seat::Best { mentor, .. }) => moves.push(Move::Lock {
                    mentee,
                    mentor: self.pool.mentor_id(mentor),
                    reason: None,
                }),
                (Bulk::Release, Seat::Locked { .. } | Seat::LeftOut) => {
                    moves.push(Move::Release { mentee });
                }
                (Bulk::Forbid, Seat::Best { mentor, .. }) => moves.push(Move::Forbid {
                    mentee,
                    mentor: self.pool.mentor_id(mentor),
                }),
                (Bulk::Forbid, Seat::Locked { mentor, .. }) => {
                    let mentor = self.pool.mentor_id(mentor);
                    moves.extend([Move::Release { mentee }, Move::Forbid { mentee, mentor }]);
                }
                (Bulk::LeaveOut, Seat::Best { .. } | Seat::Locked { .. } | Seat::Unmatched) => {
                    moves.push(Move::LeaveOut { mentee });
                }
                _ => {}
            }
            alone += usize::from(moves.len() == before);
        }
        (moves, alone)
    }
}
