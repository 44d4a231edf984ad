//! What the browser is told to forbid, and which requests are refused because
//! another site sent them.

use crate::error::problem_response;
use anyhow::Context;
use axum::http::Response as HttpResponse;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::Response;
use pairwell_domain::problem::Problem;
use tower::util::MapResponseLayer;
use tower_http::csrf::{CsrfLayer, ProtectionError};
use tower_http::set_header::SetResponseHeaderLayer;

/// Nothing inline and nothing from elsewhere; `wasm-unsafe-eval` compiles
/// WebAssembly and nothing else.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; \
    script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
    connect-src 'self'; font-src 'self'; manifest-src 'self'; base-uri 'none'; \
    form-action 'self'; frame-ancestors 'none'";

const PERMISSIONS_POLICY: &str = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

/// Headers on every answer.
pub fn headers<B>(
    public_url: &str,
) -> MapResponseLayer<impl Fn(HttpResponse<B>) -> HttpResponse<B> + Clone + use<B>> {
    let fixed = [
        (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "same-origin"),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("permissions-policy"),
            PERMISSIONS_POLICY,
        ),
    ];
    let transport = public_url.starts_with("https://").then_some((
        header::STRICT_TRANSPORT_SECURITY,
        "max-age=31536000; includeSubDomains",
    ));
    let all: HeaderMap = fixed
        .into_iter()
        .chain(transport)
        .map(|(name, value)| (name, HeaderValue::from_static(value)))
        .collect();
    MapResponseLayer::new(move |mut response: HttpResponse<B>| {
        response.headers_mut().extend(all.clone());
        response
    })
}

/// What the API says is for this reader at this moment.
pub fn never_cached() -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(
        header::CACHE_CONTROL,
        HeaderValue::from_static("no-store"),
    )
}

type Refusal = fn(ProtectionError) -> Response;

/// Refuses changes that a browser says come from another site.
pub fn same_origin(public_url: &str) -> anyhow::Result<CsrfLayer<Refusal>> {
    let refuse: Refusal = |_| {
        problem_response(
            &Problem::new(403, "cross_site", "This request came from another site.")
                .detail("Open Pairwell itself and try again there."),
        )
    };
    Ok(CsrfLayer::new()
        .add_trusted_origin(public_url)
        .with_context(|| {
            format!(
                "public URL {public_url} must be like https://pairwell.example.org, without a path"
            )
        })?
        .with_rejection_response(refuse))
}
