//! Everything that computed a publication's pairs, for whoever doubts them.

use crate::auth::SignedIn;
use crate::http::{Answer, Call, Reply};
use crate::state::AppState;
use crate::store::publication;
use axum::extract::State;
use pairwell_domain::access::{Action, Denied, Resource};
use pairwell_domain::api::board::ReadRecord;

pub async fn handle(
    State(app): State<AppState>,
    who: SignedIn,
    Call { path: id, .. }: Call<ReadRecord>,
) -> Answer<ReadRecord> {
    let mut snapshot = app.db.snapshot().await?;
    let programme = publication::programme_of(&mut snapshot, id).await?;
    let here = Resource::Programme(programme.ok_or(Denied::Hidden)?);
    who.may(Action::ReadBoard, &here)?;
    // There is none of what was published before records were kept.
    let record = publication::record(&mut snapshot, id).await?;
    Ok(Reply::of(record.ok_or(Denied::Hidden)?))
}
