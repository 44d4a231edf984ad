//! Sends JSON gzipped to whoever takes it: a board is a tenth of its size.
//!
//! An answer that is kept ready is squeezed once, any other quickly.

use super::assets::accepts;
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;
use std::sync::{Arc, OnceLock};

/// Below this an answer fits a packet anyway.
const WORTH_IT: usize = 1400;

/// The squeezed form of an answer, made when first asked for. Every answer of
/// an endpoint carries one.
#[derive(Default)]
pub struct Squeezed(OnceLock<Bytes>);

pub async fn squeeze(request: Request, next: Next) -> Response {
    let takes_gzip = accepts(request.headers(), "gzip");
    let mut response = next.run(request).await;
    let Some(squeezed) = response.extensions_mut().remove::<Arc<Squeezed>>() else {
        return response;
    };
    let headers = response.headers_mut();
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if !takes_gzip {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    // Answers of endpoints are whole in memory; this only takes them out again.
    let Ok(plain) = axum::body::to_bytes(body, usize::MAX).await else {
        return Response::from_parts(parts, Body::empty());
    };
    if plain.len() < WORTH_IT {
        return Response::from_parts(parts, Body::from(plain));
    }
    let kept = Arc::strong_count(&squeezed) > 1;
    let small = squeezed.0.get_or_init(|| gzip(&plain, kept)).clone();
    parts.headers.remove(header::CONTENT_LENGTH);
    let gzip = HeaderValue::from_static("gzip");
    parts.headers.insert(header::CONTENT_ENCODING, gzip);
    Response::from_parts(parts, Body::from(small))
}

fn gzip(plain: &[u8], well: bool) -> Bytes {
    let effort = if well {
        Compression::default()
    } else {
        Compression::fast()
    };
    let mut encoder = GzEncoder::new(Vec::with_capacity(plain.len() / 4), effort);
    encoder
        .write_all(plain)
        .and_then(|()| encoder.finish())
        .expect("writing to memory succeeds")
        .into()
}
