//! From a press to a drop: the pointer's side of a drag.

use gloo_events::{EventListener, EventListenerOptions};
use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent, PointerEvent};

use super::{Drag, HeldBy, Pending, auto_scroll};

/// How far a mouse goes before a press becomes a drag, in pixels.
const THRESHOLD: f64 = 5.0;
/// How far a resting finger may tremble.
const TREMBLE: f64 = 10.0;
/// How long a finger rests before it picks up, in milliseconds.
const REST: u32 = 350;

pub(super) fn press<T: Clone + Send + Sync + 'static>(
    drag: Drag<T>,
    event: &PointerEvent,
    item: T,
) {
    let already = drag.held_untracked().is_some();
    if event.button() != 0 || !event.is_primary() || already || is_for_a_control_inside(event) {
        return;
    }
    let touch = event.pointer_type() == "touch";
    let start = place_of(event);
    drag.at.set_value(start);
    drag.pending.set_value(Some(Pending {
        item,
        pointer: event.pointer_id(),
        start,
        touch,
        _rest: touch.then(|| Timeout::new(REST, move || pick(drag))),
    }));
    let window = window();
    let prevent = EventListenerOptions {
        phase: gloo_events::EventListenerPhase::Capture,
        passive: false,
    };
    let mut listeners = vec![
        EventListener::new(&window, "pointermove", move |event| {
            moved(drag, event.unchecked_ref())
        }),
        EventListener::new(&window, "pointerup", move |event| {
            released(drag, event.unchecked_ref())
        }),
        EventListener::new(&window, "pointercancel", move |_| drag.cancel()),
        EventListener::new(&window, "blur", move |_| drag.cancel()),
        escape(drag),
    ];
    if touch {
        // A long press would otherwise open the browser's own menu.
        listeners.push(EventListener::new_with_options(
            &window,
            "contextmenu",
            prevent,
            |event| event.prevent_default(),
        ));
    }
    drag.listeners.set_value(listeners);
}

impl<T: Clone + Send + Sync + 'static> Drag<T> {
    /// A browser that has begun to scroll by touch can't be stopped, so this
    /// has to listen before any touch begins.
    pub(super) fn keep_touch_from_scrolling(&self) {
        let drag = *self;
        let prevent = EventListenerOptions {
            phase: gloo_events::EventListenerPhase::Bubble,
            passive: false,
        };
        let stop =
            EventListener::new_with_options(&document(), "touchmove", prevent, move |event| {
                if drag.held_untracked().is_some() && event.cancelable() {
                    event.prevent_default();
                }
            });
        // Owned by the screen: dropped with it.
        StoredValue::new_local(stop);
    }

    pub(super) fn listen_for_escape(&self) {
        self.listeners.set_value(vec![escape(*self)]);
    }
}

fn escape<T: Clone + Send + Sync + 'static>(drag: Drag<T>) -> EventListener {
    let first = EventListenerOptions {
        phase: gloo_events::EventListenerPhase::Capture,
        passive: false,
    };
    EventListener::new_with_options(&window(), "keydown", first, move |event| {
        let is_escape = event
            .dyn_ref::<KeyboardEvent>()
            .is_some_and(|event| event.key() == "Escape");
        if is_escape && drag.held_untracked().is_some() {
            event.prevent_default();
            event.stop_propagation();
            // Dropping a listener from inside itself is not allowed.
            later(move || drag.cancel());
        }
    })
}

fn moved<T: Clone + Send + Sync + 'static>(drag: Drag<T>, event: &PointerEvent) {
    let at = place_of(event);
    let distance = |from: (f64, f64)| (at.0 - from.0).hypot(at.1 - from.1);
    let pending = drag.pending.try_with_value(|pending| {
        pending.as_ref().map(|pending| {
            (
                pending.pointer == event.pointer_id(),
                pending.touch,
                distance(pending.start),
            )
        })
    });
    match pending.flatten() {
        Some((false, _, _)) => return,
        Some((true, true, moved)) if moved > TREMBLE => return later(move || drag.cancel()),
        Some((true, false, moved)) if moved > THRESHOLD => pick(drag),
        _ => {}
    }
    drag.at.try_update_value(|here| *here = at);
}

fn pick<T: Clone + Send + Sync + 'static>(drag: Drag<T>) {
    if let Some(pending) = drag.pending.try_update_value(Option::take).flatten() {
        mark_document();
        drag.take(pending.item, HeldBy::Pointer);
        each_frame(drag);
    }
}

/// Follows the pointer while something is in hand: preview, scrolling, aim.
fn each_frame<T: Clone + Send + Sync + 'static>(drag: Drag<T>) {
    request_animation_frame(move || {
        let by_pointer = drag
            .held
            .try_with_untracked(|held| matches!(held, Some((_, HeldBy::Pointer))));
        if by_pointer != Some(true) {
            return;
        }
        let (x, y) = drag.at.get_value();
        if let Some(preview) = drag.preview.get_untracked() {
            let preview: &web_sys::HtmlElement = &preview;
            let _ = preview
                .style()
                .set_property("translate", &format!("{x}px {y}px"));
        }
        let below = document().element_from_point(x as f32, y as f32);
        auto_scroll::scroll(below.as_ref(), x, y);
        drag.set_aim(below.as_ref().and_then(key_at));
        each_frame(drag);
    });
}

fn released<T: Clone + Send + Sync + 'static>(drag: Drag<T>, event: &PointerEvent) {
    if drag.held_untracked().is_none() {
        return later(move || drag.cancel());
    }
    // The last frame may be older than the last movement.
    let (x, y) = place_of(event);
    let below = document().element_from_point(x as f32, y as f32);
    drag.set_aim(below.as_ref().and_then(key_at));
    swallow_click();
    later(move || drag.put_down());
}

/// The click that ends a drag is not meant for what lies below.
fn swallow_click() {
    let first = EventListenerOptions {
        phase: gloo_events::EventListenerPhase::Capture,
        passive: false,
    };
    let swallow = EventListener::new_with_options(&window(), "click", first, |event: &Event| {
        event.prevent_default();
        event.stop_propagation();
    });
    // It comes right after the release, if it comes at all.
    later(move || drop(swallow));
}

fn later(act: impl FnOnce() + 'static) {
    Timeout::new(0, act).forget();
}

fn place_of(event: &PointerEvent) -> (f64, f64) {
    (f64::from(event.client_x()), f64::from(event.client_y()))
}

fn key_at(element: &Element) -> Option<String> {
    element
        .closest("[data-drop]")
        .ok()??
        .get_attribute("data-drop")
}

pub(super) fn place_with_key(key: &str) -> Option<Element> {
    let places = document().query_selector_all("[data-drop]").ok()?;
    (0..places.length())
        .filter_map(|index| places.item(index)?.dyn_into::<Element>().ok())
        .find(|place| place.get_attribute("data-drop").as_deref() == Some(key))
}

pub(super) fn bring_into_sight(place: &Element) {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    options.set_inline(web_sys::ScrollLogicalPosition::Nearest);
    place.scroll_into_view_with_scroll_into_view_options(&options);
}

/// A press on a button or field inside the card is theirs.
fn is_for_a_control_inside(event: &PointerEvent) -> bool {
    let card = event
        .current_target()
        .and_then(|card| card.dyn_into::<Element>().ok());
    let control = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .and_then(|target| {
            target
                .closest("button, a, input, select, textarea, label, [popover], [data-no-drag]")
                .ok()?
        });
    control.is_some_and(|control| {
        card.is_none_or(|card| control != card && card.contains(Some(&control)))
    })
}

fn mark_document() {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("data-dragging", "");
    }
}

pub(super) fn unmark_document() {
    if let Some(root) = document().document_element() {
        let _ = root.remove_attribute("data-dragging");
    }
}
