//! Managers' concerns in a programme, for its coordinators.

use crate::auth::extract::SignedIn;
use crate::http::{Answer, Call, Reply};
use crate::state::AppState;
use crate::store::concern;
use axum::extract::State;
use pairwell_domain::access::Action;
use pairwell_domain::api::concerns::ListConcerns;

pub async fn handle(
    State(app): State<AppState>,
    who: SignedIn,
    Call {
        path: programme, ..
    }: Call<ListConcerns>,
) -> Answer<ListConcerns> {
    who.in_programme(&app.db, Action::ReadConcerns, programme)
        .await?;
    let today = app.clock.now().date();
    let concerns = concern::of_programme(&app.db, programme, today).await?;
    Ok(Reply::of(concerns))
}
