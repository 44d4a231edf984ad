//! Talking to the server: one function for every [`Endpoint`], and what views
//! and live updates are made of.
//!
//! `call` turns the contract's types into a request and the answer back into
//! them. Everything that does not depend on those types is in [`wire`], so that
//! it is compiled once. An answer is trusted to be what the contract says; if it
//! is not, that is reported like a server that cannot be reached.

pub mod events;
pub mod latest;
pub mod load;
pub mod paged;
mod refresh;
mod wire;

pub use events::on_event;
pub use latest::{Latest, Loadable};
pub use load::Load;
pub use paged::{Paged, Slice};
pub use refresh::on_signed_out;

use pairwell_domain::api::{self, CallError, Endpoint, Upload};
use std::{fmt::Display, marker::PhantomData};
use web_sys::{AbortSignal, Blob};
use wire::{Body, Wire};

/// Calls an operation: `call::<GetMe>((), (), ()).await`.
pub async fn call<E: Endpoint>(
    path: E::Path,
    query: E::Query,
    body: E::Request,
) -> Result<E::Response, CallError> {
    Call::<E>::new(path, query, body).send().await
}

/// A call with more to it than path, query and body.
#[must_use = "a call does nothing until sent"]
pub struct Call<E: Endpoint> {
    wire: Wire,
    endpoint: PhantomData<fn() -> E>,
}

impl<E: Endpoint> Call<E> {
    pub fn new(path: E::Path, query: E::Query, body: E::Request) -> Self {
        let body = match serde_json::to_string(&body) {
            // `()` stands for no body at all.
            Ok(json) if json != "null" => Body::Json(json),
            _ => Body::None,
        };
        Call::with(path, query, body)
    }

    fn with(path: E::Path, query: E::Query, body: Body) -> Self {
        let mut url = api::path::<E>(&path);
        let query = crate::query::of(&query);
        if !query.is_empty() {
            url.push('?');
            url.push_str(&query);
        }
        Call {
            wire: Wire::new(E::METHOD, url, body),
            endpoint: PhantomData,
        }
    }

    /// Only if what is changed is still at this version; otherwise 412 with what
    /// it has become.
    pub fn if_version(mut self, version: impl Display) -> Self {
        self.wire.header("If-Match", format!("\"{version}\""));
        self
    }

    /// Do this once however often it is sent: the same key for every attempt at
    /// one intention. [`new_key`] makes one.
    pub fn once(mut self, key: &str) -> Self {
        self.wire.header("Idempotency-Key", key.to_owned());
        self
    }

    /// Lets the caller give up waiting.
    pub fn abort_with(mut self, signal: &AbortSignal) -> Self {
        self.wire.signal = Some(signal.clone());
        self
    }

    pub async fn send(self) -> Result<E::Response, CallError> {
        let text = self.wire.send().await?;
        // 204 has no body, and its response type is `()`.
        let json = if text.is_empty() { "null" } else { &text };
        serde_json::from_str(json).map_err(|_| wire::unreadable())
    }
}

impl<E: Endpoint<Request = Upload>> Call<E> {
    /// Sends a file (a [`web_sys::File`] is a `Blob`) as it is.
    pub fn upload(path: E::Path, query: E::Query, file: &Blob) -> Self {
        Call::with(path, query, Body::File(file.clone()))
    }
}

/// A fresh key for [`Call::once`].
pub fn new_key() -> String {
    // 128 bits in all, from a generator good enough to tell intentions apart.
    let part = || (js_sys::Math::random() * f64::from(u32::MAX)) as u32;
    format!("{:08x}{:08x}{:08x}{:08x}", part(), part(), part(), part())
}
