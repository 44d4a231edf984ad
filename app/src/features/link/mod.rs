//! Using a link: an invitation or a reset asks for a password, a demo link
//! signs in at once, and one that no longer works says so kindly.
//!
//! The secret is the fragment of the address. It is taken out of the address at
//! once, so that it stays neither on the screen nor in the browser's history.

mod password;

use crate::api::{Latest, Load, call};
use crate::forms;
use crate::routes::{Page, use_location};
use crate::session::{Visitor, use_session};
use crate::ui::{self, Banner, ButtonLink, Drawing, Empty, PageWidth, Tone};
use leptos::prelude::*;
use leptos::task::spawn_local;
use pairwell_domain::api::CallError;
use pairwell_domain::api::sign_in::{
    LinkKind, LinkPurpose, LinkToken, LookAtLink, UseLink, UseLinkRequest,
};
use password::PasswordForm;

#[component]
pub fn LinkPage() -> impl IntoView {
    let location = use_location();
    let token = location.address_untracked().fragment;
    let shown = if token.is_empty() {
        view! { <Spent /> }.into_any()
    } else {
        location.forget_fragment();
        view! { <Look token /> }.into_any()
    };
    view! {
        <ui::Page title="Welcome to Pairwell" width=PageWidth::Reading>
            {shown}
        </ui::Page>
    }
}

/// What the server says of the link. One that was used, ran out or never was is
/// no answer but an ordinary outcome, so it is not shown as a failure.
#[derive(Clone, PartialEq)]
enum Seen {
    Good(LinkPurpose),
    Spent,
}

#[component]
fn Look(token: String) -> impl IntoView {
    let asked = token.clone();
    let seen = Latest::new(move || {
        let token = asked.clone();
        async move {
            match call::<LookAtLink>((), (), LinkToken { token }).await {
                Ok(purpose) => Ok(Seen::Good(purpose)),
                Err(CallError::Refused(problem)) if matches!(problem.status, 404 | 410 | 422) => {
                    Ok(Seen::Spent)
                }
                Err(error) => Err(error),
            }
        }
    });
    view! {
        <Load latest=seen let:seen>
            {match &*seen.get_untracked() {
                Seen::Spent => view! { <Spent /> }.into_any(),
                Seen::Good(purpose) => good(token.clone(), purpose.clone()),
            }}
        </Load>
    }
}

fn good(token: String, purpose: LinkPurpose) -> AnyView {
    match purpose.kind {
        LinkKind::Demo => view! { <Enter token name=purpose.name /> }.into_any(),
        LinkKind::Invitation | LinkKind::Reset => {
            view! { <PasswordForm token purpose /> }.into_any()
        }
        LinkKind::Setup => {
            let href = format!("{}#{token}", Page::SetUp.path());
            view! {
                <p>"This link sets up a new installation of Pairwell."</p>
                <ButtonLink href=href>"Set up Pairwell"</ButtonLink>
            }
            .into_any()
        }
    }
}

/// A demo link signs in without asking for anything.
#[component]
fn Enter(token: String, name: Option<String>) -> impl IntoView {
    let session = use_session();
    let failure = RwSignal::new(None::<String>);
    let token = StoredValue::new(Some(token));
    Effect::new(move |_| {
        // Not while an older session is still being asked about: its end must
        // not be mistaken for the end of the one that begins here.
        if session.visitor() != Visitor::Unknown
            && let Some(token) = token.try_update_value(Option::take).flatten()
        {
            enter(token, failure);
        }
    });
    let shown = move || match failure.get() {
        Some(why) => view! {
            <Banner tone=Tone::Refusal announce=true title="You could not be signed in.".to_owned()>
                {why}
            </Banner>
        }
        .into_any(),
        None => {
            let name = name.clone();
            view! { <p role="status">"Signing you in as "<strong>{name}</strong>"…"</p> }.into_any()
        }
    };
    view! { {shown} }
}

fn enter(token: String, failure: RwSignal<Option<String>>) {
    let session = use_session();
    let location = use_location();
    let request = UseLinkRequest {
        token,
        password: None,
    };
    spawn_local(async move {
        match call::<UseLink>((), (), request).await {
            Ok(me) => {
                session.signed_in(me);
                location.go_instead(Page::Home);
            }
            Err(error) => {
                failure.try_set(Some(forms::words(&error)));
            }
        }
    });
}

#[component]
fn Spent() -> impl IntoView {
    view! {
        <Empty
            drawing=Drawing::Signpost
            title="This link does not work any more"
            action=|| {
                view! {
                    <ButtonLink href=Page::SignIn.path()>"Sign in"</ButtonLink>
                    <ButtonLink href=Page::Forgot.path()>"Get a new link"</ButtonLink>
                }
            }
        >
            "Links work once and for a limited time, and this one has been used, has run out or is incomplete. If you have a password already, sign in with it."
        </Empty>
    }
}
