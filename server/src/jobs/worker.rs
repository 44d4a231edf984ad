//! The server's own round: mail when there is some, sweeping every hour.

use super::send_mail::{Mailer, send_due};
use crate::auth::throttle;
use crate::db::DbError;
use crate::state::{App, AppState};
use crate::store;
use std::time::Duration;
use tokio::time::MissedTickBehavior;
use tracing::{error, info};

const MAIL_EVERY: Duration = Duration::from_secs(30);
const SWEEP_EVERY: Duration = Duration::from_secs(3600);

/// A browser that was away for longer reads everything afresh.
const EVENT_DAYS: i64 = 2;
const IDEMPOTENCY_DAYS: i64 = 2;

/// Runs until the task is dropped. A failed round is logged and the next tried.
pub async fn run(app: AppState, mailer: Option<Mailer>) {
    let mut post = tokio::time::interval(MAIL_EVERY);
    let mut broom = tokio::time::interval(SWEEP_EVERY);
    post.set_missed_tick_behavior(MissedTickBehavior::Delay);
    broom.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        let outcome = tokio::select! {
            _ = post.tick() => send(&app, mailer.as_ref()).await,
            () = app.mail_waiting.notified() => send(&app, mailer.as_ref()).await,
            _ = broom.tick() => sweep(&app).await,
        };
        if let Err(why) = outcome {
            error!("the server's own round failed, next try follows: {why}");
        }
    }
}

async fn send(app: &App, mailer: Option<&Mailer>) -> Result<(), DbError> {
    match mailer {
        Some(mailer) => send_due(app, mailer).await,
        None => Ok(()),
    }
}

/// Forgets what no rule needs any more.
pub async fn sweep(app: &App) -> Result<(), DbError> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let swept = store::sign_in::sweep(&mut tx, now.plus_days(-1)).await?
        + store::throttle::sweep(&mut tx, now.plus_seconds(-throttle::KEEP_SECONDS)).await?
        + store::event::sweep(&mut tx, now.plus_days(-EVENT_DAYS)).await?
        + store::idempotency::sweep(&mut tx, now.plus_days(-IDEMPOTENCY_DAYS)).await?
        + store::mail::forget_spent_links(&mut tx, now).await?;
    tx.commit().await?;
    if swept > 0 {
        info!("swept {swept} rows that had served their time");
    }
    Ok(())
}
