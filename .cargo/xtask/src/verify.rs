//! `cargo verify`: everything that must hold before a change lands.
//!
//! Each step's output goes to `target/verify/<step>.log` and what says why is
//! shown when the step fails. Every step runs even after another failed, and a step
//! that cannot run has failed: nothing is ever skipped.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::checkout::Checkout;
use crate::report::{self, Count, Outcome};
use crate::shell::seconds;
use crate::{budget, setup, shell, site};

const WASM: &str = "--target=wasm32-unknown-unknown";

/// What runs on this machine, in the two groups it is compiled in.
const NATIVE: [&[&str]; 2] = [&["--workspace", "--exclude=xtask"], &["--package=xtask"]];

struct Step {
    name: &'static str,
    about: &'static str,
    run: fn(&Desk) -> Result<Count>,
}

const fn step(name: &'static str, about: &'static str, run: fn(&Desk) -> Result<Count>) -> Step {
    Step { name, about, run }
}

/// In the order they run: what is quick and often wrong first.
const STEPS: [Step; 11] = [
    step("setup", "what the machine lacks", set_up),
    step("format", "cargo fmt", format),
    step("lints", "clippy, native", lints),
    step("lints-wasm", "clippy, as the browser runs it", lints_wasm),
    step("types", "TypeScript of the journeys", types),
    step("tests", "unit, property and integration tests", tests),
    step("tests-wasm", "the shared crates in wasm", tests_wasm),
    step("site", "the application, as browsers load it", build_site),
    step("budget", "size of the first load", size_budget),
    step("server", "the binary the journeys use", build_server),
    step("journeys", "in Chromium, with axe", journeys),
];

/// What Playwright reports, beside the steps' logs.
const JOURNEYS_REPORT: &str = "playwright.json";

/// Runs the named steps, or all.
pub fn run(checkout: &Checkout, only: &[String]) -> Result<ExitCode> {
    if let Some(unknown) = only
        .iter()
        .find(|name| STEPS.iter().all(|step| step.name != **name))
    {
        let known: Vec<_> = STEPS.iter().map(|step| step.name).collect();
        bail!("there is no step {unknown}; there are {}", known.join(", "));
    }
    let logs = checkout.target("verify");
    fs::create_dir_all(&logs).with_context(|| format!("cannot create {}", logs.display()))?;
    let journeys = logs.join(JOURNEYS_REPORT);
    if journeys.exists() {
        fs::remove_file(&journeys)?;
    }
    let chosen: Vec<_> = STEPS
        .iter()
        .filter(|step| only.is_empty() || only.iter().any(|name| name == step.name))
        .collect();
    let mut outcomes = Vec::new();
    for (index, step) in chosen.iter().enumerate() {
        println!(
            "[{}/{}] {}: {}",
            index + 1,
            chosen.len(),
            step.name,
            step.about
        );
        let desk = Desk {
            checkout,
            log: logs.join(format!("{}.log", step.name)),
        };
        outcomes.push(desk.measure(step)?);
    }
    let journeys = fs::read_to_string(&journeys).unwrap_or_default();
    let failures = report::failed_journeys(&journeys);
    print!("{}", report::summary(&outcomes, &failures));
    let failed = outcomes.iter().any(|outcome| outcome.count.failed > 0);
    Ok(if failed {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

/// Where one step works: the checkout and the step's own log.
struct Desk<'a> {
    checkout: &'a Checkout,
    log: PathBuf,
}

impl Desk<'_> {
    fn measure(&self, step: &Step) -> Result<Outcome> {
        File::create(&self.log)?;
        let started = Instant::now();
        let count = (step.run)(self).unwrap_or_else(|problem| {
            println!("      {problem:#}");
            Count::FAILED
        });
        let took = started.elapsed();
        if count.failed > 0 {
            self.show_reason();
        }
        println!("      {count}, {}", seconds(took));
        Ok(Outcome {
            step: step.name,
            count,
            took,
        })
    }

    /// Runs a program into the log. Says every half minute that it still does.
    fn run(&self, command: &mut Command) -> Result<bool> {
        let log = File::options().append(true).open(&self.log)?;
        let mut child = command
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()
            .with_context(|| format!("cannot start `{}`", shell::line(command)))?;
        let started = Instant::now();
        let mut said = Duration::ZERO;
        loop {
            if let Some(status) = child.try_wait()? {
                if !status.success() {
                    println!("      `{}` failed ({status})", shell::line(command));
                }
                return Ok(status.success());
            }
            if started.elapsed() > said + Duration::from_secs(30) {
                said = started.elapsed();
                let last = last_line(&self.output());
                println!("      … {} {last}", seconds(said));
            }
            sleep(Duration::from_millis(50));
        }
    }

    /// One check that a program's exit decides.
    fn check(&self, command: &mut Command) -> Result<Count> {
        let well = self.run(command)?;
        Ok(if well { Count::PASSED } else { Count::FAILED })
    }

    /// A build is no check of its own, but one that failed is a failure.
    fn made(&self, command: &mut Command) -> Result<Count> {
        let well = self.run(command)?;
        Ok(Count::default().of_ended(well))
    }

    fn output(&self) -> String {
        let bytes = fs::read(&self.log).unwrap_or_default();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    fn show_reason(&self) {
        let output = self.output();
        println!("      ── from {}", self.log.display());
        for line in report::reason(&output) {
            println!("      │ {line}");
        }
    }
}

fn last_line(output: &str) -> String {
    let last = output.lines().rev().find(|line| !line.trim().is_empty());
    last.unwrap_or_default().trim().chars().take(100).collect()
}

fn set_up(desk: &Desk) -> Result<Count> {
    let needs: [(&str, &dyn Fn() -> Result<()>); 5] = [
        ("wasm target", &setup::wasm_target),
        ("rustfmt and clippy", &setup::rust_components),
        ("npm packages", &|| setup::npm_packages(desk.checkout)),
        ("Chromium", &|| setup::chromium().map(drop)),
        ("PostgreSQL", &setup::postgresql),
    ];
    let mut failed = 0;
    for (what, put_in_place) in needs {
        if let Err(problem) = put_in_place() {
            println!("      {what}: {problem:#}");
            failed += 1;
        }
    }
    Ok(Count { passed: 0, failed })
}

fn format(desk: &Desk) -> Result<Count> {
    desk.check(desk.checkout.cargo().args(["fmt", "--all", "--check"]))
}

/// This program apart from the others: its dependencies are already compiled
/// as `cargo verify` needs them, and mixing them in would compile them anew.
fn lints(desk: &Desk) -> Result<Count> {
    let mut counts = Vec::new();
    for packages in NATIVE {
        let mut cargo = desk.checkout.cargo();
        cargo.arg("clippy").args(packages);
        counts.push(desk.check(cargo.args(["--all-targets", "--", "--deny=warnings"]))?);
    }
    Ok(counts.into_iter().sum())
}

fn lints_wasm(desk: &Desk) -> Result<Count> {
    desk.check(desk.checkout.cargo().args([
        "clippy",
        "--package=pairwell-app",
        "--package=pairwell-domain",
        "--package=pairwell-matching",
        "--lib",
        "--bins",
        "--examples",
        WASM,
        "--",
        "--deny=warnings",
    ]))
}

fn types(desk: &Desk) -> Result<Count> {
    desk.check(desk.checkout.npm_program("tsc").arg("--noEmit"))
}

fn tests(desk: &Desk) -> Result<Count> {
    let mut well = true;
    for packages in NATIVE {
        let mut cargo = desk.checkout.cargo();
        cargo.arg("test").args(packages).arg("--no-fail-fast");
        well &= desk.run(&mut cargo)?;
    }
    Ok(report::cargo_tests(&desk.output()).of_ended(well))
}

fn tests_wasm(desk: &Desk) -> Result<Count> {
    let well = desk.run(desk.checkout.cargo().args([
        "test",
        "--package=pairwell-matching",
        "--package=pairwell-domain",
        "--lib",
        "--tests",
        "--no-fail-fast",
        WASM,
    ]))?;
    let count = report::cargo_tests(&desk.output()).of_ended(well);
    if count == Count::default() {
        bail!("not one test ran in wasm; mark those that should with #[wasm_bindgen_test]");
    }
    Ok(count)
}

/// The site build as a program of its own, so that its output goes to the log.
fn build_site(desk: &Desk) -> Result<Count> {
    desk.made(
        desk.checkout
            .cargo()
            .args(["run", "--quiet", "--package=xtask", "--", "site"]),
    )
}

fn size_budget(desk: &Desk) -> Result<Count> {
    let sizes = budget::check(&site_folder(desk.checkout))?;
    for line in sizes.lines() {
        println!("      {line}");
    }
    Ok(Count::PASSED)
}

fn site_folder(checkout: &Checkout) -> PathBuf {
    checkout.target(site::Flavour::Release.folder())
}

/// The development build that the tests have made already; it serves the
/// release's site from its folder. `--tests` keeps the features the same as
/// in the `tests` step, so that nothing is compiled again.
fn build_server(desk: &Desk) -> Result<Count> {
    let mut cargo = desk.checkout.cargo();
    cargo.arg("build").args(NATIVE[0]);
    desk.made(cargo.args(["--bins", "--tests"]))
}

fn journeys(desk: &Desk) -> Result<Count> {
    let chromium = setup::chromium()?;
    let pairwell = desk.checkout.target("debug/pairwell");
    let site = site_folder(desk.checkout);
    for (needed, made_by) in [(&pairwell, "server"), (&site, "site")] {
        if !Path::exists(needed) {
            bail!(
                "{} is not there; see why the step {made_by} failed",
                needed.display()
            );
        }
    }
    let json = desk.log.with_file_name(JOURNEYS_REPORT);
    let well = desk.run(
        desk.checkout
            .npm_program("playwright")
            .arg("test")
            .env("PAIRWELL_BIN", &pairwell)
            .env("PAIRWELL_SITE", &site)
            .env("PAIRWELL_CHROMIUM", &chromium)
            .env("PLAYWRIGHT_JSON_OUTPUT_FILE", &json),
    )?;
    let counted = fs::read_to_string(&json).context("Playwright wrote no report")?;
    let count = report::playwright(&counted)
        .with_context(|| format!("Playwright's report {}", json.display()))?;
    Ok(count.of_ended(well))
}
