//! Who else is on this board now: said and asked again every few seconds.

use super::state::BoardState;
use crate::api::call;
use crate::ui::{Glyph, Icon};
use leptos::prelude::*;
use leptos::task::spawn_local;
use pairwell_domain::api::board::BeHere;
use std::time::Duration;

/// Well within how long somebody counts as there without being heard of.
const AGAIN: Duration = Duration::from_secs(10);

/// "Also here: Kim, Noor".
#[component]
pub fn AlsoHere(state: BoardState) -> impl IntoView {
    let others = RwSignal::new(Vec::<String>::new());
    let ask = move || {
        // A page nobody looks at says nothing of its reader.
        if document().hidden() {
            return;
        }
        spawn_local(async move {
            if let Ok(present) = call::<BeHere>(state.id, (), ()).await {
                let names: Vec<String> = present.into_iter().map(|one| one.name).collect();
                if others.try_get_untracked().is_some_and(|now| now != names) {
                    others.set(names);
                }
            }
        });
    };
    ask();
    if let Ok(timer) = set_interval_with_handle(ask, AGAIN) {
        on_cleanup(move || timer.clear());
    }
    let words = move || others.with(|names| format!("Also here: {}", names.join(", ")));
    view! {
        <p class="also-here small" role="status">
            {move || others.with(|names| !names.is_empty()).then(|| view! { <Icon of=Glyph::People/>{words} })}
        </p>
    }
}
