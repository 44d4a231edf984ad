//! Begins another scenario of a programme: an empty one, or one with all that was
//! decided on another so far.

use super::{announce, name};
use crate::auth::SignedIn;
use crate::db::Tx;
use crate::error::Error;
use crate::http::{Answer, Call, Reply};
use crate::state::AppState;
use crate::store::audit;
use crate::store::board::{self, scenarios};
use axum::extract::State;
use pairwell_domain::access::{Action, Denied, Resource};
use pairwell_domain::api::board::{AddBoard, BOARDS_MAX, BoardSummary};
use pairwell_domain::id::{BoardId, ProgrammeId};
use pairwell_domain::problem::Problem;
use serde_json::json;
use tracing::info;

pub async fn handle(
    State(app): State<AppState>,
    who: SignedIn,
    Call {
        path: programme,
        body,
        ..
    }: Call<AddBoard>,
) -> Answer<AddBoard> {
    who.may(Action::EditBoard, &Resource::Programme(programme))?;

    let now = app.clock.now();
    let id: BoardId = app.clock.new_id();
    let mut tx = app.db.begin().await?;
    board::hold_programme(&mut tx, programme).await?;
    let boards = board::of_programme(&mut tx, programme).await?;
    make_room(&boards)?;
    let name = name(&body.name, boards.iter())?;
    match body.copy_of {
        Some(of) => {
            hold_original(&mut tx, programme, of).await?;
            scenarios::add_copy(&mut tx, id, of, &name, now).await?;
        }
        None => board::add(&mut tx, id, programme, &name, now).await?,
    }
    let added = board::summary(&mut tx, id).await?.ok_or(Denied::Hidden)?;
    let subject = format!("board/{id}");
    let detail = json!({ "programme": programme, "name": name, "copy_of": body.copy_of });
    let by = Some(who.account());
    audit::record(&mut tx, now, by, "add_board", &subject, &detail).await?;
    announce(&mut tx, programme, id, now).await?;
    tx.commit().await?;
    app.hub.announce();

    info!(board.id = %id, "added board {id} to programme {programme}");
    let version = added.version;
    Ok(Reply::of(added).version(version))
}

fn make_room(boards: &[BoardSummary]) -> Result<(), Error> {
    if boards.len() < BOARDS_MAX {
        return Ok(());
    }
    let title = format!("A programme can have {BOARDS_MAX} scenarios, and this one has them.");
    let detail = "Nothing was added. Remove a scenario nobody needs any more, and add it then.";
    Err(Problem::new(409, "too_many_boards", title)
        .detail(detail)
        .into())
}

/// Nobody moves anything on the original while it is copied. One of another
/// programme looks like none at all.
async fn hold_original(tx: &mut Tx, programme: ProgrammeId, of: BoardId) -> Result<(), Error> {
    match board::summary(&mut *tx, of).await? {
        Some(original) if original.programme == programme => Ok(scenarios::hold(tx, of).await?),
        _ => Err(Denied::Hidden.into()),
    }
}
