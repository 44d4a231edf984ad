//! The programmes somebody may see.

use crate::auth::SignedIn;
use crate::http::{Answer, Call, Reply};
use crate::state::AppState;
use crate::store::programme;
use axum::extract::State;
use pairwell_domain::access::{Action, Resource};
use pairwell_domain::api::programmes::{ListProgrammes, ProgrammeSummary};

pub async fn handle(
    State(app): State<AppState>,
    who: SignedIn,
    _: Call<ListProgrammes>,
) -> Answer<ListProgrammes> {
    let mut seen = Vec::new();
    for programme in programme::all(&app.db).await? {
        let here = Resource::Programme(programme.id);
        if who.may(Action::ReadProgramme, &here).is_ok() {
            let coordinators = programme::coordinators(&app.db, programme.id).await?;
            seen.push(ProgrammeSummary {
                coordinators: coordinators.into_iter().map(|c| c.name).collect(),
                programme,
            });
        }
    }
    Ok(Reply::of(seen))
}
