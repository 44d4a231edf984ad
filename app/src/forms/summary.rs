//! What is said above a form that was not accepted: why as a whole, and which
//! fields need another look.

use super::Form;
use crate::ui::{Banner, Tone, control_with_error};
use leptos::prelude::*;

/// Stands first inside its `<form>`, or its dialog. After a failed attempt the focus goes to
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
                .map(|(_, sentence)| view! { <ProblemLink anchor sentence /> })
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
fn ProblemLink(anchor: NodeRef<leptos::html::Div>, sentence: String) -> impl IntoView {
    let error = sentence.clone();
    let go = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        if let Some(control) = control_of(anchor, &error) {
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
        Some([(_, sentence)]) => control_of(anchor, sentence),
        Some(_) => None,
    };
    let _ = match (only, anchor.try_get_untracked().flatten()) {
        (Some(control), _) => control.focus(),
        (None, Some(summary)) => summary.focus(),
        (None, None) => Ok(()),
    };
}

/// The control that a problem of this form is about.
fn control_of(anchor: NodeRef<leptos::html::Div>, sentence: &str) -> Option<web_sys::HtmlElement> {
    let form = anchor
        .try_get_untracked()??
        .closest("form, .form, dialog")
        .ok()??;
    control_with_error(&form, sentence)
}
