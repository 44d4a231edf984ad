//! `cargo serve`: from a clean clone to a running Pairwell, and from there to
//! a running Pairwell in seconds.

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Instant;

use anyhow::{Context, Result};

use crate::checkout::Checkout;
use crate::{ServeOptions, shell, site};

pub fn run(checkout: &Checkout, options: &ServeOptions) -> Result<ExitCode> {
    let started = Instant::now();
    let folder = site::build(checkout, site::Flavour::Release)?;
    shell::timed("server", || {
        shell::run(
            checkout
                .cargo()
                .args(["build", "--release", "--package=pairwell-server"])
                // A release embeds the site: one binary to copy to a machine.
                .env("PAIRWELL_SITE", &folder),
        )
    })?;
    eprintln!("✓ ready after {}\n", shell::seconds(started.elapsed()));

    let mut pairwell = Command::new(checkout.target("release/pairwell"));
    pairwell.args(arguments(checkout, options)?);
    become_program(pairwell)
}

/// What `pairwell` is started with, here and by `cargo dev`.
pub fn arguments(checkout: &Checkout, options: &ServeOptions) -> Result<Vec<OsString>> {
    let database = match &options.database_url {
        Some(url) => url.clone(),
        None => default_database(&checkout.path("data"))?,
    };
    let mut arguments: Vec<OsString> = vec![
        "serve".into(),
        "--port".into(),
        options.port.to_string().into(),
        "--database-url".into(),
        database.into(),
    ];
    if !options.empty {
        arguments.push("--demo".into());
    }
    Ok(arguments)
}

fn default_database(folder: &Path) -> Result<String> {
    fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    Ok(format!("sqlite://{}/pairwell.db", folder.display()))
}

/// Hands the terminal and its signals to the server, so that Ctrl-C and a
/// service manager reach it directly.
#[cfg(unix)]
fn become_program(mut program: Command) -> Result<ExitCode> {
    use std::os::unix::process::CommandExt;

    let refused = program.exec();
    Err(refused).with_context(|| format!("cannot start `{}`", shell::line(&program)))
}

#[cfg(not(unix))]
fn become_program(mut program: Command) -> Result<ExitCode> {
    shell::run(&mut program).map(|()| ExitCode::SUCCESS)
}
