//! What the board measures of itself, in the browser's own performance timeline,
//! for the benchmarks to read:
//!
//! - `board:solve` around each answer, or each piece of one;
//! - `board:pick-up`, `board:change` and `board:weigh` from the moment the page hears
//!   of an input until the browser has drawn what follows, each with a part, `…:frame`:
//!   the browser's work of drawing it. Before that lie the page's own work and waiting
//!   for the next frame to begin.

use js_sys::{Function, Object, Promise, Reflect};
use leptos::prelude::*;
use std::sync::atomic::{AtomicU32, Ordering};
use wasm_bindgen::prelude::*;
use web_sys::MessageChannel;

/// Runs `work` and notes how long it took.
pub fn measured<R>(name: &str, work: impl FnOnce() -> R) -> R {
    let start = begin(name);
    let result = work();
    end(name, &start);
    result
}

/// Notes the time from now until what is about to change is on the screen.
pub fn until_painted(name: &'static str) {
    Felt::now(name).until_painted();
}

/// Something the page has heard of, whose consequence is yet to be worked out.
pub struct Felt {
    name: &'static str,
    start: String,
}

impl Felt {
    pub fn now(name: &'static str) -> Self {
        let start = begin(name);
        Felt { name, start }
    }

    /// Notes the time since then until what is about to change is on the screen.
    pub fn until_painted(mut self) {
        let (name, start) = (self.name, std::mem::take(&mut self.start));
        request_animation_frame(move || {
            let frame = begin(name);
            // A frame's callbacks run in the task that goes on to paint it.
            next_task(Urgency::Blocking, move || {
                end(&format!("{name}:frame"), &frame);
                end(name, &start);
            });
        });
    }
}

impl Drop for Felt {
    /// What is overtaken is not measured.
    fn drop(&mut self) {
        if !self.start.is_empty()
            && let Some(performance) = window().performance()
        {
            performance.clear_marks_with_mark_name(&self.start);
        }
    }
}

/// Milliseconds, of which only differences mean anything.
pub fn now() -> f64 {
    let performance = window().performance();
    performance.map_or_else(js_sys::Date::now, |performance| performance.now())
}

/// Goes on with `work` after what the user has done meanwhile was heard, and the screen has had
/// its turn if it was waiting for one.
pub fn after_input(work: impl FnOnce() + 'static) {
    next_task(Urgency::Visible, work);
}

enum Urgency {
    /// Before anything else.
    Blocking,
    /// When its turn comes.
    Visible,
}

#[wasm_bindgen]
extern "C" {
    /// Not in every browser.
    #[wasm_bindgen(js_namespace = scheduler, js_name = postTask, catch)]
    fn post_task(work: &Function, options: &Object) -> Result<Promise, JsValue>;
}

/// Runs `work` after the task under way; a timer would always let the next frame go first.
fn next_task(urgency: Urgency, work: impl FnOnce() + 'static) {
    let work: Function = Closure::once_into_js(work).unchecked_into();
    let options = Object::new();
    let priority = match urgency {
        Urgency::Blocking => "user-blocking",
        Urgency::Visible => "user-visible",
    };
    // Refused only by what is frozen.
    let _ = Reflect::set(&options, &"priority".into(), &priority.into());
    if post_task(&work, &options).is_ok() {
        return;
    }
    // A message to oneself comes next to that: on a busy machine it may be a frame late.
    if let Ok(channel) = MessageChannel::new() {
        channel.port1().set_onmessage(Some(&work));
        // Refused only for what can't be copied.
        let _ = channel.port2().post_message(&JsValue::UNDEFINED);
    }
}

/// Sets a mark of its own: two measurements of one name may overlap.
fn begin(name: &str) -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let start = format!("{name}:{}", NEXT.fetch_add(1, Ordering::Relaxed));
    if let Some(performance) = window().performance() {
        let _ = performance.mark(&start);
    }
    start
}

fn end(name: &str, start: &str) {
    if let Some(performance) = window().performance() {
        // Refused only where the mark is gone, as after the timeline was cleared.
        let _ = performance.measure_with_start_mark(name, start);
        performance.clear_marks_with_mark_name(start);
    }
}
