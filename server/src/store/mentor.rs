//! Mentors as everybody may see them.

use super::json::list;
use crate::db::{DbError, FromRow, Reader, Row, Tx, args};
use crate::time_zone;
use pairwell_domain::api::mentors::MentorProfile;
use pairwell_domain::fit::constraints::places;
use pairwell_domain::fit::{Common, MentorFacts};
use pairwell_domain::id::{EnrolmentId, ProgrammeId};
use pairwell_domain::time::Date;

/// A programme's mentors in the pool, by name. Grade and level are not read:
/// nobody browsing has a use for them.
pub async fn in_pool(
    mut db: impl Reader,
    programme: ProgrammeId,
) -> Result<Vec<MentorProfile>, DbError> {
    const SQL: &str = "
        SELECT e.id, e.person_id, e.capacity, e.minutes_per_month, e.offers, e.languages,
               e.time_zone, e.meeting, e.style, e.moments, p.name, p.title, p.unit, p.location,
               g.starts_on, g.minutes_per_month AS minutes_per_mentee,
               (SELECT COUNT(*) FROM pair
                WHERE pair.mentor_id = e.id AND pair.state IN ('proposed', 'active', 'paused')
               ) AS taken,
               (SELECT COUNT(*) FROM person r
                WHERE r.manager_id = p.id AND r.left_on IS NULL) AS reports
        FROM enrolment e
        JOIN person p ON p.id = e.person_id
        JOIN programme g ON g.id = e.programme_id
        WHERE e.programme_id = $1 AND e.role = 'mentor' AND e.state = 'accepted'
          AND p.left_on IS NULL
        ORDER BY p.name, e.id";
    let mentors = db.all::<Mentor>(SQL, args![programme]).await?;
    Ok(mentors.into_iter().map(|mentor| mentor.0).collect())
}

/// Makes others who would fill this mentor's places wait until this transaction
/// ends. Writing the row is what holds it, on either database; what is read
/// afterwards is what the one before left behind.
pub async fn hold_places(tx: &mut Tx, mentor: EnrolmentId) -> Result<(), DbError> {
    const SQL: &str = "UPDATE enrolment SET version = version WHERE id = $1";
    tx.execute(SQL, args![mentor]).await?;
    Ok(())
}

struct Mentor(MentorProfile);

impl FromRow for Mentor {
    fn from_row(row: &Row) -> Result<Self, DbError> {
        let time_zone: String = row.get("time_zone")?;
        let starts_on: Date = row.get("starts_on")?;
        let minutes_per_month = row.get("minutes_per_month")?;
        let places = places(
            row.get("capacity")?,
            minutes_per_month,
            row.get("minutes_per_mentee")?,
        );
        let taken: u32 = row.get("taken")?;
        let reports: u32 = row.get("reports")?;
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
        Ok(Mentor(MentorProfile {
            facts: MentorFacts {
                id: row.get("id")?,
                common,
                offers: list(row, "offers")?,
            },
            name: row.get("name")?,
            title: row.get("title")?,
            moments: list(row, "moments")?,
            time_zone,
            minutes_per_month,
            places,
            places_free: places.saturating_sub(u8::try_from(taken).unwrap_or(u8::MAX)),
            leads_no_team: reports == 0,
        }))
    }
}
