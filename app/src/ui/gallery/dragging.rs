//! A small board to drag on: by pointer, by finger, and with the keyboard
//! (Space picks up, arrows aim, Space drops, Escape puts back).

use leptos::{ev::KeyboardEvent, prelude::*};

use super::Part;
use crate::ui::{Drag, DragEvents, DragPreview, HeldBy, use_announcer, use_toasts};

const LANES: [&str; 3] = ["Ada", "Omar", "Li"];
const CARDS: [&str; 4] = ["Noor", "Kofi", "Ines", "Sam"];

#[component]
pub fn Dragging() -> impl IntoView {
    let (toasts, announcer) = (use_toasts(), use_announcer());
    let lane_of = RwSignal::new([0usize, 0, 1, 2]);
    let move_to = move |card: usize, lane: usize| lane_of.update(|lanes| lanes[card] = lane);
    let drag = Drag::new(DragEvents {
        on_pick: Callback::new(move |card: usize| {
            announcer.say(format!("{} picked up", CARDS[card]))
        }),
        on_over: Callback::new(move |(_, lane): (usize, Option<String>)| {
            let words = lane
                .and_then(|lane| lane.parse::<usize>().ok())
                .map_or("nowhere", |lane| LANES[lane]);
            announcer.say(format!("Over {words}"));
        }),
        on_drop: Callback::new(move |(card, lane): (usize, String)| {
            let from = lane_of.with_untracked(|lanes| lanes[card]);
            let to = lane.parse().unwrap_or(from);
            move_to(card, to);
            toasts.undo(
                format!("{} moved to {}", CARDS[card], LANES[to]),
                "gallery",
                move || move_to(card, from),
            );
        }),
        on_cancel: Callback::new(move |card: usize| {
            announcer.say(format!("{} put back", CARDS[card]))
        }),
    });
    let on_key = move |card: usize| {
        move |event: KeyboardEvent| {
            let by_keyboard = drag.held_by() == Some(HeldBy::Keyboard);
            let aimed = drag.aim().and_then(|lane| lane.parse::<usize>().ok());
            let here = aimed.unwrap_or_else(|| lane_of.with_untracked(|lanes| lanes[card]));
            match event.key().as_str() {
                " " if by_keyboard => drag.put_down(),
                " " => drag.pick_up(card),
                "ArrowRight" if by_keyboard => {
                    drag.aim_at(Some(((here + 1) % LANES.len()).to_string()))
                }
                "ArrowLeft" if by_keyboard => {
                    drag.aim_at(Some(((here + LANES.len() - 1) % LANES.len()).to_string()))
                }
                _ => return,
            }
            event.prevent_default();
        }
    };
    let lane = move |lane: usize| {
        let cards = move || {
            let cards = (0..CARDS.len()).filter(|card| lane_of.with(|lanes| lanes[*card] == lane));
            cards
                .map(|card| {
                    view! {
                        <li>
                            <button
                                type="button"
                                class="card draggable gallery-card"
                                class:drag-source=move || drag.is_held(&card)
                                aria-label=format!("{}, with {}", CARDS[card], LANES[lane])
                                on:pointerdown=move |event| drag.press(&event, card)
                                on:keydown=on_key(card)
                            >{CARDS[card]}</button>
                        </li>
                    }
                })
                .collect_view()
        };
        view! {
            <div class="gallery-lane" data-drop=lane.to_string() data-over=move || drag.is_over(&lane.to_string())>
                <p class="name">{LANES[lane]}</p>
                <ul role="list" class="stack stack-stretch">{cards}</ul>
            </div>
        }
    };
    view! {
        <Part title="Dragging">
            <div class="gallery-board" data-drag-scroll="">{(0..LANES.len()).map(lane).collect_view()}</div>
            <DragPreview drag render=move |card: usize| view! { <span class="name">{CARDS[card]}</span> }.into_any()/>
        </Part>
    }
}
