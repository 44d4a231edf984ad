//! The frame around every page: navigation by role, the programme one works in,
//! and what to show when nobody is signed in or a page is not for one's eyes.

mod me;
mod navigation;
mod programme;
mod shown;

use crate::features::not_found::NotFoundPage;
use crate::features::sign_in::SignInPage;
use crate::routes::use_location;
use crate::session::use_session;
use crate::ui::{self, Button, Glyph, Icon};
use leptos::prelude::*;
use navigation::Rail;
use shown::{Layout, Shown, shown};

#[component]
pub fn Frame() -> impl IntoView {
    let session = use_session();
    let location = use_location();
    let shown = Memo::new(move |_| shown(location.page(), &session.visitor()));
    let layout = Memo::new(move |_| shown.with(Shown::layout));

    Effect::new(move |_| {
        if layout.get() != Layout::Waiting {
            take_shell_away();
        }
    });

    move || match layout.get() {
        // The static shell is still there to look at.
        Layout::Waiting => ().into_any(),
        Layout::Alone => view! { {move || content(&shown.get())} }.into_any(),
        Layout::Bare => view! {
            <main id="main" class="bare" tabindex="-1">
                <p class="bare-brand">
                    <Icon of=Glyph::Pair />
                    "Pairwell"
                </p>
                {move || content(&shown.get())}
            </main>
        }
        .into_any(),
        Layout::Framed => view! {
            <div class="frame">
                <SkipLink />
                <Rail />
                <main id="main" class="frame-main" tabindex="-1">
                    {move || content(&shown.get())}
                </main>
            </div>
        }
        .into_any(),
    }
}

fn content(shown: &Shown) -> AnyView {
    match shown {
        Shown::Waiting => ().into_any(),
        Shown::Page(page) | Shown::WayIn(page) => page.view(),
        Shown::SignIn => view! { <SignInPage /> }.into_any(),
        Shown::Missing => view! { <NotFoundPage /> }.into_any(),
        Shown::Unreachable(why) => view! { <Unreachable why=why.clone() /> }.into_any(),
    }
}

/// Moves the focus into the page, past the navigation.
#[component]
fn SkipLink() -> impl IntoView {
    let skip = |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        if let Some(main) = document().get_element_by_id("main") {
            use wasm_bindgen::JsCast;
            let _ = main.unchecked_ref::<web_sys::HtmlElement>().focus();
        }
    };
    view! { <a class="skip-link" href="#main" on:click=skip>"Skip to content"</a> }
}

/// Who is signed in could not be found out at all.
#[component]
fn Unreachable(why: String) -> impl IntoView {
    let session = use_session();
    view! {
        <ui::Page title="Pairwell is out of reach">
            <p>{why}</p>
            <div class="form-actions">
                <Button icon=Glyph::Retry on_press=move |()| session.reload()>
                    "Try again"
                </Button>
            </div>
        </ui::Page>
    }
}

/// The shell was painted before the application had arrived; once there is
/// something to show it is in the way.
fn take_shell_away() {
    if let Some(shell) = document().get_element_by_id("shell") {
        shell.remove();
    }
}
