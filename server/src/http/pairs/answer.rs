//! One half says yes or no to a proposed pair.

use crate::auth::extract::SignedIn;
use crate::http::{Answer, Call, Reply};
use crate::state::AppState;
use crate::store::{audit, pair, request};
use axum::extract::State;
use pairwell_domain::access::{Action, Denied};
use pairwell_domain::api::pairs::AnswerPair;
use pairwell_domain::pair::{AnswerRefusal, PairState};
use pairwell_domain::problem::Problem;
use serde_json::json;
use tracing::info;

pub async fn handle(
    State(app): State<AppState>,
    who: SignedIn,
    Call { path: id, body, .. }: Call<AnswerPair>,
) -> Answer<AnswerPair> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let mut stored = pair::by_id(&mut tx, id).await?.ok_or(Denied::Hidden)?;
    who.may(Action::AnswerPair, &stored.resource())?;
    let role = who
        .me
        .person
        .and_then(|me| stored.role_of(me))
        .ok_or(Denied::Hidden)?;

    stored.proposal = stored.proposal.answer(role, body.answer).map_err(refused)?;
    if !pair::save_answer(&mut tx, id, stored.version, stored.proposal, now).await? {
        return Err(refused(AnswerRefusal::NotProposed).into());
    }
    if stored.proposal.state == PairState::Active {
        request::withdraw_others(&mut tx, stored.mentee.enrolment, now).await?;
    }
    let detail = json!({ "answer": body.answer });
    let subject = format!("pair/{id}");
    audit::record(
        &mut tx,
        now,
        Some(who.account()),
        "answer_pair",
        &subject,
        &detail,
    )
    .await?;
    tx.commit().await?;

    info!(pair.id = %id, "one half answered the proposal of pair {id}");
    Ok(Reply::of(stored.seen_by(role)))
}

fn refused(refusal: AnswerRefusal) -> Problem {
    Problem::new(409, "not_proposed", refusal.to_string())
}
