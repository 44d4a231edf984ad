//! The project's own tasks, one file each: `cargo serve`, `cargo dev`,
//! `cargo verify` and `cargo bench-all` are aliases for this program (see
//! `.cargo/config.toml`).
//!
//! Everything here runs on a developer's or a build machine and trusts the
//! checkout it stands in. What it makes lies in cargo's target folder:
//! `site/` is the application as browsers load it, `verify/` the output of
//! the last verification.

mod assets;
mod bench;
mod budget;
mod checkout;
mod compress;
mod css;
mod dev;
mod engine_wasm;
mod lanes;
mod parts;
mod report;
mod serve;
mod setup;
mod shell;
mod site;
mod verify;
mod wasm_test;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::checkout::Checkout;

#[derive(Parser)]
#[command(about = "Pairwell's own tasks", disable_help_subcommand = true)]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Build everything in release and serve it, with a demo organisation on the first run
    Serve(ServeOptions),
    /// Serve with rebuild and reload whenever a source file changes
    Dev(ServeOptions),
    /// Build only what browsers load, into target/site
    Site,
    /// Format, lints, every test, browser journeys and the size budget
    Verify {
        /// Only these steps, by name (all of them when none is given)
        steps: Vec<String>,
    },
    /// Run the benchmarks and print one table
    Bench {
        /// Only these, by name: engine, server, or a script of end2end/bench
        names: Vec<String>,
        /// Also write the figures here
        #[arg(long, value_name = "FILE")]
        json: Option<PathBuf>,
        /// Passed on to each benchmark: the engine's knows --quick, --large and --families
        #[arg(last = true)]
        options: Vec<String>,
    },
    /// Run one compiled wasm test module under Node, as `cargo test` asks for it
    #[command(hide = true)]
    WasmTest(wasm_test::WasmTestOptions),
}

#[derive(Args)]
pub struct ServeOptions {
    /// Where to listen on localhost
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Where the data lives [default: sqlite, data/pairwell.db in the checkout]
    #[arg(long, value_name = "URL", env = "DATABASE_URL", hide_env_values = true)]
    database_url: Option<String>,
    /// Start without the demo organisation and print the one-time setup link
    #[arg(long)]
    empty: bool,
}

fn main() -> ExitCode {
    let task = Cli::parse().task;
    let done = Checkout::find().and_then(|checkout| match task {
        Task::Serve(options) => serve::run(&checkout, &options),
        Task::Site => site::build(&checkout, site::Flavour::Release).map(|_| ExitCode::SUCCESS),
        Task::Dev(options) => dev::run(&checkout, &options),
        Task::Verify { steps } => verify::run(&checkout, &steps),
        Task::Bench {
            names,
            json,
            options,
        } => bench::run(&checkout, &names, json.as_deref(), &options),
        Task::WasmTest(options) => wasm_test::run(&options),
    });
    done.unwrap_or_else(|problem| {
        eprintln!("\nerror: {problem:#}");
        ExitCode::FAILURE
    })
}
