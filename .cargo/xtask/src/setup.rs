//! What a fresh machine may lack, each either put in place or named with the
//! command that does it. Nothing here runs twice: what is there is left alone.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::assets::short_hash;
use crate::checkout::Checkout;
use crate::shell::{self, works};

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

/// Whether Node and npm are there at all.
pub fn has_npm() -> bool {
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

/// `wasm-opt` of the npm package binaryen, when it is installed.
pub fn wasm_opt(checkout: &Checkout) -> Option<PathBuf> {
    Some(checkout.path("end2end/node_modules/.bin/wasm-opt")).filter(|file| Path::exists(file))
}
