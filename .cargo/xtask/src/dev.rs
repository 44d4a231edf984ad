//! `cargo dev`: serve, and on each change rebuild what it touches.
//!
//! Looking at the files' times twice a second needs no library, works on every
//! file system and costs a few milliseconds. The page in the browser notices
//! a new site by itself (`reload.js`).

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode};
use std::thread::sleep;
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result};

use crate::checkout::Checkout;
use crate::{ServeOptions, serve, shell, site};

const SITE_SOURCES: [&str; 3] = ["app", "shared", "style"];
const SERVER_SOURCES: [&str; 2] = ["server", "shared"];

pub fn run(checkout: &Checkout, options: &ServeOptions) -> Result<ExitCode> {
    let mut site = Watched::new(checkout, &SITE_SOURCES);
    let mut server = Watched::new(checkout, &SERVER_SOURCES);
    let mut running: Option<Running> = None;
    loop {
        let site_changed = site.changed();
        let server_changed = server.changed();
        if site_changed {
            tell(site::build(checkout, site::Flavour::Development).map(drop));
        }
        if server_changed {
            match build_server(checkout) {
                Ok(()) => {
                    // The port is free again only when the old one is gone.
                    drop(running.take());
                    running = Some(Running::start(checkout, options)?);
                }
                Err(problem) => tell(Err(problem)),
            }
        }
        if let Some(status) = running.as_mut().and_then(Running::ended) {
            eprintln!("the server stopped ({status}); it starts again after the next change");
            running = None;
        }
        sleep(Duration::from_millis(500));
    }
}

/// A build that failed is the developer's next edit, not the end of the session.
fn tell(outcome: Result<()>) {
    match outcome {
        Ok(()) => eprintln!("✓ waiting for changes"),
        Err(problem) => eprintln!("✗ {problem:#}; waiting for changes"),
    }
}

fn build_server(checkout: &Checkout) -> Result<()> {
    shell::timed("server", || {
        shell::run(
            checkout
                .cargo()
                .args(["build", "--package=pairwell-server"]),
        )
    })
}

/// A server that is stopped when it is replaced.
struct Running(Child);

impl Running {
    fn start(checkout: &Checkout, options: &ServeOptions) -> Result<Self> {
        let mut pairwell = Command::new(checkout.target("debug/pairwell"));
        pairwell
            .args(serve::arguments(checkout, options)?)
            .arg("--site")
            .arg(checkout.target(site::Flavour::Development.folder()));
        let child = pairwell
            .spawn()
            .with_context(|| format!("cannot start `{}`", shell::line(&pairwell)))?;
        Ok(Self(child))
    }

    fn ended(&mut self) -> Option<std::process::ExitStatus> {
        self.0.try_wait().ok().flatten()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Either it has ended already or it ends now; there is nothing to do about an error.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Source folders and when anything in them last changed.
struct Watched {
    folders: Vec<PathBuf>,
    seen: Option<(SystemTime, usize)>,
}

impl Watched {
    fn new(checkout: &Checkout, folders: &[&str]) -> Self {
        Self {
            folders: folders.iter().map(|folder| checkout.path(folder)).collect(),
            seen: None,
        }
    }

    /// Whether a file came, went or was written since the last call; true the first time.
    fn changed(&mut self) -> bool {
        let mut now = (SystemTime::UNIX_EPOCH, 0);
        for folder in &self.folders {
            look(folder, &mut now);
        }
        self.seen.replace(now) != Some(now)
    }
}

/// Collects the newest time and the number of files. What vanishes meanwhile
/// will be seen on the next look.
fn look(folder: &Path, newest_and_count: &mut (SystemTime, usize)) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let Ok(about) = entry.metadata() else {
            continue;
        };
        if about.is_dir() {
            look(&entry.path(), newest_and_count);
        } else if let Ok(time) = about.modified() {
            newest_and_count.0 = newest_and_count.0.max(time);
            newest_and_count.1 += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_and_a_removed_file_are_changes_and_a_quiet_folder_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let mut watched = Watched {
            folders: vec![folder.path().to_path_buf()],
            seen: None,
        };
        assert!(watched.changed(), "the first look builds");
        assert!(!watched.changed());
        fs::create_dir(folder.path().join("inner")).unwrap();
        fs::write(folder.path().join("inner/a.rs"), "fn a() {}").unwrap();
        assert!(watched.changed());
        assert!(!watched.changed());
        fs::remove_file(folder.path().join("inner/a.rs")).unwrap();
        assert!(watched.changed());
    }
}
