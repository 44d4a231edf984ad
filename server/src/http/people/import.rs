//! An HR export, compared with the roster and applied.

use crate::auth::SignedIn;
use crate::error::Error;
use crate::http::spool::spool;
use crate::http::{Answer, Reply, UploadCall};
use crate::import::Said;
use crate::import::roster::{self, Refusal};
use crate::state::AppState;
use axum::extract::State;
use pairwell_domain::access::{Action, Resource};
use pairwell_domain::api::people::{ImportQuery, ImportRoster};
use pairwell_domain::problem::{FieldProblem, Problem};
use tracing::info;

pub async fn handle(
    State(app): State<AppState>,
    who: SignedIn,
    UploadCall { query, body, .. }: UploadCall<ImportRoster>,
) -> Answer<ImportRoster> {
    who.may(Action::ImportPeople, &Resource::Organisation)?;
    let file = spool(body).await?;
    let said = said(&query);
    let today = app.clock.now().date();
    let read = tokio::task::spawn_blocking(move || roster::read(file, &said, today, &|_| {}))
        .await
        .map_err(anyhow::Error::from)?
        .map_err(refused)?;
    let by = Some(who.account());
    let imported = roster::import(&app, read, query.dry_run, by, false, &|_| {}).await?;
    let counts = &imported.report.counts;
    if imported.report.applied {
        info!(
            "imported a roster: {} added, {} updated, {} no longer in the file",
            counts.added, counts.updated, counts.leavers
        );
    }
    Ok(Reply::of(imported.report))
}

/// What the query says about the file.
pub fn said(query: &ImportQuery) -> Said {
    Said {
        corrections: query.corrections(),
        dates: query.dates,
        replace_answers: query.replace_answers,
    }
}

/// A file that is no table, or corrections that correct nothing.
pub fn refused(why: Refusal) -> Error {
    match why {
        Refusal::Table(why) => Problem::new(422, "unreadable_file", why.to_string()).into(),
        Refusal::Mapping(why) => vec![FieldProblem::new("map", why)].into(),
    }
}
