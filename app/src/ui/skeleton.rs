//! The shape of what is being fetched. It appears only after 200 ms, so that a
//! quick answer doesn't flicker, and says once to those who listen that
//! something is loading.

use leptos::prelude::*;

use super::visually_hidden::VisuallyHidden;

/// What the content will look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Lines(usize),
    Rows(usize),
    Cards(usize),
}

#[component]
pub fn Skeleton(
    /// Said aloud: "Loading mentors".
    #[prop(into)]
    label: String,
    #[prop(default = Shape::Lines(3))] shape: Shape,
) -> impl IntoView {
    let (class, part, count) = match shape {
        Shape::Lines(count) => ("skeleton skeleton-lines", "skeleton-line", count),
        Shape::Rows(count) => ("skeleton skeleton-rows", "skeleton-row", count),
        Shape::Cards(count) => ("skeleton grid-cards", "skeleton-card", count),
    };
    let parts = (0..count)
        .map(|_| view! { <div class=part></div> })
        .collect_view();
    view! {
        <div class=class role="status">
            <VisuallyHidden>{label}</VisuallyHidden>
            {parts}
        </div>
    }
}
