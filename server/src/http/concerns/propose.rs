//! A coordinator offers a manager a compromise.

use super::{load, refused};
use crate::auth::extract::SignedIn;
use crate::http::{Answer, Call, Reply};
use crate::state::AppState;
use crate::store::{audit, concern, event};
use axum::extract::State;
use pairwell_domain::access::Action;
use pairwell_domain::api::concerns::ProposeCompromise;
use pairwell_domain::api::events::Topic;
use pairwell_domain::concern::ConcernRefusal;
use serde_json::{Value, json};
use tracing::info;

pub async fn handle(
    State(app): State<AppState>,
    who: SignedIn,
    Call { path: id, body, .. }: Call<ProposeCompromise>,
) -> Answer<ProposeCompromise> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let stored = load(&mut tx, &who, id, Action::ProposeCompromise).await?;
    body.check(stored.asked.minutes_per_month)?;
    let mut concern = stored.concern;
    concern.state = concern.state.proposed().map_err(refused)?;
    concern.compromise = Some(body);
    if !concern::propose(&mut tx, id, concern.state, &body).await? {
        return Err(refused(ConcernRefusal::Settled).into());
    }
    let subject = format!("concern/{id}");
    let detail = json!({ "compromise": body });
    let by = who.account();
    audit::record(
        &mut tx,
        now,
        Some(by),
        "propose_compromise",
        &subject,
        &detail,
    )
    .await?;
    event::record(&mut tx, now, Topic::Account(stored.raised_by), &Value::Null).await?;
    tx.commit().await?;
    app.hub.announce();

    info!(concern.id = %id, "a coordinator offered a compromise for concern {id}");
    Ok(Reply::of(concern))
}
