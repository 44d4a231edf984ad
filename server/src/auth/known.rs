//! Sessions looked up lately, good for as long as nothing was committed, and for
//! the day: what runs today may be over tomorrow.
//!
//! Signing out, a new password, another role: each is a commit, after which the
//! database is asked again. So nobody is anybody for a moment longer than the
//! database says, and readers of a quiet database don't ask it at all.

use crate::db::Revision;
use pairwell_domain::api::sign_in::Me;
use pairwell_domain::id::SignInId;
use pairwell_domain::time::{Date, Instant};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

/// Past this many everything is forgotten: it is read again in no time.
const MOST: usize = 10_000;

#[derive(Default)]
pub struct Sessions(Mutex<HashMap<SignInId, (Revision, Arc<Known>)>>);

/// What is known of a session.
pub struct Known {
    /// The day `me` is of.
    pub on: Date,
    pub expires_at: Instant,
    pub stamp: i64,
    pub me: Me,
}

impl Sessions {
    pub(super) fn find(
        &self,
        session: SignInId,
        revision: &Revision,
        today: Date,
    ) -> Option<Arc<Known>> {
        let sessions = self.0.lock().expect("nothing panics while holding it");
        let (seen, known) = sessions.get(&session)?;
        (seen == revision && known.on == today).then(|| known.clone())
    }

    /// `revision` is one seen before `known` was read.
    pub(super) fn keep(&self, session: SignInId, revision: Revision, known: Known) -> Arc<Known> {
        let known = Arc::new(known);
        let mut sessions = self.0.lock().expect("nothing panics while holding it");
        if sessions.len() >= MOST {
            sessions.clear();
        }
        sessions.insert(session, (revision, known.clone()));
        known
    }
}
