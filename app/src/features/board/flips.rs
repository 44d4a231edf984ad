//! "What would it take?": the smallest changes that would bring two together, looked for
//! while the page stays awake, each ready to be made.

use super::model::{Flip, FlipSearch, Found, WEIGHT_MOST};
use super::state::BoardState;
use crate::format;
use crate::ui::{Button, ButtonKind};
use leptos::prelude::*;
use std::time::Duration;

/// Where the search stands.
#[derive(Clone, Default, PartialEq)]
enum Stand {
    #[default]
    NotAsked,
    Looking,
    Done(Vec<Found>),
}

#[component]
pub fn WhatWouldItTake(state: BoardState, mentee: usize, mentor: usize) -> impl IntoView {
    let stand = RwSignal::new(Stand::NotAsked);
    // Gone with the panel, which is drawn anew when the board changes: the search ends then.
    let search = StoredValue::new_local(None::<FlipSearch>);
    let ask = move |()| {
        stand.set(Stand::Looking);
        search.set_value(Some(state.read(|model| model.seek_flips(mentee, mentor))));
        go_on(search, stand, state);
    };
    let name = state.mentor_name(mentor);
    move || shown(state, mentor, &name, stand, ask)
}

fn shown(
    state: BoardState,
    mentor: usize,
    name: &str,
    stand: RwSignal<Stand>,
    ask: impl Fn(()) + Copy + Send + Sync + 'static,
) -> AnyView {
    match stand.get() {
        Stand::NotAsked => {
            let rest = format!(" To have them with {name}");
            view! {
                <Button small=true kind=ButtonKind::Quiet on_press=ask>
                    "What would it take?"<span class="visually-hidden">{rest}</span>
                </Button>
            }
            .into_any()
        }
        Stand::Looking => {
            view! { <p class="small soft">"Trying places, people and weights…"</p> }.into_any()
        }
        Stand::Done(found) if found.is_empty() => {
            let words = format!(
                "No place, person or weight changed by itself (a weight by up to {WEIGHT_MOST}) brings them together."
            );
            view! { <p class="small soft">{words}</p> }.into_any()
        }
        Stand::Done(found) => {
            let label = format!("What would bring them to {name}");
            let rows = found.into_iter().map(|found| row(state, mentor, found));
            view! { <ul class="board-flips" aria-label=label>{rows.collect_view()}</ul> }.into_any()
        }
    }
}

fn go_on(
    search: StoredValue<Option<FlipSearch>, LocalStorage>,
    stand: RwSignal<Stand>,
    state: BoardState,
) {
    set_timeout(
        move || {
            let more = search.try_update_value(|search| search.as_mut().map(FlipSearch::go_on));
            match more.flatten() {
                Some(true) => go_on(search, stand, state),
                Some(false) => {
                    let found = search.try_update_value(Option::take).flatten();
                    let found = found.map(|search| search.found).unwrap_or_default();
                    state.announcer.say(format::plural(
                        found.len(),
                        "{n} way found.",
                        "{n} ways found.",
                    ));
                    stand.try_set(Stand::Done(found));
                }
                // The panel shows something else by now.
                None => {}
            }
        },
        Duration::ZERO,
    );
}

fn row(state: BoardState, mentor: usize, found: Found) -> impl IntoView {
    let (words, label) = words(state, mentor, &found);
    let make = move |()| state.make(found.moves.clone());
    view! {
        <li>
            <span>{words}</span>
            <Button small=true kind=ButtonKind::Quiet on_press=make>{label}</Button>
        </li>
    }
}

/// The change as a sentence, and what the button that makes it says.
fn words(state: BoardState, mentor: usize, found: &Found) -> (String, &'static str) {
    let with = state.mentor_name(mentor);
    let total = found.total.map(|total| match total {
        0 => " (no change in the total)".to_owned(),
        total => format!(" (total {})", format::change(total)),
    });
    let total = total.unwrap_or_default();
    match &found.flip {
        Flip::Place { .. } => (
            format!("One more place with {with}{total}."),
            "Add the place",
        ),
        Flip::Without { mentee } => {
            let who = state.mentee_name(*mentee);
            (format!("{who} not with {with}{total}."), "Keep them apart")
        }
        Flip::Weight {
            criterion,
            from,
            to,
        } => (
            format!("{} weighing {to} instead of {from}.", criterion.label()),
            "Weigh it so",
        ),
    }
}
