//! A slider on its way: it moves at once, the board follows as fast as answers are worked out,
//! and where it comes to rest is decided.

use super::marks::{Felt, after_input, measured, now};
use super::model::{BoardModel, Tried};
use super::state::BoardState;
use leptos::prelude::*;
use pairwell_domain::board::Move;
use std::time::Duration;

/// How long a slider rests before its weight counts as decided.
const RESTS: Duration = Duration::from_millis(500);
/// Milliseconds of work on an answer after which the page hears its user, who may have moved on.
const WORKS_FOR: f64 = 16.0;

/// What is to be tried, and how far that is.
#[derive(Default)]
pub struct Sliding {
    /// Where the slider is, until that is taken up; positions it only passed over are not.
    next: Option<(Move, Felt)>,
    /// The position being answered.
    felt: Option<Felt>,
    is_at_work: bool,
    /// Counts positions.
    number: u32,
}

impl BoardState {
    /// Shows the pool under other weights or rules; they count as decided once the slider rests.
    pub fn try_out(self, change: Move) {
        let felt = Felt::now("board:weigh");
        // Of two sliders moved in quick succession the first counts too.
        if let Some(other) = self.trial.get_untracked()
            && std::mem::discriminant(&other) != std::mem::discriminant(&change)
        {
            self.settle();
        }
        if let Some(Err(refusal)) = self.ask(|model| model.may_try(&change)) {
            // The position before it stands.
            return self.refuse(refusal.to_string());
        }
        self.trial.set(Some(change.clone()));
        let begun = self.slide(|sliding| {
            sliding.next = Some((change, felt));
            sliding.number += 1;
            (sliding.number, sliding.is_at_work)
        });
        let Some((number, is_at_work)) = begun else {
            return;
        };
        if !is_at_work {
            self.work();
        }
        self.settle_at_rest(number);
    }

    /// Decides what is being tried, without waiting for the slider to rest; `false` where nothing
    /// is.
    pub fn settle(self) -> bool {
        let Some(change) = self.end_trial() else {
            return false;
        };
        self.make(vec![change]);
        true
    }

    /// Takes back what is being tried; `false` where nothing is.
    pub(super) fn take_back_trial(self) -> bool {
        if self.end_trial().is_none() {
            return false;
        }
        if let Some(change) = self.ask(BoardModel::stop_trying) {
            self.draw(&change);
        }
        true
    }

    fn end_trial(self) -> Option<Move> {
        let change = self.trial.try_get_untracked().flatten()?;
        self.slide(|sliding| {
            sliding.next = None;
            sliding.felt = None;
            sliding.number += 1;
        });
        self.trial.set(None);
        Some(change)
    }

    /// Works on the answer to what is tried for a little while, and goes on with it once the page
    /// has heard its user.
    fn work(self) {
        let until = now() + WORKS_FOR;
        while now() < until {
            let tried = measured("board:solve", || self.ask(BoardModel::go_on_trying));
            let is_work_left = match tried {
                Some(Tried::Underway) => true,
                Some(Tried::Shown(change)) => {
                    self.draw(&change);
                    if let Some(Some(felt)) = self.slide(|sliding| sliding.felt.take()) {
                        felt.until_painted();
                    }
                    break;
                }
                Some(Tried::Nothing) => self.take_up_next(),
                None => return,
            };
            if !is_work_left {
                self.slide(|sliding| sliding.is_at_work = false);
                return;
            }
        }
        self.slide(|sliding| sliding.is_at_work = true);
        after_input(move || self.work());
    }

    /// Begins to answer where the slider is now; `false` where that is done already.
    fn take_up_next(self) -> bool {
        let trial = self.trial.try_get_untracked().flatten();
        let next = self.slide(|sliding| {
            // What somebody else did meanwhile was answered instead of the position begun: once more.
            let again = || trial.zip(sliding.felt.take());
            sliding.next.take().or_else(again)
        });
        let Some(Some((change, felt))) = next else {
            return false;
        };
        match self.ask(|model| model.try_out(&change)) {
            Some(Ok(())) => _ = self.slide(|sliding| sliding.felt = Some(felt)),
            // After what somebody else did meanwhile.
            Some(Err(refusal)) => {
                self.take_back_trial();
                self.refuse(refusal.to_string());
            }
            None => return false,
        }
        true
    }

    fn settle_at_rest(self, number: u32) {
        let settle = move || {
            let now = self.slide(|sliding| (sliding.number, sliding.is_at_work));
            match now {
                Some((last, _)) if last != number => {}
                // Once it is shown: then there is nothing left to work out.
                Some((_, true)) => self.settle_at_rest(number),
                Some((_, false)) => _ = self.settle(),
                None => {}
            }
        };
        set_timeout(settle, RESTS);
    }

    /// `None` when the page is gone.
    fn slide<R>(self, update: impl FnOnce(&mut Sliding) -> R) -> Option<R> {
        self.sliding.try_update_value(update)
    }
}
