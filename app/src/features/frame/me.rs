//! Who one is signed in as: settings, theme, signing out.

use crate::forms;
use crate::routes::{Page, use_location};
use crate::session::use_session;
use crate::ui::theme::{Theme, use_appearance};
use crate::ui::{Avatar, AvatarSize, Glyph, Menu, MenuAction, MenuItem, use_toasts};
use leptos::prelude::*;
use leptos::task::spawn_local;

#[component]
pub(super) fn Me() -> impl IntoView {
    let session = use_session();
    let name = Signal::derive(move || session.me().map_or_else(String::new, |me| me.name.clone()));
    let seed = Signal::derive(move || {
        let me = session.me();
        let id = me.map(|me| me.person.map_or(me.account.0, |person| person.0));
        id.unwrap_or_default().into_bytes()
    });
    let label = Signal::derive(move || format!("{}: settings and signing out", name.get()));
    let items = items();
    let face = move || {
        view! {
            <Avatar name seed size=AvatarSize::Small />
            <span class="rail-word">{name}</span>
        }
    };
    view! {
        <div class="rail-foot">
            <ul class="rail-pages">
                <li class="rail-me">
                    <Menu label items face />
                </li>
            </ul>
        </div>
    }
}

fn items() -> impl Fn(()) -> Vec<MenuItem> + Copy {
    let session = use_session();
    let location = use_location();
    let toasts = use_toasts();
    let appearance = use_appearance();
    let theme = move |theme: Theme, words: &str| {
        let action = MenuAction::new(words, move || appearance.theme.set(theme));
        let is_chosen = appearance.theme.get_untracked() == theme;
        // The word as well as the mark: a mark alone is not read out.
        let action = if is_chosen {
            action.detail("chosen")
        } else {
            action
        };
        let icon = match theme {
            Theme::System => Glyph::Contrast,
            Theme::Light => Glyph::Sun,
            Theme::Dark => Glyph::Moon,
        };
        MenuItem::from(action.icon(icon))
    };
    let sign_out = move || {
        spawn_local(async move {
            if let Err(error) = session.sign_out().await {
                toasts.refuse(forms::words(&error));
            }
        });
    };
    move |()| {
        let settings = MenuAction::new("Settings", move || location.go(Page::Settings));
        let sign_out = MenuAction::new("Sign out", sign_out);
        vec![
            settings.icon(Glyph::Settings).into(),
            MenuItem::Heading("Theme".into()),
            theme(Theme::System, "Like the device"),
            theme(Theme::Light, "Light"),
            theme(Theme::Dark, "Dark"),
            MenuItem::Separator,
            sign_out.icon(Glyph::SignOut).into(),
        ]
    }
}
