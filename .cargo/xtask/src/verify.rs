//! `cargo verify`: everything that must hold before a change lands.
//!
//! Steps that don't need each other run side by side, two at a time. Each step's output goes
//! to `target/verify/<step>.log`, and what says why is shown when the step fails. Every step
//! runs even after another failed, and a step that cannot run has failed: nothing is ever
//! skipped.
//!
//! Dependencies are compiled once for this machine and once for the browser. Clippy runs as
//! the compiler of our own crates (see [`Desk::linting_cargo`]), so that linting, testing and
//! making the binary for the journeys are one compilation.

use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::checkout::Checkout;
use crate::lanes::{self, Task};
use crate::report::{self, Count, Outcome};
use crate::shell::seconds;
use crate::{budget, setup, shell, site};

const WASM: &str = "--target=wasm32-unknown-unknown";

/// What runs on this machine, in the two groups it is compiled in. This program apart from
/// the others: cargo would choose other features for dependencies that both use, and compile
/// those a second time.
const NATIVE: [&[&str]; 2] = [&["--workspace", "--exclude=xtask"], &["--package=xtask"]];

/// The crates that also run in the browser and have code of their own for it. The application
/// has none (see [`code_for_the_browser_alone`]), so that what clippy says of it for this
/// machine holds there too.
const IN_BROWSER: [&str; 2] = ["--package=pairwell-matching", "--package=pairwell-domain"];

struct Step {
    name: &'static str,
    about: &'static str,
    after: &'static [&'static str],
    run: fn(&Desk) -> Result<Count>,
}

impl Task for &Step {
    fn name(&self) -> &'static str {
        self.name
    }
    fn after(&self) -> &'static [&'static str] {
        self.after
    }
}

const fn step(
    name: &'static str,
    about: &'static str,
    after: &'static [&'static str],
    run: fn(&Desk) -> Result<Count>,
) -> Step {
    Step {
        name,
        about,
        after,
        run,
    }
}

/// Of those that can begin, the first begins: what takes longest without using both cores,
/// and what most others wait for, stands before the rest.
#[rustfmt::skip]
const STEPS: [Step; 12] = [
    step("toolchain", "what Rust and npm lack", &[], toolchain),
    step("machine", "what else the machine lacks", &["toolchain"], machine),
    step("build", "everything for this machine, with clippy", &["toolchain"], build),
    step("site", "the application, as browsers load it", &["toolchain", "machine"], build_site),
    step("format", "cargo fmt", &["toolchain"], format),
    step("types", "TypeScript of the journeys", &["toolchain"], types),
    step("dependencies", "cargo deny", &["machine"], dependencies),
    step("tests", "unit, property and integration tests", &["machine", "build"], tests),
    step("tests-wasm", "the shared crates in wasm, with clippy", &["build"], tests_wasm),
    step("lints", "what clippy and the compiler said", &["build", "tests-wasm", "site"], lints),
    step("budget", "size of the first load", &["site"], size_budget),
    // Nothing beside them: what a browser does may depend on how quickly it gets a core.
    step("journeys", "in Chromium, with axe", &[
        "machine", "build", "site", "format", "types", "dependencies", "tests", "tests-wasm",
        "lints", "budget",
    ], journeys),
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
    let started = Instant::now();
    let outcomes = lanes::run(&chosen, |step| {
        let desk = Desk {
            checkout,
            step: step.name,
            logs: &logs,
        };
        desk.measure(step)
    });
    let outcomes = outcomes.into_iter().collect::<Result<Vec<_>>>()?;
    let journeys = fs::read_to_string(&journeys).unwrap_or_default();
    let failures = report::failed_journeys(&journeys);
    print!(
        "{}",
        report::summary(&outcomes, started.elapsed(), &failures)
    );
    let failed = outcomes.iter().any(|outcome| outcome.count.failed > 0);
    Ok(if failed {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

/// Where one step works: the checkout and the steps' logs.
struct Desk<'a> {
    checkout: &'a Checkout,
    step: &'static str,
    logs: &'a Path,
}

impl Desk<'_> {
    fn measure(&self, step: &Step) -> Result<Outcome> {
        self.say(step.about);
        File::create(self.log(self.step))?;
        let started = Instant::now();
        let count = (step.run)(self).unwrap_or_else(|problem| {
            self.say(&format!("{problem:#}"));
            Count::FAILED
        });
        let took = started.elapsed();
        if count.failed > 0 {
            self.show_reason();
        }
        self.say(&format!("{count}, {}", seconds(took)));
        Ok(Outcome {
            step: step.name,
            count,
            took,
        })
    }

    /// One line, which says whose it is: two steps may be speaking.
    fn say(&self, what: &str) {
        println!("{:<12} {what}", self.step);
    }

    fn log(&self, step: &str) -> PathBuf {
        self.logs.join(format!("{step}.log"))
    }

    /// `cargo` with clippy as the compiler of the workspace's own crates. It compiles as the
    /// compiler does, whose dependencies it uses, and says what clippy says. Warnings don't
    /// end the build: tests that could run should, and the step `lints` counts them.
    fn linting_cargo(&self) -> Command {
        let mut cargo = self.checkout.cargo();
        cargo.env("RUSTC_WORKSPACE_WRAPPER", "clippy-driver");
        cargo
    }

    /// Runs a program into the log. Says every half minute that it still does.
    fn run(&self, command: &mut Command) -> Result<bool> {
        let log = File::options().append(true).open(self.log(self.step))?;
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
                    self.say(&format!("`{}` failed ({status})", shell::line(command)));
                }
                return Ok(status.success());
            }
            if started.elapsed() > said + Duration::from_secs(30) {
                said = started.elapsed();
                let last = last_line(&self.output(self.step));
                self.say(&format!("… {} {last}", seconds(said)));
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

    /// What a step's programs have printed.
    fn output(&self, step: &str) -> String {
        let bytes = fs::read(self.log(step)).unwrap_or_default();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    fn show_reason(&self) {
        let output = self.output(self.step);
        self.say(&format!("── from {}", self.log(self.step).display()));
        for line in report::reason(&output) {
            self.say(&format!("│ {line}"));
        }
    }
}

fn last_line(output: &str) -> String {
    let last = output.lines().rev().find(|line| !line.trim().is_empty());
    last.unwrap_or_default().trim().chars().take(100).collect()
}

fn toolchain(desk: &Desk) -> Result<Count> {
    put_in_place(
        desk,
        &[
            ("wasm target", &setup::wasm_target),
            ("rustfmt and clippy", &setup::rust_components),
            ("npm packages", &|| setup::npm_packages(desk.checkout)),
        ],
    )
}

fn machine(desk: &Desk) -> Result<Count> {
    put_in_place(
        desk,
        &[
            ("Chromium", &|| setup::chromium().map(drop)),
            ("PostgreSQL", &setup::postgresql),
            ("cargo-deny", &|| setup::cargo_deny(desk.checkout).map(drop)),
        ],
    )
}

fn put_in_place(desk: &Desk, needs: &[(&str, &dyn Fn() -> Result<()>)]) -> Result<Count> {
    let mut failed = 0;
    for (what, put_in_place) in needs {
        if let Err(problem) = put_in_place() {
            desk.say(&format!("{what}: {problem:#}"));
            failed += 1;
        }
    }
    Ok(Count { passed: 0, failed })
}

fn format(desk: &Desk) -> Result<Count> {
    desk.check(desk.checkout.cargo().args(["fmt", "--all", "--check"]))
}

/// The tests, the examples and benchmarks, and the server's binary, compiled and not run.
fn build(desk: &Desk) -> Result<Count> {
    let mut counts = Vec::new();
    // A package's integration tests have its programs made too, as the server's do.
    const WHAT: [&[&str]; 2] = [
        &["--lib", "--tests", "--examples", "--benches"],
        &["--bins"],
    ];
    for (packages, what) in NATIVE.into_iter().zip(WHAT) {
        let mut cargo = desk.linting_cargo();
        cargo.args(["test", "--no-run"]).args(packages).args(what);
        counts.push(desk.made(&mut cargo)?);
    }
    Ok(counts.into_iter().sum())
}

/// Reads what the steps that compile have printed; cargo repeats it for what was compiled
/// before.
fn lints(desk: &Desk) -> Result<Count> {
    let mut warned = 0;
    for step in ["build", "tests-wasm", "site"] {
        if desk.output(step).is_empty() {
            bail!("the step {step} has not printed anything; run it before this one");
        }
        for warning in report::warnings(&desk.output(step)) {
            warned += 1;
            desk.say(&format!("{step}: {}", warning.join("\n")));
        }
    }
    for file in code_for_the_browser_alone(&desk.checkout.path("app/src"))? {
        warned += 1;
        desk.say(&format!(
            "{} is compiled for the browser alone in part, where clippy does not see it; \
             have the step `tests-wasm` lint the application too",
            file.display()
        ));
    }
    Ok(match warned {
        0 => Count::PASSED,
        failed => Count { passed: 0, failed },
    })
}

/// Files below `folder` that are not the same for every target. That tests are left out of
/// the browser hides nothing from clippy.
fn code_for_the_browser_alone(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    site::collect(folder, &mut files)?;
    let mut found = Vec::new();
    for file in files {
        let text =
            fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        let everywhere = text.replace("#[cfg(not(target_arch = \"wasm32\"))]", "");
        if ["target_arch", "target_family", "target_os"]
            .iter()
            .any(|word| everywhere.contains(word))
        {
            found.push(file);
        }
    }
    Ok(found)
}

fn types(desk: &Desk) -> Result<Count> {
    desk.check(desk.checkout.npm_program("tsc").arg("--noEmit"))
}

fn dependencies(desk: &Desk) -> Result<Count> {
    let mut cargo_deny = Command::new(setup::cargo_deny(desk.checkout)?);
    cargo_deny.current_dir(desk.checkout.path("."));
    desk.check(cargo_deny.args(["check", "licenses", "bans", "sources"]))
}

/// What the step `build` compiled, and the examples in the documentation.
fn tests(desk: &Desk) -> Result<Count> {
    let mut well = true;
    for packages in NATIVE {
        let mut cargo = desk.linting_cargo();
        cargo.arg("test").args(packages).arg("--no-fail-fast");
        well &= desk.run(&mut cargo)?;
    }
    Ok(report::cargo_tests(&desk.output(desk.step)).of_ended(well))
}

fn tests_wasm(desk: &Desk) -> Result<Count> {
    let mut cargo = desk.linting_cargo();
    cargo.arg("test").args(IN_BROWSER);
    cargo.args(["--lib", "--tests", "--examples", "--no-fail-fast", WASM]);
    let well = desk.run(&mut cargo)?;
    let count = report::cargo_tests(&desk.output(desk.step)).of_ended(well);
    if count == Count::default() {
        bail!("not one test ran in wasm; mark those that should with #[wasm_bindgen_test]");
    }
    Ok(count)
}

/// The site build as a program of its own, so that its output goes to the log; not through
/// cargo, which would wait for the builds beside it.
fn build_site(desk: &Desk) -> Result<Count> {
    desk.made(Command::new(env::current_exe()?).arg("site"))
}

fn size_budget(desk: &Desk) -> Result<Count> {
    let sizes = budget::check(&site_folder(desk.checkout))?;
    for line in sizes.lines() {
        desk.say(line);
    }
    Ok(Count::PASSED)
}

fn site_folder(checkout: &Checkout) -> PathBuf {
    checkout.target(site::Flavour::Release.folder())
}

fn journeys(desk: &Desk) -> Result<Count> {
    let chromium = setup::chromium()?;
    let pairwell = desk.checkout.target("debug/pairwell");
    let site = site_folder(desk.checkout);
    for (needed, made_by) in [(&pairwell, "build"), (&site, "site")] {
        if !Path::exists(needed) {
            bail!(
                "{} is not there; see why the step {made_by} failed",
                needed.display()
            );
        }
    }
    let json = desk.logs.join(JOURNEYS_REPORT);
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
