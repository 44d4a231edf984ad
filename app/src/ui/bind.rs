//! A value a control shows and changes.
//!
//! Controls would otherwise need one set of properties for a signal, another
//! for a store's field and a third for "show this, call me on change". A
//! [`Bind`] is made from any of them, so every control has one `value`.

use leptos::prelude::*;

/// Where a control reads its value and where it sends what the person chose.
pub struct Bind<T: Send + Sync + 'static> {
    read: Signal<T>,
    write: Callback<T>,
}

impl<T: Send + Sync + 'static> Clone for Bind<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Bind<T> {}

impl<T: Clone + Send + Sync + 'static> Bind<T> {
    /// A value read from `read`; changes go to `write`, which may refuse them.
    pub fn new(read: impl Into<Signal<T>>, write: impl Fn(T) + Send + Sync + 'static) -> Self {
        Self {
            read: read.into(),
            write: Callback::new(write),
        }
    }

    pub fn get(&self) -> T {
        self.read.get()
    }

    pub fn get_untracked(&self) -> T {
        self.read.get_untracked()
    }

    pub fn set(&self, value: T) {
        self.write.run(value);
    }

    pub fn signal(&self) -> Signal<T> {
        self.read
    }
}

impl Bind<bool> {
    /// Whether something is there, such as what a dialog is about; switched off, it is
    /// gone. Only whoever has something to put there can switch it on.
    pub fn while_some<T: Send + Sync + 'static>(signal: RwSignal<Option<T>>) -> Self {
        Self::while_it(signal, |_| true)
    }

    /// The same of some things only, where several dialogs share one signal.
    pub fn while_it<T: Send + Sync + 'static>(
        signal: RwSignal<Option<T>>,
        is: impl Fn(&T) -> bool + Send + Sync + 'static,
    ) -> Self {
        let read = Signal::derive(move || signal.with(|it| it.as_ref().is_some_and(&is)));
        Self::new(read, move |on: bool| {
            if !on {
                signal.set(None);
            }
        })
    }
}

impl<T: Clone + Send + Sync + 'static> From<RwSignal<T>> for Bind<T> {
    fn from(signal: RwSignal<T>) -> Self {
        Self::new(signal, move |value| signal.set(value))
    }
}

impl<T: Clone + Send + Sync + 'static> From<(ReadSignal<T>, WriteSignal<T>)> for Bind<T> {
    fn from((read, write): (ReadSignal<T>, WriteSignal<T>)) -> Self {
        Self::new(read, move |value| write.set(value))
    }
}

impl<T: Clone + Send + Sync + 'static> From<(Signal<T>, Callback<T>)> for Bind<T> {
    fn from((read, write): (Signal<T>, Callback<T>)) -> Self {
        Self { read, write }
    }
}
