//! Asking a mentor, and taking that back.

use super::model::Shown;
use super::state::Mentors;
use crate::forms::{Form, FormSummary};
use crate::ui::{
    Bind, Button, ButtonKind, Dialog, Tag, TagTone, TextArea, VisuallyHidden, use_toasts,
};
use leptos::prelude::*;
use pairwell_domain::request::{self, AskRefusal, LAPSE_AFTER, MESSAGE_LENGTH, RequestState};

/// What can be done about this mentor now: ask, take back, or a word on why not.
#[component]
pub fn AskButton(shown: Shown, mentors: Mentors, asking: RwSignal<Option<Shown>>) -> impl IntoView {
    let toasts = use_toasts();
    let id = shown.id();
    let name = shown.profile.name.clone();
    let withdraw = move |()| {
        let Some(request) = untrack(|| mentors.waiting(id)) else {
            return;
        };
        leptos::task::spawn_local(async move {
            match mentors.withdraw(request.id).await {
                Ok(request) => toasts.say(format!(
                    "You took back your request to {}.",
                    request.mentor_name
                )),
                Err(error) => toasts.refuse(crate::forms::words(&error)),
            }
        });
    };
    move || {
        if shown.mine {
            return view! { <Tag label="Your mentor" tone=TagTone::Accent/> }.into_any();
        }
        if !mentors.has_fits() {
            return ().into_any();
        }
        if shown.asked == Some(RequestState::Waiting) {
            let whom = format!(" the request to {name}");
            return view! {
                <span class="asked">
                    <Tag label="Asked" tone=TagTone::Accent/>
                    <Button small=true kind=ButtonKind::Quiet on_press=withdraw>
                        "Take back"<VisuallyHidden>{whom}</VisuallyHidden>
                    </Button>
                </span>
            }
            .into_any();
        }
        match shown.refusal {
            None => {
                let (shown, name) = (shown.clone(), name.clone());
                view! {
                    <Button kind=ButtonKind::Primary small=true on_press=move |()| asking.set(Some(shown.clone()))>
                        "Ask"<VisuallyHidden>" "{name}</VisuallyHidden>
                    </Button>
                }
                .into_any()
            }
            // Said once on the page, not on every card.
            Some(AskRefusal::AlreadyPaired | AskRefusal::NotInPool | AskRefusal::NoPlace) => {
                ().into_any()
            }
            Some(AskRefusal::NotEligible) => {
                view! { <span class="soft small">"Not available to you"</span> }.into_any()
            }
            Some(refusal) => {
                view! { <span class="soft small">{refusal.to_string()}</span> }.into_any()
            }
        }
    }
}

/// The message to a mentor; open while `asking` names one.
#[component]
pub fn AskDialog(asking: RwSignal<Option<Shown>>, mentors: Mentors) -> impl IntoView {
    let toasts = use_toasts();
    let form = Form::new(&[("message", "Your message")]);
    let message = RwSignal::new(String::new());
    let name = move || {
        asking.with(|shown| {
            shown
                .as_ref()
                .map(|shown| shown.profile.name.clone())
                .unwrap_or_default()
        })
    };
    let close = move || {
        asking.set(None);
        message.set(String::new());
    };
    let open = Bind::new(
        Signal::derive(move || asking.with(Option::is_some)),
        move |open: bool| {
            if !open {
                close();
            }
        },
    );
    let send = move || {
        let Some(shown) = asking.get_untracked() else {
            return;
        };
        let checked = request::message(&message.get_untracked()).map_err(|problem| vec![problem]);
        let Some(text) = form.check(checked) else {
            return;
        };
        form.send(mentors.ask(shown.id(), text), move |request| {
            close();
            toasts.say(format!(
                "{} has been asked and has until {} to answer.",
                request.mentor_name, request.answer_by
            ));
        });
    };
    view! {
        <Dialog
            open
            title=Signal::derive(move || format!("Ask {}", name()))
            foot=move || view! {
                <Button kind=ButtonKind::Quiet on_press=move |()| close()>"Cancel"</Button>
                <Button kind=ButtonKind::Primary busy=form.busy() on_press=move |()| send()>"Send request"</Button>
            }
        >
            <FormSummary form/>
            <TextArea
                label="Your message"
                value=message
                optional=true
                help=Some(format!("What would you like to talk about? At most {MESSAGE_LENGTH} characters."))
                error=form.problem("message")
            />
            <p class="soft small">
                {move || format!(
                    "{} sees what you want help with and what you hope for, and has {LAPSE_AFTER} working days to answer.",
                    name(),
                )}
            </p>
        </Dialog>
    }
}
