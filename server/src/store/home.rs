//! Counts for the home page: what waits for one person.

use super::{concern, mail};
use crate::db::{DbError, Reader, Tx, args, from_row};
use pairwell_domain::home::{AdminPart, CoordinatorPart, ManagerPart, MenteePart, MentorPart};
use pairwell_domain::id::{EnrolmentId, PersonId, ProgrammeId};
use pairwell_domain::pair::is_meeting;
use pairwell_domain::request::has_lapsed;
use pairwell_domain::time::{Date, Instant};

pub struct Running {
    pub id: ProgrammeId,
    pub name: String,
    pub ends_on: Date,
    pub cadence_days: u16,
}
from_row!(Running {
    id,
    name,
    ends_on,
    cadence_days
});

/// Every programme: what runs first, then what is to come, then what is over.
pub async fn programmes(mut db: impl Reader, today: Date) -> Result<Vec<Running>, DbError> {
    const SQL: &str = "
        SELECT id, name, ends_on, cadence_days FROM programme
        ORDER BY CASE WHEN $1 BETWEEN starts_on AND ends_on THEN 0
                      WHEN starts_on > $1 THEN 1 ELSE 2 END,
                 starts_on DESC, id DESC";
    db.all(SQL, args![today]).await
}

pub async fn mentee(
    mut db: impl Reader,
    enrolment: EnrolmentId,
    today: Date,
) -> Result<MenteePart, DbError> {
    const SQL: &str = "
        SELECT e.state = 'accepted' AS in_pool,
               EXISTS (SELECT 1 FROM pair WHERE pair.mentee_id = e.id
                       AND pair.state IN ('proposed', 'active', 'paused')) AS paired
        FROM enrolment e WHERE e.id = $1";
    const WAITING: &str = "
        SELECT p.name, r.created_at FROM request r
        JOIN enrolment e ON e.id = r.mentor_id JOIN person p ON p.id = e.person_id
        WHERE r.mentee_id = $1 AND r.state = 'waiting' ORDER BY r.created_at";
    let (in_pool, paired) = db.one::<(bool, bool)>(SQL, args![enrolment]).await?;
    let waiting = db
        .all::<(String, Instant)>(WAITING, args![enrolment])
        .await?;
    let waiting = waiting
        .into_iter()
        .filter(|(_, asked)| !has_lapsed(*asked, today))
        .map(|(name, asked)| (name, pairwell_domain::request::answer_by(asked)))
        .collect();
    Ok(MenteePart {
        in_pool,
        paired,
        waiting,
    })
}

pub async fn mentor(
    mut db: impl Reader,
    enrolment: EnrolmentId,
    today: Date,
) -> Result<MentorPart, DbError> {
    const SQL: &str = "
        SELECT e.state = 'accepted', e.capacity, e.minutes_per_month, g.minutes_per_month,
               (SELECT COUNT(*) FROM pair WHERE pair.mentor_id = e.id
                AND pair.state IN ('proposed', 'active', 'paused'))
        FROM enrolment e JOIN programme g ON g.id = e.programme_id WHERE e.id = $1";
    const WAITING: &str =
        "SELECT created_at FROM request WHERE mentor_id = $1 AND state = 'waiting'";
    let (in_pool, capacity, minutes, per_mentee, taken) = db
        .one::<(bool, u8, u16, u16, u32)>(SQL, args![enrolment])
        .await?;
    let waiting = db.all::<(Instant,)>(WAITING, args![enrolment]).await?;
    let places = pairwell_domain::fit::constraints::places(capacity, minutes, per_mentee);
    Ok(MentorPart {
        requests: waiting
            .iter()
            .filter(|(asked,)| !has_lapsed(*asked, today))
            .count() as u32,
        places_free: if in_pool {
            u32::from(places).saturating_sub(taken)
        } else {
            0
        },
    })
}

pub async fn coordinator(
    mut db: impl Reader,
    programme: ProgrammeId,
    today: Date,
) -> Result<CoordinatorPart, DbError> {
    const SQL: &str = "
        SELECT COALESCE(SUM(CASE WHEN e.state = 'applied' THEN 1 ELSE 0 END), 0),
               COALESCE(SUM(CASE WHEN e.state = 'accepted' AND e.role = 'mentee' AND NOT EXISTS (
                   SELECT 1 FROM pair WHERE pair.mentee_id = e.id
                   AND pair.state IN ('proposed', 'active', 'paused')) THEN 1 ELSE 0 END), 0)
        FROM enrolment e WHERE e.programme_id = $1";
    let (applied, unmatched) = db.one::<(u32, u32)>(SQL, args![programme]).await?;
    let (concerns, concerns_pressing) = concern::count(db, programme, today).await?;
    Ok(CoordinatorPart {
        applied,
        unmatched,
        concerns,
        concerns_pressing,
    })
}

/// What a manager's direct reports do in a programme.
pub async fn manager(
    mut db: impl Reader,
    programme: ProgrammeId,
    manager: PersonId,
    cadence_days: u16,
    now: Instant,
) -> Result<ManagerPart, DbError> {
    const SQL: &str = "
        SELECT e.person_id,
               (SELECT MAX(s.held_at) FROM session s JOIN pair ON pair.id = s.pair_id
                WHERE (pair.mentee_id = e.id OR pair.mentor_id = e.id)
                  AND pair.state = 'active' AND s.state = 'held')
        FROM enrolment e JOIN person p ON p.id = e.person_id
        WHERE e.programme_id = $1 AND p.manager_id = $2 AND p.left_on IS NULL
          AND e.state IN ('applied', 'accepted', 'paused')";
    const COMPROMISES: &str = "
        SELECT COUNT(*) FROM concern c
        JOIN enrolment e ON e.id = c.enrolment_id JOIN person p ON p.id = e.person_id
        WHERE c.programme_id = $1 AND p.manager_id = $2 AND p.left_on IS NULL
          AND c.state = 'proposed'";
    let (compromises,) = db
        .one::<(u32,)>(COMPROMISES, args![programme, manager])
        .await?;
    let rows = db
        .all::<(PersonId, Option<Instant>)>(SQL, args![programme, manager])
        .await?;
    let count = |people: Vec<PersonId>| {
        let distinct: std::collections::HashSet<_> = people.into_iter().collect();
        distinct.len() as u32
    };
    let meets =
        |held: &Option<Instant>| is_meeting(held.map(Instant::date), cadence_days, now.date());
    Ok(ManagerPart {
        compromises,
        taking_part: count(rows.iter().map(|(person, _)| *person).collect()),
        meeting: count(
            rows.iter()
                .filter(|(_, held)| meets(held))
                .map(|(person, _)| *person)
                .collect(),
        ),
    })
}

pub async fn admin(tx: &mut Tx, sends_mail: bool, now: Instant) -> Result<AdminPart, DbError> {
    const SQL: &str = "SELECT COUNT(*) FROM person";
    let (people,) = (&mut *tx).one::<(u32,)>(SQL, &[]).await?;
    let links = mail::waiting_links(tx, sends_mail, now).await?.len() as u32;
    Ok(AdminPart { people, links })
}
