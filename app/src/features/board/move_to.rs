//! "Move to…" and "Give a place to…": everybody who comes into question, ranked, to choose
//! from a list. The way to put two together without dragging.

use super::drag::{meaning, offer_words};
use super::focus::focus_card;
use super::model::{Held, InHand};
use super::state::BoardState;
use crate::ui::{Bind, Button, ButtonKind, Dialog, Fit, FitSize, TextField, TextKind};
use leptos::prelude::*;
use std::sync::Arc;

/// Listed at once.
const LISTED: usize = 40;

#[component]
pub fn MoveTo(state: BoardState) -> impl IntoView {
    let open = Bind::while_some(state.moving);
    let title = Signal::derive(move || match state.moving.get() {
        Some(Held::Mentee(mentee)) => format!("Move {} to…", state.mentee_name(mentee)),
        Some(Held::Place(mentor)) => {
            format!("Give a place with {} to…", state.mentor_name(mentor))
        }
        None => String::new(),
    });
    view! {
        <Dialog
            open
            title
            foot=move || view! {
                <Button kind=ButtonKind::Quiet on_press=move |()| state.moving.set(None)>"Cancel"</Button>
            }
        >
            {move || {
                let held = state.moving.get()?;
                let in_hand = Arc::new(state.ask(|model| model.take_in_hand(held))?);
                Some(view! { <Candidates state in_hand/> })
            }}
        </Dialog>
    }
}

#[component]
fn Candidates(state: BoardState, in_hand: Arc<InHand>) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let held = in_hand.held;
    let (find, whose, list, nobody) = match held {
        Held::Mentee(_) => (
            "Find a mentor",
            "A mentor's name",
            "Mentors, best fit first",
            "No mentor of that name.",
        ),
        Held::Place(_) => (
            "Find a mentee",
            "A mentee's name",
            "Mentees, best for everyone first",
            "No mentee of that name.",
        ),
    };
    let all = in_hand.ranked();
    let shown = Memo::new(move |_| {
        let wanted = text.with(|text| text.trim().to_lowercase());
        let all = all.iter().filter(|&&other| {
            wanted.is_empty() || name_of(state, held, other).to_lowercase().contains(&wanted)
        });
        all.take(LISTED).copied().collect::<Vec<usize>>()
    });
    let rows = move || {
        let rows = shown.get().into_iter();
        rows.map(|other| row(state, &in_hand, other)).collect_view()
    };
    view! {
        <TextField label=find hide_label=true kind=TextKind::Search value=text optional=true placeholder=whose/>
        <ul class="candidates" aria-label=list>{rows}</ul>
        <p class="soft" hidden=move || shown.with(|shown| !shown.is_empty())>{nobody}</p>
    }
}

fn name_of(state: BoardState, held: Held, other: usize) -> String {
    match held {
        Held::Mentee(_) => state.mentor_name(other),
        Held::Place(_) => state.mentee_name(other),
    }
}

fn row(state: BoardState, in_hand: &InHand, other: usize) -> impl IntoView + use<> {
    let offer = &in_hand.offers[other];
    let (fit, open) = (offer.fit, offer.is_open());
    let words = match open {
        true => meaning(state, in_hand, other, false, ""),
        false => offer_words(state, in_hand, other, false),
    };
    let (mentee, mentor) = in_hand.pair(other);
    let name = name_of(state, in_hand.held, other);
    let now = state.read(|model| {
        let seat = model.answer().seats[mentee].mentor();
        match in_hand.held {
            _ if offer.here => Some(" · now".to_owned()),
            Held::Mentee(_) => None,
            Held::Place(_) => Some(match seat {
                Some(with) => format!(" · with {}", model.mentor_name(with)),
                None => " · unmatched".to_owned(),
            }),
        }
    });
    let choose = move |_| {
        if open {
            state.moving.set(None);
            state.lock(mentee, mentor, None);
            focus_card(state, mentee);
        }
    };
    view! {
        <li>
            <button type="button" class="candidate" aria-disabled=(!open).then_some("true") on:click=choose>
                <Fit score=fit size=FitSize::S/>
                <span class="candidate-name"><bdi>{name}</bdi>{now}</span>
                <span class="candidate-words soft small">{words}</span>
            </button>
        </li>
    }
}
