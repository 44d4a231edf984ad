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
        // Of two sliders moved in quick succession the first counts too.
        if let Some(other) = self.trial.get_untracked()
            && std::mem::discriminant(&other) != std::mem::discriminant(&change)
        {
            self.trial.set(None);
            self.make(vec![other]);
        }
        self.trial.set(Some(change.clone()));
        let begun = self.sliding.try_update_value(|sliding| {
            sliding.next = Some((change.clone(), Felt::now("board:weigh")));
            sliding.number += 1;
            (sliding.number, sliding.is_at_work)
        });
        let Some((number, is_at_work)) = begun else {
            return;
        };
        if !is_at_work {
            self.work();
        }
        self.decide_at_rest(change, number);
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
        let Some(Some((change, felt))) = self.slide(|sliding| sliding.next.take()) else {
            return false;
        };
        self.slide(|sliding| sliding.felt = Some(felt));
        if let Some(Err(refusal)) = self.ask(|model| model.try_out(&change)) {
            self.trial.set(None);
            self.refuse(refusal.to_string());
        }
        true
    }

    fn decide_at_rest(self, change: Move, number: u32) {
        let decide = move || {
            let Some((last, is_at_work)) =
                self.slide(|sliding| (sliding.number, sliding.is_at_work))
            else {
                return;
            };
            if last != number || self.trial.try_get_untracked() != Some(Some(change.clone())) {
                return;
            }
            if is_at_work {
                // Decided once it is shown: then there is nothing left to work out.
                return self.decide_at_rest(change, number);
            }
            self.trial.set(None);
            self.make(vec![change]);
        };
        set_timeout(decide, RESTS);
    }

    /// `None` when the page is gone.
    fn slide<R>(self, update: impl FnOnce(&mut Sliding) -> R) -> Option<R> {
        self.sliding.try_update_value(update)
    }
}
