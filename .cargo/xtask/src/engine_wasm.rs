//! The matching engine alone as wasm, made the way the site's is, to be timed
//! and weighed by `end2end/bench/engine.ts`.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::checkout::Checkout;
use crate::{setup, shell, site};

/// Answers the folder that `engine.js` and `engine.wasm` lie in.
pub fn build(checkout: &Checkout) -> Result<PathBuf> {
    setup::wasm_target()?;
    shell::run(checkout.cargo().args([
        "build",
        "--package=pairwell-matching",
        "--example=engine_wasm",
        "--target=wasm32-unknown-unknown",
        "--profile=wasm-release",
    ]))?;
    let folder = checkout.target("engine-wasm");
    Bindgen::new()
        .input_path(
            checkout.target("wasm32-unknown-unknown/wasm-release/examples/engine_wasm.wasm"),
        )
        .out_name("engine")
        // A plain script runs both in Node and on a page.
        .no_modules(true)?
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(&folder)?;
    let mut module = folder.join("engine_bg.wasm");
    let wasm_opt = setup::wasm_opt(checkout)
        .context("wasm-opt is missing, without which the size would not be the site's")?;
    site::optimise(&wasm_opt, &mut module)?;
    fs::rename(&module, folder.join("engine.wasm"))?;
    Ok(folder)
}
