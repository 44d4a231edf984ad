//! A coordinator offers a manager a compromise.

use super::{keep, load, refused, stale, tell_everyone};
use crate::auth::extract::SignedIn;
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Call, Reply};
use crate::state::AppState;
use crate::store::audit;
use axum::extract::State;
use pairwell_domain::access::Action;
use pairwell_domain::api::concerns::ProposeCompromise;
use serde_json::json;
use tracing::info;

pub async fn handle(
    State(app): State<AppState>,
    who: SignedIn,
    IfMatch(version): IfMatch,
    Call { path: id, body, .. }: Call<ProposeCompromise>,
) -> Answer<ProposeCompromise> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let stored = load(&mut tx, &who, id, Action::ProposeCompromise).await?;
    body.check(stored.asked.minutes_per_month)?;
    if stored.concern.version != version {
        return Err(stale(stored.concern));
    }
    let mut concern = stored.concern;
    concern.state = concern.state.proposed().map_err(refused)?;
    concern.compromise = Some(body);
    concern.version += 1;
    keep(&mut tx, &concern, version).await?;
    let subject = format!("concern/{id}");
    let detail = json!({ "compromise": body });
    let by = Some(who.account());
    audit::record(&mut tx, now, by, "propose_compromise", &subject, &detail).await?;
    tell_everyone(&mut tx, &stored.asked, now).await?;
    tx.commit().await?;
    app.hub.announce();

    info!(concern.id = %id, "a coordinator offered a compromise for concern {id}");
    Ok(Reply::of(concern).version(version + 1))
}
