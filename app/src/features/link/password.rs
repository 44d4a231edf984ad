//! Choosing a password with an invitation or a reset link.

use crate::api::call;
use crate::forms::{Form, FormSummary};
use crate::routes::{Page, use_location};
use crate::session::use_session;
use crate::ui::{Button, ButtonKind, TextField, TextKind};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use pairwell_domain::account::{NewPassword, PASSWORD_MIN};
use pairwell_domain::api::sign_in::{LinkKind, LinkPurpose, UseLink, UseLinkRequest};
use pairwell_domain::problem::FieldProblem;

#[component]
pub(super) fn PasswordForm(token: String, purpose: LinkPurpose) -> impl IntoView {
    let session = use_session();
    let location = use_location();
    let form = Form::new(&[("password", "New password")]);
    let password = RwSignal::new(String::new());
    let checked = {
        let purpose = purpose.clone();
        move || checked(&password.get_untracked(), &purpose)
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if let Some(password) = form.check(checked()) {
            let request = UseLinkRequest {
                token: token.clone(),
                password: Some(password),
            };
            form.send(call::<UseLink>((), (), request), move |me| {
                session.signed_in(me);
                location.go_instead(Page::Home);
            });
        }
    };
    let words = match purpose.kind {
        LinkKind::Reset => {
            "Choose a new password. It takes the place of the old one, and signs you out everywhere else."
        }
        _ => "Choose a password, and you are in.",
    };
    let email = purpose.email.as_ref().map(ToString::to_string);
    view! {
        <form class="form" novalidate=true on:submit=submit>
            <FormSummary form />
            {purpose.name.map(|name| view! { <p class="name">{name}</p> })}
            <p>{words}</p>
            // Not for people: it tells a password manager whose password this is.
            <input type="text" name="username" autocomplete="username" hidden readonly value=email />
            <TextField
                label="New password"
                name="password"
                kind=TextKind::Password
                autocomplete="new-password"
                help=format!("At least {PASSWORD_MIN} characters. A few words that only you would put together are best.")
                value=password
                error=form.problem("password")
            />
            <div class="form-actions">
                <Button kind=ButtonKind::Primary submit=true busy=form.busy()>
                    "Save and sign in"
                </Button>
            </div>
        </form>
    }
}

fn checked(password: &str, purpose: &LinkPurpose) -> Result<String, Vec<FieldProblem>> {
    // A link that names no address leaves that comparison to the server.
    let Some(email) = &purpose.email else {
        return Ok(password.to_owned());
    };
    match NewPassword::parse(password, email) {
        Ok(password) => Ok(password.as_str().to_owned()),
        Err(problem) => Err(vec![problem]),
    }
}
