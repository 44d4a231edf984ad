//! A manager settles a concern: agrees to the compromise, declines it, or finds
//! the time fine as it was asked for. A coordinator may do so on the manager's
//! word, and tells what that was.

use super::{keep, refused, stale, tell_everyone};
use crate::auth::extract::SignedIn;
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Call, Reply};
use crate::state::AppState;
use crate::store::{audit, concern, pool};
use axum::extract::State;
use pairwell_domain::access::{Action, Denied};
use pairwell_domain::api::concerns::AnswerCompromise;
use pairwell_domain::concern::{ConcernState, managers_word};
use serde_json::json;
use tracing::info;

pub async fn handle(
    State(app): State<AppState>,
    who: SignedIn,
    IfMatch(version): IfMatch,
    Call { path: id, body, .. }: Call<AnswerCompromise>,
) -> Answer<AnswerCompromise> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let stored = concern::by_id(&mut tx, id).await?.ok_or(Denied::Hidden)?;
    let time = stored.asked.resource(who.me.person);
    let for_manager = who.may(Action::AnswerCompromise, &time).is_err();
    if for_manager {
        who.may(Action::SettleForManager, &time)?;
    }
    if stored.concern.version != version {
        return Err(stale(stored.concern));
    }
    let mut concern = stored.concern;
    concern.state = concern.state.answered(body.answer).map_err(refused)?;
    if for_manager {
        let said = managers_word(body.managers_word.as_deref().unwrap_or_default());
        concern.managers_word = Some(said.map_err(|problem| vec![problem])?);
    }
    concern.settled_at = Some(now);
    concern.version += 1;
    keep(&mut tx, &concern, version).await?;
    let agreed = concern
        .compromise
        .filter(|_| concern.state == ConcernState::Agreed);
    let minutes = agreed.and_then(|agreed| agreed.minutes_per_month);
    if let Some(minutes) = minutes {
        concern::take_minutes(&mut tx, concern.enrolment, minutes, now).await?;
    }
    let subject = format!("concern/{id}");
    let detail = json!({ "answer": body.answer, "managers_word": concern.managers_word });
    let by = Some(who.account());
    audit::record(&mut tx, now, by, "answer_compromise", &subject, &detail).await?;
    if minutes.is_some() {
        pool::announce(&mut tx, stored.asked.programme, now).await?;
    }
    tell_everyone(&mut tx, &stored.asked, now).await?;
    tx.commit().await?;
    app.hub.announce();

    info!(concern.id = %id, "concern {id} is settled");
    Ok(Reply::of(concern).version(version + 1))
}
