//! Signing in with address and password.

use crate::auth::extract::ClientAddress;
use crate::auth::{session, throttle, throttle::Tries};
use crate::http::{Answer, Call, Reply};
use crate::state::AppState;
use crate::store::{account, actor, audit};
use axum::extract::State;
use pairwell_domain::api::sign_in::SignIn;
use pairwell_domain::problem::Problem;
use pairwell_domain::text::EmailAddress;
use serde_json::json;
use tracing::info;

pub async fn handle(
    State(app): State<AppState>,
    ClientAddress(address): ClientAddress,
    Call { body, .. }: Call<SignIn>,
) -> Answer<SignIn> {
    throttle::count(&app, Tries::SignInFrom { address: &address }).await?;
    throttle::count(&app, Tries::SignIn { email: &body.email }).await?;

    let known = match EmailAddress::parse(&body.email) {
        Ok(email) => account::by_email(&app.db, &email).await?,
        Err(_) => None,
    };
    // Verified even when nobody has this address: who has an account must not
    // show in how long the answer takes.
    let kept = known
        .as_ref()
        .and_then(|known| known.password_hash.as_deref());
    let right = app.passwords.verify(&body.password, kept).await?;
    let Some(known) = known.filter(|_| right) else {
        return Err(refused().into());
    };
    let account = known.account;
    throttle::forget(&app, Tries::SignIn { email: &body.email }).await?;

    let mut tx = app.db.begin().await?;
    let cookies = session::open(&mut tx, &app, &account).await?;
    let subject = format!("account/{}", account.id);
    let now = app.clock.now();
    audit::record(
        &mut tx,
        now,
        Some(account.id),
        "sign_in",
        &subject,
        &json!({}),
    )
    .await?;
    tx.commit().await?;

    info!(account.id = %account.id, "account {} signed in", account.id);
    let me = actor::me(&app.db, &account, now.date()).await?;
    Ok(Reply::of(me).cookies(cookies.headers()))
}

/// The same for a wrong password as for an unknown address.
fn refused() -> Problem {
    Problem::new(
        401,
        "wrong_credentials",
        "That address and password don't go together.",
    )
    .detail("Check both, or ask for a link to set a new password.")
}
