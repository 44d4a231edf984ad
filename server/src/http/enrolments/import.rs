//! A sheet of volunteers, compared with a programme and applied.

use crate::auth::SignedIn;
use crate::http::people::import::{refused, said};
use crate::http::spool::spool;
use crate::http::{Answer, Reply, UploadCall};
use crate::import::enrolments;
use crate::state::AppState;
use crate::store::programme;
use axum::extract::State;
use pairwell_domain::access::{Action, Denied, Resource};
use pairwell_domain::api::enrolments::ImportEnrolments;
use tracing::info;

pub async fn handle(
    State(app): State<AppState>,
    who: SignedIn,
    UploadCall {
        path: id,
        query,
        body,
    }: UploadCall<ImportEnrolments>,
) -> Answer<ImportEnrolments> {
    who.may(Action::ManageEnrolments, &Resource::Programme(id))?;
    let programme = programme::by_id(&app.db, id).await?.ok_or(Denied::Hidden)?;
    let file = spool(body).await?;
    let said = said(&query);
    let read = tokio::task::spawn_blocking(move || enrolments::read(file, &said))
        .await
        .map_err(anyhow::Error::from)?
        .map_err(refused)?;
    let by = Some(who.account());
    let imported = enrolments::import(&app, &programme, read, query.dry_run, by).await?;
    let counts = &imported.report.counts;
    if imported.report.applied {
        info!(
            programme.id = %id,
            "imported enrolments into programme {id}: {} added, {} updated",
            counts.added, counts.updated
        );
    }
    Ok(Reply::of(imported.report))
}
