//! Nothing here, or nothing the visitor may see: the two look alike on purpose.

use crate::routes::Page;
use leptos::prelude::*;

#[component]
pub fn NotFoundPage() -> impl IntoView {
    view! {
        <h1>"There is nothing here that you can see"</h1>
        <p>"The address may be mistyped, or belong to a programme you are not part of."</p>
        <a href=Page::Home.path()>"Go to your home page"</a>
    }
}
