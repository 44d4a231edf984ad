//! Requests I made or was asked.

use crate::auth::extract::SignedIn;
use crate::http::{Answer, Call, Reply};
use crate::state::AppState;
use crate::store::request;
use axum::extract::State;
use pairwell_domain::access::{Action, Denied};
use pairwell_domain::api::mentors::ListRequests;

pub async fn handle(
    State(app): State<AppState>,
    who: SignedIn,
    Call {
        path: programme, ..
    }: Call<ListRequests>,
) -> Answer<ListRequests> {
    who.in_programme(&app.db, Action::EnrolOneself, programme)
        .await?;
    let me = who.me.person.ok_or(Denied::Hidden)?;
    let today = app.clock.now().date();
    let requests = request::of_person(&app.db, programme, me).await?;
    Ok(Reply::of(
        requests
            .into_iter()
            .map(|request| request.as_of(today))
            .collect(),
    ))
}
