//! The page: loads the board, and lays out what is drawn of it.

use super::drag::{Carrying, offer_words};
use super::lanes::LaneGrid;
use super::model::{Filter, LaneOrder};
use super::move_to::MoveTo;
use super::panel::WhyPanel;
use super::publish::PublishDialog;
use super::reason::ReasonDialog;
use super::state::{BoardState, Saving};
use super::toolbar::{Toolbar, param};
use super::waiting::WaitingList;
use crate::api::{Latest, Load, call};
use crate::format;
use crate::routes::Page;
use crate::routes::filters::{Filters, use_filters};
use crate::ui::{
    self, Banner, Button, ButtonKind, ButtonLink, DragPreview, Drawing, Empty, Glyph, Icon,
    PageWidth, Shape, Skeleton, Tone,
};
use gloo_events::{EventListener, EventListenerOptions};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use pairwell_domain::api::CallError;
use pairwell_domain::api::board::{ListBoards, ReadBoard};
use pairwell_domain::board::Board;
use pairwell_domain::id::ProgrammeId;
use pairwell_domain::problem::Problem;
use wasm_bindgen::JsCast;

#[component]
pub fn BoardPage(programme: ProgrammeId) -> impl IntoView {
    let board = Latest::new(move || first_board(programme));
    let working = RwSignal::new(None::<BoardState>);
    let totals = move || working.get().map(|state| view! { <Totals state/> });
    let publish = move || {
        working.get().map(|state| {
            view! {
                <SavingWords state/>
                <Button kind=ButtonKind::Primary on_press=move |()| state.publishing.set(true)>"Publish…"</Button>
            }
        })
    };
    let people = Page::ProgrammePeople(programme).path();
    let nobody = move || {
        let people = people.clone();
        view! {
            <Empty
                drawing=Drawing::Meeting
                title="Nobody to match yet"
                action=move || view! { <ButtonLink kind=ButtonKind::Primary href=people.clone()>"See who is enrolled"</ButtonLink> }
            >
                "As soon as mentors and mentees are enrolled and accepted, the best matching for all of them appears here."
            </Empty>
        }
    };
    view! {
        <ui::Page title="Board" state=totals actions=publish width=PageWidth::Full>
            <Load
                latest=board
                skeleton=|| view! { <Skeleton label="Loading the board" shape=Shape::Cards(8)/> }
                is_empty=|board: &Board| board.mentees.is_empty() && board.mentors.is_empty()
                empty=nobody
                let:board
            >
                {
                    let state = untrack(|| BoardState::start(board.get().as_ref().clone()));
                    working.set(Some(state));
                    view! { <Workspace state/> }
                }
            </Load>
        </ui::Page>
    }
}

/// The board coordinators work on.
async fn first_board(programme: ProgrammeId) -> Result<Board, CallError> {
    let boards = call::<ListBoards>(programme, (), ()).await?;
    let Some(first) = boards.first() else {
        return Err(CallError::Refused(Box::new(Problem::not_found())));
    };
    call::<ReadBoard>(first.id, (), ()).await
}

#[component]
fn Workspace(state: BoardState) -> impl IntoView {
    let filters = use_filters();
    let filter = Memo::new(move |_| filter_of(filters));
    let order = Memo::new(move |_| {
        state.epoch();
        let lanes = state.lanes();
        filter.with(|filter| state.read(|model| model.shown_lanes(&lanes, filter)))
    });
    let carrying = Carrying::start(state, order);
    listen_for_undo(state);
    let nothing_found = move || order.with(Vec::is_empty);
    view! {
        <div class="board" data-density="compact" data-in-hand=move || state.in_hand.with(Option::is_some)>
            <Toolbar state filters/>
            <BrokenLocks state/>
            <p class="visually-hidden" id="board-keys">
                "Enter picks up, arrow keys choose a mentor, Enter drops, Escape puts back. L locks or releases."
            </p>
            <div class="board-columns">
                <WaitingList state carrying filter/>
                <section class="board-lanes" aria-label="Mentors" data-drag-scroll="">
                    <h2 class="visually-hidden">"Mentors"</h2>
                    <LaneGrid state carrying order/>
                    <p class="soft" hidden=move || !nothing_found()>
                        "Nobody on the board is found by that. " <a href="?">"Show everyone"</a>
                    </p>
                </section>
                <WhyPanel state/>
            </div>
            <DragPreview drag=carrying.drag render=move |mentee| in_hand_view(state, carrying, mentee)/>
            <MoveTo state/>
            <ReasonDialog state/>
            <PublishDialog state/>
        </div>
    }
}

fn filter_of(filters: Filters) -> Filter {
    Filter {
        text: filters.get(param::TEXT).unwrap_or_default(),
        order: LaneOrder::of(&filters.get(param::ORDER).unwrap_or_default()),
        free_only: filters.get(param::FREE).is_some(),
    }
}

/// What follows the pointer: who, what they want, what the place below offers.
fn in_hand_view(state: BoardState, carrying: Carrying, mentee: usize) -> AnyView {
    let (name, wants) = state.mentee(mentee, |mentee| {
        let wants = mentee.facts.wants.iter().take(2).cloned();
        (mentee.name.clone(), wants.collect::<Vec<_>>().join(" · "))
    });
    let below = move || {
        let key = carrying.drag.aim()?;
        let mentor = key.strip_prefix("lane:")?.parse().ok()?;
        let in_hand = state.in_hand.get()?;
        let words = offer_words(state, &in_hand, mentor, true);
        Some(format!("{}: {words}", state.mentor_name(mentor)))
    };
    view! {
        <strong class="board-card-name"><bdi>{name}</bdi></strong>
        <p class="soft small">{wants}</p>
        <p class="small">{below}</p>
    }
    .into_any()
}

/// "118 of 128 matched · total 8 958 · worst 33 ✓ proven best"
#[component]
fn Totals(state: BoardState) -> impl IntoView {
    let figures = move || {
        state.with_lanes(|lanes| {
            let matched = format::number(i64::try_from(lanes.matched).unwrap_or(i64::MAX));
            let mentees = format::number(i64::try_from(lanes.mentees).unwrap_or(i64::MAX));
            let mut words = format!(
                "{matched} of {mentees} matched · total {}",
                format::number(lanes.total)
            );
            if let Some(worst) = lanes.worst {
                words.push_str(&format!(" · worst {worst}"));
            }
            words
        })
    };
    let proven = move || {
        state.with_lanes(|lanes| lanes.proven).then(|| {
            view! { <span class="board-proven"><Icon of=Glyph::Check/>"proven best"</span> }
        })
    };
    view! { <p class="board-totals number"><span>{figures}</span>" "{proven}</p> }
}

#[component]
fn SavingWords(state: BoardState) -> impl IntoView {
    let words = move || match state.saving() {
        Saving::Saved => "Saved",
        Saving::Underway => "Saving…",
        Saving::Failed(_) => "Not saved",
    };
    view! { <span class="soft small board-saving">{words}</span> }
}

/// Locks that no longer hold, which the answer therefore leaves out.
#[component]
fn BrokenLocks(state: BoardState) -> impl IntoView {
    let sentences = Memo::new(move |_| {
        state.with_lanes(|lanes| lanes.broken_locks);
        state.read(|model| {
            let broken = model.answer().broken_locks.iter();
            let broken = broken.map(|(mentee, why)| {
                let name = model.pool().mentee_at(*mentee);
                let name = name.map_or("Somebody no longer here", |at| {
                    model.mentee(at).name.as_str()
                });
                format!("{name}: {why}")
            });
            broken.collect::<Vec<_>>()
        })
    });
    move || {
        let sentences = sentences.get();
        (!sentences.is_empty()).then(|| {
            let title = format::plural(
                sentences.len(),
                "{n} lock no longer holds",
                "{n} locks no longer hold",
            );
            view! { <Banner tone=Tone::Warning title=Some(title)>{sentences.join(" ")}</Banner> }
        })
    }
}

/// Ctrl/⌘-Z anywhere on the page but in a field, where it is the field's own.
fn listen_for_undo(state: BoardState) {
    let options = EventListenerOptions::enable_prevent_default();
    let listener = EventListener::new_with_options(&window(), "keydown", options, move |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
            return;
        };
        if !(event.ctrl_key() || event.meta_key()) || is_typing(event) {
            return;
        }
        match (event.key().to_lowercase().as_str(), event.shift_key()) {
            ("z", false) => state.undo(),
            ("z", true) | ("y", false) => state.redo(),
            _ => return,
        }
        event.prevent_default();
    });
    // Owned by the page: dropped with it.
    StoredValue::new_local(listener);
}

fn is_typing(event: &KeyboardEvent) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    target.is_some_and(|target| {
        let field = "input:not([type='range'], [type='radio'], [type='checkbox']), textarea";
        target.matches(field).unwrap_or(false)
    })
}
