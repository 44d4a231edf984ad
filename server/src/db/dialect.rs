//! The few statements that are not the same on both databases.

use super::files::probe_disk;
use super::{Db, DbError, Engine, Reader, Tx, args};
use pairwell_domain::id::ProgrammeId;
use std::io;

/// Wakes listeners of other server instances when the transaction commits.
const NOTIFY: &str = "SELECT pg_notify('pairwell', '')";

/// Channel of [`NOTIFY`].
pub const CHANNEL: &str = "pairwell";

/// Sequence numbers are handed out before a transaction commits, so a reader
/// could see 8 before 7 and then miss 7 for good. Whoever writes an event holds
/// this lock until its commit, so that numbers appear in order.
const EVENTS_IN_ORDER: &str = "SELECT pg_advisory_xact_lock(7305804402)";

/// Nobody else may change the roster until this transaction ends; reading goes on.
const ROSTER_ALONE: &str = "LOCK TABLE person IN SHARE ROW EXCLUSIVE MODE";

/// Nobody else may change these enrolments, or fill these mentors' places, until
/// this transaction ends. In order of id: two who hold several never wait for
/// each other.
const ENROLMENTS_ALONE: &str = "
    SELECT id FROM enrolment WHERE $1 IS NULL OR programme_id = $1
    ORDER BY id FOR NO KEY UPDATE";

impl Tx {
    pub fn engine(&self) -> Engine {
        match self {
            Tx::Sqlite(..) => Engine::Sqlite,
            Tx::Postgres(_) => Engine::Postgres,
        }
    }

    /// Called before an event is written. SQLite has one writer anyway.
    pub async fn hold_event_order(&mut self) -> Result<(), DbError> {
        if self.engine() == Engine::Postgres {
            self.execute(EVENTS_IN_ORDER, &[]).await?;
            self.execute(NOTIFY, &[]).await?;
        }
        Ok(())
    }
}

impl Tx {
    /// Called before a roster is compared with a file. SQLite has one writer anyway.
    pub async fn hold_roster(&mut self) -> Result<(), DbError> {
        if self.engine() == Engine::Postgres {
            self.execute(ROSTER_ALONE, &[]).await?;
        }
        Ok(())
    }

    /// Called before several enrolments of one programme, or of all, are read to
    /// be changed or paired; after [`Tx::hold_roster`] where both are held.
    /// SQLite has one writer anyway.
    pub async fn hold_enrolments(&mut self, programme: Option<ProgrammeId>) -> Result<(), DbError> {
        if self.engine() == Engine::Postgres {
            self.execute(ENROLMENTS_ALONE, args![programme]).await?;
        }
        Ok(())
    }
}

/// Whether it is a standby, or told to refuse writes.
const ONLY_READS: &str = "
    SELECT pg_is_in_recovery() OR CAST(current_setting('transaction_read_only') AS BOOLEAN)";

impl Db {
    /// Fails while no change could be made durable. Nothing is committed, since a commit
    /// invalidates the response cache: on SQLite the write lock is taken and a file written
    /// beside the database, PostgreSQL is asked whether it only reads.
    pub async fn probe_writing(&self) -> Result<(), DbError> {
        match self {
            Db::Sqlite(db) => {
                drop(self.begin().await?);
                let database = db.file().to_owned();
                let probing = tokio::task::spawn_blocking(move || probe_disk(&database));
                probing.await.unwrap_or_else(|why| Err(why.into()))?;
            }
            Db::Postgres(_) => {
                let mut db = self;
                let (only_reads,) = db.one::<(bool,)>(ONLY_READS, &[]).await?;
                if only_reads {
                    return Err(io::Error::from(io::ErrorKind::ReadOnlyFilesystem).into());
                }
            }
        }
        Ok(())
    }
}
