//! A mentee takes a request back.

use super::{load, no_longer_waiting};
use crate::auth::extract::SignedIn;
use crate::http::{Answer, Call, Reply};
use crate::state::AppState;
use crate::store::{audit, request};
use axum::extract::State;
use pairwell_domain::access::Action;
use pairwell_domain::api::mentors::WithdrawRequest;
use pairwell_domain::request::RequestState;
use serde_json::json;

pub async fn handle(
    State(app): State<AppState>,
    who: SignedIn,
    Call { path: id, .. }: Call<WithdrawRequest>,
) -> Answer<WithdrawRequest> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let stored = load(&mut tx, &who, id, Action::AskMentor).await?;
    if !request::close(&mut tx, id, RequestState::Withdrawn, now).await? {
        return Err(no_longer_waiting(stored.request.state).into());
    }
    let subject = format!("request/{id}");
    audit::record(
        &mut tx,
        now,
        Some(who.account()),
        "withdraw_request",
        &subject,
        &json!({}),
    )
    .await?;
    tx.commit().await?;
    let mut request = stored.request;
    request.state = RequestState::Withdrawn;
    Ok(Reply::of(request))
}
