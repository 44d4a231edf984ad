//! The page: loads the board, and lays out what is drawn of it.

use super::compare::CompareDialog;
use super::drag::{Carrying, mentee_of, mentor_of, offer_words};
use super::keys::{Finder, Keys, KeysHelp};
use super::lanes::LaneGrid;
use super::list::MenteeList;
use super::matrix::Matrix;
use super::model::{Filter, Held, LaneOrder};
use super::move_to::MoveTo;
use super::panel::WhyPanel;
use super::presence::AlsoHere;
use super::publish::PublishDialog;
use super::reason::ReasonDialog;
use super::repair::RepairDialog;
use super::scarce::ScarceLine;
use super::scenarios::Scenarios;
use super::state::{BoardState, Saving, TOPIC};
use super::toolbar::{Toolbar, View, param};
use super::waiting::WaitingList;
use crate::api::{Latest, Load, call};
use crate::format;
use crate::routes::Page;
use crate::routes::filters::{Filters, use_filters};
use crate::ui::{
    self, Banner, Button, ButtonKind, ButtonLink, DragPreview, Drawing, Empty, Glyph, Icon,
    PageWidth, Popover, Shape, Skeleton, Tone,
};
use leptos::prelude::*;
use pairwell_domain::api::CallError;
use pairwell_domain::api::board::{BoardSummary, ListBoards, ReadBoard};
use pairwell_domain::board::{Board, Objective};
use pairwell_domain::id::ProgrammeId;
use pairwell_domain::problem::Problem;
use std::sync::Arc;

#[component]
pub fn BoardPage(programme: ProgrammeId) -> impl IntoView {
    let filters = use_filters();
    let scenarios = Scenarios {
        programme,
        all: RwSignal::default(),
        leaving: RwSignal::new(false),
        filters,
    };
    let wanted = filters.signal(param::BOARD);
    let board = Latest::new(move || {
        let wanted = wanted.get();
        chosen_board(scenarios, wanted)
    });
    let working = RwSignal::new(None::<BoardState>);
    let totals = move || working.get().map(|state| view! { <Totals state/> });
    let publish = move || {
        working.get().map(|state| {
            view! {
                <AlsoHere state/>
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
                    // Another scenario is another board, with a history and a session of its own.
                    let id = Memo::new(move |_| board.get().id);
                    move || {
                        id.get();
                        let blind = untrack(|| filters.get(param::BLIND).is_some());
                        let state = untrack(|| BoardState::start(board.get().as_ref().clone(), blind));
                        working.set(Some(state));
                        view! { <Workspace state scenarios/> }
                    }
                }
            </Load>
        </ui::Page>
    }
}

/// The scenario the address names, or else the programme's first.
async fn chosen_board(scenarios: Scenarios, wanted: Option<String>) -> Result<Board, CallError> {
    let boards = call::<ListBoards>(scenarios.programme, (), ()).await?;
    let named = |board: &&BoardSummary| wanted.as_ref() == Some(&board.id.to_string());
    let Some(chosen) = boards.iter().find(named).or(boards.first()).cloned() else {
        return Err(CallError::Refused(Box::new(Problem::not_found())));
    };
    scenarios.all.try_set(Arc::new(boards));
    call::<ReadBoard>(chosen.id, (), ()).await
}

#[component]
fn Workspace(state: BoardState, scenarios: Scenarios) -> impl IntoView {
    let filters = scenarios.filters;
    let filter = Memo::new(move |_| filter_of(filters));
    let order = Memo::new(move |_| {
        state.epoch();
        let lanes = state.lanes();
        filter.with(|filter| state.read(|model| model.shown_lanes(&lanes, filter)))
    });
    let carrying = Carrying::start(state, order);
    let keys = Keys::listen(state, filters);
    scenarios.follow(state);
    // What is kept here only would be gone with the page.
    let leaving = window_event_listener(leptos::ev::beforeunload, move |event| {
        state.settle();
        if state.read(|model| model.has_unsaved()) {
            event.prevent_default();
        }
    });
    on_cleanup(move || {
        leaving.remove();
        // Elsewhere nobody is told what it did here.
        if state.settle() {
            state.toasts.clear(TOPIC);
        }
    });
    let online = window_event_listener_untyped("online", move |_| state.try_again());
    on_cleanup(move || online.remove());
    Effect::new(move |_| state.set_blind(filters.get(param::BLIND).is_some()));
    let view = Memo::new(move |_| View::of(filters));
    let show_everyone = move |()| {
        filters.set(param::TEXT, None);
        filters.set(param::FREE, None);
    };
    let nothing_found = move || order.with(Vec::is_empty);
    view! {
        <div class="board" data-view=move || view.get().label().to_lowercase() data-density="compact" data-in-hand=move || state.in_hand.with(Option::is_some) data-trying=move || state.is_trying()>
            <Toolbar state filters scenarios view keys/>
            <SavingBanner state/>
            <BrokenLocks state/>
            <p class="visually-hidden" id="board-keys">
                "Enter picks up, arrow keys choose a mentor, Enter drops, Escape puts back. L locks or releases."
            </p>
            <p class="visually-hidden" id="board-mentor-keys">
                "Enter picks up a place, arrow keys choose a mentee, Enter gives it, Escape puts back."
            </p>
            <div class="board-columns">
                // The other views have those who wait among everybody.
                {move || (view.get() == View::Mentors).then(|| view! { <WaitingList state carrying filter/> })}
                {move || match view.get() {
                    View::Mentors => view! {
                        <section class="board-lanes" aria-label="Mentors" data-drag-scroll="">
                            <h2 class="visually-hidden">"Mentors"</h2>
                            <LaneGrid state carrying order/>
                            <p class="soft" hidden=move || !nothing_found()>
                                "Nobody on the board is found by that. "
                                <Button small=true kind=ButtonKind::Quiet on_press=show_everyone>"Show everyone"</Button>
                            </p>
                        </section>
                    }.into_any(),
                    View::Mentees => view! { <MenteeList state filters filter/> }.into_any(),
                    View::Matrix => view! { <Matrix state filter order/> }.into_any(),
                }}
                <WhyPanel state/>
            </div>
            <ScarceLine state/>
            <DragPreview drag=carrying.drag render=move |held| in_hand_view(state, carrying, held)/>
            <MoveTo state/>
            <ReasonDialog state/>
            <PublishDialog state/>
            <RepairDialog state/>
            <CompareDialog state/>
            <KeysHelp keys/>
            <Finder state filters keys/>
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

/// What follows the pointer: who or whose place, what they want or offer, and what is
/// below.
fn in_hand_view(state: BoardState, carrying: Carrying, held: Held) -> AnyView {
    let (name, line) = match held {
        Held::Mentee(mentee) => {
            let wants = state.mentee(mentee, |mentee| first_two(&mentee.facts.wants));
            (state.mentee_name(mentee), wants)
        }
        Held::Place(mentor) => {
            let offers = state.mentor(mentor, |mentor| first_two(&mentor.facts.offers));
            (
                format!("A place with {}", state.mentor_name(mentor)),
                offers,
            )
        }
    };
    let below = move || {
        let key = carrying.drag.aim()?;
        let in_hand = state.in_hand.get()?;
        let (other, name) = match held {
            Held::Mentee(_) => {
                let mentor = mentor_of(&key)?;
                (mentor, state.mentor_name(mentor))
            }
            Held::Place(_) => {
                let mentee = mentee_of(&key)?;
                (mentee, state.mentee_name(mentee))
            }
        };
        let words = offer_words(state, &in_hand, other, true);
        Some(format!("{name}: {words}"))
    };
    view! {
        <strong class="board-card-name"><bdi>{name}</bdi></strong>
        <p class="soft small">{line}</p>
        <p class="small">{below}</p>
    }
    .into_any()
}

fn first_two(words: &[String]) -> String {
    words
        .iter()
        .take(2)
        .cloned()
        .collect::<Vec<_>>()
        .join(" · ")
}

/// "118 of 128 matched · total 8 958 · lowest fit 33 ✓ proven best", and what that means.
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
                words.push_str(&format!(" · lowest fit {worst}"));
            }
            words
        })
    };
    let words = Memo::new(move |_| {
        state.with_lanes(|lanes| match lanes.objective {
            _ if !lanes.proven => None,
            Objective::Stable => Some("proven stable"),
            _ => Some("proven best"),
        })
    });
    let proven = move || {
        let words = words.get()?;
        Some(view! { <span class="board-proven"><Icon of=Glyph::Check/>{words}</span> })
    };
    view! {
        <div class="board-totals number">
            <span>{figures}</span>
            {proven}
            <Popover icon=Glyph::Info label="What these figures mean" kind=ButtonKind::Quiet small=true>
                <Meanings state/>
            </Popover>
        </div>
    }
}

/// What each of the totals is, for whoever sees them for the first time.
#[component]
fn Meanings(state: BoardState) -> impl IntoView {
    let objective = move || state.with_lanes(|lanes| lanes.objective);
    view! {
        <dl class="meanings">
            <dt>"Fit"</dt>
            <dd>"How well two people suit each other, from 0 to 100."</dd>
            <dt>"Total"</dt>
            <dd>"The fits of all pairs added up. Whatever is said to be good or bad “overall” is so for this total."</dd>
            <dt>"Lowest fit"</dt>
            <dd>"Of all pairs, the two who suit each other least."</dd>
            <dt>{move || if objective() == Objective::Stable { "Proven stable" } else { "Proven best" }}</dt>
            <dd>
                {move || match objective() {
                    Objective::Stable => "It is checked that no mentee and mentor would both rather have each other, going by their fits, with the locks, places, weights and rules set here.".to_owned(),
                    objective => format!("It is worked out exactly, not guessed, that nothing better can be found when looking for “{}”, with the locks, places, weights and rules set here.", objective.label().to_lowercase()),
                }}
            </dd>
        </dl>
    }
}

#[component]
fn SavingWords(state: BoardState) -> impl IntoView {
    let words = move || match state.saving() {
        Saving::Saved => "Saved",
        Saving::Underway => "Saving…",
        Saving::Offline => "Kept here",
        Saving::Failed(_) => "Not saved",
    };
    view! { <span class="soft small board-saving">{words}</span> }
}

/// Says for as long as it lasts that the server can't be reached.
#[component]
fn SavingBanner(state: BoardState) -> impl IntoView {
    move || {
        (state.saving() == Saving::Offline).then(|| {
            view! {
                <Banner tone=Tone::Warning title=Some("The server can't be reached".to_owned())>
                    "Go on working: what you change is kept on this page, and saved as soon as the server is back. Keep this tab open until then. "
                    <Button small=true kind=ButtonKind::Quiet on_press=move |()| state.try_again()>"Try now"</Button>
                </Banner>
            }
        })
    }
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
                let name = name.map_or_else(
                    || "Somebody no longer here".to_owned(),
                    |at| model.mentee_name(at),
                );
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
