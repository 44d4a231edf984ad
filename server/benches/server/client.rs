//! A client that costs little itself: HTTP/1.1 on a kept connection, by hand.

use anyhow::{Context, bail};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// What is asked, of whom.
#[derive(Clone)]
pub struct Target {
    pub port: u16,
    pub path: String,
    pub cookies: String,
}

pub struct Connection {
    stream: TcpStream,
    target: Target,
    buffer: Vec<u8>,
}

#[expect(clippy::disallowed_methods, reason = "a benchmark times things")]
pub fn now() -> Instant {
    Instant::now()
}

impl Target {
    pub async fn open(&self) -> anyhow::Result<Connection> {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).await?;
        stream.set_nodelay(true)?;
        Ok(Connection {
            stream,
            target: self.clone(),
            buffer: vec![0; 256 << 10],
        })
    }
}

/// An answer's status, cookies and body.
pub struct Answer {
    pub cookies: String,
    pub body: Vec<u8>,
}

impl Connection {
    pub async fn get(&mut self) -> anyhow::Result<Vec<u8>> {
        let request = format!(
            "GET {} HTTP/1.1\r\nhost: localhost\r\ncookie: {}\r\n\r\n",
            self.target.path, self.target.cookies
        );
        self.stream.write_all(request.as_bytes()).await?;
        Ok(self.answer(true).await?.body)
    }

    /// Like [`Connection::get`], but the body is read and forgotten.
    async fn ask(&mut self) -> anyhow::Result<()> {
        let request = format!(
            "GET {} HTTP/1.1\r\nhost: localhost\r\ncookie: {}\r\n\r\n",
            self.target.path, self.target.cookies
        );
        self.stream.write_all(request.as_bytes()).await?;
        self.answer(false).await?;
        Ok(())
    }

    pub async fn post(&mut self, body: &[u8], version: Option<i64>) -> anyhow::Result<Vec<u8>> {
        Ok(self.send(body, version).await?.body)
    }

    pub async fn send(&mut self, body: &[u8], version: Option<i64>) -> anyhow::Result<Answer> {
        let version = version.map_or(String::new(), |version| {
            format!("if-match: \"{version}\"\r\n")
        });
        let head = format!(
            "POST {} HTTP/1.1\r\nhost: localhost\r\ncookie: {}\r\ncontent-type: application/json\r\n\
             {version}content-length: {}\r\n\r\n",
            self.target.path,
            self.target.cookies,
            body.len()
        );
        self.stream
            .write_all(&[head.as_bytes(), body].concat())
            .await?;
        self.answer(true).await
    }

    async fn answer(&mut self, keep: bool) -> anyhow::Result<Answer> {
        let mut filled = 0;
        let head_ends = loop {
            let more = self.stream.read(&mut self.buffer[filled..]).await?;
            if more == 0 {
                bail!("the server hung up");
            }
            filled += more;
            let mut windows = self.buffer[..filled].windows(4);
            if let Some(at) = windows.position(|four| four == b"\r\n\r\n") {
                break at + 4;
            }
        };
        let head = std::str::from_utf8(&self.buffer[..head_ends])?.to_owned();
        let length: usize = header(&head, "content-length")
            .next()
            .context("the answer says how long it is")?
            .parse()?;
        let cookies: Vec<String> = header(&head, "set-cookie")
            .filter_map(|cookie| cookie.split(';').next().map(str::to_owned))
            .collect();
        let mut body = Vec::new();
        let mut left = length - (filled - head_ends);
        if keep {
            body.extend_from_slice(&self.buffer[head_ends..filled]);
        }
        while left > 0 {
            let more = self.stream.read(&mut self.buffer).await?;
            if more == 0 {
                bail!("the server hung up");
            }
            if keep {
                body.extend_from_slice(&self.buffer[..more]);
            }
            left -= more;
        }
        if !head.starts_with("HTTP/1.1 200") {
            bail!(
                "{}: {head}{}",
                self.target.path,
                String::from_utf8_lossy(&body)
            );
        }
        Ok(Answer {
            cookies: cookies.join("; "),
            body,
        })
    }
}

fn header<'a>(head: &'a str, name: &'a str) -> impl Iterator<Item = &'a str> {
    head.lines().filter_map(move |line| {
        let (found, value) = line.split_once(": ")?;
        found.eq_ignore_ascii_case(name).then_some(value)
    })
}

/// Requests a second when `at_once` connections ask without a pause.
pub async fn most(target: &Target, at_once: usize, during: Duration) -> anyhow::Result<f64> {
    let mut connections = Vec::new();
    for _ in 0..at_once {
        connections.push(target.open().await?);
    }
    let began = now();
    let asking = connections.into_iter().map(|mut connection| async move {
        let mut answers = 0_u32;
        while began.elapsed() < during {
            connection.ask().await?;
            answers += 1;
        }
        anyhow::Ok(answers)
    });
    let answers = futures::future::try_join_all(asking).await?;
    let total: u32 = answers.iter().sum();
    Ok(f64::from(total) / began.elapsed().as_secs_f64())
}

/// How long each answer takes when `rate` a second are asked for, on time
/// whether or not earlier ones were answered.
pub async fn steadily(
    target: &Target,
    rate: u32,
    during: Duration,
) -> anyhow::Result<Vec<Duration>> {
    const LANES: u32 = 20;
    let pause = Duration::from_secs(1) * LANES / rate;
    let began = now();
    let lanes = (0..LANES).map(|lane| async move {
        let mut connection = target.open().await?;
        let mut times = Vec::new();
        let mut due = began + pause * lane / LANES;
        while due < began + during {
            tokio::time::sleep_until(due.into()).await;
            connection.ask().await?;
            // From when it was due: a late start counts as waiting too.
            times.push(due.elapsed());
            due += pause;
        }
        anyhow::Ok(times)
    });
    let times = futures::future::try_join_all(lanes).await?;
    Ok(times.concat())
}
