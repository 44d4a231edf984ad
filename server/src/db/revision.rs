//! Telling cheaply whether anything was committed since one last looked.
//!
//! What is kept in memory from a read is kept together with the [`Revision`]
//! seen just before that read, and used only while the database still is at the
//! same one: then nothing was committed in between, by whichever process, and a
//! new read would find the same.

use super::{Db, DbError, Reader, SqliteDb};
use std::sync::atomic::Ordering;
use std::time::SystemTime;

/// A state of the database. Equal ones hold the same; they have no order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Revision {
    Sqlite {
        /// Commits of this process.
        commits: u64,
        /// When the write-ahead log was last written, and its length: commands
        /// commit from processes of their own.
        log: Option<(SystemTime, u64)>,
    },
    /// Which transactions are visible.
    Postgres(String),
}

impl Db {
    pub async fn revision(&self) -> Result<Revision, DbError> {
        match self {
            Db::Sqlite(db) => Ok(db.revision()),
            Db::Postgres(_) => {
                const SQL: &str = "SELECT pg_current_snapshot()::text";
                let mut db = self;
                let (visible,) = db.one::<(String,)>(SQL, &[]).await?;
                Ok(Revision::Postgres(visible))
            }
        }
    }
}

impl SqliteDb {
    fn revision(&self) -> Revision {
        // Microseconds, and without opening the file: closing it again would
        // drop the locks SQLite holds on it.
        let log = std::fs::metadata(&self.log)
            .and_then(|log| Ok((log.modified()?, log.len())))
            .ok();
        Revision::Sqlite {
            commits: self.commits.load(Ordering::Acquire),
            log,
        }
    }

    pub(super) fn committed(&self) {
        self.commits.fetch_add(1, Ordering::Release);
    }
}
