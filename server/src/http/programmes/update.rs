//! Changes a programme's settings.

use crate::auth::SignedIn;
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Call, Reply};
use crate::state::AppState;
use crate::store::{audit, pool, programme};
use axum::extract::State;
use pairwell_domain::access::{Action, Denied, Resource};
use pairwell_domain::api::programmes::UpdateProgramme;
use pairwell_domain::problem::Problem;
use pairwell_domain::programme::Programme;
use serde_json::json;
use tracing::info;

pub async fn handle(
    State(app): State<AppState>,
    who: SignedIn,
    IfMatch(version): IfMatch,
    Call { path: id, body, .. }: Call<UpdateProgramme>,
) -> Answer<UpdateProgramme> {
    who.may(Action::ConfigureProgramme, &Resource::Programme(id))?;
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let before = programme::by_id(&mut tx, id).await?.ok_or(Denied::Hidden)?;
    let asked = Programme {
        version,
        ..body.apply(&before)?
    };
    if !programme::update(&mut tx, &asked).await? {
        return Err(stale(before).into());
    }
    let subject = format!("programme/{id}");
    let detail = json!({ "before": before, "after": asked });
    let by = Some(who.account());
    audit::record(&mut tx, now, by, "update_programme", &subject, &detail).await?;
    // Places and shared hours are computed from the settings.
    pool::announce(&mut tx, id, now).await?;
    tx.commit().await?;
    app.hub.announce();

    info!(programme.id = %id, "changed the settings of programme {id}");
    let version = version + 1;
    Ok(Reply::of(Programme { version, ..asked }).version(version))
}

fn stale(current: Programme) -> Problem {
    Problem::stale(
        "Somebody else has changed these settings meanwhile.",
        current,
    )
}
