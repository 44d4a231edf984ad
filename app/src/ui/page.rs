//! The head of every page: its title, one sentence of state and the primary
//! action; and what a page owes on arrival.
//!
//! On arriving at a new address the window's title changes and the heading
//! takes the focus, so that a screen reader says where one is and the keyboard
//! starts at the top. The first page after loading leaves the focus alone, as
//! does a page drawn again at the same address.

use std::cell::RefCell;

use leptos::{html, prelude::*};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PageWidth {
    /// Text and forms.
    Reading,
    #[default]
    Regular,
    /// The board and wide tables.
    Full,
}

impl PageWidth {
    fn name(self) -> &'static str {
        match self {
            Self::Reading => "reading",
            Self::Regular => "regular",
            Self::Full => "full",
        }
    }
}

thread_local! {
    static LAST_ADDRESS: RefCell<Option<String>> = const { RefCell::new(None) };
}

#[component]
pub fn Page(
    #[prop(into)] title: Signal<String>,
    /// One sentence on how things stand: "41 mentors, best fit first".
    #[prop(optional, into)]
    state: ViewFn,
    /// The page's one primary action, and what belongs beside it.
    #[prop(optional, into)]
    actions: ViewFn,
    #[prop(optional)] width: PageWidth,
    children: Children,
) -> impl IntoView {
    let heading = NodeRef::<html::H1>::new();

    Effect::new(move |_| document().set_title(&format!("{} · Pairwell", title.get())));
    Effect::new(move |_| {
        if let Some(heading) = heading.get()
            && arrived_somewhere_new()
        {
            // The router has already put the scroll where it belongs.
            focus_without_scrolling(&heading);
        }
    });

    view! {
        <div class="page" data-width=width.name()>
            <header class="page-header">
                <div class="page-heading">
                    <h1 tabindex="-1" node_ref=heading>{title}</h1>
                    <div class="page-state">{move || state.run()}</div>
                </div>
                <div class="page-actions">{move || actions.run()}</div>
            </header>
            {children()}
        </div>
    }
}

fn arrived_somewhere_new() -> bool {
    let address = location().pathname().ok();
    LAST_ADDRESS.with(|last| {
        let before = last.replace(address.clone());
        before.is_some() && before != address
    })
}

fn focus_without_scrolling(element: &web_sys::HtmlElement) {
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    // Refused only for an element that has left the document.
    let _ = element.focus_with_options(&options);
}
