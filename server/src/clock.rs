//! The only place that reads the time, and that makes ids from it.
//!
//! Everything else is handed an [`Instant`], so a test moves the clock instead
//! of sleeping. `.clippy.toml` keeps it that way.

use pairwell_domain::time::Instant;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use uuid::{ContextV7, Timestamp, Uuid};

#[derive(Clone)]
pub struct Clock(Arc<Inner>);

struct Inner {
    /// Milliseconds at which time stands still; `None` follows the system.
    standing: Option<AtomicI64>,
    ids: Mutex<ContextV7>,
}

impl Clock {
    pub fn system() -> Self {
        Self::with(None)
    }

    /// A clock that only moves when told to.
    pub fn standing_at(now: Instant) -> Self {
        Self::with(Some(AtomicI64::new(now.0)))
    }

    fn with(standing: Option<AtomicI64>) -> Self {
        Clock(Arc::new(Inner {
            standing,
            ids: Mutex::new(ContextV7::new()),
        }))
    }

    #[expect(clippy::disallowed_methods, reason = "this is the clock")]
    pub fn now(&self) -> Instant {
        match &self.0.standing {
            Some(at) => Instant(at.load(Ordering::Relaxed)),
            None => Instant(jiff::Timestamp::now().as_millisecond()),
        }
    }

    /// Moves a standing clock on; one that follows the system can't be moved.
    pub fn advance(&self, seconds: i64) {
        let standing = self.0.standing.as_ref().expect("a standing clock");
        standing.fetch_add(seconds * 1000, Ordering::Relaxed);
    }

    /// A new id. Ids of one process sort in the order they were made.
    pub fn new_id<T: From<Uuid>>(&self) -> T {
        let now = self.now().0;
        let (seconds, millis) = (now.div_euclid(1000), now.rem_euclid(1000));
        let ids = self.0.ids.lock().expect("making an id can't panic");
        Uuid::new_v7(Timestamp::from_unix(
            &*ids,
            u64::try_from(seconds).unwrap_or(0),
            u32::try_from(millis).unwrap_or(0) * 1_000_000,
        ))
        .into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_sort_by_age_even_within_one_millisecond() {
        let clock = Clock::standing_at(Instant(1_700_000_000_000));
        let ids: Vec<Uuid> = (0..100).map(|_| clock.new_id()).collect();
        assert!(ids.is_sorted());
    }
}
