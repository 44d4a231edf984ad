//! A manager says that the time asked of a report is a concern.

use super::tell_everyone;
use crate::auth::extract::SignedIn;
use crate::http::enrolments::still_running;
use crate::http::{Answer, Call, Reply};
use crate::state::AppState;
use crate::store::{audit, concern, programme};
use axum::extract::State;
use pairwell_domain::access::{Action, Denied};
use pairwell_domain::api::concerns::{Concern, RaiseConcern};
use pairwell_domain::concern::{ConcernState, note};
use pairwell_domain::problem::Problem;
use serde_json::json;
use tracing::info;

pub async fn handle(
    State(app): State<AppState>,
    who: SignedIn,
    Call {
        path: enrolment,
        body,
        ..
    }: Call<RaiseConcern>,
) -> Answer<RaiseConcern> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let asked = concern::asked(&mut tx, enrolment)
        .await?
        .ok_or(Denied::Hidden)?;
    who.may(Action::RaiseConcern, &asked.resource(who.me.person))?;
    let programme = programme::by_id(&mut tx, asked.programme)
        .await?
        .ok_or(Denied::Hidden)?;
    still_running(&programme, now.date())?;
    let raised = Concern {
        id: app.clock.new_id(),
        enrolment,
        kind: body.kind,
        note: note(&body.note).map_err(|problem| vec![problem])?,
        state: ConcernState::Raised,
        raised_at: now,
        compromise: None,
        settled_at: None,
        managers_word: None,
        version: 1,
    };
    let by = who.account();
    match concern::raise(&mut tx, &raised, asked.programme, by).await {
        Err(why) if why.is_duplicate("concern", "enrolment_id") => {
            let title = "A concern about this person's time is open already.";
            return Err(Problem::new(409, "already_open", title)
                .detail("The coordinators have it. Load the page again to see what became of it.")
                .into());
        }
        other => other?,
    }
    let subject = format!("concern/{}", raised.id);
    let detail = json!({ "kind": raised.kind });
    audit::record(&mut tx, now, Some(by), "raise_concern", &subject, &detail).await?;
    tell_everyone(&mut tx, &asked, now).await?;
    tx.commit().await?;
    app.hub.announce();

    info!(concern.id = %raised.id, "a manager raised concern {}", raised.id);
    Ok(Reply::of(raised).version(1))
}
