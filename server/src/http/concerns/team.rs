//! My direct reports who take part, and the time that asks of them.

use crate::auth::extract::SignedIn;
use crate::http::{Answer, Call, Reply};
use crate::state::AppState;
use crate::store::concern;
use axum::extract::State;
use pairwell_domain::access::{Action, Denied};
use pairwell_domain::api::concerns::ListMyTeam;

pub async fn handle(
    State(app): State<AppState>,
    who: SignedIn,
    Call {
        path: programme, ..
    }: Call<ListMyTeam>,
) -> Answer<ListMyTeam> {
    who.in_programme(&app.db, Action::ReadTeam, programme)
        .await?;
    let me = who.me.person.ok_or(Denied::Hidden)?;
    Ok(Reply::of(concern::team(&app.db, programme, me).await?))
}
