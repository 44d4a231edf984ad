//! Writes a made-up organisation in bulk, and remembers how to sign in to it.
//! Values are taken as they come: only the demo, which makes them up, calls this.

use crate::db::{DbError, Reader, Tx, Value, args};
use pairwell_domain::enrolment::Enrolment;
use pairwell_domain::id::{
    AccountId, EnrolmentId, PairId, PersonId, ProgrammeId, PublicationId, RequestId, SessionId,
};
use pairwell_domain::pair::{Answer, PairState};
use pairwell_domain::person::Person;
use pairwell_domain::programme::Programme;
use pairwell_domain::request::RequestState;
use pairwell_domain::time::{Date, Instant};
use serde::Serialize;
use std::borrow::Cow;

/// Rows held in memory at a time.
const AT_ONCE: usize = 2000;

pub struct EnrolmentRow<'a> {
    pub enrolment: &'a Enrolment,
    pub created_at: Instant,
    pub updated_at: Instant,
}

pub struct RequestRow {
    pub id: RequestId,
    pub programme: ProgrammeId,
    pub mentee: EnrolmentId,
    pub mentor: EnrolmentId,
    pub message: &'static str,
    pub state: RequestState,
    pub created_at: Instant,
    pub answered_at: Option<Instant>,
}

pub struct PairRow {
    pub id: PairId,
    pub programme: ProgrammeId,
    pub mentee: EnrolmentId,
    pub mentor: EnrolmentId,
    pub state: PairState,
    pub fit: u8,
    pub mentee_answer: Option<Answer>,
    pub mentor_answer: Option<Answer>,
    pub publication: Option<PublicationId>,
    pub request: Option<RequestId>,
    pub starts_on: Date,
    pub ends_on: Date,
    pub created_at: Instant,
    pub ended_at: Option<Instant>,
}

pub struct SessionRow {
    pub id: SessionId,
    pub pair: PairId,
    pub state: &'static str,
    pub planned_at: Instant,
    pub held_at: Option<Instant>,
    pub minutes: u16,
    pub created_at: Instant,
}

/// Whether this database holds neither an account nor a person.
pub async fn nobody(mut db: impl Reader) -> Result<bool, DbError> {
    const ACCOUNT: &str = "SELECT id FROM account LIMIT 1";
    const PERSON: &str = "SELECT id FROM person LIMIT 1";
    let account = db.optional::<(AccountId,)>(ACCOUNT, &[]).await?;
    let person = db.optional::<(PersonId,)>(PERSON, &[]).await?;
    Ok(account.is_none() && person.is_none())
}

/// Adds people in the order given, managers before their reports.
pub async fn add_people(
    tx: &mut Tx,
    people: impl Iterator<Item = Person>,
    now: Instant,
) -> Result<(), DbError> {
    const INTO: &str = "
        INSERT INTO person (id, number, name, email, title, unit, level, manager_id, location,
                            time_zone, started_on, left_on, search, created_at, updated_at)
        VALUES";
    in_bulk::<15, _>(tx, INTO, people, |person, row| {
        let search = person.search_text();
        let Person {
            id,
            number,
            name,
            email,
            title,
            unit,
            level,
            manager,
            location,
            time_zone,
            started_on,
            left_on,
        } = person;
        row.extend(owned(args![
            id, number, name, email, title, unit, level, manager, location, time_zone, started_on,
            left_on, search, now, now
        ]));
    })
    .await
}

pub async fn add_programme(
    tx: &mut Tx,
    programme: &Programme,
    created_at: Instant,
) -> Result<(), DbError> {
    const SQL: &str = "
        INSERT INTO programme (id, name, starts_on, ends_on, cadence_days, minutes_per_month,
                               pair_months, capacity_cap, weights, created_at, version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    let p = programme;
    tx.execute(
        SQL,
        args![
            p.id,
            p.name,
            p.starts_on,
            p.ends_on,
            p.cadence_days,
            p.minutes_per_month,
            p.pair_months,
            p.capacity_cap,
            json(&p.weights),
            created_at,
            p.version
        ],
    )
    .await?;
    Ok(())
}

pub async fn add_coordinator(
    tx: &mut Tx,
    programme: ProgrammeId,
    account: AccountId,
) -> Result<(), DbError> {
    const SQL: &str = "INSERT INTO coordinator (programme_id, account_id) VALUES ($1, $2)";
    tx.execute(SQL, args![programme, account]).await?;
    Ok(())
}

pub async fn add_enrolments<'a>(
    tx: &mut Tx,
    enrolments: impl Iterator<Item = EnrolmentRow<'a>>,
) -> Result<(), DbError> {
    const INTO: &str = "
        INSERT INTO enrolment (id, programme_id, person_id, role, state, capacity,
                               minutes_per_month, offers, wants, goals, languages, time_zone,
                               meeting, style, moments, hopes, created_at, updated_at, version)
        VALUES";
    in_bulk::<19, _>(tx, INTO, enrolments, |enrolment, row| {
        let EnrolmentRow {
            enrolment: e,
            created_at,
            updated_at,
        } = enrolment;
        let a = &e.answers;
        row.extend(owned(args![
            e.id,
            e.programme,
            e.person,
            e.role,
            e.state,
            a.capacity,
            a.minutes_per_month,
            json(&a.offers),
            json(&a.wants),
            json(&a.goals),
            json(&a.languages),
            a.time_zone,
            a.meeting,
            a.style,
            json(&a.moments),
            a.hopes,
            created_at,
            updated_at,
            e.version
        ]));
    })
    .await
}

/// Adds who said never with whom.
pub async fn add_vetoes(
    tx: &mut Tx,
    programme: ProgrammeId,
    vetoes: impl Iterator<Item = (PersonId, PersonId)>,
) -> Result<(), DbError> {
    const INTO: &str = "INSERT INTO veto (programme_id, by_person_id, about_person_id) VALUES";
    in_bulk::<3, _>(tx, INTO, vetoes, |(by, about), row| {
        row.extend(owned(args![programme, by, about]));
    })
    .await
}

pub async fn add_requests(
    tx: &mut Tx,
    requests: impl Iterator<Item = RequestRow>,
) -> Result<(), DbError> {
    const INTO: &str = "
        INSERT INTO request (id, programme_id, mentee_id, mentor_id, message, state, created_at,
                             answered_at)
        VALUES";
    in_bulk::<8, _>(tx, INTO, requests, |r, row| {
        row.extend(owned(args![
            r.id,
            r.programme,
            r.mentee,
            r.mentor,
            r.message,
            r.state,
            r.created_at,
            r.answered_at
        ]));
    })
    .await
}

pub async fn add_pairs(tx: &mut Tx, pairs: impl Iterator<Item = PairRow>) -> Result<(), DbError> {
    const INTO: &str = "
        INSERT INTO pair (id, programme_id, mentee_id, mentor_id, state, fit, mentee_answer,
                          mentor_answer, publication_id, request_id, starts_on, ends_on,
                          created_at, ended_at, version)
        VALUES";
    in_bulk::<15, _>(tx, INTO, pairs, |p, row| {
        row.extend(owned(args![
            p.id,
            p.programme,
            p.mentee,
            p.mentor,
            p.state,
            p.fit,
            p.mentee_answer,
            p.mentor_answer,
            p.publication,
            p.request,
            p.starts_on,
            p.ends_on,
            p.created_at,
            p.ended_at,
            1i64
        ]));
    })
    .await
}

pub async fn add_sessions(
    tx: &mut Tx,
    sessions: impl Iterator<Item = SessionRow>,
) -> Result<(), DbError> {
    const INTO: &str = "
        INSERT INTO session (id, pair_id, state, planned_at, held_at, minutes, created_at)
        VALUES";
    in_bulk::<7, _>(tx, INTO, sessions, |s, row| {
        row.extend(owned(args![
            s.id,
            s.pair,
            s.state,
            s.planned_at,
            s.held_at,
            s.minutes,
            s.created_at
        ]));
    })
    .await
}

/// Remembers each role's sign-in, to be printed at every start. Everything in
/// such a database is made up, so this opens nothing that needs keeping shut.
pub async fn keep_sign_ins(tx: &mut Tx, sign_ins: &[(&str, &str)]) -> Result<(), DbError> {
    const SQL: &str = "INSERT INTO setting (name, value) VALUES ('demo_sign_ins', $1)";
    tx.execute(SQL, args![json(&sign_ins)]).await?;
    Ok(())
}

/// Role and secret of each sign-in; none where there is no demo.
pub async fn sign_ins(mut db: impl Reader) -> Result<Vec<(String, String)>, DbError> {
    const SQL: &str = "SELECT value FROM setting WHERE name = 'demo_sign_ins'";
    let found = db.optional::<(serde_json::Value,)>(SQL, &[]).await?;
    let read = |(value,)| {
        serde_json::from_value(value).map_err(|why| DbError::Column {
            column: "demo_sign_ins".into(),
            why: why.to_string(),
        })
    };
    found.map_or(Ok(Vec::new()), read)
}

/// Inserts `rows` of `WIDTH` columns, never holding more than a few thousand.
async fn in_bulk<const WIDTH: usize, T>(
    tx: &mut Tx,
    into: &'static str,
    rows: impl Iterator<Item = T>,
    values: impl Fn(T, &mut Vec<Value<'static>>),
) -> Result<(), DbError> {
    let mut rows = rows.peekable();
    let mut batch = Vec::with_capacity(AT_ONCE * WIDTH);
    while rows.peek().is_some() {
        batch.clear();
        for row in rows.by_ref().take(AT_ONCE) {
            values(row, &mut batch);
        }
        tx.insert_many(into, WIDTH, &batch, "").await?;
    }
    Ok(())
}

fn owned(values: &[Value<'_>]) -> Vec<Value<'static>> {
    let own = |value: &Value<'_>| match value {
        Value::Uuid(value) => Value::Uuid(*value),
        Value::Int(value) => Value::Int(*value),
        Value::Real(value) => Value::Real(*value),
        Value::Bool(value) => Value::Bool(*value),
        Value::Text(value) => Value::Text(value.as_ref().map(|t| Cow::Owned(t.to_string()))),
        Value::Bytes(value) => Value::Bytes(value.as_ref().map(|b| Cow::Owned(b.to_vec()))),
    };
    values.iter().map(own).collect()
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("plain data is JSON")
}
