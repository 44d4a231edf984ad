//! The project's own tasks, one file each: `cargo serve`, `cargo dev`,
//! `cargo verify` and `cargo bench-all` are aliases for this program (see
//! `.cargo/config.toml`).
//!
//! Everything here runs on a developer's or a build machine and trusts the
//! checkout it stands in. What it makes lies in cargo's target folder:
//! `site/` is the application as browsers load it, `verify/` the output of
//! the last verification.

mod assets;
mod checkout;
mod compress;
mod css;
mod serve;
mod setup;
mod shell;
mod site;

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
    /// Build only what browsers load, into target/site
    Site,
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
    });
    done.unwrap_or_else(|problem| {
        eprintln!("\nerror: {problem:#}");
        ExitCode::FAILURE
    })
}
