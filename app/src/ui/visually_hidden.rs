//! Words for those who listen: present to screen readers, not drawn.

use leptos::prelude::*;

#[component]
pub fn VisuallyHidden(children: Children) -> impl IntoView {
    view! { <span class="visually-hidden">{children()}</span> }
}
