//! Who takes part in a programme, and what they told.

use super::json::list;
use crate::db::{Bind, DbError, FromRow, Reader, Row, Tx, Value, args};
use pairwell_domain::enrolment::{Answers, Enrolment, EnrolmentState, Role};
use pairwell_domain::id::{EnrolmentId, PersonId, ProgrammeId};
use pairwell_domain::time::Instant;
use serde_json::json;

/// The columns of an enrolment, read into what was told.
pub fn answers(row: &Row) -> Result<Answers, DbError> {
    Ok(Answers {
        capacity: row.get("capacity")?,
        minutes_per_month: row.get("minutes_per_month")?,
        offers: list(row, "offers")?,
        wants: list(row, "wants")?,
        goals: list(row, "goals")?,
        languages: list(row, "languages")?,
        time_zone: row.get("time_zone")?,
        meeting: row.get("meeting")?,
        style: row.get("style")?,
        moments: list(row, "moments")?,
        hopes: row.get("hopes")?,
    })
}

impl FromRow for Enrolment {
    fn from_row(row: &Row) -> Result<Self, DbError> {
        Ok(Enrolment {
            id: row.get("id")?,
            programme: row.get("programme_id")?,
            person: row.get("person_id")?,
            role: row.get("role")?,
            state: row.get("state")?,
            answers: answers(row)?,
            version: row.get("version")?,
        })
    }
}

pub async fn by_id(mut db: impl Reader, id: EnrolmentId) -> Result<Option<Enrolment>, DbError> {
    const SQL: &str = "
        SELECT id, programme_id, person_id, role, state, capacity, minutes_per_month, offers,
               wants, goals, languages, time_zone, meeting, style, moments, hopes, version
        FROM enrolment WHERE id = $1";
    db.optional(SQL, args![id]).await
}

/// Every enrolment of a programme, whatever its state.
pub async fn of_programme(
    mut db: impl Reader,
    programme: ProgrammeId,
) -> Result<Vec<Enrolment>, DbError> {
    const SQL: &str = "
        SELECT id, programme_id, person_id, role, state, capacity, minutes_per_month, offers,
               wants, goals, languages, time_zone, meeting, style, moments, hopes, version
        FROM enrolment WHERE programme_id = $1";
    db.all(SQL, args![programme]).await
}

/// Somebody's enrolments in a programme, whatever their state.
pub async fn of_person(
    mut db: impl Reader,
    programme: ProgrammeId,
    person: PersonId,
) -> Result<Vec<Enrolment>, DbError> {
    const SQL: &str = "
        SELECT id, programme_id, person_id, role, state, capacity, minutes_per_month, offers,
               wants, goals, languages, time_zone, meeting, style, moments, hopes, version
        FROM enrolment WHERE programme_id = $1 AND person_id = $2 ORDER BY role";
    db.all(SQL, args![programme, person]).await
}

/// Adds enrolments at version 1. [`DbError::is_duplicate`] `enrolment`
/// `programme_id, person_id, role` when somebody is enrolled in that role.
pub async fn add(tx: &mut Tx, enrolments: &[Enrolment], now: Instant) -> Result<(), DbError> {
    const SQL: &str = "
        INSERT INTO enrolment (id, programme_id, person_id, role, state, capacity,
                               minutes_per_month, offers, wants, goals, languages, time_zone,
                               meeting, style, moments, hopes, created_at, updated_at, version)
        VALUES";
    const WIDTH: usize = 19;
    let mut values: Vec<Value<'_>> = Vec::with_capacity(enrolments.len() * WIDTH);
    for enrolment in enrolments {
        let told = &enrolment.answers;
        values.extend([
            enrolment.id.bind(),
            enrolment.programme.bind(),
            enrolment.person.bind(),
            enrolment.role.bind(),
            enrolment.state.bind(),
            told.capacity.bind(),
            told.minutes_per_month.bind(),
            text(&told.offers),
            text(&told.wants),
            text(&told.goals),
            text(&told.languages),
            told.time_zone.bind(),
            told.meeting.bind(),
            told.style.bind(),
            text(&told.moments),
            told.hopes.bind(),
            Value::Int(Some(now.0)),
            Value::Int(Some(now.0)),
            Value::Int(Some(1)),
        ]);
    }
    tx.insert_many(SQL, WIDTH, &values, "").await?;
    Ok(())
}

/// A list as it is kept.
fn text(list: &[String]) -> Value<'static> {
    Value::Text(Some(json!(list).to_string().into()))
}

/// Changes state and answers, unless somebody else changed it since `version`.
pub async fn change(
    tx: &mut Tx,
    enrolment: &Enrolment,
    state: EnrolmentState,
    told: &Answers,
    now: Instant,
) -> Result<bool, DbError> {
    const SQL: &str = "
        UPDATE enrolment SET state = $3, capacity = $4, minutes_per_month = $5, offers = $6,
               wants = $7, goals = $8, languages = $9, time_zone = $10, meeting = $11,
               style = $12, moments = $13, hopes = $14, updated_at = $15, version = version + 1
        WHERE id = $1 AND version = $2";
    let Enrolment { id, version, .. } = enrolment;
    let lists = [
        json!(told.offers),
        json!(told.wants),
        json!(told.goals),
        json!(told.languages),
        json!(told.moments),
    ];
    let [offers, wants, goals, languages, moments] = &lists;
    let values = args![
        id,
        version,
        state,
        told.capacity,
        told.minutes_per_month,
        offers,
        wants,
        goals,
        languages,
        told.time_zone,
        told.meeting,
        told.style,
        moments,
        told.hopes,
        now
    ];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// Moves every enrolment of a programme that waits for the coordinator into the
/// pool, of one role or of both; says how many.
pub async fn accept_all(
    tx: &mut Tx,
    programme: ProgrammeId,
    role: Option<Role>,
    now: Instant,
) -> Result<u64, DbError> {
    const SQL: &str = "
        UPDATE enrolment SET state = 'accepted', updated_at = $3, version = version + 1
        WHERE programme_id = $1 AND state = 'applied' AND ($2 IS NULL OR role = $2)";
    tx.execute(SQL, args![programme, role, now]).await
}

/// Takes somebody who has left out of every pool.
pub async fn withdraw_person(
    tx: &mut Tx,
    person: PersonId,
    now: Instant,
) -> Result<Vec<ProgrammeId>, DbError> {
    const SQL: &str = "
        UPDATE enrolment SET state = 'withdrawn', updated_at = $2, version = version + 1
        WHERE person_id = $1 AND state IN ('invited', 'applied', 'accepted', 'paused')
        RETURNING programme_id";
    let programmes = (&mut *tx)
        .all::<(ProgrammeId,)>(SQL, args![person, now])
        .await?;
    Ok(programmes
        .into_iter()
        .map(|(programme,)| programme)
        .collect())
}
