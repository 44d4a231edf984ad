//! A long list a page at a time: the first page is loaded like anything else,
//! further ones are added when asked for.

use super::{Latest, Loadable};
use leptos::prelude::*;
use leptos::task::spawn_local;
use pairwell_domain::api::CallError;
use std::{future::Future, pin::Pin, rc::Rc};

/// One page of a list, as endpoints answer it.
#[derive(Clone, Debug)]
pub struct Slice<T, C> {
    pub rows: Vec<T>,
    /// How many there are in all.
    pub total: u32,
    /// Where the next page starts, if there is one.
    pub next: Option<C>,
}

type Fetch<T, C> =
    Rc<dyn Fn(Option<C>) -> Pin<Box<dyn Future<Output = Result<Slice<T, C>, CallError>>>>>;

/// A handle, to be copied into closures.
pub struct Paged<T: 'static, C: 'static> {
    /// The first page: its faces are those of the whole list.
    pub first: Latest<Slice<T, C>>,
    rows: RwSignal<Vec<T>>,
    next: RwSignal<Option<C>>,
    busy: RwSignal<bool>,
    fetch: StoredValue<Fetch<T, C>, LocalStorage>,
}

impl<T, C> Clone for Paged<T, C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T, C> Copy for Paged<T, C> {}

impl<T, C> Paged<T, C>
where
    T: Clone + Send + Sync + 'static,
    C: Clone + PartialEq + Send + Sync + 'static,
{
    /// `fetch` reads its signals before its first `await`; whenever one of them
    /// changes the list starts over.
    pub fn new<F, Answer>(fetch: F) -> Self
    where
        F: Fn(Option<C>) -> Answer + 'static,
        Answer: Future<Output = Result<Slice<T, C>, CallError>> + 'static,
    {
        let fetch: Fetch<T, C> = Rc::new(move |after| Box::pin(fetch(after)));
        let for_first = fetch.clone();
        let first = Latest::new(move || for_first(None));
        let paged = Paged {
            first,
            rows: RwSignal::new(Vec::new()),
            next: RwSignal::new(None),
            busy: RwSignal::new(false),
            fetch: StoredValue::new_local(fetch),
        };
        Effect::new(move |_| {
            if let Some(page) = first.ready() {
                paged.rows.set(page.rows.clone());
                paged.next.set(page.next.clone());
            }
        });
        paged
    }

    /// Asks for the next page.
    pub fn more(self) {
        let Some(after) = self.next.get_untracked() else {
            return;
        };
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        let answer = self
            .fetch
            .with_value(|fetch| untrack(|| fetch(Some(after.clone()))));
        spawn_local(async move {
            let answer = answer.await;
            // `Some` once the page is gone.
            if self.busy.try_set(false).is_some() {
                return;
            }
            // Unless the list has started over meanwhile.
            if let Ok(page) = answer
                && self.next.get_untracked().as_ref() == Some(&after)
            {
                self.rows.update(|rows| rows.extend(page.rows));
                self.next.set(page.next);
            }
        });
    }

    /// What is shown so far. Reactive.
    pub fn rows(self) -> Vec<T> {
        self.rows.get()
    }

    /// How many there are in all. Reactive.
    pub fn total(self) -> Option<u32> {
        self.first.with(|state| match state {
            Loadable::Ready(page) => Some(page.total),
            _ => None,
        })
    }

    /// Whether there are more than are shown. Reactive.
    pub fn has_more(self) -> bool {
        self.next.with(Option::is_some)
    }

    /// Whether further ones are on their way. Reactive.
    pub fn busy(self) -> Signal<bool> {
        self.busy.into()
    }

    /// Takes what an operation answered into the rows shown.
    pub fn patch(self, change: impl FnOnce(&mut Vec<T>)) {
        self.rows.update(change);
    }

    /// Asks again, from the first page.
    pub fn reload(self) {
        self.first.reload();
    }
}
