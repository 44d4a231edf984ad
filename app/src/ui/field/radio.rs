//! One of a few, each with what it means.

use leptos::prelude::*;

use crate::ui::{bind::Bind, id};

/// One of a few, each on its own line with what it means. Where no words are needed
/// to choose, a `Segmented` is smaller.
#[component]
pub fn RadioGroup<T>(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] value: Bind<T>,
    /// Each value with its words and what it means, in order.
    options: Vec<(T, &'static str, &'static str)>,
    #[prop(optional)] hide_label: bool,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let name = id::fresh("radio");
    let options = options
        .into_iter()
        .enumerate()
        .map(|(index, (own, words, meaning))| {
            let own_id = format!("{name}-{index}");
            let (label_id, help_id) = (format!("{own_id}-label"), format!("{own_id}-help"));
            let is_chosen = {
                let own = own.clone();
                move || value.get() == own
            };
            let choose = move |_| value.set(own.clone());
            view! {
                <label class="choice" for=own_id.clone()>
                    <input
                        type="radio"
                        id=own_id.clone()
                        name=name.clone()
                        value=index.to_string()
                        aria-labelledby=label_id.clone()
                        aria-describedby=help_id.clone()
                        prop:checked=is_chosen
                        on:change=choose
                    />
                    <span id=label_id>{words}</span>
                    <span class="field-help" id=help_id>{meaning}</span>
                </label>
            }
        });
    let options = options.collect_view();
    view! {
        <fieldset class="radio-group">
            <legend class="field-label" class:visually-hidden=hide_label>{label}</legend>
            {options}
        </fieldset>
    }
}
