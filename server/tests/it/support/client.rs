//! A browser, as far as the API is concerned: it keeps cookies and speaks
//! endpoints, straight into the router.

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, Request, StatusCode, header};
use http_body_util::BodyExt;
use pairwell_domain::api::{self, Endpoint, Upload};
use pairwell_domain::problem::Problem;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::sync::Mutex;
use tower::ServiceExt;

pub struct Client {
    router: Router,
    cookies: Mutex<BTreeMap<String, String>>,
}

/// A whole answer.
#[derive(Debug)]
pub struct Answered {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Answered {
    pub fn json<T: DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.body).unwrap_or_else(|why| panic!("{why} in {}", self.text()))
    }

    pub fn problem(&self) -> Problem {
        assert_eq!(self.header("content-type"), "application/problem+json");
        let problem: Problem = self.json();
        assert_eq!(problem.status, self.status.as_u16());
        problem
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// A header's value; empty when it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().expect("headers are plain text"))
    }
}

impl Client {
    pub fn new(router: Router) -> Self {
        Client {
            router,
            cookies: Mutex::default(),
        }
    }

    /// Calls an endpoint: its answer, or why not.
    pub async fn call<E: Endpoint>(
        &self,
        path: E::Path,
        query: E::Query,
        body: E::Request,
    ) -> Result<E::Response, Problem> {
        let answered = self.send::<E>(path, query, body, &[]).await;
        if !answered.status.is_success() {
            return Err(answered.problem());
        }
        let json = if answered.status == StatusCode::NO_CONTENT {
            b"null"
        } else {
            answered.body.as_ref()
        };
        Ok(serde_json::from_slice(json)
            .unwrap_or_else(|why| panic!("{}: {why} in {}", E::NAME, answered.text())))
    }

    /// Calls an endpoint with further headers and returns everything it said.
    pub async fn send<E: Endpoint>(
        &self,
        path: E::Path,
        query: E::Query,
        body: E::Request,
        headers: &[(&str, &str)],
    ) -> Answered {
        let mut address = api::path::<E>(&path);
        let query = serde_urlencoded(&query);
        if !query.is_empty() {
            address = format!("{address}?{query}");
        }
        let body = if size_of::<E::Request>() == 0 {
            None
        } else {
            Some(serde_json::to_vec(&body).expect("a request is plain data"))
        };
        self.raw(E::METHOD.as_str(), &address, body, headers).await
    }

    /// Sends a file to an endpoint that takes one.
    pub async fn upload<E: Endpoint<Request = Upload>>(
        &self,
        path: E::Path,
        query: E::Query,
        file: Vec<u8>,
    ) -> Result<E::Response, Problem> {
        let query = serde_urlencoded(&query);
        let address = format!("{}?{query}", api::path::<E>(&path));
        let kind = [("content-type", "text/csv")];
        let answered = self
            .raw(E::METHOD.as_str(), &address, Some(file), &kind)
            .await;
        if answered.status.is_success() {
            Ok(answered.json())
        } else {
            Err(answered.problem())
        }
    }

    /// Sends anything at all.
    pub async fn raw(
        &self,
        method: &str,
        address: &str,
        body: Option<Vec<u8>>,
        headers: &[(&str, &str)],
    ) -> Answered {
        let mut request = Request::builder()
            .method(method)
            .uri(address)
            .header(header::HOST, "localhost:8080")
            .header("sec-fetch-site", "same-origin");
        if body.is_some() {
            request = request.header(header::CONTENT_TYPE, "application/json");
        }
        let cookies = self.cookie_header();
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies);
        }
        let mut request = request
            .body(body.map_or_else(Body::empty, Body::from))
            .expect("a request is well-formed");
        for (name, value) in headers {
            let name: header::HeaderName = name.parse().expect("a header's name");
            let value = HeaderValue::from_str(value).expect("a header's value");
            request.headers_mut().insert(name, value);
        }
        let response = self
            .router
            .clone()
            .oneshot(request)
            .await
            .expect("the router always answers");
        let (parts, body) = response.into_parts();
        let set: Vec<HeaderValue> = parts
            .headers
            .get_all(header::SET_COOKIE)
            .iter()
            .cloned()
            .collect();
        self.take_cookies(&set);
        Answered {
            status: parts.status,
            headers: parts.headers,
            body: body.collect().await.expect("the body comes").to_bytes(),
        }
    }

    /// Does as `Set-Cookie` says.
    pub fn take_cookies(&self, set: &[HeaderValue]) {
        let mut cookies = self.cookies.lock().expect("one thread at a time");
        for cookie in set {
            let text = cookie.to_str().expect("cookies are plain text");
            let (pair, _) = text.split_once(';').unwrap_or((text, ""));
            let (name, value) = pair.split_once('=').expect("a cookie has a value");
            if text.contains("Max-Age=0") {
                cookies.remove(name);
            } else {
                cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }

    pub fn cookie(&self, name: &str) -> Option<String> {
        let cookies = self.cookies.lock().expect("one thread at a time");
        cookies.get(name).cloned()
    }

    pub fn set_cookie(&self, name: &str, value: &str) {
        let mut cookies = self.cookies.lock().expect("one thread at a time");
        cookies.insert(name.to_owned(), value.to_owned());
    }

    /// Another browser with a copy of this one's cookies: a second tab, or a thief.
    pub fn copy(&self) -> Client {
        let cookies = self.cookies.lock().expect("one thread at a time");
        Client {
            router: self.router.clone(),
            cookies: Mutex::new(cookies.clone()),
        }
    }

    pub fn cookie_header(&self) -> String {
        let cookies = self.cookies.lock().expect("one thread at a time");
        let pairs: Vec<String> = cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        pairs.join("; ")
    }
}

/// A query string from a struct of plain fields, absent ones left out.
fn serde_urlencoded(query: &impl serde::Serialize) -> String {
    let value = serde_json::to_value(query).expect("a query is plain data");
    let Some(fields) = value.as_object() else {
        return String::new();
    };
    let pairs: Vec<String> = fields
        .iter()
        .filter(|(_, value)| !value.is_null())
        .map(|(name, value)| {
            let text = match value {
                serde_json::Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            format!("{name}={}", percent(&text))
        })
        .collect();
    pairs.join("&")
}

fn percent(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                char::from(byte).to_string()
            }
            other => format!("%{other:02X}"),
        })
        .collect()
}
