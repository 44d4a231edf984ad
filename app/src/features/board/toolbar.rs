//! What is sought, what it weighs, and finding somebody.

use super::files::FileMenu;
use super::keys::Keys;
use super::model::LaneOrder;
use super::rules::RulesPopover;
use super::scenarios::{ScenarioMenu, Scenarios};
use super::state::BoardState;
use crate::routes::filters::Filters;
use crate::ui::{
    Bind, Choice, Glyph, Icon, IconButton, Popover, RadioGroup, Segmented, SelectField, Slider,
    Switch, TextField, TextKind,
};
use leptos::prelude::*;
use pairwell_domain::board::{Move, Objective};
use pairwell_domain::fit::{Criterion, Weights};

/// Names of the filters in the address.
pub mod param {
    pub const TEXT: &str = "q";
    pub const ORDER: &str = "order";
    pub const FREE: &str = "free";
    pub const VIEW: &str = "view";
    pub const ROWS: &str = "rows";
    pub const BLIND: &str = "blind";
    pub const BOARD: &str = "board";
}

/// What the board is drawn as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// A lane a mentor.
    #[default]
    Mentors,
    /// A row a mentee.
    Mentees,
    /// Every fit there is.
    Matrix,
}

impl View {
    pub const ALL: [View; 3] = [View::Mentors, View::Mentees, View::Matrix];

    pub const fn label(self) -> &'static str {
        match self {
            View::Mentors => "Mentors",
            View::Mentees => "Mentees",
            View::Matrix => "Matrix",
        }
    }

    /// Its name in the address.
    const fn key(self) -> &'static str {
        match self {
            View::Mentors => "mentors",
            View::Mentees => "mentees",
            View::Matrix => "matrix",
        }
    }

    /// The view the address asks for. Reactive.
    pub fn of(filters: Filters) -> Self {
        let key = filters.get(param::VIEW).unwrap_or_default();
        let known = View::ALL.into_iter().find(|view| view.key() == key);
        known.unwrap_or_default()
    }

    pub fn show(self, filters: Filters) {
        let key = (self != View::default()).then_some(self.key());
        filters.set(param::VIEW, key);
    }
}

#[component]
pub fn Toolbar(
    state: BoardState,
    filters: Filters,
    scenarios: Scenarios,
    view: Memo<View>,
    keys: Keys,
) -> impl IntoView {
    let objective = move || state.with_lanes(|lanes| lanes.objective.label().to_lowercase());
    let sought = Signal::derive(move || format!("Looking for: {}", objective()));
    let text = bound(filters, param::TEXT);
    let order = bound(filters, param::ORDER);
    let orders: Vec<_> = LaneOrder::ALL
        .iter()
        .map(|order| Choice::new(order.key(), order.label()))
        .collect();
    let order = Bind::new(
        Signal::derive(move || LaneOrder::of(&order.get()).key().to_owned()),
        move |key: String| order.set(key),
    );
    let views = View::ALL.map(|view| (view, view.label()));
    let shown = Bind::new(Signal::from(view), move |view: View| view.show(filters));
    let blind = filters.signal(param::BLIND);
    let blind = Bind::new(
        Signal::derive(move || blind.get().is_some()),
        move |on: bool| filters.set(param::BLIND, on.then_some("yes")),
    );
    let lanes_only = move || view.get() == View::Mentees;
    let free = filters.signal(param::FREE);
    let free = Bind::new(
        Signal::derive(move || free.get().is_some()),
        move |on: bool| filters.set(param::FREE, on.then_some("yes")),
    );
    // Where there is little room; elsewhere all of them are always there.
    let open = RwSignal::new(false);
    view! {
        <div class="board-tools" data-open=move || open.get()>
            <ScenarioMenu state scenarios/>
            <button
                type="button"
                class="button board-tools-more"
                data-kind="quiet"
                data-size="small"
                aria-expanded=move || open.get().to_string()
                on:click=move |_| open.update(|open| *open = !*open)
            >
                <span>{move || if open.get() { "Fewer tools" } else { "More tools" }}</span>
                <Icon of=Glyph::Filter/>
            </button>
            <Segmented label="Show" hide_label=true value=shown options=views.to_vec()/>
            <div class="board-tools-rest">
                <Popover label=sought small=true>
                    <Objectives state/>
                </Popover>
                <Popover label="Weights" small=true>
                    <Sliders state/>
                </Popover>
                <RulesPopover state/>
            </div>
            <search class="board-search" aria-label="Board">
                <TextField label="Find on the board" hide_label=true kind=TextKind::Search value=text optional=true placeholder="A name or a skill"/>
                <div class="board-tools-rest">
                    <div class="board-lane-tools" hidden=lanes_only>
                        <SelectField label="Order of mentors" hide_label=true optional=true value=order options=orders/>
                        <Switch label="With a free place" checked=free/>
                    </div>
                    <Switch label="Blind" checked=blind/>
                </div>
            </search>
            <div class="board-history">
                <div class="board-tools-rest">
                    <IconButton icon=Glyph::Help label="Keys on the board" on_press=move |()| keys.help.set(true)/>
                    <FileMenu state/>
                </div>
                <IconButton icon=Glyph::Undo label="Undo" disabled=Signal::derive(move || !state.can_undo()) on_press=move |()| state.undo()/>
                <IconButton icon=Glyph::Redo label="Redo" disabled=Signal::derive(move || !state.can_redo()) on_press=move |()| state.redo()/>
            </div>
        </div>
    }
}

fn bound(filters: Filters, name: &'static str) -> Bind<String> {
    let read = filters.signal(name);
    Bind::new(
        Signal::derive(move || read.get().unwrap_or_default()),
        move |value: String| filters.set(name, Some(&value)),
    )
}

/// What the best answer is the best at, each with what it means.
#[component]
fn Objectives(state: BoardState) -> impl IntoView {
    let objective = Bind::new(
        Signal::derive(move || state.with_lanes(|lanes| lanes.objective)),
        move |objective| state.make(vec![Move::Aim { objective }]),
    );
    let objectives = Objective::ALL.map(|it| (it, it.label(), it.meaning()));
    view! { <RadioGroup label="Objective" hide_label=true value=objective options=objectives.to_vec()/> }
}

/// How much each criterion counts; the board follows while a slider moves.
#[component]
fn Sliders(state: BoardState) -> impl IntoView {
    let sliders = Criterion::ALL.map(|criterion| {
        let value = Bind::new(
            Signal::derive(move || u32::from(state.weights().of(criterion))),
            move |weight: u32| {
                let weight = u8::try_from(weight).unwrap_or(Weights::MAX);
                let weights = untrack(|| state.weights());
                let weights = weights.with(criterion, weight);
                state.try_out(Move::Weigh { weights });
            },
        );
        view! { <Slider label=criterion.label() value=value/> }
    });
    view! {
        <div class="board-weights">
            <p class="soft small">"Only the proportions matter."</p>
            {sliders.into_iter().collect_view()}
        </div>
    }
}
