//! A manager settles a concern: agrees to the compromise, declines it, or finds
//! the time fine as it was asked for.

use super::{load, refused, tell_coordinators};
use crate::auth::extract::SignedIn;
use crate::http::{Answer, Call, Reply};
use crate::state::AppState;
use crate::store::{audit, concern};
use axum::extract::State;
use pairwell_domain::access::Action;
use pairwell_domain::api::concerns::AnswerCompromise;
use pairwell_domain::concern::ConcernRefusal;
use serde_json::json;
use tracing::info;

pub async fn handle(
    State(app): State<AppState>,
    who: SignedIn,
    Call { path: id, body, .. }: Call<AnswerCompromise>,
) -> Answer<AnswerCompromise> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let stored = load(&mut tx, &who, id, Action::AnswerCompromise).await?;
    let mut concern = stored.concern;
    let was = concern.state;
    concern.state = was.answered(body.answer).map_err(refused)?;
    concern.settled_at = Some(now);
    if !concern::settle(&mut tx, id, (was, concern.state), now).await? {
        return Err(refused(ConcernRefusal::Settled).into());
    }
    let subject = format!("concern/{id}");
    let detail = json!({ "answer": body.answer });
    let by = who.account();
    audit::record(
        &mut tx,
        now,
        Some(by),
        "answer_compromise",
        &subject,
        &detail,
    )
    .await?;
    tell_coordinators(&mut tx, stored.asked.programme, now).await?;
    tx.commit().await?;
    app.hub.announce();

    info!(concern.id = %id, "a manager settled concern {id}");
    Ok(Reply::of(concern))
}
