//! The mentors of a programme, the same answer for everyone who may look.

use crate::auth::extract::SignedIn;
use crate::http::{Answer, Call, Reply};
use crate::state::AppState;
use crate::store::mentor;
use axum::extract::State;
use pairwell_domain::access::Action;
use pairwell_domain::api::mentors::{ListMentors, MentorDirectory};

pub async fn handle(
    State(app): State<AppState>,
    who: SignedIn,
    Call {
        path: programme, ..
    }: Call<ListMentors>,
) -> Answer<ListMentors> {
    who.in_programme(&app.db, Action::BrowseMentors, programme)
        .await?;
    let mentors = mentor::in_pool(&app.db, programme).await?;
    Ok(Reply::of(MentorDirectory { mentors }))
}
