//! Runs one compiled wasm test module under Node: cargo calls this as the
//! `runner` of the wasm target (see `.cargo/config.toml`).
//!
//! It does what wasm-bindgen's own test runner does in its Node mode. That one
//! can be used as a library too, but brings forty crates for its browser
//! modes; this needs only what the site build already has.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result};
use clap::Args;
use wasm_bindgen_cli_support::Bindgen;

/// The arguments cargo passes: the module, and what stood after `--`.
#[derive(Args)]
pub struct WasmTestOptions {
    module: PathBuf,
    /// Only tests whose name contains this
    filter: Option<String>,
    /// Show what tests print even when they pass
    #[arg(long)]
    nocapture: bool,
}

pub fn run(options: &WasmTestOptions) -> Result<ExitCode> {
    let module = fs::read(&options.module)
        .with_context(|| format!("cannot read {}", options.module.display()))?;
    if !holds_tests(&module) {
        // Without a test the support that makes bindings possible is not linked in.
        println!("running 0 tests\n\ntest result: ok. 0 passed; 0 failed; 0 ignored");
        return Ok(ExitCode::SUCCESS);
    }
    let folder = tempfile::tempdir()?;
    Bindgen::new()
        .input_bytes("tests", module)
        .nodejs(true)?
        .typescript(false)
        .debug(true)
        .export_wasm(true)
        .emit_start(false)
        .generate(folder.path())
        .with_context(|| format!("no bindings for {}", options.module.display()))?;
    let script = folder.path().join("run.cjs");
    fs::write(&script, include_str!("wasm_test.cjs"))?;
    let wanted = serde_json::json!({
        "filter": options.filter,
        "nocapture": options.nocapture,
    });
    let status = Command::new("node")
        .arg(&script)
        .arg(wanted.to_string())
        .status()
        .context("cannot start node; wasm tests run under Node 20 or newer")?;
    Ok(if status.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// `#[wasm_bindgen_test]` exports each test under a name that starts like this.
fn holds_tests(module: &[u8]) -> bool {
    const EXPORT: &[u8] = b"__wbgt_";
    module.windows(EXPORT.len()).any(|bytes| bytes == EXPORT)
}
