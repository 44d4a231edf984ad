//! What a client sent, read as the endpoint's own types, with errors that name
//! the field.

use crate::error::Error;
use crate::state::AppState;
use axum::RequestExt;
use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::{HeaderMap, header, request::Parts};
use pairwell_domain::api::{Endpoint, Upload};
use pairwell_domain::problem::{FieldProblem, Problem};

/// One call of an endpoint. Take it apart in the handler:
/// `Call { path: board, body: lock, .. }: Call<LockPair>`.
pub struct Call<E: Endpoint> {
    pub path: E::Path,
    pub query: E::Query,
    pub body: E::Request,
}

/// A call that carries a file. The body comes as a stream, so a handler decides
/// how much of it to hold.
pub struct UploadCall<E: Endpoint<Request = Upload>> {
    pub path: E::Path,
    pub query: E::Query,
    pub body: Body,
}

impl<E: Endpoint> FromRequest<AppState> for Call<E> {
    type Rejection = Error;

    async fn from_request(request: Request, _: &AppState) -> Result<Self, Error> {
        let (parts, body) = request.with_limited_body().into_parts();
        let (path, query, headers) = address::<E>(parts).await?;
        let body = Bytes::from_request(Request::new(body), &())
            .await
            .map_err(|_| Problem::new(413, "too_large", "That is more than fits in a request."))?;
        Ok(Call {
            path,
            query,
            body: json(&headers, &body)?,
        })
    }
}

impl<E: Endpoint<Request = Upload>> FromRequest<AppState> for UploadCall<E> {
    type Rejection = Error;

    async fn from_request(request: Request, _: &AppState) -> Result<Self, Error> {
        let (parts, body) = request.into_parts();
        let (path, query, _) = address::<E>(parts).await?;
        Ok(UploadCall { path, query, body })
    }
}

async fn address<E: Endpoint>(mut parts: Parts) -> Result<(E::Path, E::Query, HeaderMap), Error> {
    // An id that is none is as absent as one that belongs to nothing.
    let Path(path) = Path::from_request_parts(&mut parts, &())
        .await
        .map_err(|_| Problem::not_found())?;
    let Query(query) = Query::from_request_parts(&mut parts, &())
        .await
        .map_err(|why| {
            Problem::new(400, "bad_query", "The address's query can't be read.")
                .detail(why.body_text())
        })?;
    Ok((path, query, parts.headers))
}

/// Reads a body; none at all stands for `null`, which is what `()` is in JSON.
fn json<T: serde::de::DeserializeOwned>(headers: &HeaderMap, body: &[u8]) -> Result<T, Error> {
    if !body.is_empty() && !says_json(headers) {
        return Err(Problem::new(415, "not_json", "The body must be JSON.")
            .detail("Send it with the header Content-Type: application/json.")
            .into());
    }
    let text = if body.is_empty() { b"null" } else { body };
    let mut reader = serde_json::Deserializer::from_slice(text);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|why| {
        let field = why.path().to_string();
        let cause = why.into_inner();
        if body.is_empty() {
            return Problem::new(400, "no_body", "This needs a JSON body.");
        }
        if cause.is_data() {
            return Problem::new(422, "invalid_fields", "Some fields can't be read.")
                .fields(vec![FieldProblem::new(field, cause)]);
        }
        Problem::new(400, "bad_json", "The body is not well-formed JSON.").detail(cause.to_string())
    })?;
    reader.end().map_err(|why| {
        Problem::new(400, "bad_json", "Something follows the JSON body.").detail(why.to_string())
    })?;
    Ok(value)
}

fn says_json(headers: &HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .and_then(|kind| kind.split(';').next())
        .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}
