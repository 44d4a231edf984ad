//! The first account of an installation, made with the one-time link that the
//! server printed when it started.

use crate::api::call;
use crate::forms::{Form, FormSummary};
use crate::routes::Page;
use crate::routes::use_location;
use crate::session::use_session;
use crate::ui::{self, Button, ButtonKind, Drawing, Empty, PageWidth, TextField, TextKind};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use pairwell_domain::account::{PASSWORD_MIN, Setup, SetupDraft};
use pairwell_domain::api::sign_in::{SetUp, SetupRequest};

#[component]
pub fn SetupPage() -> impl IntoView {
    let location = use_location();
    let token = location.address_untracked().fragment;
    let shown = if token.is_empty() {
        view! { <NoLink /> }.into_any()
    } else {
        location.forget_fragment();
        view! { <SetupForm token /> }.into_any()
    };
    view! {
        <ui::Page title="Set up Pairwell" width=PageWidth::Reading>
            {shown}
        </ui::Page>
    }
}

#[component]
fn SetupForm(token: String) -> impl IntoView {
    let session = use_session();
    let location = use_location();
    let form = Form::new(&[
        ("organisation", "Organisation"),
        ("name", "Your name"),
        ("email", "E-mail"),
        ("password", "Password"),
    ]);
    let organisation = RwSignal::new(String::new());
    let name = RwSignal::new(String::new());
    let email = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let draft = SetupDraft {
            organisation: organisation.get_untracked(),
            name: name.get_untracked(),
            email: email.get_untracked(),
            password: password.get_untracked(),
        };
        if let Some(setup) = form.check(draft.validate()) {
            let request = request(token.clone(), setup);
            form.send(call::<SetUp>((), (), request), move |me| {
                session.signed_in(me);
                location.go_instead(Page::Home);
            });
        }
    };
    view! {
        <form class="form" novalidate=true on:submit=submit>
            <FormSummary form />
            <p>"This makes the first account, which looks after all others. The link works once."</p>
            <TextField
                label="Organisation"
                name="organisation"
                autocomplete="organization"
                value=organisation
                error=form.problem("organisation")
            />
            <TextField
                label="Your name"
                name="name"
                autocomplete="name"
                value=name
                error=form.problem("name")
            />
            <TextField
                label="E-mail"
                name="email"
                kind=TextKind::Email
                autocomplete="username"
                value=email
                error=form.problem("email")
            />
            <TextField
                label="Password"
                name="password"
                kind=TextKind::Password
                autocomplete="new-password"
                help=format!("At least {PASSWORD_MIN} characters. A few words that only you would put together are best.")
                value=password
                error=form.problem("password")
            />
            <div class="form-actions">
                <Button kind=ButtonKind::Primary submit=true busy=form.busy()>
                    "Set up Pairwell"
                </Button>
            </div>
        </form>
    }
}

fn request(token: String, setup: Setup) -> SetupRequest {
    SetupRequest {
        token,
        organisation: setup.organisation,
        name: setup.name,
        email: setup.email.into(),
        password: setup.password.as_str().to_owned(),
    }
}

#[component]
fn NoLink() -> impl IntoView {
    view! {
        <Empty drawing=Drawing::Signpost title="This page needs the set-up link">
            "Pairwell prints it when it starts for the first time. Open it as it was printed, with everything after the #."
        </Empty>
    }
}
