//! The command line: what each command is called and takes. Exit codes: 0 done,
//! 1 it went wrong, 2 it was asked wrongly.

use crate::clock::Clock;
use crate::config::{self, Config, DatabaseOptions, ServeOptions};
use crate::db::Db;
use crate::demo::{self, Demo};
use crate::http::assets::Site;
use crate::http::openapi;
use crate::import::command::{self, Import};
use crate::jobs::invite;
use crate::matching::{self, bare, bare::Bad, bare::Solve, command::Match, replay, replay::Replay};
use crate::state::{AppState, Settings};
use crate::store::account::{self, Account};
use crate::store::audit;
use crate::{backup, serve};
use anyhow::{Context, bail};
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use pairwell_domain::api::sign_in::LinkKind;
use pairwell_domain::text::{EmailAddress, one_line};
use pairwell_domain::time::Date;
use serde_json::json;
use std::path::PathBuf;
use std::process::ExitCode;

/// Mentoring programmes: recruit, match on a board that re-solves as you drag,
/// and carry each pair from charter to a good ending.
#[derive(Debug, Parser)]
#[command(name = "pairwell", version, propagate_version = true)]
struct Cli {
    /// Configuration file (TOML, keys named like the flags)
    #[arg(long, global = true, env = "PAIRWELL_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,

    #[command(flatten)]
    database: DatabaseOptions,

    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the application and its API
    Serve {
        #[command(flatten)]
        options: ServeOptions,
        /// Fill an empty database with a fictional organisation, and print
        /// sign-in links for each role
        #[arg(long, env = "PAIRWELL_DEMO")]
        demo: bool,
    },
    /// Bring the database up to this version and stop
    Migrate,
    /// Add an account that administers, and print its one-time link
    CreateAdmin {
        /// The person's e-mail address
        #[arg(long)]
        email: String,
        /// The person's name
        #[arg(long)]
        name: String,
        /// Where people reach the server, for the link
        #[arg(
            long,
            env = "PAIRWELL_PUBLIC_URL",
            value_name = "URL",
            default_value = "http://localhost:8080"
        )]
        public_url: String,
    },
    /// Fill an empty database with a made-up organisation of any size
    Demo {
        /// How many people work there, 60 to 300000
        #[arg(long, value_name = "NUMBER", default_value_t = 600, value_parser = clap::value_parser!(u32).range(demo::RANGE))]
        people: u32,
        /// The same seed makes the same organisation
        #[arg(long, value_name = "NUMBER", default_value_t = 2026)]
        seed: u64,
        /// The day its history ends, YYYY-MM-DD; today unless given
        #[arg(long, value_name = "DAY")]
        as_of: Option<Date>,
    },
    /// Bring in the roster or a sheet of volunteers from a CSV file
    #[command(subcommand)]
    Import(Import),
    /// Work out a programme's best matching and print it; changes nothing
    Match(Match),
    /// Print the OpenAPI document
    Openapi,
    /// Compute a publication's matching again from its record; prints one JSON line
    Replay(Replay),
    /// Solve a matching problem from a file; prints one JSON line
    Solve(Solve),
    /// Copy the SQLite database into FILE while it is in use
    Backup {
        /// Where to; a file that is not there yet
        file: PathBuf,
    },
    /// Put a backup in the place of the SQLite database
    Restore {
        /// The backup
        file: PathBuf,
        /// Replace a database that is there
        #[arg(long)]
        force: bool,
    },
}

pub fn run() -> ExitCode {
    log_to_stderr();
    let parsed = command().try_get_matches();
    let cli = match parsed.and_then(|given| Cli::from_arg_matches(&given)) {
        Ok(cli) => cli,
        // Whoever reads its JSON reads how it was asked wrongly there too.
        Err(why) if why.use_stderr() && asks_for_json() => {
            return exit_code(bare::refuse(&Bad::usage(&why)));
        }
        Err(why) => why.exit(),
    };
    let outcome = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("can't start the runtime")
        .and_then(|runtime| runtime.block_on(dispatch(cli)));
    exit_code(outcome)
}

fn exit_code(outcome: anyhow::Result<ExitCode>) -> ExitCode {
    outcome.unwrap_or_else(|why| {
        eprintln!("error: {why:#}");
        ExitCode::FAILURE
    })
}

const WITHOUT_DATABASE: [&str; 3] = ["openapi", "replay", "solve"];

/// The command line; the options of every command are not shown where they mean nothing.
fn command() -> clap::Command {
    let mut command = Cli::command();
    command.build();
    for name in WITHOUT_DATABASE {
        let without = command
            .find_subcommand_mut(name)
            .expect("it is declared above");
        *without = std::mem::take(without).mut_args(|arg| {
            let is_for_all = arg.is_global_set();
            arg.hide(is_for_all)
        });
    }
    command
}

/// Whether the command answers in JSON whatever happens.
fn asks_for_json() -> bool {
    let lenient = Cli::command().ignore_errors(true);
    let given = lenient.try_get_matches();
    given.is_ok_and(|given| matches!(given.subcommand_name(), Some("replay" | "solve")))
}

async fn dispatch(cli: Cli) -> anyhow::Result<ExitCode> {
    let file = cli.config.as_deref();
    let database = cli.database;
    match cli.command {
        Command::Serve { options, demo } => {
            serve::serve(Config::resolve(database, options, file, demo)?).await?;
        }
        Command::Openapi => {
            println!("{}", openapi::document().to_pretty_json()?);
        }
        Command::Solve(problem) => return bare::run(&problem),
        Command::Replay(record) => return replay::run(&record),
        Command::Import(import) => {
            return command::run(import, &config::database_url(database, file)?).await;
        }
        other => other_command(other, &config::database_url(database, file)?).await?,
    }
    Ok(ExitCode::SUCCESS)
}

async fn other_command(command: Command, url: &str) -> anyhow::Result<()> {
    match command {
        Command::Migrate => {
            let db = Db::open(url).await?;
            db.close().await;
            println!("the database is up to date");
            Ok(())
        }
        Command::CreateAdmin {
            email,
            name,
            public_url,
        } => create_admin(url, &email, &name, public_url).await,
        Command::Demo {
            people,
            seed,
            as_of,
        } => fill_demo(url, people, seed, as_of).await,
        Command::Match(which) => matching::command::run(which, url).await,
        Command::Backup { file } => backup::backup(url, &file).await,
        Command::Restore { file, force } => backup::restore(url, &file, force).await,
        Command::Serve { .. }
        | Command::Import(_)
        | Command::Openapi
        | Command::Replay(_)
        | Command::Solve(_) => unreachable!("dispatched before"),
    }
}

async fn create_admin(url: &str, email: &str, name: &str, public: String) -> anyhow::Result<()> {
    let email = EmailAddress::parse(email).map_err(|why| anyhow::anyhow!("--email {why}"))?;
    let name = one_line(name, 120).map_err(|why| anyhow::anyhow!("--name {why}"))?;
    let app = app_for_commands(url, public).await?;
    let now = app.clock.now();
    let new = Account {
        id: app.clock.new_id(),
        person_id: None,
        email,
        name,
        admin: true,
        leader: false,
        stamp: 0,
    };
    let mut tx = app.db.begin().await?;
    match account::add(&mut tx, &new, now).await {
        Err(why) if why.is_duplicate("account", "email") => {
            bail!("{} has an account already", new.email)
        }
        other => other?,
    }
    let (_, link) = invite::make_link(&mut tx, &app, LinkKind::Invitation, Some(new.id)).await?;
    let subject = format!("account/{}", new.id);
    audit::record(&mut tx, now, None, "create_admin", &subject, &json!({})).await?;
    tx.commit().await?;
    println!(
        "{} may now choose a password, once, within 14 days:\n{link}",
        new.name
    );
    Ok(())
}

async fn fill_demo(url: &str, people: u32, seed: u64, as_of: Option<Date>) -> anyhow::Result<()> {
    let app = app_for_commands(url, String::new()).await?;
    let as_of = as_of.map_or_else(
        || app.clock.now(),
        |day| day.start().plus_seconds(12 * 3600),
    );
    let demo = Demo {
        people: people as usize,
        seed,
        as_of,
    };
    let filled = demo::fill(&app, demo).await?;
    app.db.close().await;
    println!(
        "{} people, {} enrolments, {} pairs, {} sessions\n\
         sign in with the links that `pairwell serve --demo` prints",
        filled.people, filled.enrolments, filled.pairs, filled.sessions
    );
    Ok(())
}

/// The server's state without a server, for commands that act like one.
pub async fn app_for_commands(url: &str, public_url: String) -> anyhow::Result<AppState> {
    let db = Db::open(url).await?;
    let settings = Settings {
        public_url: public_url.trim_end_matches('/').to_owned(),
        sends_mail: false,
        behind_proxy: false,
    };
    AppState::new(db, Clock::system(), Site::Embedded, settings).await
}

/// `RUST_LOG` chooses what is logged, by default what an operator wants to know.
fn log_to_stderr() {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| "info,sqlx=warn".into());
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        // It would tell of a failed write by another that panics, and a log on a full disk
        // must not end the requests that are logged.
        .log_internal_errors(false)
        .init();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn commands_without_a_database_do_not_offer_one() {
        let mut command = command();
        let mut help = |name| {
            let of = command.find_subcommand_mut(name).unwrap();
            of.render_long_help().to_string()
        };
        assert!(help("match").contains("--database-url"));
        for name in WITHOUT_DATABASE {
            assert!(!help(name).contains("--database-url"), "{name}");
        }
    }

    #[test]
    fn the_readme_lists_every_setting_of_the_server() {
        let readme = include_str!("../../README.md");
        let mut command = Cli::command();
        command.build();
        let serve = command.find_subcommand("serve").unwrap();
        // A demo is something to do, not how to run.
        let settings = serve.get_arguments().filter(|arg| arg.get_id() != "demo");
        let listed: Vec<String> = settings
            .filter_map(|arg| {
                let (flag, variable) = (arg.get_long()?, arg.get_env()?.to_str()?);
                Some(format!("| `--{flag}` | `{variable}` |"))
            })
            .collect();
        assert_eq!(listed.len(), 9);
        for row in listed {
            assert!(readme.contains(&row), "{row}");
        }
    }
}
