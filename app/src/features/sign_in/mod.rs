//! Signing in with e-mail address and password.

use crate::api::call;
use crate::forms::Form;
use crate::session::use_session;
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
        <h1>"Sign in"</h1>
        <form class="form" on:submit=submit>
            <p role="alert">{move || form.refusal().map(|refusal| refusal.title)}</p>
            <label class="field">
                "E-mail"
                <input type="email" name="email" autocomplete="username" bind:value=email />
                {form.problem("email")}
            </label>
            <label class="field">
                "Password"
                <input type="password" name="password" autocomplete="current-password" bind:value=password />
                {form.problem("password")}
            </label>
            <button type="submit">"Sign in"</button>
        </form>
    }
}
