//! One mentee's own view: what they said, and whom they can't be paired with.

use super::json::{self, list};
use crate::db::{DbError, FromRow, Reader, Row, args};
use crate::time_zone;
use pairwell_domain::enrolment::EnrolmentState;
use pairwell_domain::fit::{Common, MenteeFacts, Weights};
use pairwell_domain::id::{EnrolmentId, PersonId, ProgrammeId};
use pairwell_domain::time::Date;
use std::collections::HashSet;

/// A mentee with what their programme weighs.
pub struct Mentee {
    pub facts: MenteeFacts,
    pub state: EnrolmentState,
    pub weights: Weights,
    /// The mentor they are, or are proposed to be, with.
    pub paired_with: Option<EnrolmentId>,
}

impl FromRow for Mentee {
    fn from_row(row: &Row) -> Result<Self, DbError> {
        let time_zone: String = row.get("time_zone")?;
        let starts_on: Date = row.get("starts_on")?;
        let common = Common {
            person: row.get("person_id")?,
            languages: list(row, "languages")?,
            utc_offset: time_zone::offset(&time_zone, starts_on),
            meeting: row.get("meeting")?,
            style: row.get("style")?,
            unit: row.get("unit")?,
            location: row.get("location")?,
            level: None,
        };
        Ok(Mentee {
            facts: MenteeFacts {
                id: row.get("id")?,
                common,
                wants: list(row, "wants")?,
                goals: list(row, "goals")?,
                asked: Vec::new(),
            },
            state: row.get("state")?,
            weights: json::read(row, "weights")?,
            paired_with: row.get("paired_with")?,
        })
    }
}

pub async fn by_id(mut db: impl Reader, id: EnrolmentId) -> Result<Option<Mentee>, DbError> {
    const SQL: &str = "
        SELECT e.id, e.person_id, e.state, e.wants, e.goals, e.languages, e.time_zone, e.meeting,
               e.style, p.unit, p.location, g.starts_on, g.weights,
               (SELECT pair.mentor_id FROM pair
                WHERE pair.mentee_id = e.id AND pair.state IN ('proposed', 'active', 'paused')
               ) AS paired_with
        FROM enrolment e
        JOIN person p ON p.id = e.person_id
        JOIN programme g ON g.id = e.programme_id
        WHERE e.id = $1 AND e.role = 'mentee'";
    const ASKED: &str = "SELECT mentor_id FROM request WHERE mentee_id = $1 AND state = 'waiting'";
    let Some(mut mentee) = db.optional::<Mentee>(SQL, args![id]).await? else {
        return Ok(None);
    };
    let asked = db.all::<(EnrolmentId,)>(ASKED, args![id]).await?;
    mentee.facts.asked = asked.into_iter().map(|(mentor,)| mentor).collect();
    mentee.facts.asked.sort_unstable();
    Ok(Some(mentee))
}

/// Everyone above or below somebody in the reporting tree, at any depth.
pub async fn reporting_line(
    mut db: impl Reader,
    person: PersonId,
) -> Result<HashSet<PersonId>, DbError> {
    const SQL: &str = "
        WITH RECURSIVE
        above (id) AS (
            SELECT manager_id FROM person WHERE id = $1 AND manager_id IS NOT NULL
            UNION
            SELECT p.manager_id FROM person p JOIN above ON p.id = above.id
            WHERE p.manager_id IS NOT NULL),
        below (id) AS (
            SELECT id FROM person WHERE manager_id = $1
            UNION
            SELECT p.id FROM person p JOIN below ON p.manager_id = below.id)
        SELECT id FROM above UNION SELECT id FROM below";
    Ok(db
        .all::<(PersonId,)>(SQL, args![person])
        .await?
        .into_iter()
        .map(|(id,)| id)
        .collect())
}

/// Everyone somebody said never to, and everyone who said so of them.
pub async fn vetoes(
    mut db: impl Reader,
    programme: ProgrammeId,
    person: PersonId,
) -> Result<HashSet<PersonId>, DbError> {
    const SQL: &str = "
        SELECT about_person_id FROM veto WHERE programme_id = $1 AND by_person_id = $2
        UNION
        SELECT by_person_id FROM veto WHERE programme_id = $1 AND about_person_id = $2";
    let people = db.all::<(PersonId,)>(SQL, args![programme, person]).await?;
    Ok(people.into_iter().map(|(id,)| id).collect())
}

/// Mentors with whom it was asked or proposed before, and the answer was no.
pub async fn declined(
    mut db: impl Reader,
    mentee: EnrolmentId,
) -> Result<HashSet<EnrolmentId>, DbError> {
    const SQL: &str = "
        SELECT mentor_id FROM request WHERE mentee_id = $1 AND state = 'declined'
        UNION
        SELECT mentor_id FROM pair WHERE mentee_id = $1 AND state = 'declined'";
    let mentors = db.all::<(EnrolmentId,)>(SQL, args![mentee]).await?;
    Ok(mentors.into_iter().map(|(id,)| id).collect())
}
