//! What one can set for oneself, and signing out.

use crate::session::use_session;
use leptos::prelude::*;
use leptos::task::spawn_local;
use pairwell_domain::api::CallError;

#[component]
pub fn SettingsPage() -> impl IntoView {
    let session = use_session();
    let failure = RwSignal::new(None::<String>);
    let sign_out = move |_| {
        spawn_local(async move {
            if let Err(error) = session.sign_out().await {
                failure.try_set(Some(match error {
                    CallError::Refused(problem) => problem.to_string(),
                    CallError::Unreachable(why) => why,
                }));
            }
        });
    };
    view! {
        <h1>"Settings"</h1>
        <p role="alert">{move || failure.get()}</p>
        <button type="button" on:click=sign_out>"Sign out"</button>
    }
}
