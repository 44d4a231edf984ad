//! What a view loads: the newest request wins, whatever order answers come in.
//!
//! A [`Latest`] runs its fetch at once, again whenever a signal the fetch read
//! changes, and again on [`Latest::reload`]. Each run has a number, and only the
//! answer to the newest is taken. While a newer one is under way, what was there
//! stays, so that a list does not blink when a filter changes.

use leptos::prelude::*;
use leptos::task::spawn_local;
use pairwell_domain::api::CallError;
use pairwell_domain::problem::Problem;
use std::{future::Future, rc::Rc, sync::Arc};

/// What there is to show.
#[derive(Clone, Debug, PartialEq)]
pub enum Loadable<T> {
    Loading,
    Ready(T),
    /// The server answered, and refused.
    Refused(Box<Problem>),
    /// No usable answer, and nothing older to show instead.
    Unreachable(String),
}

type Fetch<T> = Rc<dyn Fn() -> std::pin::Pin<Box<dyn Future<Output = Result<T, CallError>>>>>;

/// A handle, to be copied into closures.
pub struct Latest<T: 'static> {
    state: RwSignal<Loadable<Arc<T>>>,
    stale: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
    newest: StoredValue<u64>,
    again: Trigger,
}

impl<T> Clone for Latest<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Latest<T> {}

impl<T: Send + Sync + 'static> Latest<T> {
    /// `fetch` reads its signals before its first `await`:
    /// `Latest::new(move || { let q = query.get(); async move { call::<X>((), q, ()).await } })`
    pub fn new<F, Answer>(fetch: F) -> Self
    where
        F: Fn() -> Answer + 'static,
        Answer: Future<Output = Result<T, CallError>> + 'static,
    {
        Self::start(Rc::new(move || Box::pin(fetch())))
    }

    fn start(fetch: Fetch<T>) -> Self {
        let latest = Latest {
            state: RwSignal::new(Loadable::Loading),
            stale: RwSignal::new(None),
            busy: RwSignal::new(true),
            newest: StoredValue::new(0),
            again: Trigger::new(),
        };
        Effect::new(move |_| {
            latest.again.track();
            let answer = fetch();
            let number = latest.newest.with_value(|newest| newest + 1);
            latest.newest.set_value(number);
            latest.busy.set(true);
            if !latest.state.with_untracked(is_ready) {
                latest.state.set(Loadable::Loading);
            }
            spawn_local(async move {
                let answer = answer.await;
                // `None` once the page is gone.
                if latest.newest.try_get_value() == Some(number) {
                    latest.take(answer);
                }
            });
        });
        latest
    }

    fn take(self, answer: Result<T, CallError>) {
        let mut stale = None;
        match answer {
            Ok(value) => self.state.set(Loadable::Ready(Arc::new(value))),
            Err(CallError::Refused(problem)) => self.state.set(Loadable::Refused(problem)),
            Err(CallError::Unreachable(why)) if self.state.with_untracked(is_ready) => {
                stale = Some(why);
            }
            Err(CallError::Unreachable(why)) => self.state.set(Loadable::Unreachable(why)),
        }
        self.stale.set(stale);
        self.busy.set(false);
    }

    /// Asks again.
    pub fn reload(self) {
        self.again.notify();
    }

    /// Takes what an operation answered as the newest state, and ignores any
    /// request still under way.
    pub fn set(self, value: T) {
        self.newest.update_value(|newest| *newest += 1);
        self.take(Ok(value));
    }

    /// What there is to show. Reactive.
    pub fn get(self) -> Loadable<Arc<T>> {
        self.state.get()
    }

    /// What is there, if anything. Reactive.
    pub fn ready(self) -> Option<Arc<T>> {
        self.state.with(|state| match state {
            Loadable::Ready(value) => Some(value.clone()),
            _ => None,
        })
    }

    /// Reads without copying. Reactive.
    pub fn with<R>(self, read: impl FnOnce(&Loadable<Arc<T>>) -> R) -> R {
        self.state.with(read)
    }

    /// Whether a request is under way. Reactive.
    pub fn busy(self) -> bool {
        self.busy.get()
    }

    /// Why what is shown could not be brought up to date. Reactive.
    pub fn stale(self) -> Option<String> {
        self.stale.get()
    }
}

fn is_ready<T>(state: &Loadable<T>) -> bool {
    matches!(state, Loadable::Ready(_))
}
