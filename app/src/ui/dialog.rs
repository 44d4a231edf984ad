//! A modal dialog over the browser's own `<dialog>`, which keeps the rest of
//! the page inert, closes on Escape and gives the focus back. Escape closes it from a
//! search field too, whose text browsers would only clear.
//!
//! The content is built when the dialog opens and dropped when it closes, so a
//! form inside starts afresh each time. The focus starts in the first field,
//! or on the first button of the foot when there is none, so put the way out
//! first there.

use leptos::{
    ev::{KeyboardEvent, MouseEvent},
    html,
    prelude::*,
};
use wasm_bindgen::JsCast;

use super::{bind::Bind, button::IconButton, icon::Glyph, id};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DialogSize {
    #[default]
    Regular,
    Wide,
}

impl DialogSize {
    fn name(self) -> &'static str {
        match self {
            Self::Regular => "regular",
            Self::Wide => "wide",
        }
    }
}

#[component]
pub fn Dialog(
    #[prop(into)] open: Bind<bool>,
    #[prop(into)] title: Signal<String>,
    #[prop(optional)] size: DialogSize,
    /// The buttons, the way out first.
    #[prop(optional, into)]
    foot: ViewFn,
    children: ChildrenFn,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let body = NodeRef::<html::Div>::new();
    let title_id = StoredValue::new(id::fresh("dialog"));
    let children = StoredValue::new(children);
    let foot = StoredValue::new(foot);

    // Runs when `open` changes and again once the content is in the page.
    Effect::new(move |_| {
        let (open, content) = (open.get(), body.get());
        let Some(dialog) = dialog.get() else { return };
        if !open {
            dialog.close();
            return;
        }
        if !dialog.open() {
            // Fails only for a dialog outside the document, which can't be seen anyway.
            let _ = dialog.show_modal();
        }
        if content.is_some() {
            focus_first(&dialog);
        }
    });

    let close = move || open.set(false);
    let close_by_backdrop = move |event: MouseEvent| {
        // The dialog's own box is covered by its parts: a press on the dialog itself is outside them.
        let on_backdrop = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::HtmlDialogElement>().ok());
        if on_backdrop.is_some() && is_outside(dialog, &event) {
            close();
        }
    };

    let close_from_search = move |event: KeyboardEvent| {
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
        if event.key() == "Escape" && target.is_some_and(|field| field.type_() == "search") {
            event.prevent_default();
            close();
        }
    };

    view! {
        <dialog
            node_ref=dialog
            class="dialog"
            data-size=size.name()
            aria-labelledby=title_id.get_value()
            on:close=move |_| if open.get_untracked() { close() }
            on:mousedown=close_by_backdrop
            on:keydown=close_from_search
        >
            <Show when=move || open.get()>
                <div class="dialog-head">
                    <h2 id=title_id.get_value()>{title}</h2>
                    <IconButton icon=Glyph::Close label="Close" small=true on_press=move |_| close()/>
                </div>
                <div class="dialog-body" node_ref=body>{children.with_value(|children| children())}</div>
                <div class="dialog-foot">{move || foot.with_value(ViewFn::run)}</div>
            </Show>
        </dialog>
    }
}

fn focus_first(dialog: &web_sys::HtmlDialogElement) {
    const FIELDS: &str = ".dialog-body :is(input, select, textarea, [autofocus]):not(:disabled)";
    let first = [FIELDS, ".dialog-foot :is(button, a)"]
        .into_iter()
        .find_map(|selector| dialog.query_selector(selector).ok().flatten())
        .and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(first) = first {
        let _ = first.focus();
    }
}

fn is_outside(dialog: NodeRef<html::Dialog>, event: &MouseEvent) -> bool {
    dialog.get_untracked().is_some_and(|dialog| {
        let area = dialog.get_bounding_client_rect();
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        x < area.left() || x > area.right() || y < area.top() || y > area.bottom()
    })
}
