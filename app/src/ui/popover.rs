//! A button that opens a small panel beside it: a definition, a few filters.
//!
//! The focus stays on the button; the panel follows it in the page's order, so
//! Tab goes in and Escape comes out.

use leptos::prelude::*;

use super::{
    button::ButtonKind,
    floating::{Floating, FloatingPanel},
    icon::{Glyph, Icon},
    id,
};

#[component]
pub fn Popover(
    /// The button's words, and the panel's name.
    #[prop(into)]
    label: Signal<String>,
    /// Shown in place of the words.
    #[prop(optional)]
    icon: Option<Glyph>,
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional)] small: bool,
    children: ChildrenFn,
) -> impl IntoView {
    let floating = Floating::new();
    let panel_id = id::fresh("popover");
    view! {
        <button
            node_ref=floating.anchor
            type="button"
            class=if icon.is_some() { "icon-button" } else { "button" }
            data-kind=kind.name()
            data-size=small.then_some("small")
            aria-label=move || icon.map(|_| label.get())
            title=move || icon.map(|_| label.get())
            aria-expanded=move || floating.is_open().to_string()
            aria-controls=panel_id.clone()
            on:pointerdown=move |_| floating.pressed()
            on:click=move |_| floating.toggle()
        >
            {match icon {
                Some(of) => view! { <Icon of/> }.into_any(),
                None => view! { <span>{label}</span><Icon of=Glyph::ChevronDown/> }.into_any(),
            }}
        </button>
        <FloatingPanel floating class="popover" role="group" id=panel_id label>
            {children()}
        </FloatingPanel>
    }
}
