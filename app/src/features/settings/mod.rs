//! What one can set for oneself on this device, and signing out.

use crate::session::use_session;
use crate::ui::theme::{Density, Theme, use_appearance};
use crate::ui::{self, Bind, Button, Choice, Glyph, PageWidth, SelectField, Switch, use_toasts};
use leptos::prelude::*;
use leptos::task::spawn_local;
use pairwell_domain::api::CallError;

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
    let themes = [Theme::System, Theme::Light, Theme::Dark];
    let theme = Bind::new(
        Signal::derive(move || key(appearance.theme.get()).to_owned()),
        move |chosen: String| {
            let chosen = themes.into_iter().find(|theme| key(*theme) == chosen);
            appearance.theme.set(chosen.unwrap_or_default());
        },
    );
    let choices = vec![
        Choice::new(key(Theme::System), "Like the device"),
        Choice::new(key(Theme::Light), "Light"),
        Choice::new(key(Theme::Dark), "Dark"),
    ];
    let compact = Bind::new(
        Signal::derive(move || appearance.density.get() == Density::Compact),
        move |compact| {
            let density = if compact {
                Density::Compact
            } else {
                Density::Comfortable
            };
            appearance.density.set(density);
        },
    );
    view! {
        <SelectField label="Theme" value=theme options=choices />
        <Switch
            label="Compact"
            help="Fits more on a screen, with less air between.".to_owned()
            checked=compact
        />
    }
}

fn key(theme: Theme) -> &'static str {
    theme.name().unwrap_or("system")
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
                Err(CallError::Refused(problem)) => toasts.refuse(problem.to_string()),
                Err(CallError::Unreachable(why)) => toasts.refuse(why),
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
