//! The rail: where one can go. Only pages one may see are offered.

use crate::routes::{Location, Page, use_location};
use crate::session::{Session, use_session};
use crate::ui::{Avatar, AvatarSize, Bind, Choice, Glyph, Icon, SelectField};
use leptos::prelude::*;
use pairwell_domain::id::ProgrammeId;

#[component]
pub(super) fn Rail() -> impl IntoView {
    let session = use_session();
    let location = use_location();
    let pages = Memo::new(move |_| destinations(session));
    view! {
        <header class="rail">
            <a class="rail-brand" href=Page::Home.path()>
                <Icon of=Glyph::Pair />
                <span class="rail-word">"Pairwell"</span>
            </a>
            <ProgrammeSwitcher />
            <nav aria-label="Main">
                <ul class="rail-pages">
                    <For each=move || pages.get() key=Page::path let:page>
                        <Destination page location />
                    </For>
                </ul>
            </nav>
            <Me />
        </header>
    }
}

/// Which programme one works in; a choice only where there is one.
#[component]
fn ProgrammeSwitcher() -> impl IntoView {
    let session = use_session();
    let location = use_location();
    let choices = Signal::derive(move || {
        let programmes = session.me().map(|me| me.programmes.clone());
        let programmes = programmes.into_iter().flatten();
        programmes
            .map(|programme| Choice::new(programme.id.to_string(), programme.name))
            .collect::<Vec<_>>()
    });
    let current = Signal::derive(move || {
        let programme = session.programme();
        programme.map_or_else(String::new, |programme| programme.id.to_string())
    });
    let switch = Bind::new(current, move |chosen: String| {
        if let Ok(programme) = chosen.parse::<ProgrammeId>() {
            let here = location.page_untracked().unwrap_or(Page::Home);
            location.go(here.in_programme(programme));
        }
    });
    let several = Memo::new(move |_| choices.with(|choices| choices.len() > 1));
    let shown = move || {
        if several.get() {
            view! { <SelectField label="Programme" hide_label=true options=choices value=switch /> }
                .into_any()
        } else {
            let name = move || session.programme().map(|programme| programme.name);
            view! { <p class="rail-programme soft small">{name}</p> }.into_any()
        }
    };
    view! { <div class="rail-switcher">{shown}</div> }
}

/// Who one is signed in as, and the way to one's settings.
#[component]
fn Me() -> impl IntoView {
    let session = use_session();
    let location = use_location();
    let name = Signal::derive(move || session.me().map_or_else(String::new, |me| me.name.clone()));
    let seed = Signal::derive(move || {
        let person = session
            .me()
            .map(|me| me.person.map_or(me.account.0, |p| p.0));
        person.unwrap_or_default().into_bytes()
    });
    let current = move || is_at(location.page(), Page::Settings).then_some("page");
    view! {
        <div class="rail-foot">
            <ul class="rail-pages">
                <li>
                    <a href=Page::Settings.path() aria-current=current>
                        <Avatar name seed size=AvatarSize::Small />
                        <span class="rail-word">{name}<span class="visually-hidden">": settings"</span></span>
                    </a>
                </li>
            </ul>
        </div>
    }
}

#[component]
fn Destination(page: Page, location: Location) -> impl IntoView {
    let current = move || is_at(location.page(), page).then_some("page");
    view! {
        <li>
            <a href=page.path() aria-current=current>
                <Icon of=glyph(page) />
                <span class="rail-word">{page.title()}</span>
            </a>
        </li>
    }
}

/// The pages offered, in order.
fn destinations(session: Session) -> Vec<Page> {
    let programme = session.programme().map(|programme| programme.id);
    let of_programme = programme.into_iter().flat_map(|p| {
        [
            Page::ProgrammeBoard(p),
            Page::ProgrammeMentors(p),
            Page::ProgrammeParticipation(p),
            Page::ProgrammePeople(p),
        ]
    });
    std::iter::once(Page::Home)
        .chain(of_programme)
        .chain([Page::People, Page::Links])
        .filter(|page| session.may_see(*page))
        .collect()
}

fn glyph(page: Page) -> Glyph {
    match page {
        Page::ProgrammeBoard(_) => Glyph::Board,
        Page::ProgrammeMentors(_) => Glyph::Mentors,
        Page::ProgrammeParticipation(_) => Glyph::Chart,
        Page::ProgrammePeople(_) => Glyph::People,
        Page::People => Glyph::Building,
        Page::Links => Glyph::Mail,
        _ => Glyph::Home,
    }
}

/// Whether a page counts as the destination: a mentor's page is under the mentors.
fn is_at(here: Option<Page>, destination: Page) -> bool {
    match here {
        Some(Page::ProgrammeMentor(p, _)) => destination == Page::ProgrammeMentors(p),
        here => here == Some(destination),
    }
}
