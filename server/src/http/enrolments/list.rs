//! Who is enrolled in a programme, with what they told.

use crate::auth::SignedIn;
use crate::http::{Answer, Call, Reply};
use crate::state::AppState;
use crate::store::enrolment;
use axum::extract::State;
use pairwell_domain::access::{Action, Resource};
use pairwell_domain::api::enrolments::ListEnrolments;

pub async fn handle(
    State(app): State<AppState>,
    who: SignedIn,
    Call {
        path: programme,
        query,
        ..
    }: Call<ListEnrolments>,
) -> Answer<ListEnrolments> {
    who.may(Action::ReadEnrolments, &Resource::Programme(programme))?;
    let page = enrolment::page(&app.db, programme, &query).await?;
    Ok(Reply::of(page))
}
