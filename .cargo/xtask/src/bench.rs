//! `cargo bench-all`: every benchmark, one table.
//!
//! A benchmark writes a JSON list of [`Figure`]s to the file named after
//! `--json`. `engine` and `server` are cargo benches; a script
//! `end2end/bench/<name>.ts` is a benchmark too, or the other half of one.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};

use crate::checkout::Checkout;
use crate::{engine_wasm, setup, shell, site};

/// One measurement: a median and a 95th percentile in `unit`, beside a rival's
/// median and how many times ours that is, where there is a rival.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    name: String,
    size: serde_json::Value,
    unit: String,
    median: f64,
    p95: Option<f64>,
    rival: Option<serde_json::Value>,
    ratio: Option<f64>,
}

const CARGO_BENCHES: [(&str, &str, &str); 2] = [
    ("engine", "pairwell-matching", "shared/matching/benches"),
    ("server", "pairwell-server", "server/benches"),
];

pub fn run(
    checkout: &Checkout,
    names: &[String],
    json: Option<&Path>,
    options: &[String],
) -> Result<ExitCode> {
    let known = known(checkout)?;
    if let Some(unknown) = names.iter().find(|name| !known.contains(name)) {
        bail!(
            "there is no benchmark {unknown}; there are {}",
            known.join(", ")
        );
    }
    let mut figures = Vec::new();
    let mut broken = Vec::new();
    for name in known
        .iter()
        .filter(|name| names.is_empty() || names.contains(name))
    {
        match shell::timed(name, || measure(checkout, name, options)) {
            Ok(measured) => figures.extend(measured),
            Err(problem) => {
                eprintln!("✗ {problem:#}");
                broken.push(name.as_str());
            }
        }
    }
    print!("{}", table(&figures));
    if let Some(file) = json {
        fs::write(file, serde_json::to_string_pretty(&figures)? + "\n")
            .with_context(|| format!("cannot write {}", file.display()))?;
    }
    if !broken.is_empty() {
        bail!("not measured: {}", broken.join(", "));
    }
    Ok(ExitCode::SUCCESS)
}

/// The benchmarks this checkout has.
fn known(checkout: &Checkout) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for (name, _, folder) in CARGO_BENCHES {
        if checkout.path(folder).is_dir() {
            names.push(name.to_owned());
        }
    }
    let scripts = checkout.path("end2end/bench");
    if scripts.is_dir() {
        let mut found = Vec::new();
        for entry in fs::read_dir(&scripts)? {
            let name = entry?.file_name().to_string_lossy().into_owned();
            // What several scripts share is no benchmark of its own.
            if let Some(name) = name.strip_suffix(".ts").filter(|name| *name != "figures")
                && !names.iter().any(|known| known == name)
            {
                found.push(name.to_owned());
            }
        }
        found.sort();
        names.extend(found);
    }
    Ok(names)
}

fn measure(checkout: &Checkout, name: &str, options: &[String]) -> Result<Vec<Figure>> {
    let mut figures = Vec::new();
    if let Some((_, package, _)) = CARGO_BENCHES.iter().find(|(bench, ..)| *bench == name) {
        let json = fresh(checkout, &format!("{name}.json"))?;
        shell::run(
            checkout
                .cargo()
                .args(["bench", "--package", package, "--bench=*", "--", "--json"])
                .arg(&json)
                .args(options),
        )?;
        figures = read(&json)?;
    }
    if checkout.path(&format!("end2end/bench/{name}.ts")).is_file() {
        let json = fresh(checkout, &format!("{name}-script.json"))?;
        run_script(checkout, name, &json, options)?;
        figures.extend(read(&json)?);
    }
    Ok(figures)
}

/// Where a benchmark is to write; what an earlier run wrote is gone.
fn fresh(checkout: &Checkout, name: &str) -> Result<PathBuf> {
    let folder = checkout.target("bench");
    fs::create_dir_all(&folder)?;
    let json = folder.join(name);
    if json.exists() {
        fs::remove_file(&json)?;
    }
    Ok(json)
}

fn read(json: &Path) -> Result<Vec<Figure>> {
    let text =
        fs::read_to_string(json).with_context(|| format!("nobody wrote {}", json.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{} is no list of figures", json.display()))
}

/// Compiles `end2end/bench/<name>.ts` to where it finds the npm packages, and
/// runs it against what it measures: the engine's wasm, or the release binary.
fn run_script(checkout: &Checkout, name: &str, json: &Path, options: &[String]) -> Result<()> {
    setup::npm_packages(checkout)?;
    let mut node = Command::new("node");
    if name == "engine" {
        node.env("PAIRWELL_ENGINE", engine_wasm::build(checkout)?);
    } else {
        let site = site::build(checkout, site::Flavour::Release)?;
        shell::run(
            checkout
                .cargo()
                .args(["build", "--release", "--package=pairwell-server"])
                .env("PAIRWELL_SITE", &site),
        )?;
        node.env("PAIRWELL_BIN", checkout.target("release/pairwell"))
            .env("PAIRWELL_SITE", &site);
    }
    let compiled: PathBuf = checkout.path("end2end/node_modules/.cache/bench");
    shell::run(
        checkout
            .npm_program("tsc")
            .args(["--noEmit", "false", "--outDir"])
            .arg(&compiled),
    )?;
    node.arg(compiled.join(format!("bench/{name}.js")))
        .arg("--json")
        .arg(json)
        .args(options)
        .current_dir(checkout.path("end2end"))
        .env("PAIRWELL_CHROMIUM", setup::chromium()?);
    shell::run(&mut node)
}

fn table(figures: &[Figure]) -> String {
    let number = |value: Option<f64>, unit: &str| {
        let decimals = if unit == "bytes" { 0 } else { 3 };
        value.map_or_else(|| "–".to_owned(), |value| format!("{value:.decimals$}"))
    };
    let word = |value: &serde_json::Value| match value {
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let mut rows =
        vec![["name", "size", "unit", "median", "p95", "rival", "ratio"].map(str::to_owned)];
    rows.extend(figures.iter().map(|figure| {
        [
            figure.name.clone(),
            word(&figure.size),
            figure.unit.clone(),
            number(Some(figure.median), &figure.unit),
            number(figure.p95, &figure.unit),
            figure.rival.as_ref().map_or_else(|| "–".to_owned(), word),
            number(figure.ratio, "times"),
        ]
    }));
    let mut widths = [0; 7];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let mut text = String::new();
    for row in &rows {
        for (column, (cell, width)) in row.iter().zip(widths).enumerate() {
            // Words start together, numbers end together.
            text += &match column {
                0..=2 => format!("{cell:<width$}  "),
                _ => format!("{cell:>width$}  "),
            };
        }
        text.truncate(text.trim_end().len());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_whole_numbers() {
        let figures: Vec<Figure> = serde_json::from_str(
            r#"[{"name":"wasm","size":"–","unit":"bytes","median":40123.0,"p95":null,"rival":null,"ratio":null}]"#,
        )
        .unwrap();
        assert_eq!(
            table(&figures),
            "name  size  unit   median  p95  rival  ratio\n\
             wasm  –     bytes   40123    –      –      –\n"
        );
    }

    #[test]
    fn figures_line_up_and_a_missing_rival_is_a_dash() {
        let figures: Vec<Figure> = serde_json::from_str(
            r#"[{"name":"cold solve","size":1000,"unit":"ms","median":12.5,"p95":13.25,"rival":40,"ratio":3.2},
                {"name":"edit","size":"1 000 × 1 000","unit":"ms","median":0.5,"p95":null,"rival":null,"ratio":null}]"#,
        )
        .unwrap();
        assert_eq!(
            table(&figures),
            "name        size           unit  median     p95  rival  ratio\n\
             cold solve  1000           ms    12.500  13.250     40  3.200\n\
             edit        1 000 × 1 000  ms     0.500       –      –      –\n"
        );
    }
}
