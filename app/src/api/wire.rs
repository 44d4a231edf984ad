//! One request over `fetch`, free of the contract's types.

use super::refresh;
use gloo_net::http::{Method as HttpMethod, RequestBuilder};
use pairwell_domain::api::{CallError, Method};
use pairwell_domain::problem::Problem;
use web_sys::{AbortSignal, Blob};

pub(super) enum Body {
    None,
    Json(String),
    File(Blob),
}

pub(super) struct Wire {
    method: Method,
    url: String,
    body: Body,
    headers: Vec<(&'static str, String)>,
    pub(super) signal: Option<AbortSignal>,
}

impl Wire {
    pub(super) fn new(method: Method, url: String, body: Body) -> Self {
        Wire {
            method,
            url,
            body,
            headers: Vec::new(),
            signal: None,
        }
    }

    pub(super) fn header(&mut self, name: &'static str, value: String) {
        self.headers.push((name, value));
    }

    /// The answer's text. A session whose access token ran out is refreshed and
    /// the request sent again, once.
    pub(super) async fn send(&self) -> Result<String, CallError> {
        match self.attempt().await {
            Err(CallError::Refused(problem)) if is_signed_out(&problem) => {
                refresh::refresh().await?;
                let second = self.attempt().await;
                if let Err(CallError::Refused(problem)) = &second
                    && is_signed_out(problem)
                {
                    refresh::tell_signed_out();
                }
                second
            }
            first => first,
        }
    }

    /// The request, sent once, whatever comes of it.
    pub(super) async fn attempt(&self) -> Result<String, CallError> {
        let mut request = RequestBuilder::new(&self.url)
            .method(http_method(self.method))
            .header("Accept", "application/json")
            .abort_signal(self.signal.as_ref());
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let request = match &self.body {
            Body::None => request.build(),
            Body::Json(json) => request
                .header("Content-Type", "application/json")
                .body(json.as_str()),
            Body::File(file) => request
                .header("Content-Type", "application/octet-stream")
                .body(file),
        };
        let answer = request
            .map_err(unreachable)?
            .send()
            .await
            .map_err(unreachable)?;
        let text = answer.text().await.map_err(unreachable)?;
        if answer.ok() {
            return Ok(text);
        }
        Err(match serde_json::from_str::<Problem>(&text) {
            Ok(problem) => CallError::Refused(Box::new(problem)),
            // Not our server's words: something between it and us answered.
            Err(_) => unreadable(),
        })
    }
}

/// The session ended, as opposed to a password that was wrong.
fn is_signed_out(problem: &Problem) -> bool {
    problem.status == 401 && problem.code == Problem::signed_out().code
}

fn http_method(method: Method) -> HttpMethod {
    match method {
        Method::Get => HttpMethod::GET,
        Method::Post => HttpMethod::POST,
        Method::Put => HttpMethod::PUT,
        Method::Patch => HttpMethod::PATCH,
        Method::Delete => HttpMethod::DELETE,
    }
}

fn unreachable<E>(_: E) -> CallError {
    let offline = web_sys::window().is_some_and(|window| !window.navigator().on_line());
    CallError::Unreachable(if offline {
        "You are offline. Nothing is lost: try again once you are connected.".into()
    } else {
        "Pairwell does not answer just now. Please try again in a moment.".into()
    })
}

/// The server, or something in front of it, answered with what we do not understand.
pub(super) fn unreadable() -> CallError {
    CallError::Unreachable(
        "Pairwell gave an answer this page does not understand. Please reload the page and try again.".into(),
    )
}
