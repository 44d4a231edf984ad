//! News from the server: who else changed what, as it happens.
//!
//! One stream a tab, open while somebody listens. The browser reconnects by
//! itself after a lost connection and says which event it saw last; when it has
//! given up, because the server refused (an expired session, say), we refresh
//! the session and open the stream again from the same place, waiting longer
//! each time.
//!
//! An event only says that something changed and where. What it is now is asked
//! for like anything else, so an event missed or seen twice does no harm.

use super::refresh;
use gloo_timers::callback::Timeout;
use leptos::prelude::on_cleanup;
use leptos::task::spawn_local;
use pairwell_domain::api::{BASE, CallError};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::prelude::*;
use web_sys::{EventSource, MessageEvent};

const FIRST_WAIT_MILLIS: u32 = 1_000;
const LONGEST_WAIT_MILLIS: u32 = 30_000;

type Heard = Rc<dyn Fn(&str)>;
type OnMessage = Closure<dyn Fn(MessageEvent)>;

struct Listener {
    number: u32,
    topic: &'static str,
    heard: Heard,
}

#[derive(Default)]
struct Stream {
    listeners: Vec<Listener>,
    next_number: u32,
    open: Option<Open>,
    last_id: Option<String>,
    wait_millis: u32,
    retry: Option<Timeout>,
}

impl Stream {
    fn retry_later(&mut self) {
        self.wait_millis = (self.wait_millis * 2).clamp(FIRST_WAIT_MILLIS, LONGEST_WAIT_MILLIS);
        let again = || spawn_local(reconnect());
        self.retry = Some(Timeout::new(self.wait_millis, again));
    }
}

/// An open connection, with the closures it calls.
struct Open {
    source: EventSource,
    topics: Vec<&'static str>,
    on_message: OnMessage,
    _on_open: Closure<dyn Fn()>,
    _on_error: Closure<dyn Fn()>,
}

impl Drop for Open {
    fn drop(&mut self) {
        self.source.close();
    }
}

thread_local! {
    static STREAM: RefCell<Stream> = RefCell::default();
}

/// Calls `heard` with the data of every event of a topic, until the current
/// owner (the page or component) is gone.
pub fn on_event(topic: &'static str, heard: impl Fn(&str) + 'static) {
    let number = STREAM.with_borrow_mut(|stream| {
        let number = stream.next_number;
        stream.next_number += 1;
        stream.listeners.push(Listener {
            number,
            topic,
            heard: Rc::new(heard),
        });
        number
    });
    connect();
    on_cleanup(move || {
        STREAM.with_borrow_mut(|stream| {
            stream
                .listeners
                .retain(|listener| listener.number != number);
            if stream.listeners.is_empty() {
                stream.open = None;
                stream.retry = None;
            }
        });
    });
}

/// Opens the stream if it is not, and listens for topics it does not yet.
fn connect() {
    STREAM.with_borrow_mut(|stream| {
        if stream.listeners.is_empty() {
            return;
        }
        if stream.open.is_none() {
            stream.open = open(stream.last_id.as_deref());
        }
        let wanted: Vec<_> = stream.listeners.iter().map(|l| l.topic).collect();
        let Some(open) = &mut stream.open else { return };
        for topic in wanted {
            if !open.topics.contains(&topic) {
                open.topics.push(topic);
                let listener = open.on_message.as_ref().unchecked_ref();
                let _ = open
                    .source
                    .add_event_listener_with_callback(topic, listener);
            }
        }
    });
}

fn open(after: Option<&str>) -> Option<Open> {
    let mut url = format!("{BASE}/events");
    if let Some(after) = after {
        // The browser's own `Last-Event-ID` works only within one connection object.
        url.push('?');
        url.push_str(&crate::query::write([("after", after)]));
    }
    let source = EventSource::new(&url).ok()?;
    let on_message = OnMessage::new(|event: MessageEvent| tell(&event));
    let on_open = Closure::new(|| STREAM.with_borrow_mut(|stream| stream.wait_millis = 0));
    let on_error = Closure::new(gave_up);
    source.set_onopen(Some(AsRef::<JsValue>::as_ref(&on_open).unchecked_ref()));
    source.set_onerror(Some(AsRef::<JsValue>::as_ref(&on_error).unchecked_ref()));
    Some(Open {
        source,
        topics: Vec::new(),
        on_message,
        _on_open: on_open,
        _on_error: on_error,
    })
}

fn tell(event: &MessageEvent) {
    let topic = event.type_();
    let listeners: Vec<Heard> = STREAM.with_borrow_mut(|stream| {
        let id = event.last_event_id();
        if !id.is_empty() {
            stream.last_id = Some(id);
        }
        let of_topic = stream.listeners.iter().filter(|l| l.topic == topic);
        of_topic.map(|listener| listener.heard.clone()).collect()
    });
    let data = event.data().as_string().unwrap_or_default();
    // Called outside the borrow: a listener may open a page that listens too.
    for heard in listeners {
        heard(&data);
    }
}

/// On an error the browser mostly reconnects by itself; not when it was refused.
fn gave_up() {
    STREAM.with_borrow_mut(|stream| {
        let closed = stream
            .open
            .as_ref()
            .is_some_and(|open| open.source.ready_state() == EventSource::CLOSED);
        if closed && stream.retry.is_none() {
            stream.retry_later();
        }
    });
}

async fn reconnect() {
    let refreshed = refresh::refresh().await;
    STREAM.with_borrow_mut(|stream| {
        stream.open = None;
        stream.retry = None;
    });
    match refreshed {
        Ok(()) => connect(),
        // Signed out: the pages that listened are on their way out.
        Err(CallError::Refused(_)) => {}
        Err(CallError::Unreachable(_)) => STREAM.with_borrow_mut(Stream::retry_later),
    }
}
