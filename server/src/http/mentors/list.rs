//! The mentors of a programme, the same answer for everyone who may look.

use crate::auth::extract::SignedIn;
use crate::http::kept::kept;
use crate::http::{Answer, Call, Reply};
use crate::state::AppState;
use crate::store::mentor;
use axum::extract::State;
use pairwell_domain::access::{Action, Resource};
use pairwell_domain::api::mentors::{ListMentors, MentorDirectory};

pub async fn handle(
    State(app): State<AppState>,
    who: SignedIn,
    Call {
        path: programme, ..
    }: Call<ListMentors>,
) -> Answer<ListMentors> {
    let browse = Action::BrowseMentors;
    kept(&app, &who, programme.0, browse, async || {
        who.in_programme(&app.db, browse, programme).await?;
        let mentors = mentor::in_pool(&app.db, programme).await?;
        let here = Resource::Programme(programme);
        Ok((here, Reply::of(MentorDirectory { mentors })))
    })
    .await
}
