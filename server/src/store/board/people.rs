//! Who is on a board: mentees and mentors in the pool, and whoever is in a pair
//! that people already know of.

use crate::db::{DbError, FromRow, Reader, Row, Tx, args};
use crate::store::json::list;
use crate::time_zone;
use pairwell_domain::board::{BoardMentee, BoardMentor, MentorAside};
use pairwell_domain::enrolment::Role;
use pairwell_domain::fit::constraints::places;
use pairwell_domain::fit::{Common, MenteeFacts, MentorFacts};
use pairwell_domain::id::{EnrolmentId, PersonId, ProgrammeId};
use pairwell_domain::time::Date;
use std::collections::HashMap;

/// Mentees and mentors, in order of id.
#[derive(Default)]
pub struct People {
    pub mentees: Vec<BoardMentee>,
    pub mentors: Vec<BoardMentor>,
    /// Everybody's manager.
    pub managers: HashMap<PersonId, PersonId>,
}

/// One enrolment with the person behind it.
pub enum Participant {
    Mentee(Box<BoardMentee>),
    Mentor(Box<BoardMentor>),
}

struct Read {
    participant: Participant,
    person: PersonId,
    manager: Option<PersonId>,
}

impl FromRow for Read {
    fn from_row(row: &Row) -> Result<Self, DbError> {
        let person = row.get("person_id")?;
        Ok(Read {
            participant: Participant::from_row(row)?,
            person,
            manager: row.get("manager_id")?,
        })
    }
}

impl FromRow for Participant {
    fn from_row(row: &Row) -> Result<Self, DbError> {
        let id: EnrolmentId = row.get("id")?;
        let name = row.get("name")?;
        let title = row.get("title")?;
        let common = common(row)?;
        Ok(match row.get("role")? {
            Role::Mentee => Participant::Mentee(Box::new(BoardMentee {
                facts: MenteeFacts {
                    id,
                    common,
                    wants: list(row, "wants")?,
                    goals: list(row, "goals")?,
                    asked: Vec::new(),
                },
                name,
                title,
                hopes: row.get("hopes")?,
            })),
            Role::Mentor => Participant::Mentor(Box::new(BoardMentor {
                facts: MentorFacts {
                    id,
                    common,
                    offers: list(row, "offers")?,
                },
                name,
                title,
                moments: list(row, "moments")?,
                places: offered_places(row)?,
            })),
        })
    }
}

fn common(row: &Row) -> Result<Common, DbError> {
    let zone: String = row.get("time_zone")?;
    let starts_on: Date = row.get("starts_on")?;
    Ok(Common {
        person: row.get("person_id")?,
        languages: list(row, "languages")?,
        utc_offset: time_zone::offset(&zone, starts_on),
        meeting: row.get("meeting")?,
        style: row.get("style")?,
        unit: row.get("unit")?,
        location: row.get("location")?,
        level: row.get("level")?,
    })
}

/// A mentor who has paused or left keeps whom they have and takes nobody else.
fn offered_places(row: &Row) -> Result<u8, DbError> {
    let taken: u32 = row.get("taken")?;
    if row.get("in_pool")? {
        Ok(places(
            row.get("capacity")?,
            row.get("minutes_per_month")?,
            row.get("minutes_per_mentee")?,
        ))
    } else {
        Ok(u8::try_from(taken).unwrap_or(u8::MAX))
    }
}

/// Enrolments with their people; a condition on `e` follows.
macro_rules! select {
    ($condition:literal) => {
        concat!(
            "SELECT e.id, e.person_id, e.role, e.capacity, e.minutes_per_month, e.offers, e.wants,
                    e.goals, e.languages, e.time_zone, e.meeting, e.style, e.moments, e.hopes,
                    p.name, p.title, p.unit, p.level, p.location, p.manager_id,
                    g.starts_on, g.minutes_per_month AS minutes_per_mentee,
                    (e.state = 'accepted' AND p.left_on IS NULL) AS in_pool,
                    (SELECT COUNT(*) FROM pair
                     WHERE pair.mentor_id = e.id AND pair.state IN ('proposed', 'active', 'paused')
                    ) AS taken
             FROM enrolment e
             JOIN person p ON p.id = e.person_id
             JOIN programme g ON g.id = e.programme_id
             WHERE ",
            $condition
        )
    };
}

pub async fn read(tx: &mut Tx, programme: ProgrammeId) -> Result<People, DbError> {
    const SQL: &str = select!(
        "e.programme_id = $1
           AND ((e.state = 'accepted' AND p.left_on IS NULL)
                OR e.id IN (SELECT mentee_id FROM pair WHERE programme_id = $1
                            AND state IN ('proposed', 'active', 'paused'))
                OR e.id IN (SELECT mentor_id FROM pair WHERE programme_id = $1
                            AND state IN ('proposed', 'active', 'paused')))
         ORDER BY e.id"
    );
    const ASKED: &str = "
        SELECT mentee_id, mentor_id FROM request
        WHERE programme_id = $1 AND state = 'waiting' ORDER BY mentee_id, mentor_id";
    let mut db = tx;
    let mut asked: HashMap<EnrolmentId, Vec<EnrolmentId>> = HashMap::new();
    let requests = db
        .all::<(EnrolmentId, EnrolmentId)>(ASKED, args![programme])
        .await?;
    for (mentee, mentor) in requests {
        asked.entry(mentee).or_default().push(mentor);
    }
    let mut people = People::default();
    for read in db.all::<Read>(SQL, args![programme]).await? {
        if let Some(manager) = read.manager {
            people.managers.insert(read.person, manager);
        }
        match read.participant {
            Participant::Mentor(mentor) => people.mentors.push(*mentor),
            Participant::Mentee(mut mentee) => {
                mentee.facts.asked = asked.remove(&mentee.facts.id).unwrap_or_default();
                people.mentees.push(*mentee);
            }
        }
    }
    Ok(people)
}

impl FromRow for MentorAside {
    fn from_row(row: &Row) -> Result<Self, DbError> {
        Ok(MentorAside {
            id: row.get("id")?,
            name: row.get("name")?,
            state: row.get("state")?,
            offers: list(row, "offers")?,
        })
    }
}

/// Mentors who could be asked, in order of name.
pub async fn aside(tx: &mut Tx, programme: ProgrammeId) -> Result<Vec<MentorAside>, DbError> {
    const SQL: &str = "
        SELECT e.id, p.name, e.state, e.offers
        FROM enrolment e JOIN person p ON p.id = e.person_id
        WHERE e.programme_id = $1 AND e.role = 'mentor' AND p.left_on IS NULL
          AND e.state IN ('applied', 'paused', 'completed')
        ORDER BY p.name, e.id";
    let mut db = tx;
    db.all(SQL, args![programme]).await
}

/// One participant of a programme, with how many standing pairs they are in.
pub async fn by_id(
    tx: &mut Tx,
    programme: ProgrammeId,
    id: EnrolmentId,
) -> Result<Option<(Participant, u32)>, DbError> {
    const SQL: &str = select!(
        "e.programme_id = $1 AND e.id = $2
           AND ((e.state = 'accepted' AND p.left_on IS NULL)
                OR EXISTS (SELECT 1 FROM pair WHERE pair.state IN ('proposed', 'active', 'paused')
                           AND (pair.mentee_id = e.id OR pair.mentor_id = e.id)))"
    );
    const PAIRS: &str = "
        SELECT COUNT(*) FROM pair
        WHERE state IN ('proposed', 'active', 'paused') AND (mentee_id = $1 OR mentor_id = $1)";
    let mut db = tx;
    let Some(read) = db.optional::<Read>(SQL, args![programme, id]).await? else {
        return Ok(None);
    };
    let (pairs,) = db.one::<(u32,)>(PAIRS, args![id]).await?;
    Ok(Some((read.participant, pairs)))
}
