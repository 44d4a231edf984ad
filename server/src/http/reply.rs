//! What an endpoint answers: its own response type, and perhaps headers.

use crate::error::Error;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use pairwell_domain::api::Endpoint;

/// What a handler returns.
pub type Answer<E> = Result<Reply<E>, Error>;

pub struct Reply<E: Endpoint> {
    body: E::Response,
    headers: HeaderMap,
}

impl<E: Endpoint> Reply<E> {
    pub fn of(body: E::Response) -> Self {
        Reply {
            body,
            headers: HeaderMap::new(),
        }
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
        let (status, kind, body) = if size_of::<E::Response>() == 0 {
            (StatusCode::NO_CONTENT, None, Body::empty())
        } else {
            match serde_json::to_vec(&self.body) {
                Ok(json) => (StatusCode::OK, Some("application/json"), json.into()),
                Err(cause) => return Error::Internal(cause.into()).into_response(),
            }
        };
        let mut response = (status, body).into_response();
        let headers = response.headers_mut();
        if let Some(kind) = kind {
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
        }
        headers.extend(self.headers);
        response
    }
}
