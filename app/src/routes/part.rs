//! What shows each page, and in which file of the application it comes: whoever
//! signs in does not wait for pages they may never open.
//!
//! A part is a function that answers how to make its pages. With the feature
//! `split`, what only that function leads to is cut out of the wasm (see
//! `xtask`), and calling it fetches the file; without, everything is at hand.
//! What several parts need, but the first load does not, gets files as well.

use super::Page;
use crate::features::{
    accounts, board, concerns, enrolments, forgot, home, link, links, mentors, participation,
    people, programmes, requests, settings, setup, sign_in,
};
use crate::ui::{Banner, Button, Glyph, Shape, Skeleton, Tone};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::future::Future;
use std::pin::Pin;

/// How long after the first page the parts of likely next pages are fetched.
const IDLE: u32 = 2_000;

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

/// Declares from one table, in which the compiler sees to it that every page
/// stands: the parts, the function that fetches each, and what shows a page.
macro_rules! pages {
    (
        at hand { $($(#[$when:meta])? $at_hand:pat => $shown:expr,)* }
        $($(#[$about:meta])* $part:ident by $fetch:ident { $($page:pat => $view:expr,)* })*
    ) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Part {
            $($(#[$about])* $part,)*
        }

        impl Part {
            fn fetch(self) -> Pin<Box<dyn Future<Output = Result<Make, Unfetched>>>> {
                match self {
                    $(Part::$part => Box::pin($fetch()),)*
                }
            }
        }

        $(part!($fetch, |page| match page {
            $($page => $view.into_any(),)*
            _ => unreachable!("`Page::part` reads the same table"),
        });)*

        impl Page {
            /// The part of the application it is in, if that is not at hand from the start.
            #[expect(unused_variables, reason = "a row's pattern names what its view takes")]
            pub fn part(&self) -> Option<Part> {
                match *self {
                    $($(#[$when])? $at_hand => None,)*
                    $($($page => Some(Part::$part),)*)*
                }
            }

            /// The page itself. Types are erased here, so that no page's view is part of
            /// another's type.
            pub fn view(self) -> AnyView {
                if let Some(part) = self.part() {
                    return view! { <Fetched part page=self /> }.into_any();
                }
                match self {
                    $($(#[$when])? $at_hand => $shown.into_any(),)*
                    _ => unreachable!("`Page::part` reads the same table"),
                }
            }
        }
    };
}

pages! {
    at hand {
        Page::Forgot => view! { <forgot::ForgotPage /> },
        #[cfg(debug_assertions)]
        Page::Gallery => view! { <crate::ui::gallery::Gallery /> },
        #[cfg(not(debug_assertions))]
        Page::Gallery => view! { <crate::features::not_found::NotFoundPage /> },
        Page::Home => view! { <home::HomePage /> },
        Page::Link => view! { <link::LinkPage /> },
        Page::Links => view! { <links::LinksPage /> },
        Page::Settings => view! { <settings::SettingsPage /> },
        Page::SetUp => view! { <setup::SetupPage /> },
        Page::SignIn => view! { <sign_in::SignInPage /> },
    }

    Board by board_part {
        Page::ProgrammeBoard(programme) => view! { <board::BoardPage programme /> },
    }

    Concerns by concerns_part {
        Page::ProgrammeConcerns(programme) => view! { <concerns::ConcernsPage programme /> },
        Page::ProgrammeTeam(programme) => view! { <concerns::TeamPage programme /> },
    }

    Mentors by mentors_part {
        Page::ProgrammeMentor(programme, mentor) => {
            view! { <mentors::MentorPage programme mentor /> }
        },
        Page::ProgrammeMentors(programme) => view! { <mentors::MentorsPage programme /> },
    }

    Participation by participation_part {
        Page::ProgrammeParticipation(programme) => {
            view! { <participation::ParticipationPage programme /> }
        },
    }

    /// The roster, programmes, enrolments and accounts.
    People by people_part {
        Page::Accounts => view! { <accounts::AccountsPage /> },
        Page::People => view! { <people::PeoplePage /> },
        Page::PeopleImport => view! { <people::PeopleImportPage /> },
        Page::Programme(programme) => view! { <programmes::ProgrammePage programme /> },
        Page::ProgrammeEnrol(programme, role) => {
            view! { <enrolments::EnrolPage programme role /> }
        },
        Page::ProgrammeImport(programme) => {
            view! { <enrolments::EnrolmentsImportPage programme /> }
        },
        Page::ProgrammePeople(programme) => {
            view! { <enrolments::EnrolmentsPage programme /> }
        },
        Page::Programmes => view! { <programmes::ProgrammesPage /> },
    }

    Requests by requests_part {
        Page::ProgrammeRequests(programme) => view! { <requests::RequestsPage programme /> },
    }
}

impl Part {
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
fn Fetched(part: Part, page: Page) -> impl IntoView {
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
