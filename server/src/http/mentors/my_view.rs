//! What a mentee needs to see mentors with their own eyes.

use crate::auth::extract::SignedIn;
use crate::db::{DbError, Tx};
use crate::http::{Answer, Call, Reply};
use crate::state::AppState;
use crate::store::{mentee, mentor, request};
use axum::extract::State;
use pairwell_domain::access::{Action, Denied};
use pairwell_domain::api::mentors::{GetMyView, MentorProfile, MyView};
use pairwell_domain::fit::Pool;
use pairwell_domain::fit::constraints::Between;
use pairwell_domain::id::{EnrolmentId, ProgrammeId};
use pairwell_domain::time::Date;

pub async fn handle(
    State(app): State<AppState>,
    who: SignedIn,
    Call {
        path: programme, ..
    }: Call<GetMyView>,
) -> Answer<GetMyView> {
    who.in_programme(&app.db, Action::AskMentor, programme)
        .await?;
    let me = who.actor.is_mentored(programme).ok_or(Denied::Hidden)?;
    let mut snapshot = app.db.snapshot().await?;
    let mentors = mentor::in_pool(&mut snapshot, programme).await?;
    let today = app.clock.now().date();
    let view = view(&mut snapshot, programme, me, &mentors, today)
        .await?
        .ok_or(Denied::Hidden)?;
    Ok(Reply::of(view))
}

/// How `mentee` sees `mentors`; `None` when there is no such enrolment.
pub async fn view(
    tx: &mut Tx,
    programme: ProgrammeId,
    mentee: EnrolmentId,
    mentors: &[MentorProfile],
    today: Date,
) -> Result<Option<MyView>, DbError> {
    let Some(me) = mentee::by_id(&mut *tx, mentee).await? else {
        return Ok(None);
    };
    let person = me.facts.common.person;
    let line = mentee::reporting_line(&mut *tx, person).await?;
    let vetoes = mentee::vetoes(&mut *tx, programme, person).await?;
    let declined = mentee::declined(&mut *tx, mentee).await?;
    let requests = request::of_person(&mut *tx, programme, person).await?;

    let pool = Pool::new(
        [me.facts.clone()],
        mentors.iter().map(|mentor| mentor.facts.clone()),
    );
    let blocked = |(at, mentor): (usize, &MentorProfile)| {
        let other = mentor.facts.common.person;
        let between = Between {
            same_person: other == person,
            vetoed: vetoes.contains(&other),
            declined: declined.contains(&mentor.facts.id),
            in_one_line: line.contains(&other),
            no_shared_language: !pool.share_a_language(0, at),
        };
        between.block().map(|_| mentor.facts.id)
    };
    Ok(Some(MyView {
        not_eligible: mentors.iter().enumerate().filter_map(blocked).collect(),
        requests: requests
            .into_iter()
            .filter(|request| request.mentee == mentee)
            .map(|request| request.as_of(today))
            .collect(),
        in_pool: me.state.is_in_pool(),
        weights: me.weights,
        paired_with: me.paired_with,
        me: me.facts,
    }))
}
