//! Picking up a mentee, or a mentor's place, and putting it down: by pointer, by keyboard.
//!
//! A mentee is dropped on a lane, `lane:<mentor's position>`, or on `waiting`; a place on
//! a mentee's card, `card:<mentee's position>`. Each of them says what it has to offer
//! while something is in hand; here is what is said aloud, and where the arrow keys go
//! next.

use super::focus::{focus_card, step};
use super::model::{Held, InHand};
use super::state::BoardState;
use crate::ui::{Drag, DragEvents};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use pairwell_domain::board::{Move, MoveRefusal, Seat};
use std::collections::HashSet;

/// The key of the list of those without a mentor.
pub const WAITING: &str = "waiting";

/// The key of a mentor's lane.
pub fn lane_key(mentor: usize) -> String {
    format!("lane:{mentor}")
}

/// The key of a mentee's card, while a place is in hand.
pub fn card_key(mentee: usize) -> String {
    format!("card:{mentee}")
}

/// The mentor of a lane's key.
pub fn mentor_of(key: &str) -> Option<usize> {
    key.strip_prefix("lane:")?.parse().ok()
}

/// The mentee of a card's key.
pub fn mentee_of(key: &str) -> Option<usize> {
    key.strip_prefix("card:")?.parse().ok()
}

/// Everything needed to drag mentees and places about. A handle.
#[derive(Clone, Copy)]
pub struct Carrying {
    pub drag: Drag<Held>,
    state: BoardState,
    /// Lanes in the order they are shown in.
    order: Memo<Vec<usize>>,
    /// Where the arrow keys take a place in hand, in order.
    takers: StoredValue<Vec<usize>>,
}

impl Carrying {
    pub fn start(state: BoardState, order: Memo<Vec<usize>>) -> Self {
        let takers = StoredValue::new(Vec::new());
        let drag = Drag::new(DragEvents {
            on_pick: Callback::new(move |held| {
                state.pick_up(held);
                if let Held::Place(_) = held {
                    takers.set_value(takers_of(state, order));
                }
                say_picked(state, held);
            }),
            on_over: Callback::new(move |(_, key): (Held, Option<String>)| {
                say_over(state, key.as_deref());
            }),
            on_drop: Callback::new(move |(held, key): (Held, String)| {
                drop_on(state, held, &key);
            }),
            on_cancel: Callback::new(move |held| {
                state.let_go();
                state.announcer.say(match held {
                    Held::Mentee(mentee) => {
                        let name = state.mentee_name(mentee);
                        format!("{name} stays {}.", place_words(state, mentee))
                    }
                    Held::Place(mentor) => {
                        format!("Nothing has changed for {}.", state.mentor_name(mentor))
                    }
                });
            }),
        });
        Carrying {
            drag,
            state,
            order,
            takers,
        }
    }

    /// Keys on a mentor's name: Enter or Space picks up a place of theirs.
    pub fn on_mentor_key(self, event: &KeyboardEvent, mentor: usize) {
        let held = Held::Place(mentor);
        self.hear(event, held, |key| {
            let picks_up = matches!(key, "Enter" | " ");
            if picks_up {
                self.pick_up_place(mentor);
            }
            picks_up
        });
    }

    fn pick_up_place(self, mentor: usize) {
        if self.state.read(|model| model.has_open_place(mentor)) {
            self.drag.pick_up(Held::Place(mentor));
        } else {
            let name = self.state.mentor_name(mentor);
            self.state.refuse(format!(
                "All places with {name} are taken or locked. Release a lock first, or give them another place."
            ));
        }
    }

    /// Keys on a mentee's card. In hand: arrows aim, Enter or Space drops,
    /// Escape (heard by the drag) puts back. Otherwise: Enter or Space picks up,
    /// arrows go to other cards, L locks or releases.
    pub fn on_key(self, event: &KeyboardEvent, mentee: usize) {
        self.hear(event, Held::Mentee(mentee), |key| {
            self.on_key_at_rest(key, mentee)
        });
    }

    fn hear(self, event: &KeyboardEvent, held: Held, at_rest: impl FnOnce(&str) -> bool) {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let key = event.key();
        let handled = if self.drag.held_untracked() == Some(held) {
            self.on_key_in_hand(&key)
        } else {
            at_rest(&key)
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
                    self.drag.pick_up(Held::Mentee(mentee));
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

    /// Aims at the next one that can take what we hold: of lanes in the order shown, of
    /// mentees the best for everyone first.
    fn aim(self, by: isize) {
        let Some(in_hand) = self.state.in_hand.get_untracked() else {
            return;
        };
        let aim = self.drag_aim();
        match in_hand.held {
            Held::Mentee(_) => {
                let lanes = self.order.get_untracked().into_iter();
                let open = lanes.filter(|&mentor| in_hand.offers[mentor].is_open());
                let places: Vec<Option<usize>> =
                    std::iter::once(None).chain(open.map(Some)).collect();
                let now = match aim {
                    Some(key) => mentor_of(&key),
                    None => in_hand.from(),
                };
                let at = places.iter().position(|place| *place == now).unwrap_or(0);
                match places[next(at, by, places.len())] {
                    Some(mentor) => self.aim_at_lane(mentor, lane_key(mentor)),
                    None => self.drag.aim_at(Some(WAITING.to_owned())),
                }
            }
            Held::Place(_) => {
                let takers = self.takers.get_value();
                let now = aim.and_then(|key| mentee_of(&key));
                let at = takers.iter().position(|&taker| Some(taker) == now);
                let at = match at {
                    Some(at) => next(at, by, takers.len()),
                    None if by < 0 => takers.len().saturating_sub(1),
                    None => 0,
                };
                if let Some(&mentee) = takers.get(at) {
                    self.aim_at_card(mentee);
                }
            }
        }
    }

    fn aim_at_card(self, mentee: usize) {
        let key = card_key(mentee);
        let seat = self.state.read(|model| model.answer().seats[mentee]);
        match seat.mentor() {
            Some(mentor) => self.aim_at_lane(mentor, key),
            None => {
                self.state.reveal_waiting.set(Some(mentee));
                self.drag.aim_at(Some(key));
            }
        }
    }

    fn aim_at_lane(self, mentor: usize, key: String) {
        self.state.reveal.set(Some(mentor));
        self.drag.aim_at(Some(key));
    }

    fn drag_aim(self) -> Option<String> {
        untrack(|| self.drag.aim())
    }
}

fn next(at: usize, by: isize, length: usize) -> usize {
    (at as isize + by).rem_euclid(length as isize) as usize
}

/// Who could take the place in hand, best for everyone first, of those shown.
fn takers_of(state: BoardState, order: Memo<Vec<usize>>) -> Vec<usize> {
    let Some(in_hand) = state.in_hand.get_untracked() else {
        return Vec::new();
    };
    let shown: HashSet<usize> = order.get_untracked().into_iter().collect();
    state.read(|model| {
        let is_shown = |mentee: &usize| {
            let mentor = model.answer().seats[*mentee].mentor();
            mentor.is_none_or(|mentor| shown.contains(&mentor))
        };
        in_hand.open().into_iter().filter(is_shown).collect()
    })
}

/// Drops a mentee or a place. The two are locked together; a mentee dropped among those
/// without a mentor is left out of this round.
fn drop_on(state: BoardState, held: Held, key: &str) {
    state.let_go();
    let mentee = match (held, mentor_of(key), mentee_of(key)) {
        (Held::Mentee(mentee), Some(mentor), _) | (Held::Place(mentor), _, Some(mentee)) => {
            state.lock(mentee, mentor, None);
            mentee
        }
        (Held::Mentee(mentee), ..) => {
            let id = state.read(|model| model.pool().mentee_id(mentee));
            state.make(vec![Move::LeaveOut { mentee: id }]);
            mentee
        }
        (Held::Place(_), ..) => return,
    };
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

fn say_picked(state: BoardState, held: Held) {
    let Some(in_hand) = state.in_hand.get_untracked() else {
        return;
    };
    let open = in_hand
        .offers
        .iter()
        .filter(|offer| offer.is_open())
        .count();
    state.announcer.say(match held {
        Held::Mentee(mentee) => {
            let name = state.mentee_name(mentee);
            let mentors = crate::format::plural(open, "{n} mentor", "{n} mentors");
            format!(
                "{name} picked up, now {}. {mentors} can take them. Arrow keys choose, Enter drops, Escape puts back.",
                place_words(state, mentee)
            )
        }
        Held::Place(mentor) => {
            let name = state.mentor_name(mentor);
            let mentees = crate::format::plural(open, "{n} mentee", "{n} mentees");
            format!(
                "A place with {name} picked up. {mentees} can have it. Arrow keys choose, best for everyone first, Enter gives it, Escape puts back."
            )
        }
    });
}

fn say_over(state: BoardState, key: Option<&str>) {
    let (Some(key), Some(in_hand)) = (key, state.in_hand.get_untracked()) else {
        return;
    };
    let said = match (in_hand.held, mentor_of(key), mentee_of(key)) {
        (Held::Mentee(_), Some(mentor), _) => {
            let from = match in_hand.offers[mentor].here {
                true => ", where they are now",
                false => "",
            };
            let words = offer_words(state, &in_hand, mentor, true);
            format!("{}{from}: {words}", state.mentor_name(mentor))
        }
        (Held::Mentee(_), ..) => "Over the unmatched: left out of this round.".to_owned(),
        (Held::Place(_), _, Some(mentee)) => {
            let words = offer_words(state, &in_hand, mentee, true);
            let place = place_words(state, mentee);
            format!("{}, now {place}: {words}", state.mentee_name(mentee))
        }
        (Held::Place(_), ..) => return,
    };
    state.announcer.say(said);
}

/// What a lane or a card has to offer what we hold: "fit 64, +4 overall". Where only
/// trying it tells what it means for everyone, it is tried if `aimed` at.
pub fn offer_words(state: BoardState, in_hand: &InHand, other: usize, aimed: bool) -> String {
    let offer = &in_hand.offers[other];
    if let Some(refusal) = offer.refusal.as_ref().filter(|_| !offer.is_open()) {
        return short(refusal);
    }
    format!(
        "fit {}{}",
        offer.fit,
        meaning(state, in_hand, other, aimed, ", ")
    )
}

/// What moving here means for everyone, after `lead`: "+4 overall, needs a
/// reason"; nothing where that can't be told.
pub fn meaning(
    state: BoardState,
    in_hand: &InHand,
    other: usize,
    aimed: bool,
    lead: &str,
) -> String {
    let offer = &in_hand.offers[other];
    let (mentee, mentor) = in_hand.pair(other);
    let effect = match offer.effect {
        Some(0) => Some("no loss overall".to_owned()),
        Some(effect) => Some(format!("{} overall", crate::format::change(effect))),
        None if !aimed => None,
        None => {
            let foreseen = state.ask(|model| {
                let foreseen = model.consequence(mentee, mentor)?;
                Some(model.effect(&foreseen, mentee))
            });
            foreseen.flatten()
        }
    };
    let reason = offer.refusal.as_ref().map(|_| "needs a reason".to_owned());
    let rule = offer.apart.map(|_| "against the rules".to_owned());
    let parts: Vec<String> = effect.into_iter().chain(rule).chain(reason).collect();
    match parts.is_empty() {
        true => String::new(),
        false => format!("{lead}{}", parts.join(", ")),
    }
}

/// A refusal in a lane's one line; the remedy is in the menus.
fn short(refusal: &MoveRefusal) -> String {
    match refusal {
        MoveRefusal::MentorIsFull { places: 0, .. } => "No place here".to_owned(),
        MoveRefusal::MentorIsFull { places: 1, .. } => "Full: the only place is taken".to_owned(),
        MoveRefusal::MentorIsFull { taken, places } => {
            format!("Full: {taken} of {places} places taken")
        }
        MoveRefusal::Forbidden => "Never with this mentor, as decided here".to_owned(),
        other => other.to_string(),
    }
}
