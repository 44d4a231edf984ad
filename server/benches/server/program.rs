//! Starts what is measured.

use crate::client::{self, Target};
use anyhow::{Context, bail};
use pairwell_domain::api::sign_in::UseLinkRequest;
use serde::de::DeserializeOwned;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A running server; ends when dropped.
pub struct Program {
    child: Child,
    port: u16,
    /// Role and secret.
    links: Vec<(String, String)>,
}

pub struct Started {
    pub program: Program,
    /// From the start of the process until it listens.
    pub took: Duration,
}

pub struct Rival {
    pub target: Target,
    _program: Program,
}

/// The program itself, on a database in `folder`.
pub fn pairwell(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pairwell"));
    command
        .current_dir(folder)
        .env("RUST_LOG", "warn")
        .env("DATABASE_URL", "sqlite:bench.db");
    command
}

/// Makes an organisation of so many people.
pub fn fill(folder: &Path, people: u32) -> anyhow::Result<()> {
    let status = pairwell(folder)
        .args(["demo", "--people", &people.to_string(), "--seed", "7"])
        .stdout(Stdio::null())
        .status()?;
    if !status.success() {
        bail!("pairwell demo failed");
    }
    Ok(())
}

pub fn start(folder: &Path) -> anyhow::Result<Started> {
    let began = client::now();
    let mut child = pairwell(folder)
        .args(["serve", "--demo", "--port", "0"])
        .stdout(Stdio::piped())
        .spawn()?;
    let mut lines = BufReader::new(child.stdout.take().context("it is piped")?).lines();
    let first = lines.next().context("the server says nothing")??;
    let took = began.elapsed();
    let port = first
        .rsplit(':')
        .next()
        .and_then(|port| port.parse().ok())
        .with_context(|| format!("unexpected: {first}"))?;
    let mut links = Vec::new();
    for line in lines.by_ref().take(6) {
        let line = line?;
        let mut words = line.split(' ').skip(1);
        if let (Some(role), Some(url)) = (words.next(), words.next()) {
            let token = url.split_once('#').context("a link has a secret")?.1;
            links.push((role.to_owned(), token.to_owned()));
        }
    }
    let program = Program { child, port, links };
    Ok(Started { program, took })
}

/// This program again, as a bare handler that sends the bytes of `file`.
pub fn start_rival(file: &Path) -> anyhow::Result<Rival> {
    let mut child = Command::new(std::env::current_exe()?)
        .arg("--rival")
        .arg(file)
        .stdout(Stdio::piped())
        .spawn()?;
    let mut line = String::new();
    BufReader::new(child.stdout.take().context("it is piped")?).read_line(&mut line)?;
    let port = line.trim().parse().context("the rival says its port")?;
    let program = Program {
        child,
        port,
        links: Vec::new(),
    };
    Ok(Rival {
        target: program.target("/", "none=none"),
        _program: program,
    })
}

impl Program {
    pub fn target(&self, path: &str, cookies: &str) -> Target {
        Target {
            port: self.port,
            path: path.to_owned(),
            cookies: cookies.to_owned(),
        }
    }

    /// The cookies of a fresh session of the demo's `role`.
    pub async fn sign_in(&self, role: &str) -> anyhow::Result<String> {
        let found = self.links.iter().find(|(name, _)| name == role);
        let (_, token) = found.with_context(|| format!("no sign-in link for {role}"))?;
        let body = serde_json::to_vec(&UseLinkRequest {
            token: token.clone(),
            password: None,
        })?;
        let mut connection = self.target("/api/v1/links/use", "none=none").open().await?;
        Ok(connection.send(&body, None).await?.cookies)
    }

    pub async fn read<T: DeserializeOwned>(&self, path: &str, cookies: &str) -> anyhow::Result<T> {
        let body = self.target(path, cookies).open().await?.get().await?;
        serde_json::from_slice(&body).with_context(|| format!("reading {path}"))
    }

    pub fn resident_megabytes(&self) -> anyhow::Result<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let kilobytes = status
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:"))
            .and_then(|text| text.trim().strip_suffix("kB"))
            .context("the system says how much memory a process has")?;
        Ok(kilobytes.trim().parse::<f64>()? / 1000.0)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended by itself; the figures tell.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
