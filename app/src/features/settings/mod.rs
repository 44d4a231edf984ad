//! What one can set for oneself on this device, and signing out.

use crate::forms;
use crate::session::use_session;
use crate::ui::theme::{Density, Theme, use_appearance};
use crate::ui::{self, Button, Glyph, PageWidth, Segmented, use_toasts};
use leptos::prelude::*;
use leptos::task::spawn_local;

#[component]
pub fn SettingsPage() -> impl IntoView {
    let session = use_session();
    let email = move || session.me().map(|me| me.email.to_string());
    view! {
        <ui::Page title="Settings" state=email width=PageWidth::Reading>
            <section class="section" aria-labelledby="settings-look">
                <h2 id="settings-look">"How Pairwell looks"</h2>
                <p class="soft">"Kept in this browser, for this device."</p>
                <Look />
            </section>
            <section class="section" aria-labelledby="settings-session">
                <h2 id="settings-session">"Your session"</h2>
                <SignOut />
            </section>
        </ui::Page>
    }
}

#[component]
fn Look() -> impl IntoView {
    let appearance = use_appearance();
    let themes = vec![
        (Theme::System, "Like the device"),
        (Theme::Light, "Light"),
        (Theme::Dark, "Dark"),
    ];
    let densities = vec![
        (Density::Comfortable, "Comfortable"),
        (Density::Compact, "Compact"),
    ];
    view! {
        <Segmented label="Theme" value=appearance.theme options=themes />
        <Segmented label="Density" value=appearance.density options=densities />
    }
}

#[component]
fn SignOut() -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let sign_out = move |()| {
        busy.set(true);
        spawn_local(async move {
            let outcome = session.sign_out().await;
            busy.try_set(false);
            match outcome {
                Ok(()) => {}
                Err(error) => toasts.refuse(forms::words(&error)),
            }
        });
    };
    view! {
        <div class="row">
            <Button icon=Glyph::SignOut busy=busy on_press=sign_out>
                "Sign out"
            </Button>
        </div>
    }
}
