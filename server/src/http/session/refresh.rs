//! Exchanging the refresh cookie for fresh cookies.

use crate::auth::cookie;
use crate::auth::session::{Rotated, rotate};
use crate::http::{Answer, Call, Reply};
use crate::state::AppState;
use crate::store::actor;
use axum::extract::State;
use axum::http::HeaderMap;
use pairwell_domain::api::sign_in::Refresh;
use pairwell_domain::problem::Problem;
use tracing::warn;

pub async fn handle(
    State(app): State<AppState>,
    headers: HeaderMap,
    _: Call<Refresh>,
) -> Answer<Refresh> {
    let Some(token) = cookie::read(&headers, cookie::REFRESH) else {
        return Err(Problem::signed_out().into());
    };
    let mut tx = app.db.begin().await?;
    let rotated = rotate(&mut tx, &app, &token).await?;
    tx.commit().await?;
    match rotated {
        Rotated::Fresh(fresh) => {
            let (account, cookies) = *fresh;
            let me = actor::me(&app.db, &account, app.clock.now().date()).await?;
            Ok(Reply::of(me).cookies(cookies.headers()))
        }
        Rotated::Refused => Err(Problem::signed_out().into()),
        Rotated::Stolen(session) => {
            warn!(sign_in.id = %session, "a used refresh token came back; session {session} is revoked");
            Err(Problem::signed_out()
                .detail("This session was ended because its token was used twice.")
                .into())
        }
    }
}
