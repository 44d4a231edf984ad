//! The rail: where one can go. Only pages one may see are offered.

use super::me::Me;
use super::programme::ProgrammeSwitcher;
use crate::routes::{Location, Page, Part, use_location};
use crate::session::use_session;
use crate::ui::{Glyph, Icon, Menu, MenuAction};
use leptos::prelude::*;
use pairwell_domain::access::Actor;
use pairwell_domain::id::ProgrammeId;

/// How many destinations a phone's bar has room for, "More" included.
const ROOM_ON_A_PHONE: usize = 5;

#[component]
pub(super) fn Rail() -> impl IntoView {
    let session = use_session();
    let location = use_location();
    let pages = Memo::new(move |_| {
        let here = location.page().and_then(|page| page.programme());
        let programme = here.or_else(|| session.programme().map(|programme| programme.id));
        session.with_actor(|actor| actor.map(|actor| destinations(actor, programme)))
    });
    let pages = Signal::derive(move || pages.get().unwrap_or_default());
    Effect::new(move |_| {
        Part::fetch_when_idle(pages.get().iter().filter_map(Page::part).collect());
    });
    let links = move || {
        let placed = placed(&pages.get()).into_iter();
        let link = |(page, is_extra)| view! { <Destination page is_extra location /> };
        placed.map(link).collect_view()
    };
    let more = move || {
        let extra = extra(&pages.get()).to_vec();
        (!extra.is_empty()).then(|| view! { <More pages=extra location /> })
    };
    view! {
        <header class="rail">
            <a class="rail-brand" href=Page::Home.path()>
                <Icon of=Glyph::Pair />
                <span class="rail-word">"Pairwell"</span>
            </a>
            <ProgrammeSwitcher />
            <nav aria-label="Main">
                <ul class="rail-pages">
                    {links} {more}
                </ul>
            </nav>
            <Me />
        </header>
    }
}

#[component]
fn Destination(page: Page, is_extra: bool, location: Location) -> impl IntoView {
    let current = move || is_at(location.page(), page).then_some("page");
    view! {
        <li class:rail-extra=is_extra>
            <a href=page.path() aria-current=current>
                <Icon of=glyph(page) />
                <span class="rail-word">{word(page)}</span>
            </a>
        </li>
    }
}

/// On phones: the destinations the bar has no room for.
#[component]
fn More(pages: Vec<Page>, location: Location) -> impl IntoView {
    let items = move |()| {
        let item = |page: &Page| {
            let page = *page;
            let go = move || location.go(page);
            MenuAction::new(word(page), go).icon(glyph(page)).into()
        };
        pages.iter().map(item).collect::<Vec<_>>()
    };
    let face = || {
        view! {
            <Icon of=Glyph::More />
            <span class="rail-word">"More"</span>
        }
    };
    view! {
        <li class="rail-more">
            <Menu label="More pages" items face />
        </li>
    }
}

/// The pages offered, in order.
fn destinations(actor: &Actor, programme: Option<ProgrammeId>) -> Vec<Page> {
    let takes_part = |p: ProgrammeId| actor.mentors(p).is_some() || actor.is_mentored(p).is_some();
    let of_programme = programme.into_iter().flat_map(|p| {
        [
            Some(Page::ProgrammeBoard(p)),
            Some(Page::ProgrammeMentors(p)),
            takes_part(p).then_some(Page::ProgrammeRequests(p)),
            Some(Page::ProgrammeParticipation(p)),
            Some(Page::ProgrammePeople(p)),
            Some(Page::ProgrammeConcerns(p)),
            Some(Page::ProgrammeTeam(p)),
        ]
    });
    let pages = std::iter::once(Page::Home)
        .chain(of_programme.flatten())
        .chain([Page::People])
        .chain(sees_programmes(actor).then_some(Page::Programmes))
        .chain([Page::Accounts, Page::Links]);
    pages.filter(|page| page.is_for(actor)).collect()
}

/// Whether there could be programmes to see, or one to start.
fn sees_programmes(actor: &Actor) -> bool {
    actor.person.is_some() || actor.admin || actor.leader || !actor.coordinates.is_empty()
}

/// Each page, and whether a phone's bar has no room for it.
fn placed(pages: &[Page]) -> Vec<(Page, bool)> {
    let room = pages.len() - extra(pages).len();
    let places = pages.iter().enumerate();
    places.map(|(at, page)| (*page, at >= room)).collect()
}

fn extra(pages: &[Page]) -> &[Page] {
    if pages.len() <= ROOM_ON_A_PHONE {
        &[]
    } else {
        &pages[ROOM_ON_A_PHONE - 1..]
    }
}

/// What a destination is called where there is little room.
fn word(page: Page) -> &'static str {
    match page {
        Page::Links => "Links",
        Page::ProgrammeConcerns(_) => "Concerns",
        Page::ProgrammeTeam(_) => "Team",
        page => page.title(),
    }
}

fn glyph(page: Page) -> Glyph {
    match page {
        Page::ProgrammeBoard(_) => Glyph::Board,
        Page::ProgrammeMentors(_) => Glyph::Mentors,
        Page::ProgrammeParticipation(_) => Glyph::Chart,
        Page::ProgrammePeople(_) => Glyph::People,
        Page::ProgrammeRequests(_) => Glyph::Inbox,
        Page::ProgrammeConcerns(_) => Glyph::Clock,
        Page::ProgrammeTeam(_) => Glyph::People,
        Page::People => Glyph::Building,
        Page::Accounts => Glyph::Person,
        Page::Programmes => Glyph::Calendar,
        Page::Links => Glyph::Mail,
        _ => Glyph::Home,
    }
}

/// Whether a page counts as the destination: a mentor's page is under the mentors.
pub(super) fn is_at(here: Option<Page>, destination: Page) -> bool {
    match here {
        Some(Page::PeopleImport) => destination == Page::People,
        Some(Page::Programme(_) | Page::ProgrammeEnrol(..)) => destination == Page::Programmes,
        Some(Page::ProgrammeImport(p)) => destination == Page::ProgrammePeople(p),
        Some(Page::ProgrammeMentor(p, _)) => destination == Page::ProgrammeMentors(p),
        here => here == Some(destination),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pairwell_domain::id::EnrolmentId;
    use uuid::Uuid;

    const P: ProgrammeId = ProgrammeId(Uuid::from_u128(7));
    const E: EnrolmentId = EnrolmentId(Uuid::from_u128(8));

    fn nobody() -> Actor {
        Actor {
            account: Uuid::from_u128(1).into(),
            person: None,
            admin: false,
            leader: false,
            manager: false,
            coordinates: vec![],
            mentors_in: vec![],
            mentored_in: vec![],
        }
    }

    #[test]
    fn a_mentee_is_offered_mentors_and_requests_alone() {
        let mentee = Actor {
            person: Some(Uuid::from_u128(2).into()),
            mentored_in: vec![(P, E)],
            ..nobody()
        };
        assert_eq!(
            destinations(&mentee, Some(P)),
            [
                Page::Home,
                Page::ProgrammeMentors(P),
                Page::ProgrammeRequests(P),
                Page::Programmes
            ]
        );
    }

    #[test]
    fn somebody_without_a_part_is_offered_home() {
        assert_eq!(destinations(&nobody(), Some(P)), [Page::Home]);
        assert_eq!(destinations(&nobody(), None), [Page::Home]);
    }

    #[test]
    fn a_phones_bar_keeps_its_last_place_for_what_does_not_fit() {
        let coordinator = Actor {
            coordinates: vec![P],
            ..nobody()
        };
        let pages = destinations(&coordinator, Some(P));
        assert_eq!(pages.len(), 8);
        let shown = placed(&pages).iter().filter(|(_, extra)| !extra).count();
        assert_eq!(shown, ROOM_ON_A_PHONE - 1);
        assert_eq!(extra(&pages[..5]), []);
    }
}
