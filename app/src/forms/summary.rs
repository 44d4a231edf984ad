//! What is said above a form that was not accepted: why as a whole, and which
//! fields need another look.

use super::Form;
use crate::ui::{Banner, Tone};
use leptos::prelude::*;

/// Stands first inside its `<form>`. After a failed attempt the focus goes to
/// the only wrong field, or here when there is more to read.
#[component]
pub fn FormSummary(form: Form) -> impl IntoView {
    let anchor = NodeRef::<leptos::html::Div>::new();
    Effect::new(move |_| {
        if form.failures() > 0 {
            // Once the errors have been drawn at their fields.
            request_animation_frame(move || move_focus(form, anchor));
        }
    });
    let problems = move || {
        let problems = form.problems();
        (problems.len() > 1).then(|| {
            let items = problems
                .into_iter()
                .map(|(field, sentence)| view! { <ProblemLink anchor field sentence /> })
                .collect_view();
            view! {
                <Banner tone=Tone::Refusal title="Some fields need another look.".to_owned()>
                    <ul class="form-problems">{items}</ul>
                </Banner>
            }
        })
    };
    let refusal = move || {
        form.refusal().map(|refusal| {
            view! {
                <Banner tone=Tone::Refusal title=refusal.title>
                    {refusal.detail}
                </Banner>
            }
        })
    };
    view! {
        <div class="form-summary" tabindex="-1" node_ref=anchor role="alert">
            {refusal} {problems}
        </div>
    }
}

/// Leads to the field it speaks of.
#[component]
fn ProblemLink(
    anchor: NodeRef<leptos::html::Div>,
    field: String,
    sentence: String,
) -> impl IntoView {
    let go = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        if let Some(control) = control_named(anchor, &field) {
            let _ = control.focus();
        }
    };
    view! {
        <li>
            <a href="#" on:click=go>
                {sentence}
            </a>
        </li>
    }
}

fn move_focus(form: Form, anchor: NodeRef<leptos::html::Div>) {
    let only = match form.try_problems_untracked().as_deref() {
        None => return,
        Some([(field, _)]) => control_named(anchor, field),
        Some(_) => None,
    };
    let _ = match (only, anchor.try_get_untracked().flatten()) {
        (Some(control), _) => control.focus(),
        (None, Some(summary)) => summary.focus(),
        (None, None) => Ok(()),
    };
}

/// The control of a field in the same form. Fields carry the name they have in
/// the request.
fn control_named(anchor: NodeRef<leptos::html::Div>, field: &str) -> Option<web_sys::HtmlElement> {
    use wasm_bindgen::JsCast;
    let form = anchor.try_get_untracked()??.closest("form").ok()??;
    let named = form.query_selector(&format!("[name=\"{field}\"]")).ok()??;
    named.dyn_into().ok()
}
