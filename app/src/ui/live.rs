//! One voice for what changes without the focus moving.
//!
//! Screen readers announce changes inside a live region that was already in
//! the page, so the application mounts [`LiveRegion`] once and screens call
//! [`Announcer::say`]. Two lines take turns: the same words twice are then two
//! changes, and both are read.

use leptos::prelude::*;

use super::visually_hidden::VisuallyHidden;

/// Speaks through the application's live region.
#[derive(Clone, Copy)]
pub struct Announcer {
    lines: RwSignal<[String; 2]>,
    next: StoredValue<usize>,
}

impl Announcer {
    /// Reads `words` aloud once what is being read has finished.
    pub fn say(&self, words: impl Into<String>) {
        let line = self.next.get_value();
        let mut lines = [String::new(), String::new()];
        lines[line] = words.into();
        self.lines.set(lines);
        self.next.set_value(1 - line);
    }
}

/// Makes the announcer available below the current owner.
pub fn provide_announcer() -> Announcer {
    let announcer = Announcer {
        lines: RwSignal::new([String::new(), String::new()]),
        next: StoredValue::new(0),
    };
    provide_context(announcer);
    announcer
}

/// The application's announcer.
pub fn use_announcer() -> Announcer {
    expect_context::<Announcer>()
}

/// The region itself: mounted once, never inside something that is replaced.
#[component]
pub fn LiveRegion() -> impl IntoView {
    let announcer = use_announcer();
    let line = move |index: usize| move || announcer.lines.with(|lines| lines[index].clone());
    view! {
        <VisuallyHidden>
            <span role="status" aria-live="polite">{line(0)}</span>
            <span role="status" aria-live="polite">{line(1)}</span>
        </VisuallyHidden>
    }
}
