//! Asking for a link to set a new password.

use crate::auth::extract::ClientAddress;
use crate::auth::{throttle, throttle::Tries};
use crate::http::{Answer, Call, Reply};
use crate::jobs::invite;
use crate::state::AppState;
use crate::store::{account, audit};
use axum::extract::State;
use pairwell_domain::api::sign_in::{ForgotPassword, LinkKind};
use pairwell_domain::problem::FieldProblem;
use pairwell_domain::text::EmailAddress;
use serde_json::json;

pub async fn handle(
    State(app): State<AppState>,
    ClientAddress(address): ClientAddress,
    Call { body, .. }: Call<ForgotPassword>,
) -> Answer<ForgotPassword> {
    let email =
        EmailAddress::parse(&body.email).map_err(|why| vec![FieldProblem::new("email", why)])?;
    throttle::count(&app, Tries::ResetFrom { address: &address }).await?;
    throttle::count(
        &app,
        Tries::Reset {
            email: email.as_str(),
        },
    )
    .await?;

    // The mail goes out later and elsewhere, and something is written either
    // way: neither the answer nor how long it takes says whether anybody has
    // this address.
    let known = account::by_email(&app.db, &email).await?;
    let mut tx = app.db.begin().await?;
    let subject = match &known {
        Some(known) => {
            invite::write(&mut tx, &app, LinkKind::Reset, &known.account).await?;
            format!("account/{}", known.account.id)
        }
        None => "account/none".to_owned(),
    };
    let now = app.clock.now();
    audit::record(&mut tx, now, None, "forgot_password", &subject, &json!({})).await?;
    tx.commit().await?;
    app.mail_waiting.notify_one();
    Ok(Reply::of(()))
}
