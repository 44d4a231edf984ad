//! Boards of a programme. There is always one: the first is made when somebody
//! first looks.

use crate::auth::SignedIn;
use crate::error::Error;
use crate::http::{Answer, Call, Reply};
use crate::state::AppState;
use crate::store::{audit, board};
use axum::extract::State;
use pairwell_domain::access::{Action, Resource};
use pairwell_domain::api::board::{BoardSummary, ListBoards};
use pairwell_domain::id::{BoardId, ProgrammeId};
use serde_json::json;
use tracing::info;

pub async fn handle(
    State(app): State<AppState>,
    who: SignedIn,
    Call {
        path: programme, ..
    }: Call<ListBoards>,
) -> Answer<ListBoards> {
    who.may(Action::ReadBoard, &Resource::Programme(programme))?;
    let boards = board::of_programme(&app.db, programme).await?;
    if boards.is_empty() {
        return Ok(Reply::of(add_first(&app, &who, programme).await?));
    }
    Ok(Reply::of(boards))
}

async fn add_first(
    app: &AppState,
    who: &SignedIn,
    programme: ProgrammeId,
) -> Result<Vec<BoardSummary>, Error> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    board::hold_programme(&mut tx, programme).await?;
    let boards = board::of_programme(&mut tx, programme).await?;
    if !boards.is_empty() {
        return Ok(boards);
    }
    let id: BoardId = app.clock.new_id();
    board::add(&mut tx, id, programme, "Draft 1", now).await?;
    let subject = format!("board/{id}");
    let detail = json!({ "programme": programme });
    let by = Some(who.account());
    audit::record(&mut tx, now, by, "create_board", &subject, &detail).await?;
    let boards = board::of_programme(&mut tx, programme).await?;
    tx.commit().await?;
    info!(board.id = %id, "made board {id}, the first of programme {programme}");
    Ok(boards)
}
