//! Whether this server runs, and whether it can do its work: what a service manager, a
//! container platform or a load balancer asks.
//!
//! `/health/live` fails only if the process can't answer: restart it then. `/health/ready`
//! fails while the database does not answer or nothing can be written: send no requests then,
//! and look at the log. It mends itself as soon as the cause is gone.

use crate::db::{DbError, Storage};
use crate::error::Error;
use crate::state::{App, AppState};
use axum::extract::State;
use pairwell_domain::problem::Problem;
use pairwell_domain::time::Instant;
use std::sync::Mutex;
use std::time::Duration;
use tokio::time::timeout;

/// Anybody may ask, and a probe waits for the disk: it is made this often at most.
const PROBE_EVERY_MILLISECONDS: i64 = 1_000;

const RETRY_AFTER_SECONDS: i64 = 5;

/// A database that takes longer for the smallest of changes does not work.
const PATIENCE: Duration = Duration::from_secs(5);

/// What the last probe found, and when.
#[derive(Default)]
pub struct Readiness {
    last: Mutex<Option<(Instant, Found)>>,
}

#[derive(Clone, Copy)]
enum Found {
    Ready,
    CantWrite(Storage),
    NoAnswer,
}

pub async fn live() -> &'static str {
    "ok\n"
}

pub async fn ready(State(app): State<AppState>) -> Result<&'static str, Error> {
    let now = app.clock.now();
    let last = *app.readiness.last.lock().expect("nobody panics with it");
    let found = match last {
        Some((at, found)) if now.0 - at.0 < PROBE_EVERY_MILLISECONDS => found,
        _ => {
            let found = probe(&app).await;
            *app.readiness.last.lock().expect("nobody panics with it") = Some((now, found));
            found
        }
    };
    let why = match found {
        Found::Ready => return Ok("ok\n"),
        Found::CantWrite(storage) => storage.to_string(),
        Found::NoAnswer => "the database does not answer".to_owned(),
    };
    let problem = Problem::new(503, "not_ready", "This server can't do its work now.");
    let problem = problem.detail(format!("Because {why}."));
    Err(Error::later(problem, RETRY_AFTER_SECONDS))
}

async fn probe(app: &App) -> Found {
    match timeout(PATIENCE, app.db.probe_writing()).await {
        Ok(Ok(())) => Found::Ready,
        Ok(Err(DbError::Storage { storage, cause })) => {
            tracing::error!("not ready: {storage}: {cause}");
            Found::CantWrite(storage)
        }
        Ok(Err(why)) => {
            tracing::error!("not ready: {why}");
            Found::NoAnswer
        }
        Err(_) => {
            tracing::error!("not ready: the database took longer than {PATIENCE:?}");
            Found::NoAnswer
        }
    }
}
