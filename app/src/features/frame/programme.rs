//! Which programme one works in, and changing to another.

use crate::routes::{Page, use_location};
use crate::session::use_session;
use crate::ui::{Bind, Choice, Glyph, Menu, MenuAction, SelectField};
use leptos::prelude::*;
use pairwell_domain::id::ProgrammeId;

/// A choice only where there is one. Changing keeps the kind of page.
#[component]
pub(super) fn ProgrammeSwitcher() -> impl IntoView {
    let session = use_session();
    let several = Memo::new(move |_| session.me().is_some_and(|me| me.programmes.len() > 1));
    let name = move || session.programme().map(|programme| programme.name);
    move || {
        if several.get() {
            view! { <Choose /> }.into_any()
        } else {
            view! {
                <div class="rail-switcher">
                    <p class="rail-programme soft small">{name}</p>
                </div>
            }
            .into_any()
        }
    }
}

#[component]
fn Choose() -> impl IntoView {
    let session = use_session();
    let location = use_location();
    let go = move |programme: ProgrammeId| {
        let here = location.page_untracked().unwrap_or(Page::Home);
        location.go(here.in_programme(programme));
    };
    let programmes = move || {
        let me = session.me();
        me.map_or_else(Vec::new, |me| me.programmes.clone())
    };
    let choices = Signal::derive(move || {
        let choice = |programme: pairwell_domain::api::sign_in::MyProgramme| {
            Choice::new(programme.id.to_string(), programme.name)
        };
        programmes().into_iter().map(choice).collect::<Vec<_>>()
    });
    let current = Signal::derive(move || {
        let programme = session.programme();
        programme.map_or_else(String::new, |programme| programme.id.to_string())
    });
    let value = Bind::new(current, move |chosen: String| {
        if let Ok(programme) = chosen.parse() {
            go(programme);
        }
    });
    let label = Signal::derive(move || match session.programme() {
        Some(programme) => format!("Programme: {}", programme.name),
        None => "Programme".to_owned(),
    });
    let items = move |()| {
        let item = |programme: pairwell_domain::api::sign_in::MyProgramme| {
            MenuAction::new(programme.name, move || go(programme.id)).into()
        };
        programmes().into_iter().map(item).collect::<Vec<_>>()
    };
    view! {
        <div class="rail-switcher">
            <SelectField label="Programme" hide_label=true options=choices value />
        </div>
        <div class="rail-switcher-icon">
            <Menu label items icon=Glyph::Calendar />
        </div>
    }
}
