//! Coordinators change a draft: all the moves or none, decided by the rule their
//! browser used, on the version they saw.

use super::{load, stale};
use crate::auth::SignedIn;
use crate::error::Error;
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Call, Reply};
use crate::state::AppState;
use crate::store::board::{self, around, draft, history};
use crate::store::{audit, event};
use axum::extract::State;
use pairwell_domain::access::{Action, Denied};
use pairwell_domain::api::board::{BoardMoved, MOVES_MAX, MakeMoves};
use pairwell_domain::api::events::Topic;
use pairwell_domain::board::{Draft, Move, MoveMade, MoveRefusal, Surroundings};
use pairwell_domain::problem::{FieldProblem, Problem};
use serde_json::json;
use tracing::info;

pub async fn handle(
    State(app): State<AppState>,
    who: SignedIn,
    IfMatch(version): IfMatch,
    Call { path: id, body, .. }: Call<MakeMoves>,
) -> Answer<MakeMoves> {
    let head = load(&app.db, &who, id, Action::EditBoard).await?;
    let moves = body.moves;
    count(&moves)?;

    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    if !board::advance(&mut tx, id, version, now).await? {
        return Err(stale(&mut tx, id, version).await?);
    }
    let before = draft::read(&mut tx, id).await?.ok_or(Denied::Hidden)?;
    let around = around::read(&mut tx, head.programme, &moves).await?;
    let after = decide(&before, &moves, &around)?;
    draft::save(&mut tx, id, &before, &after, who.account(), now).await?;
    let made = MoveMade {
        version: version + 1,
        by: who.me.name.clone(),
        at: now,
        moves,
    };
    history::record(&mut tx, id, who.account(), &made).await?;
    let subject = format!("board/{id}");
    let detail = json!({ "version": made.version, "moves": made.moves });
    let by = Some(who.account());
    audit::record(&mut tx, now, by, "make_moves", &subject, &detail).await?;
    let news = BoardMoved {
        board: id,
        made: Some(made.clone()),
    };
    let news = serde_json::to_value(news).map_err(anyhow::Error::from)?;
    event::record(&mut tx, now, Topic::Board(head.programme), &news).await?;
    tx.commit().await?;
    app.hub.announce();

    info!(board.id = %id, "board {id} is at version {}", made.version);
    let version = made.version;
    Ok(Reply::of(made).version(version))
}

fn count(moves: &[Move]) -> Result<(), Error> {
    let message = match moves.len() {
        0 => "is empty; please send at least one move".to_owned(),
        n if n > MOVES_MAX => {
            format!("has {n} moves; please send at most {MOVES_MAX} at a time")
        }
        _ => return Ok(()),
    };
    Err(vec![FieldProblem::new("moves", message)].into())
}

/// The draft after all the moves, or which of them is refused, and why.
fn decide(before: &Draft, moves: &[Move], around: &impl Surroundings) -> Result<Draft, Error> {
    let mut after = before.clone();
    for (at, change) in moves.iter().enumerate() {
        after
            .apply(change, around)
            .map_err(|refusal| refused(at, &refusal))?;
    }
    Ok(after)
}

fn refused(at: usize, refusal: &MoveRefusal) -> Error {
    let field = FieldProblem::new(
        format!("moves[{at}]"),
        "is refused; none of the moves was made",
    );
    Problem::new(409, refusal.code(), refusal.to_string())
        .fields(vec![field])
        .into()
}
