//! Answers kept ready, for what many read far more often than anybody changes
//! it: a programme's mentors, a board.
//!
//! An answer is kept with the database's revision its reader saw and given only
//! to readers that see the same, so it is never older than what they would have
//! read themselves. Whether somebody may read it is decided each time.

use super::reply::{Answer, Ready, Reply};
use crate::auth::SignedIn;
use crate::db::Revision;
use crate::error::Error;
use crate::state::App;
use pairwell_domain::access::{Action, Resource};
use pairwell_domain::api::Endpoint;
use std::collections::HashMap;
use std::sync::Mutex;
use uuid::Uuid;

/// Bytes kept at most; what was used longest ago goes first.
const LIMIT: usize = 32 << 20;

#[derive(Default)]
pub struct Kept(Mutex<Shelf>);

#[derive(Default)]
struct Shelf {
    answers: HashMap<Key, Entry>,
    bytes: usize,
    /// Counts uses, to tell which was longest ago.
    uses: u64,
}

/// The operation, and what it is asked about.
type Key = (&'static str, Uuid);

struct Entry {
    revision: Revision,
    resource: Resource,
    ready: Ready,
    used: u64,
}

/// `E`'s answer about `subject` for somebody who may do `action` to what it is
/// about, from `read` unless it is at hand. `read` decides that for itself and
/// returns what it decided about; its answer must be the same for everybody.
pub async fn kept<E: Endpoint>(
    app: &App,
    who: &SignedIn,
    subject: Uuid,
    action: Action,
    read: impl AsyncFnOnce() -> Result<(Resource, Reply<E>), Error>,
) -> Answer<E> {
    let key = (E::NAME, subject);
    if let Some((resource, ready)) = app.kept.find(key, &who.revision) {
        who.may(action, &resource)?;
        return Ok(Reply::ready(ready));
    }
    let (resource, reply) = read().await?;
    let ready = reply.make_ready()?;
    let entry = Entry {
        revision: who.revision.clone(),
        resource,
        ready: ready.clone(),
        used: 0,
    };
    app.kept.keep(key, entry);
    Ok(Reply::ready(ready))
}

impl Kept {
    fn find(&self, key: Key, revision: &Revision) -> Option<(Resource, Ready)> {
        let mut shelf = self.0.lock().expect("nothing panics while holding it");
        shelf.uses += 1;
        let uses = shelf.uses;
        let entry = shelf.answers.get_mut(&key)?;
        entry.used = uses;
        (entry.revision == *revision).then(|| (entry.resource, entry.ready.clone()))
    }

    fn keep(&self, key: Key, mut entry: Entry) {
        let mut shelf = self.0.lock().expect("nothing panics while holding it");
        entry.used = shelf.uses;
        shelf.bytes += entry.ready.bytes();
        if let Some(before) = shelf.answers.insert(key, entry) {
            shelf.bytes -= before.ready.bytes();
        }
        while shelf.bytes > LIMIT {
            let answers = shelf.answers.iter();
            let Some((&oldest, _)) = answers.min_by_key(|(_, entry)| entry.used) else {
                return;
            };
            if let Some(gone) = shelf.answers.remove(&oldest) {
                shelf.bytes -= gone.ready.bytes();
            }
        }
    }
}
