//! What publishing would do now, for the coordinator to say yes to.

use super::load;
use crate::auth::SignedIn;
use crate::http::{Answer, Call, Reply};
use crate::matching::solve_aside;
use crate::state::AppState;
use crate::store::{board, concern, publication};
use axum::extract::State;
use pairwell_domain::access::{Action, Denied};
use pairwell_domain::api::board::{PreviewPublication, PublicationPreview};
use std::collections::HashSet;

pub async fn handle(
    State(app): State<AppState>,
    who: SignedIn,
    Call { path: id, .. }: Call<PreviewPublication>,
) -> Answer<PreviewPublication> {
    let mut snapshot = app.db.snapshot().await?;
    let head = load(&mut snapshot, &who, id, Action::PublishBoard).await?;
    let board = board::read(&mut snapshot, id)
        .await?
        .ok_or(Denied::Hidden)?;
    let addresses = publication::addresses(&mut snapshot, head.programme).await?;
    let open = concern::open(&mut snapshot, head.programme).await?;
    drop(snapshot);

    let solved = solve_aside(board).await?;
    let mut pairs = solved.planned();
    for pair in &mut pairs {
        pair.concerns = concern::about(&open, pair.mentee, pair.mentor);
    }
    let told: HashSet<_> = pairs
        .iter()
        .flat_map(|pair| [pair.mentee, pair.mentor])
        .collect();
    let told = addresses
        .iter()
        .filter(|person| told.contains(&person.enrolment));
    let (reached, unreached): (Vec<_>, Vec<_>) = told.partition(|person| person.email.is_some());
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let version = solved.board.version;
    let preview = PublicationPreview {
        version,
        totals: solved.totals(),
        input_hash: solved.input_hash(),
        standing: count(solved.answer.matched - pairs.len()),
        unmatched: solved.unmatched(),
        mails: count(reached.len()),
        without_address: unreached
            .into_iter()
            .map(|person| person.name.clone())
            .collect(),
        pairs,
    };
    Ok(Reply::of(preview).version(version))
}
