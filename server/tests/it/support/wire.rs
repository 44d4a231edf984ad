//! A browser on a real connection, for the program as it is started: one request
//! after another over HTTP/1.1, keeping cookies.

use serde_json::Value;
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::TcpStream;

pub struct Wire {
    port: u16,
    cookies: BTreeMap<String, String>,
}

pub struct Request {
    method: &'static str,
    path: String,
    headers: Vec<(&'static str, String)>,
    body: String,
}

pub struct Answered {
    pub status: u16,
    pub body: String,
}

pub fn get(path: &str) -> Request {
    Request {
        method: "GET",
        path: path.into(),
        headers: Vec::new(),
        body: String::new(),
    }
}

pub fn post(path: &str, body: &Value) -> Request {
    Request {
        method: "POST",
        headers: vec![("content-type", "application/json".into())],
        body: body.to_string(),
        ..get(path)
    }
}

impl Request {
    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}

impl Wire {
    pub fn to(port: u16) -> Self {
        Wire {
            port,
            cookies: BTreeMap::new(),
        }
    }

    pub fn send(&mut self, request: Request) -> Answered {
        self.try_send(request).expect("the server answers")
    }

    /// `None` when the server was gone before it had answered.
    pub fn try_send(&mut self, request: Request) -> Option<Answered> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).ok()?;
        let mut head = format!(
            "{} {} HTTP/1.1\r\nhost: localhost:{}\r\nconnection: close\r\nsec-fetch-site: same-origin\r\ncontent-length: {}\r\n",
            request.method,
            request.path,
            self.port,
            request.body.len()
        );
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(k, v)| format!("{k}={v}"))
            .collect();
        if !cookies.is_empty() {
            head.push_str(&format!("cookie: {}\r\n", cookies.join("; ")));
        }
        for (name, value) in &request.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        stream
            .write_all(format!("{head}\r\n{}", request.body).as_bytes())
            .ok()?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).ok()?;
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n")?;
        let mut lines = head.lines();
        let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
        for (name, value) in lines.filter_map(|line| line.split_once(": ")) {
            if name.eq_ignore_ascii_case("set-cookie")
                && let Some((name, value)) = value.split(';').next().and_then(|c| c.split_once('='))
            {
                self.cookies.insert(name.into(), value.into());
            }
        }
        Some(Answered {
            status,
            body: body.to_owned(),
        })
    }
}
