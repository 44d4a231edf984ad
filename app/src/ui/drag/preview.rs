//! The small card that follows the pointer.

use leptos::prelude::*;

use super::{Drag, HeldBy};

/// Mounted once a screen. `render` draws what is in hand; nothing is drawn
/// while the keyboard holds it, since then the place aimed at shows it.
#[component]
pub fn DragPreview<T>(drag: Drag<T>, #[prop(into)] render: Callback<T, AnyView>) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
{
    let in_hand = move || {
        let by_pointer = drag.held_by() == Some(HeldBy::Pointer);
        drag.held().filter(|_| by_pointer)
    };
    view! {
        <div class="drag-preview" node_ref=drag.preview aria-hidden="true" hidden=move || in_hand().is_none()>
            {move || in_hand().map(|item| render.run(item))}
        </div>
    }
}
