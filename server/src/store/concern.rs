//! Managers' concerns about the time mentoring takes of their reports.

use super::json;
use crate::db::{DbError, FromRow, Reader, Row, Tx, args};
use pairwell_domain::access::Resource;
use pairwell_domain::api::board::PlannedConcern;
use pairwell_domain::api::concerns::{Concern, RaisedConcern, Report};
use pairwell_domain::concern::{Compromise, ConcernKind, presses};
use pairwell_domain::enrolment::Role;
use pairwell_domain::id::{AccountId, ConcernId, EnrolmentId, PersonId, ProgrammeId};
use pairwell_domain::time::{Date, Instant};
use std::collections::HashMap;

/// The time asked of one person in a programme, and who may say something about it.
#[derive(Debug)]
pub struct Asked {
    pub programme: ProgrammeId,
    pub minutes_per_month: u16,
    pub person: PersonId,
    pub manager: Option<PersonId>,
}

impl Asked {
    /// As seen by somebody who may have a place on the roster.
    pub fn resource(&self, asker: Option<PersonId>) -> Resource {
        Resource::Time {
            programme: self.programme,
            person: self.person,
            managed: asker.is_some() && self.manager == asker,
        }
    }
}

impl FromRow for Asked {
    fn from_row(row: &Row) -> Result<Self, DbError> {
        Ok(Asked {
            programme: row.get("programme_id")?,
            minutes_per_month: row.get("minutes_per_month")?,
            person: row.get("person_id")?,
            manager: row.get("manager_id")?,
        })
    }
}

/// A concern with what the rules and handlers ask of it.
#[derive(Debug)]
pub struct Stored {
    pub concern: Concern,
    pub asked: Asked,
}

impl FromRow for Stored {
    fn from_row(row: &Row) -> Result<Self, DbError> {
        Ok(Stored {
            concern: concern(row)?,
            asked: Asked::from_row(row)?,
        })
    }
}

fn concern(row: &Row) -> Result<Concern, DbError> {
    let compromise: Option<String> = row.get("compromise")?;
    Ok(Concern {
        id: row.get("concern_id")?,
        enrolment: row.get("enrolment_id")?,
        kind: row.get("kind")?,
        note: row.get("note")?,
        state: row.get("concern_state")?,
        raised_at: row.get("raised_at")?,
        compromise: match compromise {
            Some(_) => Some(json::read_large(row, "compromise")?),
            None => None,
        },
        settled_at: row.get("settled_at")?,
        managers_word: row.get("managers_word")?,
        version: row.get("concern_version")?,
    })
}

/// The time asked of whoever enrolled; `None` where they do not take part.
pub async fn asked(mut db: impl Reader, enrolment: EnrolmentId) -> Result<Option<Asked>, DbError> {
    const SQL: &str = "
        SELECT e.programme_id, e.minutes_per_month, e.person_id, p.manager_id
        FROM enrolment e JOIN person p ON p.id = e.person_id
        WHERE e.id = $1 AND e.state IN ('applied', 'accepted', 'paused')";
    db.optional(SQL, args![enrolment]).await
}

pub async fn by_id(mut db: impl Reader, id: ConcernId) -> Result<Option<Stored>, DbError> {
    const SQL: &str = "
        SELECT c.id AS concern_id, c.enrolment_id, c.kind, c.note, c.state AS concern_state,
               c.raised_at, c.compromise, c.settled_at, c.managers_word, c.version AS concern_version,
               e.programme_id, e.minutes_per_month, e.person_id, p.manager_id
        FROM concern c
        JOIN enrolment e ON e.id = c.enrolment_id JOIN person p ON p.id = e.person_id
        WHERE c.id = $1";
    db.optional(SQL, args![id]).await
}

struct TeamRow(Report);

impl FromRow for TeamRow {
    fn from_row(row: &Row) -> Result<Self, DbError> {
        let id: Option<ConcernId> = row.get("concern_id")?;
        Ok(TeamRow(Report {
            enrolment: row.get("enrolment")?,
            name: row.get("name")?,
            role: row.get("role")?,
            minutes_per_month: row.get("minutes_per_month")?,
            concern: match id {
                Some(_) => Some(concern(row)?),
                None => None,
            },
        }))
    }
}

/// A manager's direct reports who take part, by name, each with the newest concern.
pub async fn team(
    mut db: impl Reader,
    programme: ProgrammeId,
    manager: PersonId,
) -> Result<Vec<Report>, DbError> {
    const SQL: &str = "
        SELECT e.id AS enrolment, p.name, e.role, e.minutes_per_month,
               c.id AS concern_id, c.enrolment_id, c.kind, c.note, c.state AS concern_state,
               c.raised_at, c.compromise, c.settled_at, c.managers_word, c.version AS concern_version
        FROM enrolment e
        JOIN person p ON p.id = e.person_id
        LEFT JOIN concern c ON c.id = (SELECT n.id FROM concern n WHERE n.enrolment_id = e.id
                                       ORDER BY n.raised_at DESC, n.id DESC LIMIT 1)
        WHERE e.programme_id = $1 AND p.manager_id = $2 AND p.left_on IS NULL
          AND e.state IN ('applied', 'accepted', 'paused')
        ORDER BY p.name, e.role, e.id";
    let rows = db.all::<TeamRow>(SQL, args![programme, manager]).await?;
    Ok(rows.into_iter().map(|TeamRow(report)| report).collect())
}

struct ConcernRow(Concern);

impl FromRow for ConcernRow {
    fn from_row(row: &Row) -> Result<Self, DbError> {
        Ok(ConcernRow(Concern {
            note: String::new(),
            managers_word: None,
            ..concern(row)?
        }))
    }
}

/// The newest concern about each of somebody's enrolments in a programme, without what
/// manager and coordinators wrote to each other.
pub async fn about_person(
    mut db: impl Reader,
    programme: ProgrammeId,
    person: PersonId,
) -> Result<Vec<Concern>, DbError> {
    const SQL: &str = "
        SELECT c.id AS concern_id, c.enrolment_id, c.kind, c.note, c.state AS concern_state,
               c.raised_at, c.compromise, c.settled_at, c.managers_word, c.version AS concern_version
        FROM enrolment e
        JOIN concern c ON c.id = (SELECT n.id FROM concern n WHERE n.enrolment_id = e.id
                                  ORDER BY n.raised_at DESC, n.id DESC LIMIT 1)
        WHERE e.programme_id = $1 AND e.person_id = $2
        ORDER BY e.role, e.id";
    let rows = db.all::<ConcernRow>(SQL, args![programme, person]).await?;
    Ok(rows
        .into_iter()
        .map(|ConcernRow(concern)| concern)
        .collect())
}

struct QueueRow(RaisedConcern);

impl FromRow for QueueRow {
    fn from_row(row: &Row) -> Result<Self, DbError> {
        Ok(QueueRow(RaisedConcern {
            concern: concern(row)?,
            name: row.get("name")?,
            role: row.get("role")?,
            minutes_per_month: row.get("minutes_per_month")?,
            raised_by: row.get("raised_by")?,
            presses: false,
        }))
    }
}

/// Concerns in a programme: open ones first, longest open first, then those settled,
/// newest first.
pub async fn of_programme(
    mut db: impl Reader,
    programme: ProgrammeId,
    today: Date,
) -> Result<Vec<RaisedConcern>, DbError> {
    const SQL: &str = "
        SELECT c.id AS concern_id, c.enrolment_id, c.kind, c.note, c.state AS concern_state,
               c.raised_at, c.compromise, c.settled_at, c.managers_word, c.version AS concern_version,
               p.name, e.role, e.minutes_per_month, a.name AS raised_by
        FROM concern c
        JOIN enrolment e ON e.id = c.enrolment_id JOIN person p ON p.id = e.person_id
        JOIN account a ON a.id = c.raised_by_account_id
        WHERE c.programme_id = $1
        ORDER BY CASE WHEN c.settled_at IS NULL THEN 0 ELSE 1 END,
                 COALESCE(-c.settled_at, c.raised_at), c.id
        LIMIT 1000";
    let rows = db.all::<QueueRow>(SQL, args![programme]).await?;
    let row = |QueueRow(mut row)| {
        row.presses = row.concern.state.is_open() && presses(row.concern.raised_at, today);
        row
    };
    Ok(rows.into_iter().map(row).collect())
}

/// Those enrolled whose manager has an open concern, with it.
pub type Open = HashMap<EnrolmentId, (ConcernId, ConcernKind)>;

pub async fn open(mut db: impl Reader, programme: ProgrammeId) -> Result<Open, DbError> {
    const SQL: &str = "
        SELECT enrolment_id, id, kind FROM concern
        WHERE programme_id = $1 AND state IN ('raised', 'proposed')";
    let rows = db
        .all::<(EnrolmentId, ConcernId, ConcernKind)>(SQL, args![programme])
        .await?;
    let entry = |(enrolment, id, kind)| (enrolment, (id, kind));
    Ok(rows.into_iter().map(entry).collect())
}

/// Of the open concerns, those about one of two.
pub fn about(open: &Open, mentee: EnrolmentId, mentor: EnrolmentId) -> Vec<PlannedConcern> {
    let sides = [(mentee, Role::Mentee), (mentor, Role::Mentor)];
    let concern = |(enrolment, about)| {
        let (id, kind) = *open.get(&enrolment)?;
        Some(PlannedConcern { id, about, kind })
    };
    sides.into_iter().filter_map(concern).collect()
}

struct AgreedRow(EnrolmentId, Compromise);

impl FromRow for AgreedRow {
    fn from_row(row: &Row) -> Result<Self, DbError> {
        let compromise = json::read_large(row, "compromise")?;
        Ok(AgreedRow(row.get("enrolment_id")?, compromise))
    }
}

/// The day before which mentoring was agreed not to start, for those for whom the last
/// compromise named one.
pub async fn agreed_starts(
    mut db: impl Reader,
    programme: ProgrammeId,
) -> Result<HashMap<EnrolmentId, Date>, DbError> {
    const SQL: &str = "
        SELECT enrolment_id, compromise FROM concern
        WHERE programme_id = $1 AND state = 'agreed' AND compromise IS NOT NULL
        ORDER BY settled_at, id";
    let rows = db.all::<AgreedRow>(SQL, args![programme]).await?;
    let last: HashMap<_, _> = rows.into_iter().map(|AgreedRow(of, it)| (of, it)).collect();
    let start = |(of, it): (_, Compromise)| Some((of, it.not_before?));
    Ok(last.into_iter().filter_map(start).collect())
}

/// The later of the days agreed for two, where there is one.
pub fn later_start(
    starts: &HashMap<EnrolmentId, Date>,
    mentee: EnrolmentId,
    mentor: EnrolmentId,
) -> Option<Date> {
    let of = |enrolment| starts.get(&enrolment).copied();
    of(mentee).max(of(mentor))
}

/// How many concerns are open in a programme, and how many of them press; none once it is
/// over.
pub async fn count(
    mut db: impl Reader,
    programme: ProgrammeId,
    today: Date,
) -> Result<(u32, u32), DbError> {
    const SQL: &str = "
        SELECT c.raised_at FROM concern c JOIN programme g ON g.id = c.programme_id
        WHERE c.programme_id = $1 AND c.state IN ('raised', 'proposed') AND g.ends_on >= $2";
    let raised = db.all::<(Instant,)>(SQL, args![programme, today]).await?;
    let pressing = raised.iter().filter(|(at,)| presses(*at, today)).count();
    Ok((raised.len() as u32, pressing as u32))
}

/// Adds a concern. [`DbError::is_duplicate`] `concern` `enrolment_id` when one is
/// open already.
pub async fn raise(
    tx: &mut Tx,
    concern: &Concern,
    programme: ProgrammeId,
    by: AccountId,
) -> Result<(), DbError> {
    const SQL: &str = "
        INSERT INTO concern (id, programme_id, enrolment_id, kind, note, state,
                             raised_by_account_id, raised_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let Concern {
        id,
        enrolment,
        kind,
        note,
        state,
        raised_at,
        ..
    } = concern;
    tx.execute(
        SQL,
        args![id, programme, enrolment, kind, note, state, by, raised_at],
    )
    .await?;
    Ok(())
}

/// Keeps what became of a concern, unless somebody else changed it since `version`.
pub async fn change(tx: &mut Tx, after: &Concern, version: i64) -> Result<bool, DbError> {
    const SQL: &str = "
        UPDATE concern SET state = $3, compromise = $4, settled_at = $5, managers_word = $6,
               version = version + 1
        WHERE id = $1 AND version = $2";
    let Concern {
        id,
        state,
        compromise,
        settled_at,
        managers_word,
        ..
    } = after;
    let compromise =
        compromise.map(|it| serde_json::to_string(&it).expect("a compromise is always JSON"));
    let values = args![id, version, state, compromise, settled_at, managers_word];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// Ends an open concern about somebody who takes part no longer.
pub async fn drop_open(tx: &mut Tx, enrolment: EnrolmentId, now: Instant) -> Result<(), DbError> {
    const SQL: &str = "
        UPDATE concern SET state = 'dropped', settled_at = $2, version = version + 1
        WHERE enrolment_id = $1 AND state IN ('raised', 'proposed')";
    tx.execute(SQL, args![enrolment, now]).await?;
    Ok(())
}

/// Asks no more than the agreed time from now on.
pub async fn take_minutes(
    tx: &mut Tx,
    enrolment: EnrolmentId,
    minutes: u16,
    now: Instant,
) -> Result<(), DbError> {
    const SQL: &str = "
        UPDATE enrolment SET minutes_per_month = $2, updated_at = $3, version = version + 1
        WHERE id = $1 AND minutes_per_month > $2";
    tx.execute(SQL, args![enrolment, minutes, now]).await?;
    Ok(())
}
