//! The board as the page holds it: the model, what is drawn of it, and saving.
//!
//! Everything that changes goes through here: the model decides, the answer is
//! drawn, and what is new is sent (by `saving`). Nothing waits for the server;
//! what it refuses is put back and told.

use super::focus::{focus_card, focused};
use super::marks::{measured, until_painted};
use super::model::{
    BoardModel, Change, Held, InHand, Lanes, Look, Scarce, Trouble, UndoRefusal, moved_words,
};
use super::sliding::Sliding;
use crate::api::events::on_event;
use crate::ui::{Announcer, Toast, Toasts, use_announcer, use_toasts};
use leptos::prelude::*;
use pairwell_domain::api::events::Topic;
use pairwell_domain::board::{Board, BoardMentee, BoardMentor, Move, MoveRefusal, Rules};
use pairwell_domain::fit::Weights;
use pairwell_domain::id::BoardId;
use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

/// How long what has moved stays marked: the time until a slider rests, and `board.css` fades it.
const MARKED_FOR: Duration = Duration::from_millis(1800);
/// How long nothing changes before the next pick-up is readied.
const RESTS: Duration = Duration::from_millis(50);
/// How long nothing changes before what is scarce is worked out.
const RESTS_LONGER: Duration = Duration::from_millis(400);
/// Toasts of the board replace one another.
pub const TOPIC: &str = "board";

/// Where saving stands.
#[derive(Clone, Debug, PartialEq)]
pub enum Saving {
    Saved,
    Underway,
    /// The server can't be reached; what is new waits here.
    Offline,
    /// Not saved, and why; what was not saved is put back.
    Failed(String),
}

/// A handle, to be copied into closures.
#[derive(Clone, Copy)]
pub struct BoardState {
    pub id: BoardId,
    pub(super) model: StoredValue<BoardModel>,
    pub(super) lanes: RwSignal<Arc<Lanes>>,
    /// Grows when people come or go: positions mean others then.
    pub(super) epoch: RwSignal<u32>,
    history: RwSignal<(bool, bool)>,
    pub(super) saving: RwSignal<Saving>,
    moved: RwSignal<Arc<HashSet<usize>>>,
    /// What is looked at, explained; by position.
    pub looked_at: RwSignal<Option<usize>>,
    look: RwSignal<Option<Arc<Look>>>,
    pub in_hand: RwSignal<Option<Arc<InHand>>>,
    /// Asks for a lane to be scrolled to, as it may not be drawn yet.
    pub reveal: RwSignal<Option<usize>>,
    /// Asks for somebody's card among the unmatched to be scrolled to.
    pub reveal_waiting: RwSignal<Option<usize>>,
    /// Who is to be moved, or which place given, by choosing from a list.
    pub moving: RwSignal<Option<Held>>,
    /// A pair whose block can be overridden with a reason.
    pub asks_reason: RwSignal<Option<(usize, usize)>>,
    pub publishing: RwSignal<bool>,
    /// What is to be repaired.
    pub repairing: RwSignal<Option<Trouble>>,
    /// The scenario put beside this one.
    pub comparing: RwSignal<Option<BoardId>>,
    /// What there is too little of, once it is worked out.
    scarce: RwSignal<Arc<Vec<Scarce>>>,
    /// Weights or rules being tried while a slider moves.
    pub(super) trial: RwSignal<Option<Move>>,
    pub(super) sliding: StoredValue<Sliding>,
    pub(super) read_after_saving: StoredValue<bool>,
    warming_up: StoredValue<Option<TimeoutHandle>>,
    counting: StoredValue<Option<TimeoutHandle>>,
    /// How long an unreachable server is left alone.
    pub(super) patience: StoredValue<Duration>,
    pub(super) toasts: Toasts,
    pub announcer: Announcer,
}

impl BoardState {
    /// Takes a board that was read, and follows what others do to it.
    pub fn start(board: Board, blind: bool) -> Self {
        let (id, programme) = (board.id, board.programme);
        let mut model = measured("board:solve", || BoardModel::new(board));
        model.set_blind(blind);
        let lanes = Arc::new(model.lanes());
        let state = BoardState {
            id,
            model: StoredValue::new(model),
            lanes: RwSignal::new(lanes),
            epoch: RwSignal::new(0),
            history: RwSignal::new((false, false)),
            saving: RwSignal::new(Saving::Saved),
            moved: RwSignal::default(),
            looked_at: RwSignal::new(None),
            look: RwSignal::new(None),
            in_hand: RwSignal::new(None),
            reveal: RwSignal::new(None),
            reveal_waiting: RwSignal::new(None),
            moving: RwSignal::new(None),
            asks_reason: RwSignal::new(None),
            publishing: RwSignal::new(false),
            repairing: RwSignal::new(None),
            comparing: RwSignal::new(None),
            scarce: RwSignal::default(),
            trial: RwSignal::new(None),
            sliding: StoredValue::new(Sliding::default()),
            read_after_saving: StoredValue::new(false),
            warming_up: StoredValue::new(None),
            counting: StoredValue::new(None),
            patience: StoredValue::new(Duration::from_secs(2)),
            toasts: use_toasts(),
            announcer: use_announcer(),
        };
        on_event(Topic::Board(programme), move |happened| {
            state.hear(happened)
        });
        state.keep_look_fresh();
        state.remember_steps();
        state.warm_up();
        state
    }

    // What is drawn. Reactive.

    pub fn lanes(self) -> Arc<Lanes> {
        self.lanes.get()
    }

    pub fn with_lanes<R>(self, read: impl FnOnce(&Lanes) -> R) -> R {
        self.lanes.with(|lanes| read(lanes))
    }

    pub fn epoch(self) -> u32 {
        self.epoch.get()
    }

    pub fn can_undo(self) -> bool {
        self.history.get().0
    }

    pub fn can_redo(self) -> bool {
        self.history.get().1
    }

    pub fn saving(self) -> Saving {
        self.saving.get()
    }

    /// Whether this mentee has just moved.
    pub fn has_moved(self, mentee: usize) -> bool {
        self.moved.with(|moved| moved.contains(&mentee))
    }

    /// Whether a slider is on its way.
    pub fn is_trying(self) -> bool {
        self.trial.with(Option::is_some)
    }

    pub fn look(self) -> Option<Arc<Look>> {
        self.look.get()
    }

    pub fn scarce(self) -> Arc<Vec<Scarce>> {
        self.scarce.get()
    }

    /// Hides everybody's name, or shows it again.
    pub fn set_blind(self, blind: bool) {
        if self.read(|model| model.is_blind()) != blind {
            self.ask(|model| model.set_blind(blind));
            self.forget_scarce();
            // What was said last names people.
            self.toasts.clear(TOPIC);
            self.announcer.say(if blind {
                "Names are hidden."
            } else {
                "Names are shown."
            });
            self.epoch.update(|epoch| *epoch += 1);
            self.draw(&Change::default());
        }
    }

    /// The weights shown: those being tried, else those decided.
    pub fn weights(self) -> Weights {
        self.lanes.track();
        match self.trial.get() {
            Some(Move::Weigh { weights }) => weights,
            _ => self.read(|model| model.draft().weights),
        }
    }

    /// The rules shown: those being tried, else those decided.
    pub fn rules(self) -> Rules {
        self.lanes.track();
        match self.trial.get() {
            Some(Move::Rule { rules }) => rules,
            _ => self.read(|model| model.draft().rules),
        }
    }

    // People. Not reactive: a card is drawn anew when its person changes.

    /// Reads the model.
    pub fn read<R>(self, read: impl FnOnce(&BoardModel) -> R) -> R {
        self.model.with_value(read)
    }

    pub fn mentee<R>(self, mentee: usize, read: impl FnOnce(&BoardMentee) -> R) -> R {
        self.read(|model| read(model.mentee(mentee)))
    }

    pub fn mentor<R>(self, mentor: usize, read: impl FnOnce(&BoardMentor) -> R) -> R {
        self.read(|model| read(model.mentor(mentor)))
    }

    pub fn mentee_name(self, mentee: usize) -> String {
        self.read(|model| model.mentee_name(mentee))
    }

    pub fn mentor_name(self, mentor: usize) -> String {
        self.read(|model| model.mentor_name(mentor))
    }

    /// Asks the model something that needs it ready; `None` when the page is gone.
    pub fn ask<R>(self, ask: impl FnOnce(&mut BoardModel) -> R) -> Option<R> {
        self.model.try_update_value(ask)
    }

    // Decisions.

    pub fn lock(self, mentee: usize, mentor: usize, reason: Option<String>) {
        let (mentee, mentor) = self.read(|model| {
            let pool = model.pool();
            (pool.mentee_id(mentee), pool.mentor_id(mentor))
        });
        self.make(vec![Move::Lock {
            mentee,
            mentor,
            reason,
        }]);
    }

    /// Makes moves as one step, shows and saves them; or says why not.
    ///
    /// What a slider is on is decided first: it was seen when this was asked for.
    pub fn make(self, moves: Vec<Move>) {
        self.settle();
        until_painted("board:change");
        let made = measured("board:solve", || {
            self.ask(|model| model.make(moves.clone()))
        });
        match made {
            Some(Ok(change)) => {
                self.draw(&change);
                let words = self.read(|model| model.what_happened(&moves, &change));
                self.toasts.undo(words, TOPIC, move || self.undo());
                self.send();
            }
            Some(Err(MoveRefusal::NeedsReason(_))) => self.ask_for_reason(&moves),
            Some(Err(refusal)) => self.refuse(refusal.to_string()),
            None => {}
        }
    }

    fn ask_for_reason(self, moves: &[Move]) {
        if let [Move::Lock { mentee, mentor, .. }] = moves {
            let pair = self.read(|model| {
                let pool = model.pool();
                pool.mentee_at(*mentee).zip(pool.mentor_at(*mentor))
            });
            self.asks_reason.set(pair);
        }
    }

    pub fn undo(self) {
        // The last thing done is what a slider is on.
        if self.take_back_trial() {
            self.toasts.show(Toast::new("Undone").topic(TOPIC));
            return;
        }
        self.turn("Undone", BoardModel::undo);
    }

    pub fn redo(self) {
        // A slider moved is something done: after it there is nothing to do again.
        self.settle();
        self.turn("Redone", BoardModel::redo);
    }

    fn turn(self, what: &str, way: impl FnOnce(&mut BoardModel) -> Result<Change, UndoRefusal>) {
        until_painted("board:change");
        match measured("board:solve", || self.ask(way)) {
            Some(Ok(change)) => {
                self.draw(&change);
                let words = match moved_words(&change, None) {
                    Some(moved) => format!("{what} · {moved}"),
                    None => what.to_owned(),
                };
                self.toasts.show(Toast::new(words).topic(TOPIC));
                self.send();
            }
            Some(Err(UndoRefusal::Overtaken { by })) => {
                self.draw(&Change::default());
                self.refuse(format!(
                    "{by} has changed that since, so it is not undone. The step before it can be."
                ));
            }
            Some(Err(UndoRefusal::Refused(refusal))) => {
                self.draw(&Change::default());
                self.refuse(format!("That can't be undone any more. {refusal}"));
            }
            Some(Err(UndoRefusal::Nothing)) | None => {}
        }
    }

    pub(super) fn refuse(self, words: impl Into<String>) {
        self.toasts.show(Toast::refusal(words).topic(TOPIC));
    }

    // In hand.

    /// Takes a mentee or a place in hand: every lane, or every card, then says what it has
    /// to offer.
    pub fn pick_up(self, held: Held) {
        until_painted("board:pick-up");
        let taken = measured("board:solve", || self.ask(|model| model.take_in_hand(held)));
        self.in_hand.set(taken.map(Arc::new));
    }

    pub fn let_go(self) {
        self.in_hand.try_set(None);
    }

    // Drawing.

    pub(super) fn draw(self, change: &Change) {
        let Some((lanes, history)) =
            self.ask(|model| (model.lanes(), (model.can_undo(), model.can_redo())))
        else {
            return;
        };
        if !change.moved.is_empty() {
            self.mark(change.moved.iter().map(|(mentee, ..)| *mentee).collect());
        }
        self.history.set(history);
        // A card in another lane is another element: the focus would be lost with the old one.
        if let Some(mentee) = focused() {
            focus_card(self, mentee);
        }
        self.lanes.set(Arc::new(lanes));
        self.warm_up();
    }

    pub(super) fn show_history(self) {
        let history = self.ask(|model| (model.can_undo(), model.can_redo()));
        if let Some(history) = history {
            self.history.try_set(history);
        }
    }

    fn mark(self, moved: HashSet<usize>) {
        let moved = Arc::new(moved);
        self.moved.set(moved.clone());
        set_timeout(
            move || {
                // Something may have moved again since.
                if self.moved.try_with(|now| Arc::ptr_eq(now, &moved)) == Some(true) {
                    self.moved.set(Arc::default());
                }
            },
            MARKED_FOR,
        );
    }

    /// What was scarce names people, and says where they stand: not once either has changed.
    pub(super) fn forget_scarce(self) {
        self.scarce.set(Arc::default());
    }

    /// Works out what is scarce, once nothing has changed for a while: that takes several answers.
    fn count_scarce(self) {
        let count = move || {
            // The answer shown is of weights or rules only tried: what is scarce waits for the decision.
            if self.trial.try_with_untracked(Option::is_none) != Some(true) {
                return;
            }
            if let Some(scarce) = measured("board:scarce", || self.ask(BoardModel::scarcity)) {
                let is_news = self.scarce.try_with_untracked(|known| **known != scarce);
                if is_news == Some(true) {
                    self.scarce.set(Arc::new(scarce));
                }
            }
        };
        let later = set_timeout_with_handle(count, RESTS_LONGER).ok();
        if let Some(Some(earlier)) = self
            .counting
            .try_update_value(|waiting| std::mem::replace(waiting, later))
        {
            earlier.clear();
        }
    }

    /// Readies the next pick-up while nobody waits for anything.
    fn warm_up(self) {
        self.count_scarce();
        let ready = move || {
            // Each position of a slider would have to be readied anew.
            if self.trial.try_with_untracked(Option::is_none) == Some(true) {
                self.ask(BoardModel::warm_up);
            }
        };
        let later = set_timeout_with_handle(ready, RESTS).ok();
        if let Some(Some(earlier)) = self
            .warming_up
            .try_update_value(|waiting| std::mem::replace(waiting, later))
        {
            earlier.clear();
        }
    }

    /// Explains the one looked at anew whenever the answer changes.
    fn keep_look_fresh(self) {
        Effect::new(move |_| {
            self.lanes.track();
            let mentee = self.looked_at.get();
            // After the board itself is drawn.
            set_timeout(
                move || {
                    let look = mentee.and_then(|mentee| self.ask(|model| model.look(mentee)));
                    let was_any = self.look.try_with_untracked(Option::is_some);
                    if look.is_some() || was_any == Some(true) {
                        self.look.try_set(look.map(Arc::new));
                    }
                },
                Duration::ZERO,
            );
        });
    }
}
