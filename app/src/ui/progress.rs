//! How far something has come, in a bar and in words.

use leptos::prelude::*;

use super::id;

#[component]
pub fn Progress(
    #[prop(into)] label: Signal<String>,
    /// From 0 to 1; none while it can't be told.
    #[prop(into)]
    done: Signal<Option<f64>>,
    /// "12 400 of 300 000 rows"
    #[prop(optional, into)]
    words: Signal<Option<String>>,
) -> impl IntoView {
    let progress_id = id::fresh("progress");
    view! {
        <div class="progress">
            <label class="progress-label" for=progress_id.clone()>{label}</label>
            <span class="progress-words">{move || words.get()}</span>
            <progress
                class="progress-bar"
                id=progress_id
                max="1"
                value=move || done.get().map(|done| done.clamp(0.0, 1.0).to_string())
            ></progress>
        </div>
    }
}
