//! Picking a mentee up and putting them down: by pointer, by keyboard.
//!
//! Places have keys: `lane:<mentor's position>` and `waiting`. Every place says
//! what it has to offer while somebody is in hand; here is what is said aloud,
//! and which place the arrow keys go to next.

use super::focus::{focus_card, step};
use super::model::InHand;
use super::state::BoardState;
use crate::ui::{Drag, DragEvents};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use pairwell_domain::board::{Move, MoveRefusal, Seat};

/// The key of the list of those without a mentor.
pub const WAITING: &str = "waiting";

/// The key of a mentor's lane.
pub fn lane_key(mentor: usize) -> String {
    format!("lane:{mentor}")
}

fn mentor_of(key: &str) -> Option<usize> {
    key.strip_prefix("lane:")?.parse().ok()
}

/// Everything needed to drag mentees about. A handle.
#[derive(Clone, Copy)]
pub struct Carrying {
    pub drag: Drag<usize>,
    state: BoardState,
    /// Lanes in the order they are shown in.
    order: Memo<Vec<usize>>,
}

impl Carrying {
    pub fn start(state: BoardState, order: Memo<Vec<usize>>) -> Self {
        let drag = Drag::new(DragEvents {
            on_pick: Callback::new(move |mentee| {
                state.pick_up(mentee);
                say_picked(state, mentee);
            }),
            on_over: Callback::new(move |(_, key): (usize, Option<String>)| {
                say_over(state, key.as_deref());
            }),
            on_drop: Callback::new(move |(mentee, key): (usize, String)| {
                drop_on(state, mentee, &key);
            }),
            on_cancel: Callback::new(move |mentee| {
                state.let_go();
                let name = state.mentee_name(mentee);
                let place = place_words(state, mentee);
                state.announcer.say(format!("{name} stays {place}."));
            }),
        });
        Carrying { drag, state, order }
    }

    /// Keys on a mentee's card. In hand: arrows aim, Enter or Space drops,
    /// Escape (heard by the drag) puts back. Otherwise: Enter or Space picks up,
    /// arrows go to other cards, L locks or releases.
    pub fn on_key(self, event: &KeyboardEvent, mentee: usize) {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let key = event.key();
        let handled = if self.drag.held_untracked() == Some(mentee) {
            self.on_key_in_hand(&key)
        } else {
            self.on_key_at_rest(&key, mentee)
        };
        if handled {
            event.prevent_default();
            event.stop_propagation();
        }
    }

    fn on_key_in_hand(self, key: &str) -> bool {
        match key {
            "Enter" | " " => self.drag.put_down(),
            "ArrowRight" | "ArrowDown" => self.aim(1),
            "ArrowLeft" | "ArrowUp" => self.aim(-1),
            "Tab" => self.drag.cancel(),
            _ => return false,
        }
        // Tab goes on to where it would have gone.
        key != "Tab"
    }

    fn on_key_at_rest(self, key: &str, mentee: usize) -> bool {
        match key {
            "Enter" | " " => {
                if self.state.read(|model| model.is_movable(mentee)) {
                    self.drag.pick_up(mentee);
                } else {
                    self.state.looked_at.set(Some(mentee));
                }
            }
            "l" | "L" => toggle_lock(self.state, mentee),
            "ArrowDown" => step(1, false),
            "ArrowUp" => step(-1, false),
            "ArrowRight" => step(1, true),
            "ArrowLeft" => step(-1, true),
            _ => return false,
        }
        true
    }

    /// Aims at the next place, in the order shown, that can take whom we hold.
    fn aim(self, by: isize) {
        let Some(in_hand) = self.state.in_hand.get_untracked() else {
            return;
        };
        let mut places: Vec<Option<usize>> = vec![None];
        let open = self.order.get_untracked();
        places.extend(
            open.into_iter()
                .filter(|&mentor| in_hand.offers[mentor].is_open())
                .map(Some),
        );
        let now = match self.drag_aim() {
            Some(key) => mentor_of(&key),
            None => in_hand.from,
        };
        let at = places.iter().position(|place| *place == now).unwrap_or(0);
        let next = (at as isize + by).rem_euclid(places.len() as isize) as usize;
        if let Some(mentor) = places[next] {
            self.state.reveal.set(Some(mentor));
            // Drawn by the next frame, and only then to be scrolled into sight.
            let drag = self.drag;
            request_animation_frame(move || drag.aim_at(Some(lane_key(mentor))));
        } else {
            self.drag.aim_at(Some(WAITING.to_owned()));
        }
    }

    fn drag_aim(self) -> Option<String> {
        untrack(|| self.drag.aim())
    }
}

/// Drops a mentee: with a mentor that locks them there, among those without one
/// that leaves them out of this round.
fn drop_on(state: BoardState, mentee: usize, key: &str) {
    state.let_go();
    match mentor_of(key) {
        Some(mentor) => state.lock(mentee, mentor, None),
        None => {
            let mentee = state.read(|model| model.pool().mentee_id(mentee));
            state.make(vec![Move::LeaveOut { mentee }]);
        }
    }
    focus_card(state, mentee);
}

pub fn toggle_lock(state: BoardState, mentee: usize) {
    let (id, seat) = state.read(|model| {
        let id = model.pool().mentee_id(mentee);
        (id, model.answer().seats[mentee])
    });
    match seat {
        Seat::Best { mentor, .. } => state.lock(mentee, mentor, None),
        Seat::Locked { .. } | Seat::LeftOut => state.make(vec![Move::Release { mentee: id }]),
        Seat::Standing { .. } | Seat::Unmatched => {}
    }
}

fn place_words(state: BoardState, mentee: usize) -> String {
    state.read(|model| match model.answer().seats[mentee].mentor() {
        Some(mentor) => format!("with {}", model.mentor_name(mentor)),
        None => "without a mentor".to_owned(),
    })
}

fn say_picked(state: BoardState, mentee: usize) {
    let Some(in_hand) = state.in_hand.get_untracked() else {
        return;
    };
    let open = in_hand
        .offers
        .iter()
        .filter(|offer| offer.is_open())
        .count();
    let mentors = crate::format::plural(open, "{n} mentor", "{n} mentors");
    let name = state.mentee_name(mentee);
    state.announcer.say(format!(
        "{name} picked up, now {}. {mentors} can take them. Arrow keys choose, Enter drops, Escape puts back.",
        place_words(state, mentee)
    ));
}

fn say_over(state: BoardState, key: Option<&str>) {
    let Some(key) = key else {
        return;
    };
    let Some(mentor) = mentor_of(key) else {
        state
            .announcer
            .say("Over the unmatched: left out of this round.");
        return;
    };
    let Some(in_hand) = state.in_hand.get_untracked() else {
        return;
    };
    let name = state.mentor_name(mentor);
    let words = offer_words(state, &in_hand, mentor, true);
    let from = if in_hand.from == Some(mentor) {
        ", where they are now"
    } else {
        ""
    };
    state.announcer.say(format!("{name}{from}: {words}"));
}

/// What a lane has to offer whom we hold: "fit 64, +4 overall". Where only
/// trying it tells what it means for everyone, it is tried if `aimed` at.
pub fn offer_words(state: BoardState, in_hand: &InHand, mentor: usize, aimed: bool) -> String {
    let offer = &in_hand.offers[mentor];
    if let Some(refusal) = offer.refusal.as_ref().filter(|_| !offer.is_open()) {
        return short(refusal);
    }
    format!(
        "fit {}{}",
        offer.fit,
        meaning(state, in_hand, mentor, aimed, ", ")
    )
}

/// What moving here means for everyone, after `lead`: "+4 overall, needs a
/// reason"; nothing where that can't be told.
pub fn meaning(
    state: BoardState,
    in_hand: &InHand,
    mentor: usize,
    aimed: bool,
    lead: &str,
) -> String {
    let offer = &in_hand.offers[mentor];
    let effect = match offer.effect {
        Some(0) => Some("no loss overall".to_owned()),
        Some(effect) => Some(format!("{} overall", crate::format::change(effect))),
        None if !aimed => None,
        None => {
            let foreseen = state.ask(|model| {
                let foreseen = model.consequence(in_hand.mentee, mentor)?;
                Some(model.effect(&foreseen, in_hand.mentee))
            });
            foreseen.flatten()
        }
    };
    let reason = offer.refusal.as_ref().map(|_| "needs a reason".to_owned());
    let parts: Vec<String> = effect.into_iter().chain(reason).collect();
    match parts.is_empty() {
        true => String::new(),
        false => format!("{lead}{}", parts.join(", ")),
    }
}

/// A refusal in a lane's one line; the remedy is in the menus.
fn short(refusal: &MoveRefusal) -> String {
    match refusal {
        MoveRefusal::MentorIsFull { taken, places } => {
            format!("Full: {taken} of {places} places taken")
        }
        MoveRefusal::Forbidden => "Never with this mentor, as decided here".to_owned(),
        other => other.to_string(),
    }
}
