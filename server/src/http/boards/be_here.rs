//! Somebody says that they are on a board, and hears who else is.
//!
//! It is asked every few seconds by each open board, and every commit makes the
//! answers kept ready useless ([`crate::http::kept`]), so it writes only when what
//! is written would not do until the next time.

use super::load;
use crate::auth::SignedIn;
use crate::db::DbError;
use crate::http::{Answer, Call, Reply};
use crate::state::AppState;
use crate::store::board::presence;
use axum::extract::State;
use pairwell_domain::access::{Action, Denied};
use pairwell_domain::api::board::{BeHere, PRESENT_FOR_SECONDS, Present};

/// How old what is written may be. Who asks every ten seconds is never away for longer
/// than counts.
const GOOD_FOR_SECONDS: i64 = PRESENT_FOR_SECONDS / 2;

pub async fn handle(
    State(app): State<AppState>,
    who: SignedIn,
    Call { path: id, .. }: Call<BeHere>,
) -> Answer<BeHere> {
    load(&app.db, &who, id, Action::ReadBoard).await?;

    let now = app.clock.now();
    let since = now.plus_seconds(-PRESENT_FOR_SECONDS);
    let all = presence::all(&app.db, id).await?;
    let (mine, others): (Vec<_>, Vec<_>) = all
        .into_iter()
        .partition(|seen| seen.account_id == who.account());
    let (here, gone): (Vec<_>, Vec<_>) = others.into_iter().partition(|seen| seen.seen_at >= since);

    let good_since = now.plus_seconds(-GOOD_FOR_SECONDS);
    if mine.iter().all(|seen| seen.seen_at <= good_since) {
        match presence::note(&app.db, id, who.account(), now).await {
            // It has just been removed.
            Err(DbError::Reference(_)) => return Err(Denied::Hidden.into()),
            noted => noted?,
        }
    }
    if !gone.is_empty() {
        presence::forget(&app.db, id, since).await?;
    }
    let here = here.into_iter().map(|seen| Present { name: seen.name });
    Ok(Reply::of(here.collect()))
}
