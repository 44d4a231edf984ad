//! Gives a scenario another name. Nothing that was decided on it changes, so moves
//! that are on their way still find the version they were made on.

use super::{announce, load, name};
use crate::auth::SignedIn;
use crate::http::{Answer, Call, Reply};
use crate::state::AppState;
use crate::store::audit;
use crate::store::board::{self, scenarios};
use axum::extract::State;
use pairwell_domain::access::{Action, Denied};
use pairwell_domain::api::board::RenameBoard;
use serde_json::json;
use tracing::info;

pub async fn handle(
    State(app): State<AppState>,
    who: SignedIn,
    Call { path: id, body, .. }: Call<RenameBoard>,
) -> Answer<RenameBoard> {
    let programme = load(&app.db, &who, id, Action::EditBoard).await?.programme;

    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    board::hold_programme(&mut tx, programme).await?;
    let boards = board::of_programme(&mut tx, programme).await?;
    let others = boards.iter().filter(|board| board.id != id);
    let name = name(&body.name, others)?;
    let before = board::summary(&mut tx, id).await?.ok_or(Denied::Hidden)?;
    scenarios::rename(&mut tx, id, &name).await?;
    let after = board::summary(&mut tx, id).await?.ok_or(Denied::Hidden)?;
    let subject = format!("board/{id}");
    let detail = json!({ "before": before.name, "after": after.name });
    let by = Some(who.account());
    audit::record(&mut tx, now, by, "rename_board", &subject, &detail).await?;
    announce(&mut tx, programme, id, now).await?;
    tx.commit().await?;
    app.hub.announce();

    info!(board.id = %id, "renamed board {id}");
    let version = after.version;
    Ok(Reply::of(after).version(version))
}
