//! Who takes part in a programme, and what they told.

use super::json::list;
use super::person::pattern;
use crate::db::{Bind, DbError, FromRow, Reader, Row, Tx, Value, args};
use pairwell_domain::api::enrolments::{EnrolmentRow, EnrolmentsPage, EnrolmentsQuery};
use pairwell_domain::api::people::PAGE;
use pairwell_domain::enrolment::{Answers, Enrolment, EnrolmentState, Role, folded};
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

/// Moves an enrolment on, unless somebody else did since its version.
pub async fn move_on(
    tx: &mut Tx,
    enrolment: &Enrolment,
    state: EnrolmentState,
    now: Instant,
) -> Result<bool, DbError> {
    const SQL: &str = "
        UPDATE enrolment SET state = $3, updated_at = $4, version = version + 1
        WHERE id = $1 AND version = $2";
    let Enrolment { id, version, .. } = enrolment;
    Ok(tx.execute(SQL, args![id, version, state, now]).await? == 1)
}

/// Enrolments of somebody in all programmes that are not over for them.
pub async fn standing(mut db: impl Reader, person: PersonId) -> Result<Vec<Enrolment>, DbError> {
    const SQL: &str = "
        SELECT id, programme_id, person_id, role, state, capacity, minutes_per_month, offers,
               wants, goals, languages, time_zone, meeting, style, moments, hopes, version
        FROM enrolment
        WHERE person_id = $1 AND state IN ('invited', 'applied', 'accepted', 'paused')";
    db.all(SQL, args![person]).await
}

impl FromRow for EnrolmentRow {
    fn from_row(row: &Row) -> Result<Self, DbError> {
        Ok(EnrolmentRow {
            enrolment: Enrolment::from_row(row)?,
            name: row.get("name")?,
            title: row.get("title")?,
            unit: row.get("unit")?,
            pairs: row.get("pairs")?,
        })
    }
}

/// One page of a programme's enrolments, by name.
pub async fn page(
    mut db: impl Reader,
    programme: ProgrammeId,
    query: &EnrolmentsQuery,
) -> Result<EnrolmentsPage, DbError> {
    const ROWS: &str = "
        SELECT e.id, e.programme_id, e.person_id, e.role, e.state, e.capacity,
               e.minutes_per_month, e.offers, e.wants, e.goals, e.languages, e.time_zone,
               e.meeting, e.style, e.moments, e.hopes, e.version, p.name, p.title, p.unit,
               (SELECT COUNT(*) FROM pair r WHERE (r.mentee_id = e.id OR r.mentor_id = e.id)
                AND r.state IN ('proposed', 'active', 'paused')) AS pairs
        FROM enrolment e JOIN person p ON p.id = e.person_id
        WHERE e.programme_id = $1 AND ($2 IS NULL OR p.search LIKE $2)
          AND ($3 IS NULL OR e.role = $3) AND ($4 IS NULL OR e.state = $4)
          AND ($5 IS NULL OR (p.name, e.id) > (
              SELECT cp.name, c.id FROM enrolment c JOIN person cp ON cp.id = c.person_id
              WHERE c.id = $5))
        ORDER BY p.name, e.id LIMIT $6";
    const TOTAL: &str = "
        SELECT COUNT(*),
               (SELECT COUNT(*) FROM enrolment w
                WHERE w.programme_id = $1 AND w.state = 'applied')
        FROM enrolment e JOIN person p ON p.id = e.person_id
        WHERE e.programme_id = $1 AND ($2 IS NULL OR p.search LIKE $2)
          AND ($3 IS NULL OR e.role = $3) AND ($4 IS NULL OR e.state = $4)";
    let EnrolmentsQuery {
        q,
        role,
        state,
        after,
    } = query;
    let like = pattern(q.as_deref());
    let limit = PAGE as i64 + 1;
    let values = args![programme, like, role, state, after, limit];
    let mut enrolments = db.all::<EnrolmentRow>(ROWS, values).await?;
    let counted = args![programme, like, role, state];
    let (total, applied) = db.one::<(u32, u32)>(TOTAL, counted).await?;
    let more = enrolments.len() > PAGE;
    enrolments.truncate(PAGE);
    Ok(EnrolmentsPage {
        next: enrolments
            .last()
            .filter(|_| more)
            .map(|row| row.enrolment.id),
        enrolments,
        total,
        applied,
    })
}

/// An enrolment as it is listed.
pub async fn row(mut db: impl Reader, id: EnrolmentId) -> Result<Option<EnrolmentRow>, DbError> {
    const SQL: &str = "
        SELECT e.id, e.programme_id, e.person_id, e.role, e.state, e.capacity,
               e.minutes_per_month, e.offers, e.wants, e.goals, e.languages, e.time_zone,
               e.meeting, e.style, e.moments, e.hopes, e.version, p.name, p.title, p.unit,
               (SELECT COUNT(*) FROM pair r WHERE (r.mentee_id = e.id OR r.mentor_id = e.id)
                AND r.state IN ('proposed', 'active', 'paused')) AS pairs
        FROM enrolment e JOIN person p ON p.id = e.person_id
        WHERE e.id = $1";
    db.optional(SQL, args![id]).await
}

/// What the mentors in a programme's pool offer, each once, by name.
pub async fn offered(mut db: impl Reader, programme: ProgrammeId) -> Result<Vec<String>, DbError> {
    const SQL: &str = "
        SELECT offers FROM enrolment
        WHERE programme_id = $1 AND role = 'mentor' AND state = 'accepted'";
    struct Offers(Vec<String>);
    impl FromRow for Offers {
        fn from_row(row: &Row) -> Result<Self, DbError> {
            list(row, "offers").map(Offers)
        }
    }
    let all = db.all::<Offers>(SQL, args![programme]).await?;
    let mut offered: Vec<String> = all.into_iter().flat_map(|offers| offers.0).collect();
    offered.sort_by_cached_key(|skill| folded(skill));
    offered.dedup_by_key(|skill| folded(skill));
    Ok(offered)
}
