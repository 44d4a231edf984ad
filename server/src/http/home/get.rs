//! What waits for me.

use crate::auth::extract::SignedIn;
use crate::http::{Answer, Call, Reply};
use crate::state::AppState;
use crate::store::{home, pair};
use axum::extract::State;
use pairwell_domain::access::{Action, Resource};
use pairwell_domain::api::pairs::{GetHome, Home};
use pairwell_domain::home::{Part, steps};

pub async fn handle(
    State(app): State<AppState>,
    who: SignedIn,
    _: Call<GetHome>,
) -> Answer<GetHome> {
    let now = app.clock.now();
    let today = now.date();
    let mut snapshot = app.db.snapshot().await?;
    let pairs = match who.me.person {
        Some(me) => pair::of_person(&mut snapshot, me).await?,
        None => Vec::new(),
    };
    let mut parts = Vec::new();
    for programme in home::programmes(&mut snapshot, today).await? {
        let here = Resource::Programme(programme.id);
        let mut part = Part {
            sees_participation: who.may(Action::ReadParticipation, &here).is_ok(),
            ..Part::default()
        };
        if let Some(enrolment) = who.actor.is_mentored(programme.id) {
            part.mentee = Some(home::mentee(&mut snapshot, enrolment, today).await?);
        }
        if let Some(enrolment) = who.actor.mentors(programme.id) {
            part.mentor = Some(home::mentor(&mut snapshot, enrolment, today).await?);
        }
        if who.actor.coordinates(programme.id) {
            part.coordinator = Some(home::coordinator(&mut snapshot, programme.id, today).await?);
        }
        if let Some(me) = who.me.person {
            if who.me.manager {
                let team =
                    home::manager(&mut snapshot, programme.id, me, programme.cadence_days, now);
                part.manager = Some(team.await?);
            }
            let takes_part = part.mentee.is_some() || part.mentor.is_some();
            part.may_enrol = !takes_part && today <= programme.ends_on;
        }
        parts.push((programme.id, programme.name, part));
    }
    let admin = match who.me.admin {
        true => Some(home::admin(&mut snapshot, app.settings.sends_mail, now).await?),
        false => None,
    };
    Ok(Reply::of(Home {
        steps: steps(&pairs, &parts, admin),
        pairs,
    }))
}
