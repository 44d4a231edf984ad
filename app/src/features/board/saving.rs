//! Keeping the board with the server, and with everyone else who is on it: what is
//! new is sent, what others did is taken in, and without a server the draft goes on
//! here until there is one again.

use super::model::{BoardModel, Heard, Lost, Rebased, WhyLost, moved_words};
use super::state::{BoardState, Saving, TOPIC};
use crate::api::{Call, call};
use crate::ui::Toast;
use leptos::prelude::*;
use leptos::task::spawn_local;
use pairwell_domain::api::CallError;
use pairwell_domain::api::board::{
    BoardMoved, ListMoves, MakeMoves, Moves, MovesSince, ReadBoard, Stale,
};
use pairwell_domain::api::events::{Happened, Topic};
use pairwell_domain::board::{Board, MoveMade};
use pairwell_domain::problem::Problem;
use std::time::Duration;

/// How long until an unreachable server is tried again; doubled each time, up to the longest.
const FIRST_TRY: Duration = Duration::from_secs(2);
const LONGEST_TRY: Duration = Duration::from_secs(30);

impl BoardState {
    pub(super) fn send(self) {
        let Some((version, moves)) = self.ask(BoardModel::to_send).flatten() else {
            // What nobody answered may turn out to have arrived after all.
            let nothing_waits = self.ask(|model| !model.has_unsaved()) == Some(true);
            if nothing_waits && self.saving.try_get_untracked() == Some(Saving::Offline) {
                self.saving.set(Saving::Saved);
            }
            return;
        };
        if self.saving.get_untracked() != Saving::Offline {
            self.saving.set(Saving::Underway);
        }
        let patience = self.patience.get_value();
        spawn_local(async move {
            let request = Call::<MakeMoves>::new(self.id, (), Moves { moves });
            let answer = request.if_version(version).send().await;
            // Nothing to tell once the page is gone.
            if self.model.try_with_value(|_| ()).is_none() {
                return;
            }
            self.patience.set_value(FIRST_TRY);
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
                Err(CallError::Unreachable(_)) => return self.go_on_alone(patience),
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

    /// Nobody answers: what was done stays, and is sent once somebody does. What was
    /// on its way may have arrived, which shows then.
    fn go_on_alone(self, patience: Duration) {
        self.ask(BoardModel::not_heard);
        if self.saving.get_untracked() != Saving::Offline {
            self.saving.set(Saving::Offline);
            self.toasts.show(
                Toast::new("The server can't be reached. Go on: your changes are kept on this page and saved when it is back.")
                    .topic(TOPIC),
            );
        }
        self.patience.set_value((patience * 2).min(LONGEST_TRY));
        set_timeout(move || self.try_again(), patience);
        if self.read_after_saving.get_value() {
            self.read_again();
        }
    }

    /// Sends what waits for the server, if anything does.
    pub(super) fn try_again(self) {
        if self.saving.try_get_untracked() == Some(Saving::Offline) {
            self.send();
        }
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

    pub(super) fn hear(self, happened: &Happened) {
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
        if self.is_busy() {
            self.read_after_saving.set_value(true);
            return;
        }
        self.read_after_saving.try_set_value(false);
        spawn_local(async move {
            // When it can't be read, what is shown stays; the next event asks again.
            let Some((board, since)) = self.read_with_moves().await else {
                return;
            };
            if self.is_busy() {
                self.read_after_saving.set_value(true);
                return;
            }
            let Some(now) = self.ask(|model| model.version()) else {
                return;
            };
            if board.version < now {
                // More has come in while it was read.
                self.read_again();
                return;
            }
            let mut since = since;
            since.retain(|made| made.version > now && made.version <= board.version);
            if let Some(rebased) = self.ask(|model| model.rebase(board, &since)) {
                self.take_in(&rebased);
            }
        });
    }

    /// The board as it is, and the moves that led there from what is known here: without them
    /// what is done here would overrule what others decided.
    async fn read_with_moves(self) -> Option<(Board, Vec<MoveMade>)> {
        let known = self.ask(|model| model.version())?;
        let board = call::<ReadBoard>(self.id, (), ()).await.ok()?;
        if board.version <= known {
            return Some((board, Vec::new()));
        }
        let since = MovesSince { since: known };
        let since = call::<ListMoves>(self.id, since, ()).await.ok()?;
        Some((board, since))
    }

    /// Whether a request of ours is on its way, in whatever state saving is.
    fn is_busy(self) -> bool {
        self.ask(|model| model.is_sending()) == Some(true)
    }

    /// Shows what came in, and tells what of ours it cost.
    fn take_in(self, rebased: &Rebased) {
        if rebased.people_changed {
            self.looked_at.set(None);
            self.in_hand.set(None);
            self.moving.set(None);
            self.asks_reason.set(None);
            self.forget_scarce();
            self.epoch.update(|epoch| *epoch += 1);
        }
        self.draw(&rebased.change);
        for lost in &rebased.lost {
            let words = self.lost_words(lost);
            let toast = Toast::refusal(words).topic(TOPIC);
            self.toasts.show(match lost.why {
                WhyLost::Decided { .. } => {
                    let moves = lost.moves.clone();
                    toast.action("Do mine again", move || self.make(moves.clone()))
                }
                WhyLost::Refused(_) => toast,
            });
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
