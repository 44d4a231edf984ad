//! Signing in with e-mail address and password.

use crate::api::call;
use crate::forms::{Form, FormSummary};
use crate::routes::Page;
use crate::session::use_session;
use crate::ui::{self, Button, ButtonKind, PageWidth, TextField, TextKind};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use pairwell_domain::api::sign_in::{Credentials, SignIn};

#[component]
pub fn SignInPage() -> impl IntoView {
    let session = use_session();
    let form = Form::new(&[("email", "E-mail"), ("password", "Password")]);
    let email = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let credentials = Credentials {
            email: email.get_untracked(),
            password: password.get_untracked(),
        };
        form.send(call::<SignIn>((), (), credentials), move |me| {
            session.signed_in(me);
        });
    };
    view! {
        <ui::Page title="Sign in" width=PageWidth::Reading>
            <form class="form" novalidate=true on:submit=submit>
                <FormSummary form />
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
                    autocomplete="current-password"
                    value=password
                    error=form.problem("password")
                />
                <div class="form-actions">
                    <Button kind=ButtonKind::Primary submit=true busy=form.busy()>
                        "Sign in"
                    </Button>
                    <a href=Page::Forgot.path()>"I forgot my password"</a>
                </div>
            </form>
        </ui::Page>
    }
}
