//! Signing out: the session ends at once, in every tab and for every copy of
//! its tokens.

use crate::auth::{SignedIn, cookie};
use crate::http::{Answer, Call, Reply};
use crate::state::AppState;
use crate::store::{audit, sign_in};
use axum::extract::State;
use pairwell_domain::api::sign_in::SignOut;
use serde_json::json;

pub async fn handle(
    State(app): State<AppState>,
    who: SignedIn,
    _: Call<SignOut>,
) -> Answer<SignOut> {
    let now = app.clock.now();
    let subject = format!("account/{}", who.account());
    let mut tx = app.db.begin().await?;
    sign_in::revoke(&mut tx, who.session, now).await?;
    audit::record(
        &mut tx,
        now,
        Some(who.account()),
        "sign_out",
        &subject,
        &json!({}),
    )
    .await?;
    tx.commit().await?;
    // Streams of this session notice that it is over.
    app.hub.announce();
    Ok(Reply::of(()).cookies(cookie::cleared()))
}
