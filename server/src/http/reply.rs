//! What an endpoint answers: its own response type, and perhaps headers.

use super::squeeze::Squeezed;
use crate::error::Error;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use pairwell_domain::api::Endpoint;
use std::sync::Arc;

const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// What a handler returns.
pub type Answer<E> = Result<Reply<E>, Error>;

pub struct Reply<E: Endpoint> {
    body: Content<E::Response>,
    headers: HeaderMap,
}

enum Content<T> {
    Value(T),
    Ready(Bytes, Arc<Squeezed>),
}

/// An answer as it goes over the wire, to be given again.
#[derive(Clone)]
pub struct Ready {
    body: Bytes,
    headers: HeaderMap,
    squeezed: Arc<Squeezed>,
}

impl Ready {
    /// What it weighs, in bytes.
    pub fn bytes(&self) -> usize {
        self.body.len()
    }
}

impl<E: Endpoint> Reply<E> {
    pub fn of(body: E::Response) -> Self {
        Reply {
            body: Content::Value(body),
            headers: HeaderMap::new(),
        }
    }

    pub fn ready(ready: Ready) -> Self {
        Reply {
            body: Content::Ready(ready.body, ready.squeezed),
            headers: ready.headers,
        }
    }

    pub fn make_ready(self) -> anyhow::Result<Ready> {
        let (body, squeezed) = match self.body {
            Content::Value(value) => (serde_json::to_vec(&value)?.into(), Arc::default()),
            Content::Ready(body, squeezed) => (body, squeezed),
        };
        Ok(Ready {
            body,
            headers: self.headers,
            squeezed,
        })
    }

    /// Tells the version as a strong ETag, for the next change's `If-Match`.
    #[must_use]
    pub fn version(self, version: i64) -> Self {
        let tag = format!("\"{version}\"");
        self.header(header::ETAG, tag.parse().expect("digits in quotes"))
    }

    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.append(name, value);
        self
    }

    #[must_use]
    pub fn cookies(mut self, cookies: impl IntoIterator<Item = HeaderValue>) -> Self {
        for cookie in cookies {
            self.headers.append(header::SET_COOKIE, cookie);
        }
        self
    }
}

impl<E: Endpoint> IntoResponse for Reply<E> {
    fn into_response(self) -> Response {
        // `()` is the one response that has no size.
        if size_of::<E::Response>() == 0 {
            let mut response = StatusCode::NO_CONTENT.into_response();
            response.headers_mut().extend(self.headers);
            return response;
        }
        let ready = match self.make_ready() {
            Ok(ready) => ready,
            Err(cause) => return Error::Internal(cause).into_response(),
        };
        let mut response = Response::new(Body::from(ready.body));
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, JSON);
        headers.extend(ready.headers);
        response.extensions_mut().insert(ready.squeezed);
        response
    }
}
