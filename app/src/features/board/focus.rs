//! Which card has the focus: it stays on its mentee wherever they go, and the
//! arrow keys take it from card to card.

use super::state::BoardState;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

const CARD: &str = "mentee-";

/// The id of a mentee's card in the page.
pub fn card_id(mentee: usize) -> String {
    format!("{CARD}{mentee}")
}

/// Puts the focus on a card wherever it has gone, once it is drawn there; a lane
/// out of sight is scrolled to first.
pub fn focus_card(state: BoardState, mentee: usize) {
    request_animation_frame(move || {
        if focus(mentee) {
            return;
        }
        let seat = state.ask(|model| model.answer().seats.get(mentee).copied());
        match seat.flatten().map(|seat| seat.mentor()) {
            Some(Some(mentor)) => state.reveal.set(Some(mentor)),
            Some(None) => state.reveal_waiting.set(Some(mentee)),
            None => return,
        }
        request_animation_frame(move || {
            focus(mentee);
        });
    });
}

fn focus(mentee: usize) -> bool {
    let card = document().get_element_by_id(&card_id(mentee));
    let card = card.and_then(|card| card.dyn_into::<web_sys::HtmlElement>().ok());
    card.is_some_and(|card| card.focus().is_ok())
}

/// Puts the focus into the view that has just come, where keys are heard: on the card
/// of a mentee if it is there, or else on what holds everybody.
pub fn focus_view(mentee: Option<usize>) {
    // Once it is drawn.
    request_animation_frame(move || {
        if mentee.is_some_and(focus) {
            return;
        }
        let views = [".matrix-frame", ".board-table", ".board-card-main"];
        let view = views
            .into_iter()
            .find_map(|view| all(view).into_iter().next());
        if let Some(view) = view.and_then(|view| view.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = view.focus();
        }
    });
}

/// The mentee whose card has the focus.
pub fn focused() -> Option<usize> {
    let id = document().active_element()?.id();
    id.strip_prefix(CARD)?.parse().ok()
}

/// Moves the focus to another card: the next one, or the first of the next lane.
pub fn step(by: isize, lane: bool) {
    let Some(here) = document().active_element() else {
        return;
    };
    let cards = all(".board-card-main");
    let Some(at) = cards.iter().position(|card| *card == here) else {
        return;
    };
    let place = |card: &web_sys::Element| {
        let place = card.closest("[data-drop]").ok().flatten();
        place.and_then(|place| place.get_attribute("data-drop"))
    };
    let mut next = at as isize + by;
    if lane {
        let own = place(&here);
        while in_range(next, &cards) && place(&cards[next as usize]) == own {
            next += by;
        }
        // Backwards that is the last of a lane; go to its first.
        while by < 0
            && in_range(next - 1, &cards)
            && place(&cards[next as usize - 1]) == place(&cards[next as usize])
        {
            next -= 1;
        }
    }
    if in_range(next, &cards)
        && let Some(card) = cards[next as usize].dyn_ref::<web_sys::HtmlElement>()
    {
        let _ = card.focus();
    }
}

fn in_range(at: isize, cards: &[web_sys::Element]) -> bool {
    usize::try_from(at).is_ok_and(|at| at < cards.len())
}

fn all(selector: &str) -> Vec<web_sys::Element> {
    let Ok(found) = document().query_selector_all(selector) else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|at| found.item(at)?.dyn_into().ok())
        .collect()
}
