//! Those without a mentor, most to lose first.

use super::card::WaitingCard;
use super::drag::{Carrying, WAITING};
use super::model::{Filter, Held};
use super::state::BoardState;
use super::window::{Window, scroll_near};
use leptos::html;
use leptos::prelude::*;

/// Height of a card, in rem.
const CARD: f64 = 2.4;

#[component]
pub fn WaitingList(state: BoardState, carrying: Carrying, filter: Memo<Filter>) -> impl IntoView {
    let list = NodeRef::<html::Ul>::new();
    let window = Window::on(list, 1000.0);
    let shown = Memo::new(move |_| {
        let (epoch, lanes) = (state.epoch(), state.lanes());
        let shown = filter.with(|filter| state.read(|model| model.shown_waiting(&lanes, filter)));
        let waiting = shown.into_iter().map(|at| &lanes.waiting[at]);
        waiting
            .map(|waiting| (epoch, waiting.mentee))
            .collect::<Vec<_>>()
    });
    let sight = Memo::new(move |_| {
        let count = shown.with(Vec::len);
        window.of(count, &vec![CARD; count])
    });
    // The keyboard aims at a card that may be out of sight: scroll there first.
    Effect::new(move |_| {
        let Some(wanted) = state.reveal_waiting.get() else {
            return;
        };
        let at = shown.with_untracked(|shown| {
            let mut shown = shown.iter();
            shown.position(|(_, mentee)| *mentee == wanted)
        });
        if let (Some(at), Some(list)) = (at, list.get_untracked()) {
            scroll_near(&list, window.top_of(at, &vec![CARD; at]));
        }
    });
    let drawn = move || {
        shown.with(|shown| shown[sight.with(|sight| clamp(&sight.rows, shown.len()))].to_vec())
    };
    let count = move || state.with_lanes(|lanes| lanes.waiting.len());
    let over = move || carrying.drag.is_over(WAITING);
    let takes = Memo::new(move |_| {
        state.in_hand.with(|in_hand| {
            let in_hand = in_hand.as_ref();
            in_hand.is_some_and(|in_hand| matches!(in_hand.held, Held::Mentee(_)))
        })
    });
    let hint = move || match (takes.get(), count()) {
        (true, _) => "Drop to leave out of this round",
        (false, 0 | 1) => "",
        (false, _) => "Most to lose first",
    };
    view! {
        <section class="waiting" data-drop=move || takes.get().then_some(WAITING) data-drag-scroll="" data-aim=over aria-labelledby="waiting-heading">
            <h2 class="board-heading" id="waiting-heading">
                "Unmatched " <span class="number">{count}</span>
            </h2>
            // Always there: in the frame of a pick-up nothing need move down.
            <p class="lane-line">
                {hint}
            </p>
            <ul class="waiting-cards" node_ref=list aria-label="Unmatched mentees">
                <li class="lanes-room" aria-hidden="true" hidden=move || sight.with(|sight| sight.before == 0.0) style:--room=move || format!("{}px", sight.with(|sight| sight.before))></li>
                <For each=drawn key=|key| *key let((_, mentee))>
                    <WaitingCard state carrying mentee/>
                </For>
                <li class="lanes-room" aria-hidden="true" hidden=move || sight.with(|sight| sight.after == 0.0) style:--room=move || format!("{}px", sight.with(|sight| sight.after))></li>
            </ul>
            <p class="soft small" hidden=move || count() != 0>"Everyone has a mentor."</p>
        </section>
    }
}

/// A range inside a list that may just have become shorter.
fn clamp(rows: &std::ops::Range<usize>, length: usize) -> std::ops::Range<usize> {
    let end = rows.end.min(length);
    rows.start.min(end)..end
}
