//! What participation in a programme is counted from.

use crate::db::{DbError, Reader, args, from_row};
use pairwell_domain::insight::facts::{Enrolled, Facts, Headcount, Paired, day_before};
use pairwell_domain::programme::Programme;
use pairwell_domain::time::Date;

from_row!(Headcount {
    unit,
    level,
    people
});

from_row!(Enrolled {
    id,
    person,
    role,
    state,
    unit,
    level,
    left_on,
    created_at,
    updated_at
});

from_row!(Paired {
    mentee,
    mentor,
    state,
    created_at,
    first_held,
    last_held
});

/// The facts of a programme on `today`. Give it a snapshot: it asks more than once.
pub async fn facts(
    mut db: impl Reader,
    programme: &Programme,
    today: Date,
) -> Result<Facts, DbError> {
    let depth = lacks_levels(&mut db).await?;
    let headcounts = headcounts(&mut db, today, depth).await?;
    let enrolments = enrolments(&mut db, programme, depth).await?;
    let pairs = pairs(&mut db, programme).await?;
    let people_before = match day_before(programme, today) {
        Some(day) => people_on(&mut db, day).await?,
        None => 0,
    };
    let gather = Facts::gather;
    Ok(gather(
        programme,
        today,
        headcounts,
        people_before,
        &enrolments,
        &pairs,
    ))
}

/// Whether HR left anybody's level open. Their depth in the reporting tree stands
/// in for it then, which takes a walk through everybody.
async fn lacks_levels(db: &mut impl Reader) -> Result<bool, DbError> {
    const SQL: &str = "SELECT EXISTS (SELECT 1 FROM person WHERE level IS NULL)";
    Ok(db.one::<(bool,)>(SQL, &[]).await?.0)
}

async fn headcounts(
    db: &mut impl Reader,
    today: Date,
    depth: bool,
) -> Result<Vec<Headcount>, DbError> {
    const STATED: &str = "
        SELECT unit, level, COUNT(*) AS people FROM person
        WHERE left_on IS NULL OR left_on > $1
        GROUP BY unit, level";
    const WALKED: &str = "
        WITH RECURSIVE line (id, depth) AS (
            SELECT id, 1 FROM person WHERE manager_id IS NULL
            UNION ALL
            SELECT p.id, line.depth + 1 FROM person p
            JOIN line ON p.manager_id = line.id WHERE line.depth < 255
        )
        SELECT p.unit, COALESCE(p.level, line.depth, 255) AS level, COUNT(*) AS people
        FROM person p LEFT JOIN line ON line.id = p.id
        WHERE p.left_on IS NULL OR p.left_on > $1
        GROUP BY p.unit, COALESCE(p.level, line.depth, 255)";
    db.all(if depth { WALKED } else { STATED }, args![today])
        .await
}

async fn enrolments(
    db: &mut impl Reader,
    programme: &Programme,
    depth: bool,
) -> Result<Vec<Enrolled>, DbError> {
    const STATED: &str = "
        SELECT e.id, e.person_id AS person, e.role, e.state, p.unit, p.level, p.left_on,
               e.created_at, e.updated_at
        FROM enrolment e JOIN person p ON p.id = e.person_id
        WHERE e.programme_id = $1";
    const WALKED: &str = "
        WITH RECURSIVE line (id, depth) AS (
            SELECT id, 1 FROM person WHERE manager_id IS NULL
            UNION ALL
            SELECT p.id, line.depth + 1 FROM person p
            JOIN line ON p.manager_id = line.id WHERE line.depth < 255
        )
        SELECT e.id, e.person_id AS person, e.role, e.state, p.unit,
               COALESCE(p.level, line.depth, 255) AS level, p.left_on, e.created_at, e.updated_at
        FROM enrolment e JOIN person p ON p.id = e.person_id LEFT JOIN line ON line.id = p.id
        WHERE e.programme_id = $1";
    db.all(if depth { WALKED } else { STATED }, args![programme.id])
        .await
}

async fn pairs(db: &mut impl Reader, programme: &Programme) -> Result<Vec<Paired>, DbError> {
    const SQL: &str = "
        SELECT pair.mentee_id AS mentee, pair.mentor_id AS mentor, pair.state, pair.created_at,
               MIN(session.held_at) AS first_held, MAX(session.held_at) AS last_held
        FROM pair LEFT JOIN session ON session.pair_id = pair.id AND session.state = 'held'
        WHERE pair.programme_id = $1
        GROUP BY pair.id, pair.mentee_id, pair.mentor_id, pair.state, pair.created_at";
    db.all(SQL, args![programme.id]).await
}

async fn people_on(db: &mut impl Reader, day: Date) -> Result<u32, DbError> {
    const SQL: &str = "
        SELECT COUNT(*) FROM person
        WHERE (started_on IS NULL OR started_on <= $1) AND (left_on IS NULL OR left_on > $1)";
    Ok(db.one::<(u32,)>(SQL, args![day]).await?.0)
}
