//! Asking for a link that sets a new password.
//!
//! The answer never says whether the address is known.

use crate::api::call;
use crate::forms::{Form, FormSummary};
use crate::routes::Page;
use crate::ui::{
    self, Banner, Button, ButtonKind, ButtonLink, PageWidth, TextField, TextKind, Tone,
};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use pairwell_domain::api::sign_in::{ForgotPassword, ForgotPasswordRequest};
use pairwell_domain::problem::FieldProblems;
use pairwell_domain::text::EmailAddress;

#[component]
pub fn ForgotPage() -> impl IntoView {
    let sent_to = RwSignal::new(None::<String>);
    let shown = move || match sent_to.get() {
        None => view! { <Ask sent_to /> }.into_any(),
        Some(email) => view! { <Sent email /> }.into_any(),
    };
    view! {
        <ui::Page title="Forgotten password" width=PageWidth::Reading>
            {shown}
        </ui::Page>
    }
}

#[component]
fn Ask(sent_to: RwSignal<Option<String>>) -> impl IntoView {
    let form = Form::new(&[("email", "E-mail")]);
    let email = RwSignal::new(String::new());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let mut problems = FieldProblems::default();
        let address = problems.take("email", EmailAddress::parse(&email.get_untracked()));
        let checked = problems.into_result(|| address.expect("no field had a problem"));
        if let Some(address) = form.check(checked) {
            let request = ForgotPasswordRequest {
                email: address.to_string(),
            };
            form.send(call::<ForgotPassword>((), (), request), move |()| {
                sent_to.set(Some(address.to_string()));
            });
        }
    };
    view! {
        <form class="form" novalidate=true on:submit=submit>
            <FormSummary form />
            <p>"Tell us your address, and we send you a link that sets a new password."</p>
            <TextField
                label="E-mail"
                name="email"
                kind=TextKind::Email
                autocomplete="username"
                value=email
                error=form.problem("email")
            />
            <div class="form-actions">
                <Button kind=ButtonKind::Primary submit=true busy=form.busy()>
                    "Send me a link"
                </Button>
                <a href=Page::SignIn.path()>"Back to sign-in"</a>
            </div>
        </form>
    }
}

#[component]
fn Sent(email: String) -> impl IntoView {
    view! {
        <Banner tone=Tone::Good announce=true>
            "If there is an account for "<strong>{email}</strong>", a link is on its way to it."
        </Banner>
        <p class="soft">
            "It works once, for a short while. If nothing arrives within a few minutes, look among the unwanted mail, or ask whoever runs Pairwell at your organisation for a link."
        </p>
        <div class="form-actions">
            <ButtonLink href=Page::SignIn.path()>"Back to sign-in"</ButtonLink>
        </div>
    }
}
