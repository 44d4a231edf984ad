//! The root: what lives as long as the tab, and around everything else the frame.

use crate::features::frame::Frame;
use crate::routes::Location;
use crate::session::Session;
use leptos::prelude::*;

#[component]
pub fn App() -> impl IntoView {
    let location = Location::start();
    Session::start(location);
    view! { <Frame /> }
}
