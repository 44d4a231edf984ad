//! The pairs I am one half of.

use crate::auth::extract::SignedIn;
use crate::http::{Answer, Call, Reply};
use crate::state::AppState;
use crate::store::pair;
use axum::extract::State;
use pairwell_domain::api::pairs::ListMyPairs;

pub async fn handle(
    State(app): State<AppState>,
    who: SignedIn,
    _: Call<ListMyPairs>,
) -> Answer<ListMyPairs> {
    // An account without a place on the roster is in no pair.
    let pairs = match who.me.person {
        Some(person) => pair::of_person(&app.db, person).await?,
        None => Vec::new(),
    };
    Ok(Reply::of(pairs))
}
