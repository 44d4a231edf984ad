//! The keyboard on the whole board: undo and redo, `?` for help, and Ctrl/⌘-K to find
//! people and actions.

use super::focus::{focus_card, focus_view, focused};
use super::model::Bulk;
use super::state::BoardState;
use super::toolbar::{View, param};
use crate::routes::filters::Filters;
use crate::ui::{Bind, Button, ButtonKind, Dialog, Glyph, Icon, TextField, TextKind};
use gloo_events::{EventListener, EventListenerOptions};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use pairwell_domain::board::{Move, Objective};
use std::sync::Arc;
use wasm_bindgen::JsCast;

const KEYS: [(&str, &str); 11] = [
    (
        "Enter",
        "picks a mentee up; drops them on the mentor aimed at",
    ),
    (
        "Arrow keys",
        "go from card to card; in hand, choose a mentor",
    ),
    ("Escape", "puts whoever is in hand back"),
    ("L", "locks a mentee where they are, or releases them"),
    ("Ctrl or ⌘ + Z", "takes the last step back"),
    ("Ctrl or ⌘ + Shift + Z", "makes it again"),
    ("Ctrl or ⌘ + K", "finds people and actions"),
    ("1 2 3", "show mentors, mentees, or everything as a matrix"),
    ("B", "hides names, or shows them again"),
    (
        "In the matrix",
        "arrow keys move, Enter puts the two together, space explains",
    ),
    ("?", "shows these keys"),
];

/// Which dialog of the keyboard's is open.
#[derive(Clone, Copy)]
pub struct Keys {
    pub help: RwSignal<bool>,
    pub finding: RwSignal<bool>,
    /// A view is being left by keyboard, and whose card had the focus.
    left: StoredValue<Option<Option<usize>>>,
}

impl Keys {
    pub fn listen(state: BoardState, filters: Filters) -> Self {
        let keys = Keys {
            help: RwSignal::new(false),
            finding: RwSignal::new(false),
            left: StoredValue::new(None),
        };
        // The card that had the focus is not in the view that comes.
        Effect::new(move |before: Option<View>| {
            let view = View::of(filters);
            if before.is_some_and(|before| before != view)
                && let Some(mentee) = keys.left.try_update_value(Option::take).flatten()
            {
                focus_view(mentee);
            }
            view
        });
        let options = EventListenerOptions::enable_prevent_default();
        let listener =
            EventListener::new_with_options(&window(), "keydown", options, move |event| {
                let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
                    return;
                };
                if keys.heard(event, state, filters) {
                    event.prevent_default();
                }
            });
        // Owned by the page: dropped with it.
        StoredValue::new_local(listener);
        keys
    }

    fn heard(self, event: &KeyboardEvent, state: BoardState, filters: Filters) -> bool {
        // What lies under a dialog stays as it is.
        if in_dialog(event) {
            return false;
        }
        let key = event.key().to_lowercase();
        if event.ctrl_key() || event.meta_key() {
            if key == "k" {
                self.finding.set(true);
                return true;
            }
            // In a field undo is the field's own.
            if is_typing(event) {
                return false;
            }
            match (key.as_str(), event.shift_key()) {
                ("z", false) => state.undo(),
                ("z", true) | ("y", false) => state.redo(),
                _ => return false,
            }
            return true;
        }
        // Single keys only for whoever is on the board itself: elsewhere they may be meant for
        // the page, or spoken to a program that types.
        if event.alt_key() || is_typing(event) || !on_board(event) {
            return false;
        }
        match key.as_str() {
            "?" => self.help.set(true),
            "b" => toggle_blind(filters),
            "1" => self.go_to(View::Mentors, filters),
            "2" => self.go_to(View::Mentees, filters),
            "3" => self.go_to(View::Matrix, filters),
            _ => return false,
        }
        true
    }

    fn go_to(self, view: View, filters: Filters) {
        if untrack(|| View::of(filters)) != view {
            self.left.set_value(Some(focused()));
            view.show(filters);
        }
    }
}

fn toggle_blind(filters: Filters) {
    let blind = untrack(|| filters.get(param::BLIND).is_some());
    filters.set(param::BLIND, (!blind).then_some("yes"));
}

fn target(event: &KeyboardEvent) -> Option<web_sys::Element> {
    event.target()?.dyn_into().ok()
}

fn is_typing(event: &KeyboardEvent) -> bool {
    target(event).is_some_and(|target| {
        let field =
            "input:not([type='range'], [type='radio'], [type='checkbox']), textarea, select";
        target.matches(field).unwrap_or(false)
    })
}

fn on_board(event: &KeyboardEvent) -> bool {
    target(event).is_some_and(|target| {
        let board = target.closest(".board");
        board.is_ok_and(|board| board.is_some())
    })
}

fn in_dialog(event: &KeyboardEvent) -> bool {
    target(event).is_some_and(|target| {
        let inside = target.closest("dialog, [role='menu']");
        inside.is_ok_and(|inside| inside.is_some())
    })
}

#[component]
pub fn KeysHelp(keys: Keys) -> impl IntoView {
    view! {
        <Dialog
            open=Bind::from(keys.help)
            title="Keys on the board"
            foot=move || view! {
                <Button kind=ButtonKind::Quiet on_press=move |()| keys.help.set(false)>"Close"</Button>
            }
        >
            <dl class="keys">
                {KEYS.map(|(key, does)| view! { <dt><kbd>{key}</kbd></dt><dd>{does}</dd> }).into_iter().collect_view()}
            </dl>
        </Dialog>
    }
}

/// Something that can be found.
#[derive(Clone)]
struct Found {
    words: String,
    what: &'static str,
    icon: Glyph,
    act: Arc<dyn Fn() + Send + Sync>,
}

/// Listed at once.
const LISTED: usize = 12;

#[component]
pub fn Finder(state: BoardState, filters: Filters, keys: Keys) -> impl IntoView {
    let close = move || keys.finding.set(false);
    view! {
        <Dialog
            open=Bind::from(keys.finding)
            title="Find people and actions"
            foot=move || view! { <Button kind=ButtonKind::Quiet on_press=move |()| close()>"Close"</Button> }
        >
            <Results state filters keys/>
        </Dialog>
    }
}

#[component]
fn Results(state: BoardState, filters: Filters, keys: Keys) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let everything = StoredValue::new(all(state, filters, keys));
    let found = move || {
        let wanted: Vec<String> =
            text.with(|text| text.split_whitespace().map(str::to_lowercase).collect());
        everything.with_value(|all| {
            let fits = |found: &&Found| {
                let words = found.words.to_lowercase();
                wanted.iter().all(|word| words.contains(word.as_str()))
            };
            all.iter()
                .filter(fits)
                .take(LISTED)
                .cloned()
                .collect::<Vec<_>>()
        })
    };
    let act = move |found: &Found| {
        keys.finding.set(false);
        (found.act)();
    };
    let first = move |event: KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
            if let Some(first) = untrack(found).first() {
                act(first);
            }
        }
    };
    view! {
        <div on:keydown=first>
            <TextField label="Find" hide_label=true kind=TextKind::Search value=text optional=true placeholder="A name, or what you want to do"/>
        </div>
        <ul class="found" aria-label="Found">
            {move || found().into_iter().map(|found| {
                let (words, what, of) = (found.words.clone(), found.what, found.icon);
                view! {
                    <li><button type="button" class="found-item" on:click=move |_| act(&found)>
                        <Icon of/><bdi>{words}</bdi><span class="soft small">{what}</span>
                    </button></li>
                }
            }).collect_view()}
        </ul>
    }
}

fn all(state: BoardState, filters: Filters, keys: Keys) -> Vec<Found> {
    let action = |words: &str, icon: Glyph, act: Arc<dyn Fn() + Send + Sync>| Found {
        words: words.to_owned(),
        what: "action",
        icon,
        act,
    };
    let mut all = vec![
        action(
            "Publish…",
            Glyph::Mail,
            Arc::new(move || state.publishing.set(true)),
        ),
        action("Undo", Glyph::Undo, Arc::new(move || state.undo())),
        action("Redo", Glyph::Redo, Arc::new(move || state.redo())),
        action(
            "Hide or show names",
            Glyph::Contrast,
            Arc::new(move || toggle_blind(filters)),
        ),
        action(
            "Keys on the board",
            Glyph::Help,
            Arc::new(move || keys.help.set(true)),
        ),
        action(
            "Lock everyone where they are",
            Glyph::Lock,
            Arc::new(move || everyone(state, Bulk::Lock)),
        ),
        action(
            "Release every lock",
            Glyph::Unlock,
            Arc::new(move || everyone(state, Bulk::Release)),
        ),
    ];
    for view in View::ALL {
        let words = format!("Show {}", view.label().to_lowercase());
        all.push(action(
            &words,
            Glyph::Board,
            Arc::new(move || view.show(filters)),
        ));
    }
    for objective in Objective::ALL {
        let words = format!("Look for: {}", objective.label().to_lowercase());
        let aim = move || state.make(vec![Move::Aim { objective }]);
        all.push(action(&words, Glyph::Chart, Arc::new(aim)));
    }
    let (mentees, mentors) = state.read(|model| (model.pool().mentees(), model.pool().mentors()));
    all.extend((0..mentees).map(|mentee| Found {
        words: state.mentee_name(mentee),
        what: "mentee",
        icon: Glyph::Person,
        act: Arc::new(move || {
            state.looked_at.set(Some(mentee));
            focus_card(state, mentee);
        }),
    }));
    all.extend((0..mentors).map(|mentor| Found {
        words: state.mentor_name(mentor),
        what: "mentor",
        icon: Glyph::Mentors,
        act: Arc::new(move || {
            View::Mentors.show(filters);
            state.reveal.set(Some(mentor));
        }),
    }));
    all
}

fn everyone(state: BoardState, what: Bulk) {
    let (moves, _) = state.read(|model| {
        let all: Vec<usize> = (0..model.pool().mentees()).collect();
        model.bulk(what, &all)
    });
    if !moves.is_empty() {
        state.make(moves);
    }
}
