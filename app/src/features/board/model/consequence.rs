//! What putting a mentee with a mentor would do to everybody, before it is done.

use super::{BoardModel, Change};
use pairwell_domain::board::{Move, MoveRefusal, answer};

/// What locking a mentee with a mentor would come to.
#[derive(Clone, Debug, PartialEq)]
pub struct Consequence {
    pub fit: u8,
    pub change: Change,
}

impl BoardModel {
    /// Why this mentee can't be put with this mentor now.
    pub fn refusal(&self, mentee: usize, mentor: usize) -> Option<MoveRefusal> {
        self.draft
            .refuse_lock(
                self.pool.mentee_id(mentee),
                self.pool.mentor_id(mentor),
                None,
                &self.pool,
            )
            .err()
    }

    /// What would follow from locking the two, by really answering the pool with
    /// the lock in it. `None` where that is refused; a block that needs a reason
    /// is answered as if one were given.
    pub fn consequence(&mut self, mentee: usize, mentor: usize) -> Option<Consequence> {
        let fit = self.pool.fit(mentee, mentor);
        let lock = Move::Lock {
            mentee: self.pool.mentee_id(mentee),
            mentor: self.pool.mentor_id(mentor),
            reason: Some("Asked what would follow.".into()),
        };
        let mut draft = self.draft.clone();
        draft.apply(&lock, &self.pool).ok()?;
        let after = answer(&mut self.pool, &draft);
        let change = Change::between(&self.answer, &after);
        Some(Consequence { fit, change })
    }
}
