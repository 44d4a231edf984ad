//! Telling cheaply whether anything was committed since one last looked.
//!
//! What is kept in memory from a read is kept together with the [`Revision`]
//! seen just before that read, and used only while the database still is at the
//! same one: then nothing was committed in between, by whichever process, and a
//! new read would find the same.

use super::{Db, DbError};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Connection};
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::Mutex;

/// A state of the database. Equal ones hold the same; they have no order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Revision {
    Sqlite {
        /// Which connection was asked: what different ones say can't be compared.
        connection: u64,
        /// Changes with every commit of any other connection, in this process or
        /// another.
        version: i64,
    },
    /// Which transactions are visible.
    Postgres(String),
}

impl Db {
    pub async fn revision(&self) -> Result<Revision, DbError> {
        match self {
            Db::Sqlite(db) => Ok(db.watch.revision().await?),
            Db::Postgres(_) => {
                use super::Reader;
                const SQL: &str = "SELECT pg_current_snapshot()::text";
                let mut db = self;
                let (visible,) = db.one::<(String,)>(SQL, &[]).await?;
                Ok(Revision::Postgres(visible))
            }
        }
    }
}

/// An SQLite connection that does nothing but ask whether others have committed.
#[derive(Debug)]
pub(super) struct Watch {
    options: SqliteConnectOptions,
    /// Looks begun so far.
    begun: AtomicU64,
    seen: Mutex<Seen>,
}

#[derive(Debug, Default)]
struct Seen {
    /// Opened at the first look, and anew after one that failed.
    connection: Option<SqliteConnection>,
    /// Connections opened so far.
    opened: u64,
    /// The look that found `version`.
    look: u64,
    version: i64,
}

impl Watch {
    pub(super) fn new(options: SqliteConnectOptions) -> Self {
        Watch {
            options,
            begun: AtomicU64::new(0),
            seen: Mutex::default(),
        }
    }

    async fn revision(&self) -> Result<Revision, sqlx::Error> {
        let begun = self.begun.load(Ordering::SeqCst);
        let mut seen = self.seen.lock().await;
        // While this call waited its turn another may have looked. Only a look
        // that began after this call did has seen all there was before it.
        if seen.look <= begun {
            let look = self.begun.fetch_add(1, Ordering::SeqCst) + 1;
            seen.version = seen.ask(&self.options).await?;
            seen.look = look;
        }
        Ok(Revision::Sqlite {
            connection: seen.opened,
            version: seen.version,
        })
    }

    pub(super) async fn close(&self) {
        if let Some(connection) = self.seen.lock().await.connection.take() {
            // There is nothing to lose in it.
            let _ = connection.close().await;
        }
    }
}

impl Seen {
    async fn ask(&mut self, options: &SqliteConnectOptions) -> Result<i64, sqlx::Error> {
        let mut connection = match self.connection.take() {
            Some(connection) => connection,
            None => {
                self.opened += 1;
                options.connect().await?
            }
        };
        let version = sqlx::query_scalar("PRAGMA data_version")
            .fetch_one(&mut connection)
            .await?;
        self.connection = Some(connection);
        Ok(version)
    }
}
