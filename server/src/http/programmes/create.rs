//! Starts a programme.

use crate::auth::SignedIn;
use crate::http::{Answer, Call, Reply};
use crate::state::AppState;
use crate::store::{audit, programme};
use axum::extract::State;
use pairwell_domain::access::{Action, Resource};
use pairwell_domain::api::programmes::CreateProgramme;
use serde_json::json;
use tracing::info;

pub async fn handle(
    State(app): State<AppState>,
    who: SignedIn,
    Call { body, .. }: Call<CreateProgramme>,
) -> Answer<CreateProgramme> {
    who.may(Action::CreateProgramme, &Resource::Organisation)?;
    let programme = body.validate()?.with_id(app.clock.new_id());
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    programme::add(&mut tx, &programme, now).await?;
    programme::appoint(&mut tx, programme.id, who.account()).await?;
    let subject = format!("programme/{}", programme.id);
    let by = Some(who.account());
    audit::record(&mut tx, now, by, "create_programme", &subject, &json!({})).await?;
    tx.commit().await?;

    info!(programme.id = %programme.id, "started programme {}", programme.id);
    let version = programme.version;
    Ok(Reply::of(programme).version(version))
}
