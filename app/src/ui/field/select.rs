//! One of a few: the browser's own list, in our clothes.

use leptos::prelude::*;

use super::frame::Field;
use crate::ui::{
    bind::Bind,
    icon::{Glyph, Icon},
};

/// Something to choose: what is kept and what is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub value: String,
    pub label: String,
    /// A second line where there is room for one.
    pub detail: Option<String>,
}

impl Choice {
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            detail: None,
        }
    }

    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }
}

#[component]
pub fn SelectField(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] value: Bind<String>,
    #[prop(into)] options: Signal<Vec<Choice>>,
    #[prop(optional, into)] help: Signal<Option<String>>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional)] optional: bool,
    #[prop(optional)] hide_label: bool,
    #[prop(optional, into)] disabled: Signal<bool>,
) -> impl IntoView {
    view! {
        <Field label help error optional hide_label control=move |ids| {
            let (for_description, for_validity) = (ids.clone(), ids.clone());
            // Selected by attribute on each option: the select's own value can
            // only name an option that is already there.
            let options = move || options.get().into_iter().map(|choice| {
                let is_chosen = { let own = choice.value.clone(); move || value.get() == own };
                view! { <option value=choice.value prop:selected=is_chosen>{choice.label}</option> }
            }).collect_view();
            view! {
                <div class="select">
                    <select
                        class="control"
                        id=ids.control.clone()
                        disabled=disabled
                        aria-required=(!optional).then_some("true")
                        aria-describedby=move || for_description.described_by()
                        aria-invalid=move || for_validity.invalid()
                        on:change:target=move |event| value.set(event.target().value())
                    >
                        {options}
                    </select>
                    <Icon of=Glyph::ChevronDown/>
                </div>
            }.into_any()
        }/>
    }
}
