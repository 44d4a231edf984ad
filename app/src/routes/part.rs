//! Parts of the application that come in files of their own, fetched when first
//! needed: whoever signs in does not wait for pages they may never open.
//!
//! A part is a function that answers how to make its pages. With the feature
//! `split`, what only that function leads to is cut out of the wasm (see
//! `xtask`), and calling it fetches the file; without, everything is at hand.
//! What several parts need, but the first load does not, gets files as well.

use super::Page;
use crate::features::{
    accounts, board, enrolments, mentors, not_found, participation, people, programmes, requests,
};
use crate::ui::{Banner, Button, Glyph, Shape, Skeleton, Tone};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::future::Future;
use std::pin::Pin;

/// How long after the first page the parts of likely next pages are fetched.
const IDLE: u32 = 2_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Board,
    Mentors,
    Participation,
    /// The roster, programmes, enrolments and accounts.
    People,
    Requests,
}

/// Makes any page of one part.
type Make = fn(Page) -> AnyView;

/// The file did not come: no connection, or the site was replaced meanwhile.
#[derive(Clone, Copy, Debug)]
pub struct Unfetched;

#[cfg(feature = "split")]
impl From<wasm_split_helpers::SplitLoaderError> for Unfetched {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Unfetched
    }
}

/// Declares the function that fetches a part.
macro_rules! part {
    ($name:ident, $make:expr) => {
        #[cfg(feature = "split")]
        #[wasm_split_helpers::wasm_split($name, fallible)]
        fn $name() -> Result<Make, Unfetched> {
            Ok($make)
        }

        #[cfg(not(feature = "split"))]
        async fn $name() -> Result<Make, Unfetched> {
            Ok($make)
        }
    };
}

part!(board_part, |page| match page {
    Page::ProgrammeBoard(programme) => view! { <board::BoardPage programme /> }.into_any(),
    _ => elsewhere(),
});

part!(mentors_part, |page| match page {
    Page::ProgrammeMentor(programme, mentor) => {
        view! { <mentors::MentorPage programme mentor /> }.into_any()
    }
    Page::ProgrammeMentors(programme) => view! { <mentors::MentorsPage programme /> }.into_any(),
    _ => elsewhere(),
});

part!(participation_part, |page| match page {
    Page::ProgrammeParticipation(programme) => {
        view! { <participation::ParticipationPage programme /> }.into_any()
    }
    _ => elsewhere(),
});

part!(people_part, |page| match page {
    Page::Accounts => view! { <accounts::AccountsPage /> }.into_any(),
    Page::People => view! { <people::PeoplePage /> }.into_any(),
    Page::PeopleImport => view! { <people::PeopleImportPage /> }.into_any(),
    Page::Programme(programme) => {
        view! { <programmes::ProgrammePage programme /> }.into_any()
    }
    Page::ProgrammeEnrol(programme, role) => {
        view! { <enrolments::EnrolPage programme role /> }.into_any()
    }
    Page::ProgrammeImport(programme) => {
        view! { <enrolments::EnrolmentsImportPage programme /> }.into_any()
    }
    Page::ProgrammePeople(programme) => {
        view! { <enrolments::EnrolmentsPage programme /> }.into_any()
    }
    Page::Programmes => view! { <programmes::ProgrammesPage /> }.into_any(),
    _ => elsewhere(),
});

part!(requests_part, |page| match page {
    Page::ProgrammeRequests(programme) => {
        view! { <requests::RequestsPage programme /> }.into_any()
    }
    _ => elsewhere(),
});

/// A page that is not of the part asked; `Page::part` sees to it that there is none.
fn elsewhere() -> AnyView {
    view! { <not_found::NotFoundPage /> }.into_any()
}

impl Part {
    fn fetch(self) -> Pin<Box<dyn Future<Output = Result<Make, Unfetched>>>> {
        match self {
            Part::Board => Box::pin(board_part()),
            Part::Mentors => Box::pin(mentors_part()),
            Part::Participation => Box::pin(participation_part()),
            Part::People => Box::pin(people_part()),
            Part::Requests => Box::pin(requests_part()),
        }
    }

    /// Begins to fetch what will be needed. Should it fail, the page tries again.
    pub fn fetch_ahead(self) {
        spawn_local(async move {
            let _ = self.fetch().await;
        });
    }

    /// Fetches what may be needed, one after another, once what is needed has come.
    pub fn fetch_when_idle(parts: Vec<Part>) {
        spawn_local(async move {
            TimeoutFuture::new(IDLE).await;
            for part in parts {
                if part.fetch().await.is_err() {
                    return;
                }
            }
        });
    }
}

/// A page of a part, which may still have to come.
#[component]
pub(super) fn Fetched(part: Part, page: Page) -> impl IntoView {
    let made: RwSignal<Option<Result<Make, Unfetched>>> = RwSignal::new(None);
    let fetch = move || {
        made.set(None);
        spawn_local(async move {
            let came = part.fetch().await;
            // One may have left the page, and its signal gone, in the meantime.
            made.try_set(Some(came));
        });
    };
    fetch();
    move || match made.get() {
        None => {
            let label = format!("Loading {}", page.title());
            view! { <Skeleton label shape=Shape::Rows(5) /> }.into_any()
        }
        Some(Ok(make)) => make(page),
        Some(Err(Unfetched)) => view! { <NotCome page again=fetch /> }.into_any(),
    }
}

#[component]
fn NotCome(page: Page, again: impl Fn() + Copy + Send + Sync + 'static) -> impl IntoView {
    let title = format!("{} could not be loaded", page.title());
    let action = move || {
        view! {
            <Button icon=Glyph::Retry on_press=move |()| again()>
                "Try again"
            </Button>
        }
    };
    view! {
        <Banner tone=Tone::Refusal title=Some(title) announce=true action>
            "Check the connection and try again. If that does not help, Pairwell may have been \
             updated: load the whole page again in your browser."
        </Banner>
    }
}
