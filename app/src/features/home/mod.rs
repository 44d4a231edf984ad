//! The first page after signing in.

use crate::session::use_session;
use leptos::prelude::*;

#[component]
pub fn HomePage() -> impl IntoView {
    let session = use_session();
    let greeting = move || session.me().map(|me| format!("Hello, {}", me.name));
    view! { <h1>{greeting}</h1> }
}
