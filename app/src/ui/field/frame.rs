//! What all fields share: label, help and error, wired to the control.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::ui::{
    icon::{Glyph, Icon},
    id,
};

/// What an error's id adds to its control's; every kind of field keeps to it.
pub(in crate::ui) const ERROR: &str = "-error";

/// The ids that tie a control to its words.
#[derive(Clone)]
pub struct FieldIds {
    /// The control's own id, which the label points at.
    pub control: String,
    help: String,
    error: String,
    has_help: Signal<bool>,
    has_error: Signal<bool>,
}

impl FieldIds {
    /// For `aria-describedby`: the error first, because it is news.
    pub fn described_by(&self) -> Option<String> {
        let error = self.has_error.get().then_some(self.error.as_str());
        let help = self.has_help.get().then_some(self.help.as_str());
        let ids: Vec<&str> = error.into_iter().chain(help).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    /// For `aria-invalid`.
    pub fn invalid(&self) -> Option<&'static str> {
        self.has_error.get().then_some("true")
    }
}

/// A field around a control of its caller's making.
#[component]
pub fn Field(
    #[prop(into)] label: Signal<String>,
    #[prop(optional, into)] help: Signal<Option<String>>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    /// May be left empty; said in the label.
    #[prop(optional)]
    optional: bool,
    /// The label is only for screen readers: the screen says it otherwise.
    #[prop(optional)]
    hide_label: bool,
    /// Builds the control from its ids.
    control: impl FnOnce(Arc<FieldIds>) -> AnyView,
) -> impl IntoView {
    let name = id::fresh("field");
    let ids = Arc::new(FieldIds {
        help: format!("{name}-help"),
        error: format!("{name}{ERROR}"),
        control: name,
        has_help: Signal::derive(move || help.with(Option::is_some)),
        has_error: Signal::derive(move || error.with(Option::is_some)),
    });
    let help_id = ids.help.clone();
    view! {
        <div class="field">
            <label class="field-label" class:visually-hidden=hide_label for=ids.control.clone()>
                {label}
                {optional.then(|| view! { <span class="field-optional">" (optional)"</span> })}
            </label>
            {control(ids.clone())}
            {move || {
                let id = help_id.clone();
                help.get().map(|help| view! { <span class="field-help" id=id>{help}</span> })
            }}
            <FieldError id=ids.error.clone() error/>
        </div>
    }
}

/// The error in its place; the element stays, so that filling it is noticed.
#[component]
pub(in crate::ui) fn FieldError(id: String, error: Signal<Option<String>>) -> impl IntoView {
    view! {
        <span class="field-error" id=id>
            {move || error.get().map(|error| view! { <Icon of=Glyph::Warning/><span>{error}</span> })}
        </span>
    }
}

/// The control inside `within` at which this error stands, so that whoever reads
/// it elsewhere can be led there.
pub fn control_with_error(within: &web_sys::Element, error: &str) -> Option<web_sys::HtmlElement> {
    let errors = within.query_selector_all(".field-error").ok()?;
    let ids = (0..errors.length()).filter_map(|at| {
        let shown: web_sys::Element = errors.item(at)?.dyn_into().ok()?;
        let is_this = shown.text_content()?.trim() == error;
        let id = shown.id();
        is_this.then(|| id.strip_suffix(ERROR).map(str::to_owned))?
    });
    let mut controls = ids.filter_map(|id| document().get_element_by_id(&id));
    controls.next()?.dyn_into().ok()
}
