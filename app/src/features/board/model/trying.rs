//! Weights and rules as a slider passes over them: the best answer under them is shown, and
//! nothing is decided.

use super::{BoardModel, Change};
use pairwell_domain::board::{Ahead, Draft, Move, MoveRefusal};

/// An answer on its way.
pub(super) struct Trying {
    draft: Draft,
    ahead: Ahead,
}

/// Where the answer to what is tried has got to.
#[derive(Clone, Debug, PartialEq)]
pub enum Tried {
    Underway,
    /// It is the one shown now, and this is what it changed since the last one tried.
    Shown(Change),
    /// Nothing is being tried, or something else was answered meanwhile.
    Nothing,
}

impl BoardModel {
    /// Whether something can be tried at all.
    pub fn may_try(&self, change: &Move) -> Result<(), MoveRefusal> {
        self.draft.clone().apply(change, &self.pool).map(drop)
    }

    /// Begins to answer the pool under other weights or rules, without deciding for them;
    /// [`BoardModel::go_on_trying`] works it out. [`BoardModel::make`] with the same move decides,
    /// and says what changed altogether.
    pub fn try_out(&mut self, change: &Move) -> Result<(), MoveRefusal> {
        let mut draft = self.draft.clone();
        draft.apply(change, &self.pool)?;
        let ahead = Ahead::of(&self.pool, &draft);
        self.trying = Some(Trying { draft, ahead });
        Ok(())
    }

    /// Goes back to the answer to what is decided.
    pub fn stop_trying(&mut self) -> Change {
        self.before_trying = None;
        self.reanswer()
    }

    /// Does the next piece of the answer to what is tried. In a pool of thousands a piece
    /// of the best total takes some tens of milliseconds, so that between two of them the page can
    /// hear its user; other objectives are one piece more, and that a longer one.
    pub fn go_on_trying(&mut self) -> Tried {
        let Some(trying) = &mut self.trying else {
            return Tried::Nothing;
        };
        if trying.ahead.go_on(&self.pool) {
            return Tried::Underway;
        }
        let Some(Trying { draft, ahead }) = self.trying.take() else {
            return Tried::Nothing;
        };
        self.pool.take(ahead);
        let kept = std::mem::replace(&mut self.draft, draft);
        let shown = self.answer_anew();
        self.draft = kept;
        let change = Change::between(&shown, &self.answer);
        self.before_trying.get_or_insert(shown);
        Tried::Shown(change)
    }
}
