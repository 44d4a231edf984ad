//! My own part in a programme, and what a form can start from.

use crate::auth::SignedIn;
use crate::http::{Answer, Call, Reply};
use crate::state::AppState;
use crate::store::{concern, enrolment, person, programme};
use axum::extract::State;
use pairwell_domain::access::{Action, Denied, Resource};
use pairwell_domain::api::enrolments::{GetMyEnrolments, MyEnrolments};
use pairwell_domain::enrolment::Role;

pub async fn handle(
    State(app): State<AppState>,
    who: SignedIn,
    Call { path: id, .. }: Call<GetMyEnrolments>,
) -> Answer<GetMyEnrolments> {
    who.may(Action::EnrolOneself, &Resource::Programme(id))?;
    let me = who.actor.person.ok_or(Denied::Hidden)?;
    let programme = programme::by_id(&app.db, id).await?.ok_or(Denied::Hidden)?;
    let mine = enrolment::of_person(&app.db, id, me).await?;
    let person = person::detail(&app.db, me).await?.ok_or(Denied::Hidden)?;
    let of = |role: Role| {
        mine.iter()
            .find(|enrolment| enrolment.role == role)
            .cloned()
    };
    Ok(Reply::of(MyEnrolments {
        mentor: of(Role::Mentor),
        mentee: of(Role::Mentee),
        time_zone: person.row.person.time_zone,
        capacity_cap: programme.capacity_cap,
        minutes_per_month: programme.minutes_per_month,
        concerns: concern::about_person(&app.db, id, me).await?,
        skills: enrolment::offered(&app.db, id).await?,
    }))
}
