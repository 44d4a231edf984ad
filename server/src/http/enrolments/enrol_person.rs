//! A coordinator enrols somebody who has volunteered, or asks somebody to.
//!
//! Mentoring is volunteered: without what the person told there is only an
//! invitation, which they answer themselves.

use super::{still_running, tell, untold};
use crate::auth::SignedIn;
use crate::db::Tx;
use crate::error::Error;
use crate::http::accounts::provide;
use crate::http::{Answer, Call, Reply};
use crate::jobs::invite;
use crate::state::{App, AppState};
use crate::store::mail::{self, NewMail};
use crate::store::{audit, enrolment, person, pool, programme, setting};
use crate::time_zone;
use axum::extract::State;
use pairwell_domain::access::{Action, Denied, Resource};
use pairwell_domain::api::enrolments::EnrolPerson;
use pairwell_domain::api::people::{AccountState, PersonDetail};
use pairwell_domain::api::sign_in::LinkKind;
use pairwell_domain::enrolment::{Enrolment, EnrolmentState, Role};
use pairwell_domain::problem::{FieldProblem, Problem};
use pairwell_domain::programme::Programme;
use serde_json::json;
use tracing::info;

pub async fn handle(
    State(app): State<AppState>,
    who: SignedIn,
    Call { path: id, body, .. }: Call<EnrolPerson>,
) -> Answer<EnrolPerson> {
    who.may(Action::ManageEnrolments, &Resource::Programme(id))?;
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let programme = programme::by_id(&mut tx, id).await?.ok_or(Denied::Hidden)?;
    still_running(&programme, now.date())?;
    let person = person::detail(&mut tx, body.person).await?.ok_or_else(|| {
        vec![FieldProblem::new(
            "person",
            "is not on the roster; choose somebody who is",
        )]
    })?;
    if person.row.person.left_on.is_some() {
        let title = format!("{} has left the organisation.", person.row.person.name);
        return Err(Problem::new(409, "has_left", title).into());
    }
    let told = match &body.told {
        Some(draft) => {
            Some(draft.validate(body.role, programme.capacity_cap, time_zone::exists)?)
        }
        None => None,
    };
    let state = match told {
        Some(_) => EnrolmentState::Accepted,
        None => EnrolmentState::Invited,
    };
    let mine = enrolment::of_person(&mut tx, id, body.person).await?;
    let before = mine.into_iter().find(|mine| mine.role == body.role);
    let enrolment = match before {
        None => {
            let zone = person.row.person.time_zone.clone();
            let new = Enrolment {
                id: app.clock.new_id(),
                programme: id,
                person: body.person,
                role: body.role,
                state,
                answers: told.unwrap_or_else(|| untold(body.role, zone)),
                version: 1,
            };
            enrolment::add(&mut tx, std::slice::from_ref(&new), now).await?;
            new
        }
        Some(before) if stands(&before) => return Err(already(&person, body.role).into()),
        Some(before) => {
            let told = told.unwrap_or_else(|| before.answers.clone());
            enrolment::change(&mut tx, &before, state, &told, now).await?;
            before
        }
    };
    if state == EnrolmentState::Invited {
        ask(&mut tx, &app, &programme, &person, body.role).await?;
    }
    let subject = format!("enrolment/{}", enrolment.id);
    let detail = json!({ "role": body.role, "state": state });
    let by = Some(who.account());
    audit::record(&mut tx, now, by, "enrol_person", &subject, &detail).await?;
    pool::announce(&mut tx, id, now).await?;
    tell(&mut tx, body.person, now).await?;
    let after = enrolment::row(&mut tx, enrolment.id)
        .await?
        .ok_or(Denied::Hidden)?;
    tx.commit().await?;
    app.hub.announce();
    app.mail_waiting.notify_one();

    info!(enrolment.id = %enrolment.id, "enrolment {} is {state:?}", enrolment.id);
    Ok(Reply::of(after))
}

fn stands(before: &Enrolment) -> bool {
    use EnrolmentState::{Accepted, Applied, Paused};
    matches!(before.state, Applied | Accepted | Paused)
}

fn already(person: &PersonDetail, role: Role) -> Problem {
    let title = format!(
        "{} is enrolled as {} already.",
        person.row.person.name,
        role.word()
    );
    Problem::new(409, "already_enrolled", title)
}

/// Writes the invitation: with a link to choose a password for whoever has none.
async fn ask(
    tx: &mut Tx,
    app: &App,
    programme: &Programme,
    person: &PersonDetail,
    role: Role,
) -> Result<(), Error> {
    let account = provide::account_of(tx, app, &person.row.person).await?;
    if matches!(
        person.row.account,
        AccountState::None | AccountState::Invited
    ) {
        return Ok(invite::write(tx, app, LinkKind::Invitation, &account).await?);
    }
    let organisation = setting::organisation(&mut &mut *tx).await?;
    let subject = format!("{}: will you take part as {}?", programme.name, role.word());
    let body = format!(
        "Hello {},\n\nyou are invited to take part in {}, mentoring at {organisation}, as \
         {}. Tell what you would bring, or that you would rather not, here:\n\n{{url}}\n\n\
         Taking part is up to you; nothing happens if you don't follow the link.\n",
        account.name,
        programme.name,
        role.word()
    );
    let url = format!("{}/programmes/{}", app.settings.public_url, programme.id);
    let mail = NewMail {
        id: app.clock.new_id(),
        kind: "enrolment",
        link: None,
        to_name: &account.name,
        to_email: &account.email,
        subject: &subject,
        body: &body,
        url: Some(&url),
    };
    Ok(mail::add(tx, &mail, app.clock.now()).await?)
}
