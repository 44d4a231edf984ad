//! The board as the browser works on it, without anything of the browser.
//!
//! A [`BoardModel`] holds what the server has (`board`, with its version), the
//! draft as it is shown, and in between the changes made here that are not saved
//! yet. A change goes
//!
//! 1. [`BoardModel::make`]: the domain's rule says whether it may be; the draft
//!    takes it and the pool is answered anew, at once;
//! 2. [`BoardModel::to_send`]: everything unsaved leaves as one request on the
//!    version it was made on;
//! 3. [`BoardModel::saved`], or [`BoardModel::take_back`] when it could not be
//!    saved, or [`BoardModel::rebase`] when somebody else was first: their board
//!    is taken, what was done here is done again on top of it where that still
//!    makes sense, and what was lost is told with whose move won.

mod compare;
mod consequence;
mod export;
mod filter;
mod flip;
mod hand;
mod lanes;
mod live;
mod look;
mod names;
mod repair;
mod rows;
mod scarcity;
mod share;
mod steps;
#[cfg(test)]
mod tests;
mod trying;
mod words;

pub use compare::{Comparison, Differing, Share, Standing};
pub use consequence::Consequence;
pub use filter::{Filter, LaneOrder};
pub use flip::{Flip, FlipSearch, Found, WEIGHT_MOST};
pub use hand::{Held, InHand, Offer};
pub use lanes::{Card, CardKind, Lane, Lanes, Waiting};
pub use look::{Holder, Look, WhyNot};
pub use repair::{Repair, Trouble};
pub use rows::{Bulk, MenteeRow, RowOrder};
pub use scarcity::Scarce;
pub use share::{Heard, Lost, Rebased, WhyLost};
pub use steps::version_of;
pub use trying::Tried;
pub use words::moved_words;

use names::Names;
use pairwell_domain::board::{
    Answer, Apart, Board, BoardMentee, BoardMentor, BoardPool, Draft, Move, MoveRefusal, answer,
};
use pairwell_domain::id::EnrolmentId;
use pairwell_matching::Session;
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;
use trying::Trying;

/// Steps that can be undone; the oldest are forgotten first.
const UNDO_MOST: usize = 200;

pub struct BoardModel {
    /// Names, titles, units and levels are kept from whoever matches.
    blind: bool,
    /// As the server has it, people in order of id like the pool's positions.
    board: Board,
    names: Names,
    pool: BoardPool,
    draft: Draft,
    answer: Answer,
    /// While weights or rules are tried, the answer from before: what is decided in the end is
    /// told as the change since then.
    before_trying: Option<Answer>,
    /// The answer to what is tried, as far as it is worked out.
    trying: Option<Trying>,
    /// Kept ready to be asked what a move would do.
    live: Option<Session>,
    unsaved: VecDeque<Unsaved>,
    /// How many of `unsaved`, from the front, are on their way to the server.
    sending: usize,
    /// How many of `unsaved`, from the front, each request had that nobody answered;
    /// all on the version there is.
    in_doubt: Vec<usize>,
    /// Whose moves ours are said to be, once any was saved.
    me: Option<String>,
    done: Vec<Step>,
    undone: Vec<Step>,
    next_step: u32,
}

/// Something done that can be undone: one move or several made as one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Step {
    number: u32,
    moves: Vec<Move>,
    back: Vec<Move>,
    /// Who has since changed the same thing.
    overtaken_by: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Did,
    Undid,
    Redid,
}

/// A change the server has not confirmed.
#[derive(Clone, Debug)]
struct Unsaved {
    step: u32,
    way: Way,
    moves: Vec<Move>,
}

/// What a change did to everybody.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Change {
    /// Mentee, where they were and where they are, by position.
    pub moved: Vec<(usize, Option<usize>, Option<usize>)>,
    pub total: i64,
    pub matched: i64,
}

/// Why nothing was undone.
#[derive(Clone, Debug, PartialEq)]
pub enum UndoRefusal {
    /// There is nothing to undo.
    Nothing,
    /// Somebody has changed the same thing since.
    Overtaken { by: String },
    /// It is no longer possible.
    Refused(MoveRefusal),
}

impl BoardModel {
    pub fn new(mut board: Board) -> Self {
        in_order(&mut board);
        let mut pool = BoardPool::new(&board);
        let draft = board.draft.clone();
        let answer = answer(&mut pool, &draft);
        BoardModel {
            blind: false,
            names: Names::of(&board),
            board,
            pool,
            draft,
            answer,
            before_trying: None,
            trying: None,
            live: None,
            unsaved: VecDeque::new(),
            sending: 0,
            in_doubt: Vec::new(),
            me: None,
            done: Vec::new(),
            undone: Vec::new(),
            next_step: 0,
        }
    }

    pub fn board(&self) -> &Board {
        &self.board
    }

    pub fn version(&self) -> i64 {
        self.board.version
    }

    pub fn draft(&self) -> &Draft {
        &self.draft
    }

    pub fn answer(&self) -> &Answer {
        &self.answer
    }

    pub fn pool(&self) -> &BoardPool {
        &self.pool
    }

    /// By position.
    pub fn mentee(&self, mentee: usize) -> &BoardMentee {
        &self.board.mentees[mentee]
    }

    /// By position.
    pub fn mentor(&self, mentor: usize) -> &BoardMentor {
        &self.board.mentors[mentor]
    }

    /// Whether names are hidden.
    pub fn is_blind(&self) -> bool {
        self.blind
    }

    /// Hides names, or shows them again.
    pub fn set_blind(&mut self, blind: bool) {
        self.blind = blind;
    }

    /// What a mentee is called here: by their name, with what tells them apart from
    /// whoever else has it; by a number when matching blind.
    pub fn mentee_name(&self, mentee: usize) -> String {
        if self.blind {
            format!("Mentee {}", mentee + 1)
        } else {
            self.names.mentees[mentee].clone()
        }
    }

    /// What a mentor is called here, like [`BoardModel::mentee_name`].
    pub fn mentor_name(&self, mentor: usize) -> String {
        if self.blind {
            format!("Mentor {}", mentor + 1)
        } else {
            self.names.mentors[mentor].clone()
        }
    }

    /// Places of a mentor on this board, filled ones included.
    pub fn places(&self, mentor: usize) -> u8 {
        self.draft
            .places(self.pool.mentor_id(mentor), &self.pool)
            .expect("a mentor at a position is on the board")
    }

    /// Makes moves as one step, if the rules let it.
    pub fn make(&mut self, moves: Vec<Move>) -> Result<Change, MoveRefusal> {
        let back = self.draft.apply_all(&moves, &self.pool)?;
        if back.is_empty() {
            return Ok(self.reanswer());
        }
        let number = self.next_step;
        self.next_step += 1;
        self.unsaved.push_back(Unsaved {
            step: number,
            way: Way::Did,
            moves: moves.clone(),
        });
        self.undone.clear();
        self.done.push(Step {
            number,
            moves,
            back,
            overtaken_by: None,
        });
        if self.done.len() > UNDO_MOST {
            self.done.remove(0);
        }
        Ok(self.reanswer())
    }

    pub fn can_undo(&self) -> bool {
        !self.done.is_empty()
    }

    pub fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }

    /// Takes the last step back. A step that somebody has overtaken is refused
    /// and forgotten, so that the one before it can be reached.
    pub fn undo(&mut self) -> Result<Change, UndoRefusal> {
        let step = self.done.pop().ok_or(UndoRefusal::Nothing)?;
        self.turn(step, Way::Undid)
    }

    /// Makes the step last undone again.
    pub fn redo(&mut self) -> Result<Change, UndoRefusal> {
        let step = self.undone.pop().ok_or(UndoRefusal::Nothing)?;
        self.turn(step, Way::Redid)
    }

    fn turn(&mut self, mut step: Step, way: Way) -> Result<Change, UndoRefusal> {
        if let Some(by) = step.overtaken_by {
            return Err(UndoRefusal::Overtaken { by });
        }
        let moves = match way {
            Way::Undid => step.back.clone(),
            Way::Did | Way::Redid => step.moves.clone(),
        };
        let reverse = self
            .draft
            .apply_all(&moves, &self.pool)
            .map_err(UndoRefusal::Refused)?;
        self.unsaved.push_back(Unsaved {
            step: step.number,
            way,
            moves,
        });
        if way == Way::Undid {
            self.undone.push(step);
        } else {
            step.back = reverse;
            self.done.push(step);
        }
        Ok(self.reanswer())
    }

    /// Answers the draft anew and says what that changed.
    fn reanswer(&mut self) -> Change {
        let shown = self.answer_anew();
        let before = self.before_trying.take().unwrap_or(shown);
        Change::between(&before, &self.answer)
    }

    /// Answers the draft anew; what was answered before.
    fn answer_anew(&mut self) -> Answer {
        self.live = None;
        self.trying = None;
        let after = answer(&mut self.pool, &self.draft);
        std::mem::replace(&mut self.answer, after)
    }

    /// Whether the matching can't put the two together: blocked, kept apart by this board's
    /// rules, or never to be, as decided here.
    pub fn is_closed(&self, mentee: usize, mentor: usize) -> bool {
        self.pool.block_at(mentee, mentor).is_some()
            || self.kept_apart(mentee, mentor).is_some()
            || (!self.draft.forbids.is_empty()
                && self
                    .draft
                    .forbids
                    .contains(&(self.pool.mentee_id(mentee), self.pool.mentor_id(mentor))))
    }

    /// The rule of this board that keeps the two apart; a lock holds all the same.
    pub fn kept_apart(&self, mentee: usize, mentor: usize) -> Option<Apart> {
        self.pool.kept_apart(&self.draft.rules, mentee, mentor)
    }

    fn mentee_position(&self, mentee: EnrolmentId) -> Option<usize> {
        self.pool.mentee_at(mentee)
    }
}

impl Change {
    fn between(before: &Answer, after: &Answer) -> Self {
        Change {
            moved: after.moved_since(before),
            total: after.total - before.total,
            matched: after.matched as i64 - before.matched as i64,
        }
    }
}

fn in_order(board: &mut Board) {
    board.mentees.sort_by_key(|mentee| mentee.facts.id);
    board.mentors.sort_by_key(|mentor| mentor.facts.id);
    board
        .warnings
        .sort_by_key(|warning| (warning.mentee, warning.mentor));
}
