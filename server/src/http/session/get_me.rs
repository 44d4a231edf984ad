//! Who is signed in.

use crate::auth::{cookie, extract};
use crate::http::{Answer, Call, Reply};
use crate::state::AppState;
use axum::extract::State;
use axum::http::HeaderMap;
use pairwell_domain::api::sign_in::GetMe;
use pairwell_domain::problem::Problem;

pub async fn handle(
    State(app): State<AppState>,
    headers: HeaderMap,
    _: Call<GetMe>,
) -> Answer<GetMe> {
    match extract::of_request(&headers, &app).await? {
        Some(who) => Ok(Reply::of(Some(who.me))),
        // Nobody is here, and nothing went wrong: browsers log every refusal as an error.
        None if !cookie::has_session(&headers) => Ok(Reply::of(None)),
        // The session is over, or its access token is and can be refreshed.
        None => Err(Problem::signed_out().into()),
    }
}
