//! Asks why a block is overridden: the reason stays on record.

use super::state::BoardState;
use crate::ui::{Bind, Button, ButtonKind, Dialog, TextArea};
use leptos::prelude::*;
use pairwell_domain::fit::constraints::REASON_MIN;

#[component]
pub fn ReasonDialog(state: BoardState) -> impl IntoView {
    let reason = RwSignal::new(String::new());
    let tried = RwSignal::new(false);
    let close = move || {
        state.asks_reason.set(None);
        reason.set(String::new());
        tried.set(false);
    };
    let open = Bind::new(
        Signal::derive(move || state.asks_reason.with(Option::is_some)),
        move |open: bool| {
            if !open {
                close();
            }
        },
    );
    let length = move || reason.with(|reason| reason.trim().chars().count());
    let problem = Signal::derive(move || {
        (tried.get() && length() < REASON_MIN).then(|| {
            format!(
                "has {} characters; please use at least {REASON_MIN}",
                length()
            )
        })
    });
    let save = move || {
        tried.set(true);
        if let (Some((mentee, mentor)), true) = (
            state.asks_reason.get_untracked(),
            untrack(length) >= REASON_MIN,
        ) {
            let words = reason.get_untracked();
            close();
            state.lock(mentee, mentor, Some(words));
        }
    };
    let sentence = move || {
        state.asks_reason.get().map(|(mentee, mentor)| {
            let block = state.read(|model| model.pool().block_at(mentee, mentor));
            let block = block.map(|block| block.words()).unwrap_or_default();
            let (mentee, mentor) = (state.mentee_name(mentee), state.mentor_name(mentor));
            format!("{mentee} and {mentor}: {block} You can pair them all the same. The reason is kept and shown on the card.")
        })
    };
    view! {
        <Dialog
            open
            title="Pair them all the same?"
            foot=move || view! {
                <Button kind=ButtonKind::Quiet on_press=move |()| close()>"Cancel"</Button>
                <Button kind=ButtonKind::Primary on_press=move |()| save()>"Pair them"</Button>
            }
        >
            <p>{sentence}</p>
            <TextArea label="Your reason" value=reason error=problem/>
        </Dialog>
    }
}
