//! Headers that make a change conditional: which version it is meant for, and
//! which request it repeats.

use crate::error::Error;
use crate::state::AppState;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderName, header};
use pairwell_domain::problem::Problem;

/// The version the client believes to be changing, from `If-Match: "7"`.
/// Missing is 428: without it two people would overwrite each other unseen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IfMatch(pub i64);

impl FromRequestParts<AppState> for IfMatch {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self, Error> {
        let Some(value) = parts.headers.get(header::IF_MATCH) else {
            return Err(Problem::new(
                428,
                "version_required",
                "Say which version you are changing.",
            )
            .detail("Send the header If-Match with the ETag you were given when you read it.")
            .into());
        };
        value
            .to_str()
            .ok()
            .and_then(|tag| tag.strip_prefix('"')?.strip_suffix('"')?.parse().ok())
            .map(IfMatch)
            .ok_or_else(|| {
                Problem::new(400, "bad_version", "The version can't be read.")
                    .detail("If-Match takes one ETag as it was given, like \"7\".")
                    .into()
            })
    }
}

/// The name a client gave its request so that it may repeat it, from
/// `Idempotency-Key`. See [`super::idempotent`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdempotencyKey(pub Option<String>);

const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

impl FromRequestParts<AppState> for IdempotencyKey {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self, Error> {
        let Some(value) = parts.headers.get(IDEMPOTENCY_KEY) else {
            return Ok(IdempotencyKey(None));
        };
        let key = value.to_str().unwrap_or_default().trim();
        if (1..=200).contains(&key.len()) {
            Ok(IdempotencyKey(Some(key.to_owned())))
        } else {
            Err(Problem::new(
                400,
                "bad_idempotency_key",
                "The Idempotency-Key must be 1 to 200 plain characters.",
            )
            .into())
        }
    }
}
