//! Yes or no: a checkbox for a statement, a switch for what works at once.

use leptos::prelude::*;

use super::frame::{ERROR, FieldError};
use crate::ui::{bind::Bind, id};

#[component]
pub fn Checkbox(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] checked: Bind<bool>,
    #[prop(optional, into)] help: Signal<Option<String>>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional, into)] disabled: Signal<bool>,
    /// Some of what it stands for is chosen, some not.
    #[prop(optional, into)]
    mixed: Signal<bool>,
    #[prop(optional)] hide_label: bool,
) -> impl IntoView {
    yes_or_no(
        None, label, checked, help, error, disabled, mixed, hide_label,
    )
}

#[component]
pub fn Switch(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] checked: Bind<bool>,
    #[prop(optional, into)] help: Signal<Option<String>>,
    #[prop(optional, into)] disabled: Signal<bool>,
) -> impl IntoView {
    yes_or_no(
        Some("switch"),
        label,
        checked,
        help,
        Signal::default(),
        disabled,
        Signal::default(),
        false,
    )
}

#[expect(
    clippy::too_many_arguments,
    reason = "the properties of two components, in one place"
)]
fn yes_or_no(
    role: Option<&'static str>,
    label: Signal<String>,
    checked: Bind<bool>,
    help: Signal<Option<String>>,
    error: Signal<Option<String>>,
    disabled: Signal<bool>,
    mixed: Signal<bool>,
    hide_label: bool,
) -> impl IntoView {
    let name = id::fresh("choice");
    let (help_id, error_id) = (format!("{name}-help"), format!("{name}{ERROR}"));
    let described_by = {
        let (help_id, error_id) = (help_id.clone(), error_id.clone());
        move || {
            let error = error.with(Option::is_some).then_some(error_id.as_str());
            let help = help.with(Option::is_some).then_some(help_id.as_str());
            let ids: Vec<&str> = error.into_iter().chain(help).collect();
            (!ids.is_empty()).then(|| ids.join(" "))
        }
    };
    view! {
        <label class="choice" for=name.clone()>
            <input
                type="checkbox"
                role=role
                id=name.clone()
                disabled=disabled
                aria-labelledby=format!("{name}-label")
                aria-describedby=described_by
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                prop:checked=move || checked.get()
                prop:indeterminate=move || mixed.get()
                on:change:target=move |event| checked.set(event.target().checked())
            />
            <span class:visually-hidden=hide_label id=format!("{name}-label")>{label}</span>
            {move || {
                let id = help_id.clone();
                help.get().map(|help| view! { <span class="field-help" id=id>{help}</span> })
            }}
            <FieldError id=error_id error/>
        </label>
    }
}
