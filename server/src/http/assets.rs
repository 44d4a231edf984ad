//! The application's own files: the page every address of the app starts from,
//! and what it loads.
//!
//! They are compiled into the binary, or read from `--site DIR`. Names under
//! `assets/` carry a hash of their content and may be kept for ever; each file
//! may have ready-made `.br` and `.gz` siblings.

use crate::error::Error;
use crate::state::AppState;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use pairwell_domain::pages::may_be_page;
use pairwell_domain::problem::Problem;
use sha2::{Digest, Sha256};
use std::path::{Component, Path, PathBuf};

include!(concat!(env!("OUT_DIR"), "/site.rs"));

/// Where the files come from.
#[derive(Clone, Debug)]
pub enum Site {
    Embedded,
    Folder(PathBuf),
}

impl Site {
    async fn read(&self, name: &str) -> Option<Bytes> {
        match self {
            Site::Embedded => {
                let at = FILES.binary_search_by_key(&name, |(name, _)| name).ok()?;
                Some(Bytes::from_static(FILES[at].1))
            }
            Site::Folder(folder) => tokio::fs::read(folder.join(name))
                .await
                .ok()
                .map(Into::into),
        }
    }
}

pub async fn handle(
    State(app): State<AppState>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Error> {
    if !matches!(method, Method::GET | Method::HEAD) {
        return Err(Problem::new(405, "wrong_method", "Pages can only be read.").into());
    }
    let name = uri.path().trim_start_matches('/');
    let is_file = name.starts_with("assets/") || Path::new(name).extension().is_some();
    let name = if is_file { name } else { "index.html" };
    let plain_name = Path::new(name)
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    if !plain_name || name.ends_with(".br") || name.ends_with(".gz") {
        return Err(Problem::not_found().into());
    }
    if !is_file && !may_be_page(uri.path()) {
        return Ok(no_such_page(&app.site).await);
    }
    match file(&app.site, name, &headers).await {
        Some(response) => Ok(response),
        None if name == "index.html" => Ok(not_built()),
        None => Err(Problem::not_found().into()),
    }
}

/// The application's page, which says that there is no such page, with status 404 for clients
/// that don't run it.
async fn no_such_page(site: &Site) -> Response {
    let page = file(site, "index.html", &HeaderMap::new()).await;
    let mut response = page.unwrap_or_else(not_built);
    *response.status_mut() = StatusCode::NOT_FOUND;
    response.headers_mut().remove(header::ETAG);
    response
}

async fn file(site: &Site, name: &str, headers: &HeaderMap) -> Option<Response> {
    let (body, encoding) = 'found: {
        for (encoding, suffix) in [("br", ".br"), ("gzip", ".gz")] {
            if accepts(headers, encoding)
                && let Some(body) = site.read(&format!("{name}{suffix}")).await
            {
                break 'found (body, Some(encoding));
            }
        }
        (site.read(name).await?, None)
    };
    // What has its hash in its name never changes; the rest says when it did.
    let (caching, tag) = if name.starts_with("assets/") {
        ("public, max-age=31536000, immutable", None)
    } else {
        ("no-cache", Some(etag(&body)))
    };
    let unchanged = tag.is_some() && headers.get(header::IF_NONE_MATCH) == tag.as_ref();
    let mut response = if unchanged {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        Body::from(body).into_response()
    };
    let answer = response.headers_mut();
    answer.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    answer.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(tag) = tag {
        answer.insert(header::ETAG, tag);
    }
    if !unchanged {
        answer.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind(name)));
        if let Some(encoding) = encoding {
            answer.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
    }
    Some(response)
}

fn etag(body: &[u8]) -> HeaderValue {
    let hash = Sha256::digest(body);
    let hex: String = hash[..12]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    HeaderValue::from_str(&format!("\"{hex}\"")).expect("hexadecimal digits in quotes")
}

/// Whether the client takes `encoding`, as `Accept-Encoding` says.
pub(super) fn accepts(headers: &HeaderMap, encoding: &str) -> bool {
    headers
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|offer| {
            let mut parts = offer.split(';');
            let name = parts.next().unwrap_or_default().trim();
            let refused = parts.any(|part| {
                part.trim()
                    .strip_prefix("q=")
                    .and_then(|quality| quality.trim().parse().ok())
                    == Some(0.0)
            });
            name.eq_ignore_ascii_case(encoding) && !refused
        })
}

fn kind(name: &str) -> &'static str {
    let extension = Path::new(name).extension().and_then(|text| text.to_str());
    match extension.unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

fn not_built() -> Response {
    (
        StatusCode::SERVICE_UNAVAILABLE,
        "The application's files are not there: this server was built without them.\n\
         Build both with `cargo serve`, or point `--site` at a folder that has them.\n",
    )
        .into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_encoding_refused_by_quality_is_not_accepted() {
        let with = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, text.parse().unwrap());
            headers
        };
        assert!(accepts(&with("gzip, deflate, br"), "br"));
        assert!(accepts(&with("br;q=0.5"), "br"));
        assert!(!accepts(&with("br;q=0, gzip"), "br"));
        assert!(!accepts(&with("gzip"), "br"));
    }
}
