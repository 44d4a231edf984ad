//! Going back returns to where one had scrolled to.
//!
//! The browser would restore the position before the page's content has come
//! from the server. So each history entry remembers its own position as its
//! state, and going back waits, briefly, until the page is tall enough.

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use wasm_bindgen::JsValue;

/// How long content may take before we stop waiting for it to fill the page.
const PATIENCE_FRAMES: u32 = 120;
const SETTLE_MILLIS: u32 = 200;

thread_local! {
    static WANTED: Cell<Option<f64>> = const { Cell::new(None) };
    static SETTLING: RefCell<Option<Timeout>> = const { RefCell::new(None) };
}

pub(super) fn start() {
    if let Ok(history) = window().history() {
        let _ = history.set_scroll_restoration(web_sys::ScrollRestoration::Manual);
    }
    EventListener::new(&window(), "scroll", |_| {
        // Not on every event: browsers limit how often the state may be written.
        SETTLING.set(Some(Timeout::new(SETTLE_MILLIS, remember)));
    })
    .forget();
    for gesture in ["wheel", "touchstart", "keydown", "pointerdown"] {
        EventListener::new(&window(), gesture, |_| forget_wanted()).forget();
    }
    restore();
}

/// Notes the position in the current history entry.
pub(super) fn remember() {
    if WANTED.get().is_some() {
        return;
    }
    SETTLING.set(None);
    if let (Ok(history), Ok(y)) = (window().history(), window().scroll_y()) {
        let _ = history.replace_state(&JsValue::from_f64(y), "");
    }
}

/// The reader moved on: whatever position was waited for no longer matters.
pub(super) fn forget_wanted() {
    WANTED.set(None);
}

/// Returns to the position noted in the current history entry.
pub(super) fn restore() {
    SETTLING.set(None);
    let noted = window()
        .history()
        .ok()
        .and_then(|history| history.state().ok());
    let wanted = noted.and_then(|state| state.as_f64()).unwrap_or(0.0);
    WANTED.set(Some(wanted));
    wait(PATIENCE_FRAMES);
}

fn wait(frames: u32) {
    request_animation_frame(move || {
        let Some(wanted) = WANTED.get() else { return };
        window().scroll_to_with_x_and_y(0.0, wanted);
        let reached = window().scroll_y().is_ok_and(|y| (y - wanted).abs() < 1.0);
        if reached || frames == 0 {
            forget_wanted();
        } else {
            wait(frames - 1);
        }
    });
}
