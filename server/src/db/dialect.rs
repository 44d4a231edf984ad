//! The few statements that are not the same on both databases.

use super::{Db, DbError, Engine, Tx, args};
use pairwell_domain::id::ProgrammeId;

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

/// Makes the file's header durable once more; nothing reads the number.
const PROBE_SQLITE: &str = "PRAGMA user_version = 1";

/// A transaction of its own number leaves a record in the log, and a server that only reads
/// refuses it.
const PROBE_POSTGRES: &str = "SELECT pg_current_xact_id()";

impl Db {
    /// The smallest change there is, made durable, to say whether changes can be.
    pub async fn probe_writing(&self) -> Result<(), DbError> {
        let probe = match self.engine() {
            Engine::Sqlite => PROBE_SQLITE,
            Engine::Postgres => PROBE_POSTGRES,
        };
        self.execute(probe, &[]).await?;
        Ok(())
    }
}
