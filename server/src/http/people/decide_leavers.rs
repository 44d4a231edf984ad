//! What becomes of people the last import did not have.

use crate::auth::SignedIn;
use crate::db::Tx;
use crate::error::Error;
use crate::http::{Answer, Call, Reply};
use crate::state::AppState;
use crate::store::{account, audit, enrolment, event, person, pool};
use axum::extract::State;
use pairwell_domain::access::{Action, Resource};
use pairwell_domain::api::events::Topic;
use pairwell_domain::api::people::{DecideLeavers, LeaverDecision, LeaversDecided};
use pairwell_domain::enrolment::EnrolmentState;
use pairwell_domain::id::{PersonId, ProgrammeId};
use pairwell_domain::problem::{FieldProblem, Problem};
use pairwell_domain::time::{Date, Instant};
use serde_json::json;
use std::collections::BTreeSet;
use tracing::info;

/// Most people decided about in one request.
const MOST: usize = 10_000;

pub async fn handle(
    State(app): State<AppState>,
    who: SignedIn,
    Call { body, .. }: Call<DecideLeavers>,
) -> Answer<DecideLeavers> {
    who.may(Action::ImportPeople, &Resource::Organisation)?;
    let now = app.clock.now();
    let left_on = body.left_on.unwrap_or(now.date());
    check(&who, &body.people, body.decision)?;

    let mut tx = app.db.begin().await?;
    tx.hold_roster().await?;
    tx.hold_enrolments(None).await?;
    let mut decided = 0;
    let mut pools = BTreeSet::new();
    for &person in &body.people {
        let changed = match body.decision {
            LeaverDecision::Stays => person::stay(&mut tx, person).await?,
            LeaverDecision::Left => {
                person::leave(&mut tx, person, left_on, now).await?
                    && farewell(&mut tx, person, now, &mut pools).await?
            }
        };
        if changed {
            decided += 1;
            let action = match body.decision {
                LeaverDecision::Left => "mark_left",
                LeaverDecision::Stays => "mark_staying",
            };
            let subject = format!("person/{person}");
            let detail = detail(body.decision, left_on);
            audit::record(&mut tx, now, Some(who.account()), action, &subject, &detail).await?;
        }
    }
    for programme in pools {
        pool::announce(&mut tx, programme, now).await?;
    }
    event::record(&mut tx, now, Topic::People, &json!(null)).await?;
    tx.commit().await?;
    app.hub.announce();

    info!("decided about {decided} people who were not in the last import");
    Ok(Reply::of(LeaversDecided { decided }))
}

fn check(who: &SignedIn, people: &[PersonId], decision: LeaverDecision) -> Result<(), Error> {
    let refused = |message: String| Err(vec![FieldProblem::new("people", message)].into());
    if people.len() > MOST {
        return refused(format!(
            "has {} entries; please send at most {MOST} at a time",
            people.len()
        ));
    }
    if decision == LeaverDecision::Left && who.me.person.is_some_and(|me| people.contains(&me)) {
        return refused("has yourself in it; somebody else has to see you off".into());
    }
    Ok(())
}

/// Takes somebody out of every programme and closes their account.
async fn farewell(
    tx: &mut Tx,
    person: PersonId,
    now: Instant,
    pools: &mut BTreeSet<ProgrammeId>,
) -> Result<bool, Error> {
    for standing in enrolment::standing(&mut *tx, person).await? {
        enrolment::move_on(tx, &standing, EnrolmentState::Withdrawn, now).await?;
        pool::leave(tx, standing.id, now).await?;
        pools.insert(standing.programme);
    }
    if let Some(theirs) = account::of_person(&mut *tx, person).await? {
        if theirs.admin && account::other_admins(&mut *tx, theirs.id).await? == 0 {
            return Err(Problem::new(
                409,
                "last_admin",
                format!("{} is the only admin.", theirs.name),
            )
            .detail("Make somebody else an admin first. Nothing was changed.")
            .into());
        }
        account::change(tx, theirs.id, theirs.admin, theirs.leader, Some(now)).await?;
    }
    Ok(true)
}

fn detail(decision: LeaverDecision, left_on: Date) -> serde_json::Value {
    match decision {
        LeaverDecision::Left => json!({ "left_on": left_on }),
        LeaverDecision::Stays => json!({}),
    }
}
