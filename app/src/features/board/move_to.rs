//! "Move to…": every mentor ranked for one mentee, to choose from a list. The way
//! to move somebody without dragging.

use super::drag::{meaning, offer_words};
use super::focus::focus_card;
use super::model::Candidate;
use super::state::BoardState;
use crate::ui::{Bind, Button, ButtonKind, Dialog, Fit, FitSize, TextField, TextKind};
use leptos::prelude::*;

/// Mentors listed at once.
const LISTED: usize = 40;

#[component]
pub fn MoveTo(state: BoardState) -> impl IntoView {
    let open = Bind::while_some(state.moving);
    let title = Signal::derive(move || match state.moving.get() {
        Some(mentee) => format!("Move {} to…", state.mentee_name(mentee)),
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
            {move || state.moving.get().map(|mentee| view! { <Candidates state mentee/> })}
        </Dialog>
    }
}

#[component]
fn Candidates(state: BoardState, mentee: usize) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let all = state.read(|model| model.candidates(mentee));
    let in_hand = StoredValue::new(state.ask(|model| model.take_in_hand(mentee)));
    let shown = Memo::new(move |_| {
        let wanted = text.with(|text| text.trim().to_lowercase());
        let all = all.iter().filter(|candidate| {
            wanted.is_empty()
                || state
                    .mentor_name(candidate.mentor)
                    .to_lowercase()
                    .contains(&wanted)
        });
        all.take(LISTED).cloned().collect::<Vec<Candidate>>()
    });
    let rows = move || {
        let rows = shown.get().into_iter().map(|candidate| {
            let words = in_hand.with_value(|in_hand| {
                let in_hand = in_hand.as_ref()?;
                Some(match candidate.is_open() {
                    true => meaning(state, in_hand, candidate.mentor, false, ""),
                    false => offer_words(state, in_hand, candidate.mentor, false),
                })
            });
            row(state, mentee, &candidate, words.unwrap_or_default())
        });
        rows.collect_view()
    };
    view! {
        <TextField label="Find a mentor" hide_label=true kind=TextKind::Search value=text optional=true placeholder="A mentor's name"/>
        <ul class="candidates" aria-label="Mentors, best fit first">{rows}</ul>
        <p class="soft" hidden=move || shown.with(|shown| !shown.is_empty())>"No mentor of that name."</p>
    }
}

fn row(
    state: BoardState,
    mentee: usize,
    candidate: &Candidate,
    words: String,
) -> impl IntoView + use<> {
    let mentor = candidate.mentor;
    let name = state.mentor_name(mentor);
    let open = candidate.is_open();
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
                <Fit score=candidate.fit size=FitSize::S/>
                <span class="candidate-name"><bdi>{name}</bdi>{candidate.here.then_some(" · now")}</span>
                <span class="candidate-words soft small">{words}</span>
            </button>
        </li>
    }
}
