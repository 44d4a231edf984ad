//! What the matching keeps to on this board, as controls; the board follows at once.

use super::state::BoardState;
use crate::ui::{Bind, Popover, Slider, Switch};
use leptos::prelude::*;
use pairwell_domain::board::{Move, Rules};

#[component]
pub fn RulesPopover(state: BoardState) -> impl IntoView {
    let label = Signal::derive(move || match state.rules().in_force() {
        0 => "Rules".to_owned(),
        rules => format!("Rules ({rules})"),
    });
    let least = Bind::new(
        Signal::derive(move || u32::from(state.rules().least_fit)),
        move |least: u32| {
            let least_fit = u8::try_from(least).unwrap_or(100);
            let rules = untrack(|| state.rules());
            state.try_out(Move::Rule {
                rules: Rules { least_fit, ..rules },
            });
        },
    );
    let units = switch(
        state,
        |rules| rules.across_units,
        |rules, on| Rules {
            across_units: on,
            ..rules
        },
    );
    let managers = switch(
        state,
        |rules| rules.across_managers,
        |rules, on| Rules {
            across_managers: on,
            ..rules
        },
    );
    view! {
        <Popover label small=true>
            <div class="board-weights">
                <p class="soft small">
                    "What the matching keeps to. You can still lock two by hand, and pairs that people know of stay."
                </p>
                <Slider label="Lowest fit allowed" value=least/>
                <Switch label="Only mentors from another unit" checked=units/>
                <Switch label="Only mentors with another manager" checked=managers/>
            </div>
        </Popover>
    }
}

fn switch(
    state: BoardState,
    read: fn(Rules) -> bool,
    with: fn(Rules, bool) -> Rules,
) -> Bind<bool> {
    Bind::new(
        Signal::derive(move || read(state.rules())),
        move |on: bool| {
            let rules = with(untrack(|| state.rules()), on);
            state.make(vec![Move::Rule { rules }]);
        },
    )
}
