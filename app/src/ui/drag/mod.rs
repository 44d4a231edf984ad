//! Dragging by pointer, finger or keyboard, without knowing what is dragged.
//!
//! A screen makes one [`Drag`] for the kind of thing it moves, calls
//! [`Drag::press`] from a card's `pointerdown`, marks every place that can take
//! it with `data-drop="<key>"`, and hears of picking, aiming, dropping and
//! cancelling. Which places light up is for the screen to draw, from
//! [`Drag::held`] and [`Drag::aim`].
//!
//! - A mouse or pen picks up after five pixels, so a click stays a click; a
//!   finger after resting for a moment, so a swipe stays a scroll.
//! - Near the edges of the window, or of an element marked `data-drag-scroll`,
//!   that scrolls.
//! - Escape cancels. So does losing the pointer.
//! - From the keyboard a screen calls [`Drag::pick_up`], moves the aim with
//!   [`Drag::aim_at`], and ends with [`Drag::put_down`] or [`Drag::cancel`];
//!   everything else is the same.

mod auto_scroll;
mod pointer;
mod preview;

pub use preview::DragPreview;

use gloo_events::EventListener;
use leptos::{html, prelude::*};
use web_sys::PointerEvent;

/// What a screen hears of.
pub struct DragEvents<T: Send + Sync + 'static> {
    pub on_pick: Callback<T>,
    /// The place now aimed at changed; none is nowhere.
    pub on_over: Callback<(T, Option<String>)>,
    pub on_drop: Callback<(T, String)>,
    pub on_cancel: Callback<T>,
}

impl<T: Send + Sync + 'static> Clone for DragEvents<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for DragEvents<T> {}

/// How something came to be in hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeldBy {
    Pointer,
    Keyboard,
}

/// Something in hand, or nothing. A handle: copy it freely.
pub struct Drag<T: Clone + Send + Sync + 'static> {
    held: RwSignal<Option<(T, HeldBy)>>,
    aim: RwSignal<Option<String>>,
    events: DragEvents<T>,
    /// A press that may become a drag.
    pending: StoredValue<Option<Pending<T>>, LocalStorage>,
    /// Where the pointer is, in the window.
    at: StoredValue<(f64, f64)>,
    listeners: StoredValue<Vec<EventListener>, LocalStorage>,
    preview: NodeRef<html::Div>,
}

impl<T: Clone + Send + Sync + 'static> Clone for Drag<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Clone + Send + Sync + 'static> Copy for Drag<T> {}

struct Pending<T> {
    item: T,
    pointer: i32,
    start: (f64, f64),
    touch: bool,
    /// The finger's rest; dropping it calls the pick-up off.
    _rest: Option<gloo_timers::callback::Timeout>,
}

impl<T: Clone + Send + Sync + 'static> Drag<T> {
    /// For one kind of thing on one screen; lives as long as its owner.
    pub fn new(events: DragEvents<T>) -> Self {
        let drag = Self {
            held: RwSignal::new(None),
            aim: RwSignal::new(None),
            events,
            pending: StoredValue::new_local(None),
            at: StoredValue::new((0.0, 0.0)),
            listeners: StoredValue::new_local(Vec::new()),
            preview: NodeRef::new(),
        };
        drag.keep_touch_from_scrolling();
        on_cleanup(pointer::unmark_document);
        drag
    }

    /// What is in hand. Tracked.
    pub fn held(&self) -> Option<T> {
        self.held
            .with(|held| held.as_ref().map(|(item, _)| item.clone()))
    }

    pub fn held_untracked(&self) -> Option<T> {
        self.held
            .try_with_untracked(|held| held.as_ref().map(|(item, _)| item.clone()))
            .flatten()
    }

    /// Whether this is what is in hand. Tracked.
    pub fn is_held(&self, item: &T) -> bool
    where
        T: PartialEq,
    {
        self.held
            .with(|held| held.as_ref().is_some_and(|(held, _)| held == item))
    }

    /// How it is held. Tracked.
    pub fn held_by(&self) -> Option<HeldBy> {
        self.held.with(|held| held.as_ref().map(|(_, by)| *by))
    }

    /// The key of the place aimed at. Tracked.
    pub fn aim(&self) -> Option<String> {
        self.aim.get()
    }

    /// Whether this place is aimed at. Tracked.
    pub fn is_over(&self, key: &str) -> bool {
        self.aim.with(|aim| aim.as_deref() == Some(key))
    }

    /// For `pointerdown` on what can be dragged.
    pub fn press(&self, event: &PointerEvent, item: T) {
        pointer::press(*self, event, item);
    }

    /// Takes something in hand from the keyboard or by a click.
    pub fn pick_up(&self, item: T) {
        self.cancel();
        self.listen_for_escape();
        self.take(item, HeldBy::Keyboard);
    }

    /// Aims at a place, or nowhere: at once, so that a drop that follows in the same frame
    /// finds it. The place comes into sight with the next frame, which may have to draw it
    /// first.
    pub fn aim_at(&self, key: Option<String>) {
        self.set_aim(key.clone());
        let (drag, Some(key)) = (*self, key) else {
            return;
        };
        request_animation_frame(move || {
            let aimed = drag
                .aim
                .try_with_untracked(|aim| aim.as_ref() == Some(&key));
            if aimed == Some(true)
                && let Some(place) = pointer::place_with_key(&key)
            {
                pointer::bring_into_sight(&place);
            }
        });
    }

    /// Drops where it is aimed; nowhere is as good as cancelling.
    pub fn put_down(&self) {
        let (item, aim) = self.let_go();
        match (item, aim) {
            (Some(item), Some(key)) => self.events.on_drop.run((item, key)),
            (Some(item), None) => self.events.on_cancel.run(item),
            (None, _) => {}
        }
    }

    /// Puts it back where it came from.
    pub fn cancel(&self) {
        if let (Some(item), _) = self.let_go() {
            self.events.on_cancel.run(item);
        }
    }

    fn take(&self, item: T, by: HeldBy) {
        self.held.set(Some((item.clone(), by)));
        self.events.on_pick.run(item);
    }

    fn set_aim(&self, key: Option<String>) {
        let Some(item) = self.held_untracked() else {
            return;
        };
        if self.aim.with_untracked(|aim| *aim != key) {
            self.aim.set(key.clone());
            self.events.on_over.run((item, key));
        }
    }

    fn let_go(&self) -> (Option<T>, Option<String>) {
        let item = self.held_untracked();
        let aim = self.aim.try_get_untracked().flatten();
        self.pending.try_update_value(Option::take);
        self.listeners.try_update_value(std::mem::take);
        if item.is_some() {
            self.held.try_set(None);
            self.aim.try_set(None);
        }
        pointer::unmark_document();
        (item, aim)
    }
}
