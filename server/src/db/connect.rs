//! Opens a database and brings it up to this program's schema.

use super::Db;
use super::files::{InUse, beside, create_owner_only, owner_only, refuse_unfinished};
use super::revision::Watch;
use anyhow::{Context, bail};
use sqlx::migrate::Migrator;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool, SqlitePoolOptions,
    SqliteSynchronous,
};
use sqlx::{ConnectOptions, Connection};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

/// Older versions can corrupt a write-ahead log that is reset while it is read.
const OLDEST_SQLITE: [u32; 3] = [3, 51, 3];

/// Connections that only read; SQLite never makes a reader wait for the writer.
const READERS: u32 = 4;

/// What the writer may keep of the file in memory, in SQLite's spelling of 64 MiB:
/// a big import that touches every page of an index again and again must not
/// read them anew each time.
const CACHE: &str = "-65536";

/// An SQLite file, with one connection that writes and several that read.
#[derive(Clone, Debug)]
pub struct SqliteDb {
    pub(super) writer: SqlitePool,
    pub(super) readers: SqlitePool,
    pub(super) watch: Arc<Watch>,
    file: PathBuf,
    /// The lock is held until the database is closed; `None` where the caller holds it.
    in_use: Arc<Mutex<Option<InUse>>>,
}

impl SqliteDb {
    pub fn file(&self) -> &Path {
        &self.file
    }
}

/// The file an SQLite address means; `None` for PostgreSQL's.
pub fn sqlite_file(url: &str) -> Option<PathBuf> {
    if url.starts_with("postgres:") || url.starts_with("postgresql:") {
        return None;
    }
    let path = url.strip_prefix("sqlite:").unwrap_or(url);
    Some(path.strip_prefix("//").unwrap_or(path).into())
}

impl Db {
    /// Connects to `url` and migrates: `sqlite:FILE` (created when missing) or
    /// `postgres://…`.
    pub async fn open(url: &str) -> anyhow::Result<Db> {
        let db = Self::connect(url).await?;
        db.migrate().await?;
        Ok(db)
    }

    /// Connects without touching the schema.
    pub async fn connect(url: &str) -> anyhow::Result<Db> {
        match sqlite_file(url) {
            Some(file) if file.as_os_str().is_empty() || file.as_os_str() == ":memory:" => {
                bail!("the SQLite address names no file; write sqlite:/path/to/pairwell.db")
            }
            Some(file) => {
                let in_use = InUse::with_others(&file)?;
                refuse_unfinished(&file)?;
                Self::sqlite(&file, Some(in_use)).await
            }
            None => Self::postgres(url).await,
        }
    }

    /// Connects without a lock of its own: the caller holds [`InUse::alone`], or the file is
    /// one that only the caller knows.
    pub(crate) async fn connect_alone(url: &str) -> anyhow::Result<Db> {
        let file = sqlite_file(url).context("this is for SQLite")?;
        Self::sqlite(&file, None).await
    }

    async fn sqlite(file: &Path, in_use: Option<InUse>) -> anyhow::Result<Db> {
        create_owner_only(file)?;
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(5))
            // A slow statement that inserts many rows would fill the log.
            .disable_statement_logging();
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .after_release(|connection, _| Box::pin(is_outside_a_transaction(connection)))
            .connect_with(
                options
                    .clone()
                    .optimize_on_close(true, None)
                    .pragma("cache_size", CACHE),
            )
            .await
            .with_context(|| {
                format!(
                    "can't open the SQLite database {}; is its folder there, and writable?",
                    file.display()
                )
            })?;
        // SQLite gives new ones the permissions of the file; these may be from before.
        for suffix in ["-wal", "-shm"] {
            owner_only(&beside(file, suffix))?;
        }
        let reading = options.create_if_missing(false).read_only(true);
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS)
            .after_release(|connection, _| Box::pin(is_outside_a_transaction(connection)))
            .connect_lazy_with(reading.clone());
        let version: String = sqlx::query_scalar("SELECT sqlite_version()")
            .fetch_one(&writer)
            .await?;
        if is_older(&version, OLDEST_SQLITE) {
            bail!(
                "SQLite {version} is too old: before 3.51.3 a write-ahead log could be corrupted. \
                 Build Pairwell with its bundled SQLite"
            );
        }
        Ok(Db::Sqlite(SqliteDb {
            writer,
            readers,
            watch: Arc::new(Watch::new(reading)),
            file: file.to_owned(),
            in_use: Arc::new(Mutex::new(in_use)),
        }))
    }

    async fn postgres(url: &str) -> anyhow::Result<Db> {
        let options: PgConnectOptions = url.parse().context(
            "DATABASE_URL is not an address; write postgres://user:password@host/database",
        )?;
        let pool = PgPoolOptions::new()
            .max_connections(16)
            .acquire_timeout(Duration::from_secs(10))
            .connect_with(options.disable_statement_logging())
            .await
            .context("can't connect to PostgreSQL; is it running, and is DATABASE_URL right?")?;
        Ok(Db::Postgres(pool))
    }

    /// Applies the migrations this database has not had yet.
    pub async fn migrate(&self) -> anyhow::Result<()> {
        let outcome = match self {
            Db::Sqlite(db) => {
                let _alone = lock_beside(&db.file).await?;
                SQLITE.run(&db.writer).await
            }
            Db::Postgres(pool) => POSTGRES.run(pool).await,
        };
        outcome.context(
            "can't bring the database up to date; was it made by a newer version of Pairwell?",
        )
    }

    /// Closes every connection, after which the file is whole by itself.
    pub async fn close(&self) {
        match self {
            Db::Sqlite(db) => {
                db.watch.close().await;
                db.readers.close().await;
                db.writer.close().await;
                // Others may have it, though clones of this one are still about.
                *db.in_use.lock().expect("nobody panics with it") = None;
            }
            Db::Postgres(pool) => pool.close().await,
        }
    }
}

/// Whether a connection may be used again; the pool closes one that may not.
///
/// A write that fails for want of space has SQLite take the whole transaction back by itself.
/// Rolling back then fails, and the driver counts a transaction that is not there, so that no
/// other could begin on this connection.
async fn is_outside_a_transaction(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    if connection.is_in_transaction() {
        // Answered after the rollback that a dropped transaction has asked for.
        connection.ping().await?;
    }
    Ok(!connection.is_in_transaction())
}

/// Held while migrating, so that two processes starting at once take turns:
/// SQLite has no lock that would span several migrations.
async fn lock_beside(file: &Path) -> anyhow::Result<std::fs::File> {
    let path = beside(file, ".lock");
    let locked = tokio::task::spawn_blocking(move || {
        let lock = std::fs::File::create(&path)
            .with_context(|| format!("can't create the lock file {}", path.display()))?;
        owner_only(&path)?;
        lock.lock()
            .with_context(|| format!("can't lock {}", path.display()))?;
        anyhow::Ok(lock)
    });
    locked.await.context("the task that locks was stopped")?
}

fn is_older(version: &str, than: [u32; 3]) -> bool {
    let parts: Vec<u32> = version.split('.').flat_map(str::parse).collect();
    parts.as_slice() < than.as_slice()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_compare_by_number() {
        assert!(is_older("3.51.2", OLDEST_SQLITE));
        assert!(is_older("3.9.0", OLDEST_SQLITE));
        assert!(!is_older("3.51.3", OLDEST_SQLITE));
        assert!(!is_older("3.100.0", OLDEST_SQLITE));
    }

    #[test]
    fn an_address_is_a_file_or_postgres() {
        assert_eq!(sqlite_file("sqlite:a.db"), Some("a.db".into()));
        assert_eq!(sqlite_file("sqlite:///tmp/a.db"), Some("/tmp/a.db".into()));
        assert_eq!(sqlite_file("data/a.db"), Some("data/a.db".into()));
        assert_eq!(sqlite_file("postgres://localhost/a"), None);
    }
}
