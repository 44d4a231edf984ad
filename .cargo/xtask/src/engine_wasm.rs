//! The matching engine alone as wasm, made the way the site's is, to be timed
//! and weighed by `end2end/bench/engine.ts`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::checkout::Checkout;
use crate::{setup, shell, site};

/// The engine with what it is called by, and that without the engine.
const MODULES: [(&str, &str); 2] = [("engine_wasm", "engine"), ("engine_wasm_frame", "frame")];

/// Answers the folder that `engine.js`, `engine.wasm` and `frame.wasm` lie in.
pub fn build(checkout: &Checkout) -> Result<PathBuf> {
    setup::wasm_target()?;
    let examples = MODULES.map(|(example, _)| format!("--example={example}"));
    shell::run(
        checkout
            .cargo()
            .args(["build", "--package=pairwell-matching"])
            .args(examples)
            .args(["--target=wasm32-unknown-unknown", "--profile=wasm-release"]),
    )?;
    let wasm_opt = setup::wasm_opt(checkout)
        .context("wasm-opt is missing, without which the size would not be the site's")?;
    let folder = checkout.target("engine-wasm");
    for (example, name) in MODULES {
        bind(checkout, example, name, &folder)?;
        let mut module = folder.join(format!("{name}_bg.wasm"));
        site::optimise(&wasm_opt, &mut module)?;
        fs::rename(&module, folder.join(format!("{name}.wasm")))?;
    }
    Ok(folder)
}

fn bind(checkout: &Checkout, example: &str, name: &str, folder: &Path) -> Result<()> {
    let built = format!("wasm32-unknown-unknown/wasm-release/examples/{example}.wasm");
    Bindgen::new()
        .input_path(checkout.target(&built))
        .out_name(name)
        // A plain script runs both in Node and on a page.
        .no_modules(true)?
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(folder)
}
