//! The board as the page holds it: the model, what is drawn of it, and saving.
//!
//! Everything that changes goes through here: the model decides, the answer is
//! drawn, and what is new is sent. Nothing waits for the server; what it refuses
//! is put back and told.

use super::focus::{focus_card, focused};
use super::marks::{measured, until_painted};
use super::model::{
    BoardModel, Change, Heard, InHand, Lanes, Look, Lost, Rebased, UndoRefusal, WhyLost,
    moved_words,
};
use crate::api::events::on_event;
use crate::api::{Call, call};
use crate::ui::{Announcer, Toast, Toasts, use_announcer, use_toasts};
use leptos::prelude::*;
use leptos::task::spawn_local;
use pairwell_domain::api::CallError;
use pairwell_domain::api::board::{BoardMoved, MakeMoves, Moves, ReadBoard, Stale};
use pairwell_domain::api::events::{Happened, Topic};
use pairwell_domain::board::{Board, BoardMentee, BoardMentor, Move, MoveRefusal};
use pairwell_domain::fit::Weights;
use pairwell_domain::id::BoardId;
use pairwell_domain::problem::Problem;
use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

/// How long what has moved stays marked.
const MARKED_FOR: Duration = Duration::from_millis(1400);
/// How long nothing changes before the next pick-up is readied.
const RESTS: Duration = Duration::from_millis(50);
/// How long a slider rests before its weight counts as decided.
const SLIDER_RESTS: Duration = Duration::from_millis(500);
/// Toasts of the board replace one another.
pub const TOPIC: &str = "board";

/// Where saving stands.
#[derive(Clone, Debug, PartialEq)]
pub enum Saving {
    Saved,
    Underway,
    /// Not saved, and why; what was not saved is put back.
    Failed(String),
}

/// A handle, to be copied into closures.
#[derive(Clone, Copy)]
pub struct BoardState {
    pub id: BoardId,
    model: StoredValue<BoardModel>,
    lanes: RwSignal<Arc<Lanes>>,
    /// Grows when people come or go: positions mean others then.
    epoch: RwSignal<u32>,
    history: RwSignal<(bool, bool)>,
    saving: RwSignal<Saving>,
    moved: RwSignal<Arc<HashSet<usize>>>,
    /// What is looked at, explained; by position.
    pub looked_at: RwSignal<Option<usize>>,
    look: RwSignal<Option<Arc<Look>>>,
    pub in_hand: RwSignal<Option<Arc<InHand>>>,
    /// Asks for a lane to be scrolled to, as it may not be drawn yet.
    pub reveal: RwSignal<Option<usize>>,
    /// Who is to be moved by choosing from a list.
    pub moving: RwSignal<Option<usize>>,
    /// A pair whose block can be overridden with a reason.
    pub asks_reason: RwSignal<Option<(usize, usize)>>,
    pub publishing: RwSignal<bool>,
    /// Weights being tried while a slider moves.
    trial: RwSignal<Option<Weights>>,
    trials: StoredValue<u32>,
    read_after_saving: StoredValue<bool>,
    warming_up: StoredValue<Option<TimeoutHandle>>,
    toasts: Toasts,
    pub announcer: Announcer,
}

impl BoardState {
    /// Takes a board that was read, and follows what others do to it.
    pub fn start(board: Board) -> Self {
        let (id, programme) = (board.id, board.programme);
        let model = measured("board:solve", || BoardModel::new(board));
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
            moving: RwSignal::new(None),
            asks_reason: RwSignal::new(None),
            publishing: RwSignal::new(false),
            trial: RwSignal::new(None),
            trials: StoredValue::new(0),
            read_after_saving: StoredValue::new(false),
            warming_up: StoredValue::new(None),
            toasts: use_toasts(),
            announcer: use_announcer(),
        };
        on_event(Topic::Board(programme), move |happened| {
            state.hear(happened)
        });
        state.keep_look_fresh();
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

    pub fn look(self) -> Option<Arc<Look>> {
        self.look.get()
    }

    /// The weights shown: those being tried, else those decided.
    pub fn weights(self) -> Weights {
        self.lanes.track();
        let tried = self.trial.get();
        tried.unwrap_or_else(|| self.read(|model| model.draft().weights))
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
        self.mentee(mentee, |mentee| mentee.name.clone())
    }

    pub fn mentor_name(self, mentor: usize) -> String {
        self.mentor(mentor, |mentor| mentor.name.clone())
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
    pub fn make(self, moves: Vec<Move>) {
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
        self.turn("Undone", BoardModel::undo);
    }

    pub fn redo(self) {
        self.turn("Redone", BoardModel::redo);
    }

    fn turn(self, what: &str, way: impl FnOnce(&mut BoardModel) -> Result<Change, UndoRefusal>) {
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

    fn refuse(self, words: impl Into<String>) {
        self.toasts.show(Toast::refusal(words).topic(TOPIC));
    }

    /// Shows the pool under other weights at once; they count as decided once
    /// the slider rests.
    pub fn try_weights(self, weights: Weights) {
        if let Err(why) = weights.check() {
            self.refuse(format!("The weights {why}."));
            return;
        }
        self.trial.set(Some(weights));
        let change = measured("board:solve", || {
            self.ask(|model| model.try_weights(weights))
        });
        if let Some(change) = change {
            self.draw(&change);
        }
        let number = self.trials.try_update_value(|number| {
            *number += 1;
            *number
        });
        set_timeout(
            move || {
                if self.trials.try_get_value() == number {
                    self.trial.set(None);
                    self.make(vec![Move::Weigh { weights }]);
                }
            },
            SLIDER_RESTS,
        );
    }

    // In hand.

    /// Takes a mentee in hand: every lane then says what it has to offer.
    pub fn pick_up(self, mentee: usize) {
        until_painted("board:paint");
        let taken = measured("board:solve", || {
            self.ask(|model| model.take_in_hand(mentee))
        });
        self.in_hand.set(taken.map(Arc::new));
    }

    pub fn let_go(self) {
        self.in_hand.try_set(None);
    }

    // Drawing.

    fn draw(self, change: &Change) {
        until_painted("board:paint");
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

    /// Readies the next pick-up while nobody waits for anything: not between
    /// two positions of a slider, each of which would have to be readied anew.
    fn warm_up(self) {
        let ready = move || {
            self.ask(BoardModel::warm_up);
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
                    self.look.try_set(look.map(Arc::new));
                },
                Duration::ZERO,
            );
        });
    }

    // Saving, and others.

    fn send(self) {
        let Some((version, moves)) = self.ask(BoardModel::to_send).flatten() else {
            return;
        };
        self.saving.set(Saving::Underway);
        spawn_local(async move {
            let request = Call::<MakeMoves>::new(self.id, (), Moves { moves });
            let answer = request.if_version(version).send().await;
            // Nothing to tell once the page is gone.
            if self.model.try_with_value(|_| ()).is_none() {
                return;
            }
            match answer {
                Ok(made) => {
                    if self.ask(|model| model.saved(&made)) != Some(true) {
                        self.read_after_saving.set_value(true);
                    }
                    self.saving.set(Saving::Saved);
                }
                Err(CallError::Refused(problem)) if problem.status == 412 => {
                    self.overtaken(*problem);
                }
                Err(CallError::Refused(problem)) => self.put_back(&problem.to_string()),
                Err(CallError::Unreachable(why)) => self.put_back(&why),
            }
            if self.read_after_saving.get_value() {
                self.read_again();
            } else {
                self.send();
            }
        });
    }

    fn put_back(self, why: &str) {
        if let Some(change) = self.ask(BoardModel::take_back) {
            self.draw(&change);
        }
        self.saving.set(Saving::Failed(why.to_owned()));
        self.refuse(format!("Not saved, so it is back as it was. {why}"));
        // What could not be heard of may have been saved all the same.
        self.read_after_saving.set_value(true);
    }

    /// Somebody else was first.
    fn overtaken(self, problem: Problem) {
        let stale = problem.current.map(serde_json::from_value::<Stale>);
        let Some(Ok(Stale { board, since })) = stale else {
            return self.put_back(&problem.title);
        };
        self.saving.set(Saving::Saved);
        if let Some(rebased) = self.ask(|model| model.rebase(board, &since)) {
            self.take_in(&rebased);
        }
    }

    fn hear(self, happened: &Happened) {
        let moved = match happened.topic {
            Topic::Everything => None,
            _ => serde_json::from_value::<BoardMoved>(happened.payload.clone()).ok(),
        };
        let made = match moved {
            // Another board of the programme.
            Some(moved) if moved.board != self.id => return,
            Some(BoardMoved { made, .. }) => made,
            None => None,
        };
        let heard = made.and_then(|made| self.ask(|model| model.hear(&made)));
        match heard {
            Some(Heard::Nothing) => {}
            Some(Heard::Applied(rebased)) => self.take_in(&rebased),
            Some(Heard::ReadAgain) | None => self.read_again(),
        }
    }

    /// Reads the board again, once nothing of ours is on its way.
    pub fn read_again(self) {
        if self.saving.try_get_untracked() == Some(Saving::Underway) {
            self.read_after_saving.set_value(true);
            return;
        }
        self.read_after_saving.try_set_value(false);
        spawn_local(async move {
            let answer = call::<ReadBoard>(self.id, (), ()).await;
            if self.saving.try_get_untracked() == Some(Saving::Underway) {
                self.read_after_saving.set_value(true);
                return;
            }
            // When it can't be read, what is shown stays; the next event asks again.
            if let Ok(board) = answer
                && let Some(rebased) = self.ask(|model| {
                    let newer = board.version >= model.version();
                    newer.then(|| model.rebase(board, &[]))
                })
                && let Some(rebased) = rebased
            {
                self.take_in(&rebased);
            }
        });
    }

    /// Shows what came in, and tells what of ours it cost.
    fn take_in(self, rebased: &Rebased) {
        if rebased.people_changed {
            self.looked_at.set(None);
            self.in_hand.set(None);
            self.moving.set(None);
            self.asks_reason.set(None);
            self.epoch.update(|epoch| *epoch += 1);
        }
        self.draw(&rebased.change);
        for lost in &rebased.lost {
            self.refuse(self.lost_words(lost));
        }
        if rebased.lost.is_empty()
            && !rebased.by.is_empty()
            && let Some(moved) = moved_words(&rebased.change, None)
        {
            let words = format!("{} changed the board · {moved}", rebased.by.join(", "));
            self.toasts.show(Toast::new(words).topic(TOPIC));
        }
        self.send();
    }

    fn lost_words(self, lost: &Lost) -> String {
        self.read(|model| {
            let mine: Vec<String> = lost.moves.iter().map(|mine| model.sentence(mine)).collect();
            let mine = mine.join(", ");
            match &lost.why {
                WhyLost::Decided { by, instead } => {
                    let theirs = model.sentence(instead);
                    format!("{by} was faster: {theirs}. Yours was not made: {mine}.")
                }
                WhyLost::Refused(refusal) => format!("Not made: {mine}. {refusal}"),
            }
        })
    }
}
