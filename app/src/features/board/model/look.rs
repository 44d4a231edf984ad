//! Why a mentee is where they are, and why not somewhere else.

use super::BoardModel;
use pairwell_domain::board::{Apart, MoveRefusal, Seat};
use pairwell_domain::fit::{Block, Explanation, Warning};

/// Mentors looked at as alternatives.
const OTHERS: usize = 4;

/// One mentee's place, explained.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    pub mentee: usize,
    pub seat: Seat,
    /// Of the pair, where there is a mentor.
    pub explanation: Option<Explanation>,
    pub warnings: Vec<Warning>,
    /// A block that was overridden, and why.
    pub overridden: Option<(Block, String)>,
    /// The best-fitting other mentors, best first.
    pub others: Vec<WhyNot>,
}

/// Why a mentee is not with a mentor.
#[derive(Clone, Debug, PartialEq)]
pub struct WhyNot {
    pub mentor: usize,
    pub fit: u8,
    pub refusal: Option<MoveRefusal>,
    /// A rule of this board keeps the matching from putting them together.
    pub apart: Option<Apart>,
    /// Who has that mentor's places.
    pub holders: Vec<Holder>,
    /// What putting them there would change in the total, where that can be told.
    pub effect: Option<i64>,
    /// Who would have to go, and where to; `None` is unmatched.
    pub displaced: Vec<(usize, Option<usize>)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holder {
    pub mentee: usize,
    pub fit: u8,
}

impl BoardModel {
    pub fn look(&mut self, mentee: usize) -> Look {
        let seat = self.answer.seats[mentee];
        let mentor = seat.mentor();
        let mut others: Vec<usize> = (0..self.pool.mentors())
            .filter(|other| Some(*other) != mentor)
            .collect();
        others.sort_by_key(|&other| std::cmp::Reverse(self.pool.fit(mentee, other)));
        others.truncate(OTHERS);
        let effects = self.effects(mentee);
        Look {
            mentee,
            seat,
            explanation: mentor.map(|mentor| self.pool.explain(mentee, mentor)),
            warnings: mentor
                .map(|mentor| self.warnings(mentee, mentor).collect())
                .unwrap_or_default(),
            overridden: mentor.and_then(|mentor| self.overridden(mentee, mentor)),
            others: others
                .into_iter()
                .map(|other| self.why_not(mentee, other, effects.get(other).copied().flatten()))
                .collect(),
        }
    }

    fn why_not(&self, mentee: usize, mentor: usize, effect: Option<i64>) -> WhyNot {
        let seats = self.answer.seats.iter().enumerate();
        let holders = seats
            .filter(|(_, seat)| seat.mentor() == Some(mentor))
            .map(|(mentee, seat)| Holder {
                mentee,
                fit: seat.fit().unwrap_or_default(),
            })
            .collect();
        WhyNot {
            mentor,
            fit: self.pool.fit(mentee, mentor),
            refusal: self.refusal(mentee, mentor),
            apart: self.kept_apart(mentee, mentor),
            holders,
            effect,
            displaced: self.displaced(mentee, mentor),
        }
    }

    /// Whom putting a mentee with a mentor would move, and where to, as far as
    /// the live session knows.
    fn displaced(&self, mentee: usize, mentor: usize) -> Vec<(usize, Option<usize>)> {
        let chain = self.live.as_ref().and_then(|live| live.why(mentee, mentor));
        let moves = chain.map(|chain| chain.moves).unwrap_or_default();
        moves
            .into_iter()
            .filter(|step| step.mentee != mentee)
            .map(|step| (step.mentee, step.to))
            .collect()
    }

    pub fn warnings(&self, mentee: usize, mentor: usize) -> impl Iterator<Item = Warning> + '_ {
        let pair = (self.pool.mentee_id(mentee), self.pool.mentor_id(mentor));
        let all = &self.board.warnings;
        let from = all.partition_point(|warning| (warning.mentee, warning.mentor) < pair);
        all[from..]
            .iter()
            .take_while(move |warning| (warning.mentee, warning.mentor) == pair)
            .map(|warning| warning.warning)
    }

    fn overridden(&self, mentee: usize, mentor: usize) -> Option<(Block, String)> {
        let block = self.pool.block_at(mentee, mentor)?;
        let lock = self.draft.locks.get(&self.pool.mentee_id(mentee))?;
        Some((block, lock.reason.clone()?))
    }
}
