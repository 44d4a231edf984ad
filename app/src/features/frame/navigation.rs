//! The rail: where one can go. Only pages one may see are offered.

use crate::routes::{Location, Page, use_location};
use crate::session::{Session, use_session};
use leptos::prelude::*;

#[component]
pub(super) fn Rail() -> impl IntoView {
    let session = use_session();
    let location = use_location();
    let pages = Memo::new(move |_| destinations(session));
    view! {
        <header class="rail">
            <a class="rail-brand" href=Page::Home.path()>"Pairwell"</a>
            <nav aria-label="Main">
                <ul class="rail-pages">
                    <For each=move || pages.get() key=Page::path let:page>
                        <Destination page location />
                    </For>
                </ul>
            </nav>
        </header>
    }
}

#[component]
fn Destination(page: Page, location: Location) -> impl IntoView {
    let current = move || is_at(location.page(), page).then_some("page");
    view! {
        <li>
            <a href=page.path() aria-current=current>{page.title()}</a>
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

/// Whether a page counts as the destination: a mentor's page is under the mentors.
fn is_at(here: Option<Page>, destination: Page) -> bool {
    match here {
        Some(Page::ProgrammeMentor(p, _)) => destination == Page::ProgrammeMentors(p),
        here => here == Some(destination),
    }
}
