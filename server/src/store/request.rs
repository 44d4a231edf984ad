//! Mentees' requests for a mentor.

use super::json::list;
use crate::db::{DbError, FromRow, Reader, Row, Tx, args};
use pairwell_domain::access::Resource;
use pairwell_domain::api::mentors::MentorRequest;
use pairwell_domain::id::{EnrolmentId, PersonId, ProgrammeId, RequestId};
use pairwell_domain::request::{self, RequestState};
use pairwell_domain::time::Instant;

/// A request with what the rules and handlers ask of it.
#[derive(Debug)]
pub struct Stored {
    pub request: MentorRequest,
    pub programme: ProgrammeId,
    pub mentee_person: PersonId,
    pub mentor_person: PersonId,
}

impl Stored {
    pub fn resource(&self) -> Resource {
        Resource::Two {
            programme: self.programme,
            mentor: self.mentor_person,
            mentee: self.mentee_person,
            manages_either: false,
        }
    }
}

impl FromRow for Stored {
    fn from_row(row: &Row) -> Result<Self, DbError> {
        let asked_at: Instant = row.get("created_at")?;
        Ok(Stored {
            request: MentorRequest {
                id: row.get("id")?,
                mentee: row.get("mentee_id")?,
                mentor: row.get("mentor_id")?,
                mentee_name: row.get("mentee_name")?,
                mentor_name: row.get("mentor_name")?,
                wants: list(row, "wants")?,
                hopes: row.get("hopes")?,
                message: row.get("message")?,
                state: row.get("state")?,
                asked_at,
                answer_by: request::answer_by(asked_at),
            },
            programme: row.get("programme_id")?,
            mentee_person: row.get("mentee_person")?,
            mentor_person: row.get("mentor_person")?,
        })
    }
}

pub async fn by_id(mut db: impl Reader, id: RequestId) -> Result<Option<Stored>, DbError> {
    const SQL: &str = "
        SELECT r.id, r.programme_id, r.mentee_id, r.mentor_id, r.message, r.state, r.created_at,
               a.wants, a.hopes, a.person_id AS mentee_person, b.person_id AS mentor_person,
               pa.name AS mentee_name, pb.name AS mentor_name
        FROM request r
        JOIN enrolment a ON a.id = r.mentee_id JOIN person pa ON pa.id = a.person_id
        JOIN enrolment b ON b.id = r.mentor_id JOIN person pb ON pb.id = b.person_id
        WHERE r.id = $1";
    db.optional(SQL, args![id]).await
}

/// Requests somebody made or was asked in a programme, newest first.
pub async fn of_person(
    mut db: impl Reader,
    programme: ProgrammeId,
    person: PersonId,
) -> Result<Vec<MentorRequest>, DbError> {
    const SQL: &str = "
        SELECT r.id, r.programme_id, r.mentee_id, r.mentor_id, r.message, r.state, r.created_at,
               a.wants, a.hopes, a.person_id AS mentee_person, b.person_id AS mentor_person,
               pa.name AS mentee_name, pb.name AS mentor_name
        FROM request r
        JOIN enrolment a ON a.id = r.mentee_id JOIN person pa ON pa.id = a.person_id
        JOIN enrolment b ON b.id = r.mentor_id JOIN person pb ON pb.id = b.person_id
        WHERE r.programme_id = $1 AND (a.person_id = $2 OR b.person_id = $2)
        ORDER BY r.created_at DESC, r.id DESC LIMIT 500";
    let stored = db.all::<Stored>(SQL, args![programme, person]).await?;
    Ok(stored.into_iter().map(|stored| stored.request).collect())
}

/// Adds a waiting request. [`DbError::is_duplicate`] `request`
/// `mentee_id, mentor_id` when one is waiting already.
pub async fn add(
    tx: &mut Tx,
    id: RequestId,
    programme: ProgrammeId,
    mentee: EnrolmentId,
    mentor: EnrolmentId,
    message: &str,
    now: Instant,
) -> Result<(), DbError> {
    const SQL: &str = "
        INSERT INTO request (id, programme_id, mentee_id, mentor_id, message, state, created_at)
        VALUES ($1, $2, $3, $4, $5, 'waiting', $6)";
    tx.execute(SQL, args![id, programme, mentee, mentor, message, now])
        .await?;
    Ok(())
}

/// Moves a waiting request on; `false` when it was not waiting any more.
pub async fn close(
    tx: &mut Tx,
    id: RequestId,
    state: RequestState,
    now: Instant,
) -> Result<bool, DbError> {
    const SQL: &str = "
        UPDATE request SET state = $2, answered_at = $3 WHERE id = $1 AND state = 'waiting'";
    Ok(tx.execute(SQL, args![id, state, now]).await? == 1)
}

/// Takes back a mentee's other waiting requests: they have a mentor now.
pub async fn withdraw_others(
    tx: &mut Tx,
    mentee: EnrolmentId,
    now: Instant,
) -> Result<u64, DbError> {
    const SQL: &str = "
        UPDATE request SET state = 'withdrawn', answered_at = $2
        WHERE mentee_id = $1 AND state = 'waiting'";
    tx.execute(SQL, args![mentee, now]).await
}

/// Marks requests that went unanswered for too long.
pub async fn lapse(tx: &mut Tx, asked_before: Instant, now: Instant) -> Result<u64, DbError> {
    const SQL: &str = "
        UPDATE request SET state = 'lapsed', answered_at = $2
        WHERE state = 'waiting' AND created_at < $1";
    tx.execute(SQL, args![asked_before, now]).await
}
