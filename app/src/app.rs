//! The root: what lives as long as the tab, and around everything else the frame.

use crate::features::frame::Frame;
use crate::routes::Location;
use crate::session::Session;
use crate::ui::live::{LiveRegion, provide_announcer};
use crate::ui::theme::provide_appearance;
use crate::ui::toast::{ToastHost, provide_toasts};
use leptos::prelude::*;

#[component]
pub fn App() -> impl IntoView {
    provide_appearance();
    provide_announcer();
    provide_toasts();
    let location = Location::start();
    // Side by side with asking the server who is here.
    if let Some(part) = location.page_untracked().and_then(|page| page.part()) {
        part.fetch_ahead();
    }
    Session::start(location);
    view! {
        <Frame />
        <LiveRegion />
        <ToastHost />
    }
}
