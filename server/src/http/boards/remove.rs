//! Throws a scenario away, with everything decided on it.

use super::{announce, load};
use crate::auth::SignedIn;
use crate::error::Error;
use crate::http::{Answer, Call, Reply};
use crate::state::AppState;
use crate::store::audit;
use crate::store::board::{self, scenarios};
use axum::extract::State;
use pairwell_domain::access::{Action, Denied};
use pairwell_domain::api::board::{BoardSummary, RemoveBoard};
use pairwell_domain::id::BoardId;
use pairwell_domain::problem::Problem;
use serde_json::json;
use tracing::info;

pub async fn handle(
    State(app): State<AppState>,
    who: SignedIn,
    Call { path: id, .. }: Call<RemoveBoard>,
) -> Answer<RemoveBoard> {
    let programme = load(&app.db, &who, id, Action::EditBoard).await?.programme;

    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    board::hold_programme(&mut tx, programme).await?;
    // Whoever is publishing it comes to an end first, or finds it gone.
    scenarios::hold(&mut tx, id).await?;
    let boards = board::of_programme(&mut tx, programme).await?;
    let was_published = scenarios::was_published(&mut tx, id).await?;
    let gone = decide(&boards, id, was_published)?;
    scenarios::remove(&mut tx, id).await?;
    let subject = format!("board/{id}");
    let detail = json!({ "programme": programme, "name": gone.name, "version": gone.version });
    let by = Some(who.account());
    audit::record(&mut tx, now, by, "remove_board", &subject, &detail).await?;
    announce(&mut tx, programme, id, now).await?;
    tx.commit().await?;
    app.hub.announce();

    info!(board.id = %id, "removed board {id} from programme {programme}");
    Ok(Reply::of(()))
}

/// The board to remove, if it may be.
fn decide(
    boards: &[BoardSummary],
    id: BoardId,
    was_published: bool,
) -> Result<&BoardSummary, Error> {
    let found = boards.iter().find(|board| board.id == id);
    let board = found.ok_or(Denied::Hidden)?;
    if was_published {
        let title = "Pairs were published from this scenario, so it stays.";
        return Err(Problem::new(409, "published_board", title)
            .detail("It is the record of how they came about. Rename it if it is in the way.")
            .into());
    }
    if boards.len() == 1 {
        let title = "This is the programme's only scenario, so it stays.";
        return Err(Problem::new(409, "last_board", title)
            .detail("Add another one first, and remove this one then.")
            .into());
    }
    Ok(board)
}
