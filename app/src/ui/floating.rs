//! A panel beside the button that opened it: the ground of menus and popovers.
//!
//! The browser's own `popover` gives the top layer, Escape and closing by a
//! press elsewhere. Where the panel stands is worked out here: under its
//! button, above it when there is more room there, and always inside the window.

use gloo_events::{EventListener, EventListenerOptions};
use leptos::{ev::KeyboardEvent, html, prelude::*};
use wasm_bindgen::JsCast;

/// Between the panel and its button, and the panel and the window's edge, in pixels.
const GAP: f64 = 4.0;
const MARGIN: f64 = 8.0;

/// A button's panel: whether it is open, and the two elements.
#[derive(Clone, Copy)]
pub(super) struct Floating {
    open: RwSignal<bool>,
    /// Whether it was open when the pointer went down: the browser closes it
    /// before the click arrives, which would then open it again.
    at_press: StoredValue<Option<bool>>,
    pub(super) anchor: NodeRef<html::Button>,
    pub(super) panel: NodeRef<html::Div>,
}

impl Floating {
    pub(super) fn new() -> Self {
        Self {
            open: RwSignal::new(false),
            at_press: StoredValue::new(None),
            anchor: NodeRef::new(),
            panel: NodeRef::new(),
        }
    }

    pub(super) fn is_open(self) -> bool {
        self.open.get()
    }

    pub(super) fn open(self) {
        self.open.set(true);
    }

    /// For the button's `pointerdown`.
    pub(super) fn pressed(self) {
        self.at_press.set_value(Some(self.open.get_untracked()));
    }

    /// For the button's `click`.
    pub(super) fn toggle(self) {
        let was_open = self.at_press.try_update_value(Option::take).flatten();
        self.open
            .set(!was_open.unwrap_or_else(|| self.open.get_untracked()));
    }

    /// Closes it and puts the focus back on its button.
    pub(super) fn close(self) {
        if let Some(anchor) = self.anchor.try_get_untracked().flatten() {
            let _ = anchor.focus();
        }
        self.open.try_set(false);
    }

    fn show(self) {
        let (Some(anchor), Some(panel)) = (self.anchor.get_untracked(), self.panel.get_untracked())
        else {
            return;
        };
        // Refused when it is already showing.
        let _ = panel.show_popover();
        place(&anchor, &panel);
    }

    /// The browser closed it, by Escape or a press elsewhere.
    fn closed_by_browser(self) {
        let showing = self
            .panel
            .get_untracked()
            .is_some_and(|panel| panel.matches(":popover-open").unwrap_or(false));
        if !showing {
            self.open.set(false);
        }
    }
}

/// The panel: built when it opens, dropped when it closes.
#[component]
pub(super) fn FloatingPanel(
    floating: Floating,
    class: &'static str,
    role: &'static str,
    id: String,
    #[prop(into)] label: Signal<String>,
    /// Called once it stands.
    #[prop(optional, into)]
    on_shown: Option<Callback<()>>,
    #[prop(optional, into)] on_key: Option<Callback<KeyboardEvent>>,
    children: ChildrenFn,
) -> impl IntoView {
    let children = StoredValue::new(children);
    let id = StoredValue::new(id);
    move || {
        floating.open.get().then(|| {
            // Owned by this view: dropped with it.
            StoredValue::new_local(follow(floating));
            // After the elements are in the document.
            request_animation_frame(move || {
                if floating.open.try_get_untracked() == Some(true) {
                    floating.show();
                    if let Some(on_shown) = on_shown {
                        on_shown.run(());
                    }
                }
            });
            view! {
                <div
                    node_ref=floating.panel
                    class=class
                    role=role
                    id=id.get_value()
                    aria-label=label
                    tabindex="-1"
                    popover="auto"
                    on:toggle=move |_| floating.closed_by_browser()
                    on:keydown=move |event| if let Some(on_key) = on_key { on_key.run(event) }
                >
                    {children.with_value(|children| children())}
                </div>
            }
        })
    }
}

/// Keeps the panel beside its button while anything scrolls or the window changes.
fn follow(floating: Floating) -> [EventListener; 2] {
    let move_along = move || {
        let both = floating
            .anchor
            .try_get_untracked()
            .flatten()
            .zip(floating.panel.try_get_untracked().flatten());
        if let Some((anchor, panel)) = both {
            place(&anchor, &panel);
        }
    };
    let window = window();
    [
        EventListener::new(&window, "resize", move |_| move_along()),
        EventListener::new_with_options(
            &window,
            "scroll",
            EventListenerOptions::run_in_capture_phase(),
            move |_| move_along(),
        ),
    ]
}

fn place(anchor: &web_sys::Element, panel: &web_sys::HtmlElement) {
    // Without the scrollbars, under which nothing can be seen.
    let Some(root) = document().document_element() else {
        return;
    };
    let (width, height) = (root.client_width().into(), root.client_height().into());
    let at = anchor.get_bounding_client_rect();
    let own = panel.get_bounding_client_rect();
    let rtl = anchor.matches(":dir(rtl)").unwrap_or(false);
    let (x, y) = position(
        Area {
            x: at.x(),
            y: at.y(),
            width: at.width(),
            height: at.height(),
        },
        (own.width(), own.height()),
        (width, height),
        rtl,
    );
    let style = panel.unchecked_ref::<web_sys::HtmlElement>().style();
    let _ = style.set_property("left", &format!("{x}px"));
    let _ = style.set_property("top", &format!("{y}px"));
}

#[derive(Clone, Copy)]
struct Area {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
}

/// The panel's corner: starting where the button starts, below it, or above
/// when it doesn't fit below and there is more room above.
fn position(
    anchor: Area,
    (width, height): (f64, f64),
    window: (f64, f64),
    rtl: bool,
) -> (f64, f64) {
    let x = if rtl {
        anchor.x + anchor.width - width
    } else {
        anchor.x
    };
    let below = anchor.y + anchor.height + GAP;
    let room_below = window.1 - MARGIN - below;
    let room_above = anchor.y - GAP - MARGIN;
    let y = if height > room_below && room_above > room_below {
        anchor.y - GAP - height
    } else {
        below
    };
    let inside = |at: f64, length: f64, room: f64| at.min(room - MARGIN - length).max(MARGIN);
    (inside(x, width, window.0), inside(y, height, window.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    const WINDOW: (f64, f64) = (1000.0, 800.0);

    fn button_at(x: f64, y: f64) -> Area {
        Area {
            x,
            y,
            width: 100.0,
            height: 40.0,
        }
    }

    #[test]
    fn a_panel_stands_under_its_button() {
        assert_eq!(
            position(button_at(50.0, 50.0), (200.0, 300.0), WINDOW, false),
            (50.0, 94.0)
        );
    }

    #[test]
    fn near_the_foot_of_the_window_it_stands_above() {
        assert_eq!(
            position(button_at(50.0, 700.0), (200.0, 300.0), WINDOW, false),
            (50.0, 396.0)
        );
    }

    #[test]
    fn it_never_leaves_the_window() {
        assert_eq!(
            position(button_at(950.0, 50.0), (200.0, 300.0), WINDOW, false).0,
            792.0
        );
        assert_eq!(
            position(button_at(50.0, 350.0), (200.0, 5000.0), WINDOW, false).1,
            MARGIN
        );
    }

    #[test]
    fn in_right_to_left_text_the_ends_meet() {
        assert_eq!(
            position(button_at(500.0, 50.0), (200.0, 300.0), WINDOW, true).0,
            400.0
        );
    }
}
