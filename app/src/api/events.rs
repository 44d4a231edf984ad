//! News from the server: who else changed what, as it happens.
//!
//! One stream a tab, open while somebody listens. After a lost connection the
//! browser reconnects by itself and says which event it saw last. When it has
//! given up, because the server refused (an expired session, say), we refresh
//! the session and open a new stream, waiting longer each time; what happened in
//! between is unknown then, so listeners hear [`Topic::Everything`].
//!
//! Events tell that something changed. Seeing one twice must do no harm.

use super::refresh;
use gloo_timers::callback::Timeout;
use leptos::prelude::on_cleanup;
use leptos::task::spawn_local;
use pairwell_domain::api::events::{Happened, PATH, Topic};
use pairwell_domain::api::{BASE, CallError};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::prelude::*;
use web_sys::{EventSource, MessageEvent};

const FIRST_WAIT_MILLIS: u32 = 1_000;
const LONGEST_WAIT_MILLIS: u32 = 30_000;

type Heard = Rc<dyn Fn(&Happened)>;

struct Listener {
    number: u32,
    topic: Topic,
    heard: Heard,
}

#[derive(Default)]
struct Stream {
    listeners: Vec<Listener>,
    next_number: u32,
    open: Option<Open>,
    wait_millis: u32,
    retry: Option<Timeout>,
    /// A stream was lost, so the next one has a gap before it.
    missed_some: bool,
}

/// An open connection, with the closures it calls.
struct Open {
    source: EventSource,
    _on_open: Closure<dyn Fn()>,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn()>,
}

impl Drop for Open {
    fn drop(&mut self) {
        self.source.set_onopen(None);
        self.source.set_onmessage(None);
        self.source.set_onerror(None);
        self.source.close();
    }
}

thread_local! {
    static STREAM: RefCell<Stream> = RefCell::default();
}

/// Calls `heard` for every event of a topic, and for [`Topic::Everything`],
/// until the current owner (the page or component) is gone.
pub fn on_event(topic: Topic, heard: impl Fn(&Happened) + 'static) {
    let number = STREAM.with_borrow_mut(|stream| {
        let number = stream.next_number;
        stream.next_number += 1;
        stream.listeners.push(Listener {
            number,
            topic,
            heard: Rc::new(heard),
        });
        stream.connect();
        number
    });
    on_cleanup(move || {
        STREAM.with_borrow_mut(|stream| {
            stream.listeners.retain(|l| l.number != number);
            if stream.listeners.is_empty() {
                *stream = Stream {
                    next_number: stream.next_number,
                    ..Stream::default()
                };
            }
        });
    });
}

impl Stream {
    fn connect(&mut self) {
        if self.open.is_none() && self.retry.is_none() && !self.listeners.is_empty() {
            self.open = open();
        }
    }

    fn retry_later(&mut self) {
        self.open = None;
        self.missed_some = true;
        self.wait_millis = (self.wait_millis * 2).clamp(FIRST_WAIT_MILLIS, LONGEST_WAIT_MILLIS);
        let again = || spawn_local(reconnect());
        self.retry = Some(Timeout::new(self.wait_millis, again));
    }
}

fn open() -> Option<Open> {
    let source = EventSource::new(&format!("{BASE}{PATH}")).ok()?;
    let on_open = Closure::new(opened);
    let on_message = Closure::new(|event: MessageEvent| {
        let data = event.data().as_string().unwrap_or_default();
        // A topic this version does not know is not one anybody here listens to.
        if let Ok(happened) = serde_json::from_str(&data) {
            tell(&happened);
        }
    });
    let on_error = Closure::new(failed);
    source.set_onopen(Some(AsRef::<JsValue>::as_ref(&on_open).unchecked_ref()));
    source.set_onmessage(Some(AsRef::<JsValue>::as_ref(&on_message).unchecked_ref()));
    source.set_onerror(Some(AsRef::<JsValue>::as_ref(&on_error).unchecked_ref()));
    Some(Open {
        source,
        _on_open: on_open,
        _on_message: on_message,
        _on_error: on_error,
    })
}

fn opened() {
    let missed_some = STREAM.with_borrow_mut(|stream| {
        stream.wait_millis = 0;
        std::mem::take(&mut stream.missed_some)
    });
    if missed_some {
        tell(&Happened {
            topic: Topic::Everything,
            payload: serde_json::Value::Null,
        });
    }
}

fn tell(happened: &Happened) {
    let listeners: Vec<Heard> = STREAM.with_borrow(|stream| {
        let concerned = |l: &&Listener| hears(l.topic, happened.topic);
        let listeners = stream.listeners.iter().filter(concerned);
        listeners.map(|listener| listener.heard.clone()).collect()
    });
    // Called outside the borrow: a listener may open a page that listens too.
    for heard in listeners {
        heard(happened);
    }
}

fn hears(topic: Topic, happened: Topic) -> bool {
    topic == happened || happened == Topic::Everything
}

/// After an error the browser mostly reconnects by itself; not when it was refused.
fn failed() {
    // Not at once: this runs inside a closure that dropping the stream would drop.
    Timeout::new(0, || {
        STREAM.with_borrow_mut(|stream| {
            let closed = |open: &Open| open.source.ready_state() == EventSource::CLOSED;
            if stream.open.as_ref().is_some_and(closed) {
                stream.retry_later();
            }
        });
    })
    .forget();
}

async fn reconnect() {
    let refreshed = refresh::refresh().await;
    STREAM.with_borrow_mut(|stream| {
        stream.retry = None;
        match refreshed {
            Ok(()) => stream.connect(),
            // Signed out: the pages that listened are on their way out.
            Err(CallError::Refused(_)) => {}
            Err(CallError::Unreachable(_)) => stream.retry_later(),
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use pairwell_domain::id::ProgrammeId;
    use uuid::Uuid;

    #[test]
    fn a_listener_hears_its_own_topic_and_that_everything_changed() {
        let board = |id| Topic::Board(ProgrammeId(Uuid::from_u128(id)));
        assert!(hears(board(1), board(1)));
        assert!(hears(board(1), Topic::Everything));
        assert!(!hears(board(1), board(2)));
        assert!(!hears(board(1), Topic::People));
    }
}
