//! One of a few, all in sight: a radio group drawn as one strip.

use leptos::prelude::*;

use super::{bind::Bind, id};

#[component]
pub fn Segmented<T>(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] value: Bind<T>,
    /// Each value with its words, in order.
    options: Vec<(T, &'static str)>,
    /// The label is only for screen readers: the screen says it otherwise.
    #[prop(optional)]
    hide_label: bool,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let name = id::fresh("segmented");
    let options = options
        .into_iter()
        .enumerate()
        .map(|(index, (own, words))| {
            let is_chosen = {
                let own = own.clone();
                move || value.get() == own
            };
            let choose = move |_| value.set(own.clone());
            view! {
                <label class="segmented-option">
                    <input
                        type="radio"
                        class="segmented-input"
                        name=name.clone()
                        value=index.to_string()
                        prop:checked=is_chosen
                        on:change=choose
                    />
                    <span>{words}</span>
                </label>
            }
        });
    let options = options.collect_view();
    view! {
        <fieldset class="segmented">
            <legend class="field-label" class:visually-hidden=hide_label>{label}</legend>
            <div class="segmented-strip">{options}</div>
        </fieldset>
    }
}
