//! Tells browsers what happened, as it happens.
//!
//! Events are rows with a sequence number. A browser's stream reads those after
//! the last it saw, then sleeps until the [`Hub`] wakes it; waking carries no
//! data, so a missed one costs a moment and nothing else. A browser that was
//! away resumes with `Last-Event-ID`. On PostgreSQL other instances' commits
//! wake this one's hub too.
//!
//! Nobody hears of what they may not see, and a session that ends ends its
//! stream: both are checked again whenever there is something to send.

use crate::auth::SignedIn;
use crate::db::{Db, dialect};
use crate::error::Error;
use crate::state::AppState;
use crate::store::event;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName};
use axum::response::sse::{Event, Sse};
use futures::Stream;
use pairwell_domain::api::events::{Happened, Topic};
use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::sync::watch;
use tracing::{error, warn};

pub use pairwell_domain::api::events::PATH;

/// How long a stream may be silent, and its session unchecked.
const HEARTBEAT: Duration = Duration::from_secs(15);

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// Wakes the streams of this process.
#[derive(Default)]
pub struct Hub {
    beat: watch::Sender<u64>,
    closed: AtomicBool,
}

impl Hub {
    /// Something was committed: streams look for it.
    pub fn announce(&self) {
        self.beat.send_modify(|beat| *beat += 1);
    }

    /// Ends every stream, so that the server can stop.
    pub fn close(&self) {
        self.closed.store(true, Ordering::Relaxed);
        self.announce();
    }

    fn is_closed(&self) -> bool {
        self.closed.load(Ordering::Relaxed)
    }
}

pub async fn handle(
    State(app): State<AppState>,
    who: SignedIn,
    headers: HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Error> {
    let heard = app.hub.beat.subscribe();
    let asked: Option<i64> = headers
        .get(LAST_EVENT_ID)
        .and_then(|id| id.to_str().ok()?.parse().ok());
    let seen = match asked {
        Some(seen) => seen,
        None => event::newest(&app.db).await?,
    };
    let mut ready = VecDeque::new();
    // Tells the browser where it is, and to come back soon when cut off.
    ready.push_back(
        Event::default()
            .id(seen.to_string())
            .retry(Duration::from_secs(2)),
    );
    if asked.is_some() && !event::reaches_back_to(&app.db, seen).await? {
        let newest = event::newest(&app.db).await?;
        ready.push_back(message(newest, Topic::Everything, serde_json::Value::Null)?);
    }
    let watching = Watching {
        app,
        who,
        seen,
        ready,
        heard,
    };
    Ok(Sse::new(futures::stream::unfold(watching, next)))
}

struct Watching {
    app: AppState,
    who: SignedIn,
    seen: i64,
    ready: VecDeque<Event>,
    heard: watch::Receiver<u64>,
}

async fn next(mut watching: Watching) -> Option<(Result<Event, Infallible>, Watching)> {
    loop {
        if watching.app.hub.is_closed() {
            return None;
        }
        if let Some(event) = watching.ready.pop_front() {
            return Some((Ok(event), watching));
        }
        watching.heard.mark_unchanged();
        match watching.look().await {
            Ok(true) => {}
            Ok(false) => return None,
            // The browser calls again and resumes where it was.
            Err(Error::Internal(why)) => {
                error!("a stream of events failed: {why:#}");
                return None;
            }
            Err(Error::Refused(_)) => return None,
        }
        if watching.ready.is_empty() {
            let woken = tokio::time::timeout(HEARTBEAT, watching.heard.changed()).await;
            if woken.is_err() {
                watching.ready.push_back(Event::default().comment(""));
            }
        }
    }
}

impl Watching {
    /// Fetches what is new; `false` when the session is over.
    async fn look(&mut self) -> Result<bool, Error> {
        let Some(who) = self.who.again(&self.app).await? else {
            return Ok(false);
        };
        self.who = who;
        for event in event::after(&self.app.db, self.seen).await? {
            self.seen = event.seq;
            let Ok(topic) = event.topic.parse::<Topic>() else {
                warn!("event {} has the unknown topic {}", event.seq, event.topic);
                continue;
            };
            if topic.is_for(&self.who.actor) {
                self.ready
                    .push_back(message(event.seq, topic, event.payload)?);
            }
        }
        Ok(true)
    }
}

fn message(seq: i64, topic: Topic, payload: serde_json::Value) -> Result<Event, Error> {
    let data = serde_json::to_string(&Happened { topic, payload }).map_err(anyhow::Error::from)?;
    Ok(Event::default().id(seq.to_string()).data(data))
}

/// Wakes the hub whenever another instance on the same PostgreSQL commits.
/// Returns at once on SQLite, which has no other instance.
pub async fn listen(app: AppState) {
    let Db::Postgres(pool) = &app.db else {
        return;
    };
    loop {
        let outcome = async {
            let mut listener = sqlx::postgres::PgListener::connect_with(pool).await?;
            listener.listen(dialect::CHANNEL).await?;
            // What was committed while nobody listened is in the table.
            app.hub.announce();
            loop {
                listener.recv().await?;
                app.hub.announce();
            }
        };
        let outcome: Result<(), sqlx::Error> = outcome.await;
        if app.hub.is_closed() {
            return;
        }
        if let Err(why) = outcome {
            warn!("lost the line to PostgreSQL's notifications, calling again: {why}");
        }
        tokio::time::sleep(Duration::from_secs(2)).await;
    }
}
