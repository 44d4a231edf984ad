//! How the server is configured: by flags, else by the environment, else by a
//! file, else by what suits a first try.
//!
//! The file is TOML and has the flags' names as keys:
//!
//! ```toml
//! database-url = "postgres://pairwell@localhost/pairwell"
//! public-url = "https://mentoring.example.org"
//! smtp-url = "smtps://user:password@mail.example.org"
//! mail-from = "Mentoring <mentoring@example.org>"
//! behind-proxy = true
//! ```

use crate::http::assets::Site;
use crate::state::Settings;
use anyhow::{Context, bail};
use clap::Args;
use serde::Deserialize;
use std::net::{IpAddr, Ipv4Addr};
use std::path::{Path, PathBuf};

const DEFAULT_DATABASE: &str = "sqlite:pairwell.db";
const DEFAULT_PORT: u16 = 8080;

/// Which database, for every command.
#[derive(Args, Clone, Debug, Default)]
pub struct DatabaseOptions {
    /// Where everything is kept: sqlite:FILE (created when missing) or
    /// postgres://USER:PASSWORD@HOST/DATABASE [default: sqlite:pairwell.db]
    #[arg(
        long,
        global = true,
        env = "DATABASE_URL",
        value_name = "URL",
        hide_env_values = true
    )]
    pub database_url: Option<String>,
}

/// What `serve` can be told.
#[derive(Args, Clone, Debug, Default)]
pub struct ServeOptions {
    /// Address to listen on; 0.0.0.0 for every network [default: 127.0.0.1]
    #[arg(long, env = "PAIRWELL_HOST", value_name = "ADDRESS")]
    pub host: Option<IpAddr>,

    /// Port to listen on; 0 takes a free one [default: 8080]
    #[arg(long, env = "PAIRWELL_PORT")]
    pub port: Option<u16>,

    /// Where people reach this server, for the links it sends
    /// [default: http://localhost:PORT]
    #[arg(long, env = "PAIRWELL_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<String>,

    /// Folder with the application's files, instead of those built in
    #[arg(long, env = "PAIRWELL_SITE", value_name = "DIR")]
    pub site: Option<PathBuf>,

    /// Mail server for invitations and resets, like
    /// smtps://USER:PASSWORD@HOST; without one an admin hands the links on
    #[arg(
        long,
        env = "PAIRWELL_SMTP_URL",
        value_name = "URL",
        hide_env_values = true
    )]
    pub smtp_url: Option<String>,

    /// Sender of that mail, like "Mentoring <mentoring@example.org>"
    #[arg(long, env = "PAIRWELL_MAIL_FROM", value_name = "MAILBOX")]
    pub mail_from: Option<String>,

    /// Believe X-Forwarded-For: only behind a proxy of yours that sets it
    #[arg(long, env = "PAIRWELL_BEHIND_PROXY")]
    pub behind_proxy: bool,
}

/// The file `--config` names.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", default, deny_unknown_fields)]
struct FileOptions {
    database_url: Option<String>,
    host: Option<IpAddr>,
    port: Option<u16>,
    public_url: Option<String>,
    site: Option<PathBuf>,
    smtp_url: Option<String>,
    mail_from: Option<String>,
    behind_proxy: bool,
}

/// What `serve` runs with.
#[derive(Clone, Debug)]
pub struct Config {
    pub database_url: String,
    pub host: IpAddr,
    pub port: u16,
    pub public_url: Option<String>,
    pub site: Site,
    pub mail: Option<MailConfig>,
    pub behind_proxy: bool,
    /// Fill an empty database with a demo programme.
    pub demo: bool,
}

#[derive(Clone, Debug)]
pub struct MailConfig {
    pub smtp_url: String,
    pub from: String,
}

/// The database of `options`, or of the file, or the default.
pub fn database_url(options: DatabaseOptions, file: Option<&Path>) -> anyhow::Result<String> {
    Ok(options
        .database_url
        .or(read(file)?.database_url)
        .unwrap_or_else(|| DEFAULT_DATABASE.into()))
}

impl Config {
    pub fn resolve(
        database: DatabaseOptions,
        flags: ServeOptions,
        file: Option<&Path>,
        demo: bool,
    ) -> anyhow::Result<Config> {
        let file = read(file)?;
        let mail = match (
            flags.smtp_url.or(file.smtp_url),
            flags.mail_from.or(file.mail_from),
        ) {
            (Some(smtp_url), Some(from)) => Some(MailConfig { smtp_url, from }),
            (None, None) => None,
            (Some(_), None) => bail!("a mail server needs a sender: set mail-from too"),
            (None, Some(_)) => bail!("a sender needs a mail server: set smtp-url too"),
        };
        let public_url = flags
            .public_url
            .or(file.public_url)
            .map(|url| url.trim_end_matches('/').to_owned());
        Ok(Config {
            database_url: database
                .database_url
                .or(file.database_url)
                .unwrap_or_else(|| DEFAULT_DATABASE.into()),
            host: flags
                .host
                .or(file.host)
                .unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST)),
            port: flags.port.or(file.port).unwrap_or(DEFAULT_PORT),
            public_url,
            site: match flags.site.or(file.site) {
                Some(folder) => Site::Folder(folder),
                None => Site::Embedded,
            },
            mail,
            behind_proxy: flags.behind_proxy || file.behind_proxy,
            demo,
        })
    }

    /// What requests need of it, once the port is known.
    pub fn settings(&self, port: u16) -> Settings {
        Settings {
            public_url: self
                .public_url
                .clone()
                .unwrap_or_else(|| format!("http://localhost:{port}")),
            sends_mail: self.mail.is_some(),
            behind_proxy: self.behind_proxy,
        }
    }
}

fn read(file: Option<&Path>) -> anyhow::Result<FileOptions> {
    let Some(file) = file else {
        return Ok(FileOptions::default());
    };
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("can't read the configuration {}", file.display()))?;
    toml::from_str(&text).with_context(|| format!("in the configuration {}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn a_flag_wins_over_the_file_and_the_file_over_the_default() {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        write!(
            file,
            "port = 9000\npublic-url = \"https://m.example.org/\"\n"
        )
        .unwrap();
        let with = |flags| {
            Config::resolve(DatabaseOptions::default(), flags, Some(file.path()), false).unwrap()
        };
        let config = with(ServeOptions::default());
        assert_eq!((config.port, config.behind_proxy), (9000, false));
        assert_eq!(config.public_url.as_deref(), Some("https://m.example.org"));
        let config = with(ServeOptions {
            port: Some(1),
            ..Default::default()
        });
        assert_eq!(config.port, 1);
    }

    #[test]
    fn a_misspelt_key_is_refused_by_name() {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        writeln!(file, "prot = 9000").unwrap();
        let why = read(Some(file.path())).unwrap_err();
        assert!(format!("{why:#}").contains("prot"), "{why:#}");
    }
}
