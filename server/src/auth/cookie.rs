//! The two session cookies. `__Host-` makes browsers insist on `Secure`, on the
//! whole path and on no other domain; no script can read them.

use super::token::ACCESS_SECONDS;
use axum::http::{HeaderMap, HeaderValue, header};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};

pub const ACCESS: &str = "__Host-pairwell";
pub const REFRESH: &str = "__Host-pairwell-refresh";

/// The values of a fresh session's cookies.
pub struct SessionCookies {
    pub access: String,
    pub refresh: String,
    pub refresh_seconds: i64,
}

impl SessionCookies {
    pub fn headers(&self) -> [HeaderValue; 2] {
        [
            set(ACCESS, &self.access, ACCESS_SECONDS),
            set(REFRESH, &self.refresh, self.refresh_seconds),
        ]
    }
}

/// Takes both cookies back.
pub fn cleared() -> [HeaderValue; 2] {
    [set(ACCESS, "", 0), set(REFRESH, "", 0)]
}

pub fn read(headers: &HeaderMap, name: &str) -> Option<String> {
    CookieJar::from_headers(headers)
        .get(name)
        .map(|cookie| cookie.value().to_owned())
        .filter(|value| !value.is_empty())
}

/// Whether there is any trace of a session, be it over or not.
pub fn has_session(headers: &HeaderMap) -> bool {
    [ACCESS, REFRESH]
        .iter()
        .any(|name| read(headers, name).is_some())
}

fn set(name: &'static str, value: &str, seconds: i64) -> HeaderValue {
    let mut cookie = Cookie::new(name, value.to_owned());
    cookie.set_http_only(true);
    cookie.set_secure(true);
    cookie.set_same_site(SameSite::Lax);
    cookie.set_path("/");
    let text = format!("{cookie}; Max-Age={seconds}");
    HeaderValue::from_str(&text).expect("tokens are letters that are safe in headers")
}

/// The header both go into.
pub const SET: header::HeaderName = header::SET_COOKIE;
