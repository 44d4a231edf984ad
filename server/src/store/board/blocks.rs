//! Pairs that can't be, for reasons only the server knows: vetoes, refusals
//! given before, reporting lines. What follows from the people's own facts the
//! pool finds by itself.

use super::people::People;
use crate::db::{DbError, Reader, Tx, args};
use pairwell_domain::board::{PairBlock, PairWarning};
use pairwell_domain::fit::Warning;
use pairwell_domain::fit::constraints::Between;
use pairwell_domain::id::{EnrolmentId, PersonId, ProgrammeId};
use pairwell_domain::person::ReportingLines;
use std::collections::{BTreeMap, HashMap};

/// What stands between whom, by mentee and mentor.
#[derive(Default)]
struct Found(BTreeMap<(EnrolmentId, EnrolmentId), Between>);

impl Found {
    fn between(&mut self, mentee: EnrolmentId, mentor: EnrolmentId) -> &mut Between {
        self.0.entry((mentee, mentor)).or_default()
    }
}

/// Blocks and warnings of everyone on a board, in order of mentee and mentor.
pub async fn read(
    tx: &mut Tx,
    programme: ProgrammeId,
    people: &People,
) -> Result<(Vec<PairBlock>, Vec<PairWarning>), DbError> {
    let mentees: HashMap<PersonId, EnrolmentId> = people
        .mentees
        .iter()
        .map(|mentee| (mentee.facts.common.person, mentee.facts.id))
        .collect();
    let mentors: HashMap<PersonId, EnrolmentId> = people
        .mentors
        .iter()
        .map(|mentor| (mentor.facts.common.person, mentor.facts.id))
        .collect();
    let mut found = Found::default();
    for (a, b) in vetoes(tx, programme).await? {
        for (mentee, mentor) in [(a, b), (b, a)] {
            if let (Some(mentee), Some(mentor)) = (mentees.get(&mentee), mentors.get(&mentor)) {
                found.between(*mentee, *mentor).vetoed = true;
            }
        }
    }
    for (mentee, mentor) in declined(tx, programme).await? {
        found.between(mentee, mentor).declined = true;
    }
    let lines = lines(tx, programme).await?;
    for (person, mentee) in &mentees {
        for above in lines.upwards(*person) {
            if let Some(mentor) = mentors.get(&above) {
                found.between(*mentee, *mentor).in_one_line = true;
            }
        }
    }
    for (person, mentor) in &mentors {
        for above in lines.upwards(*person) {
            if let Some(mentee) = mentees.get(&above) {
                found.between(*mentee, *mentor).in_one_line = true;
            }
        }
    }
    let blocks = found
        .0
        .into_iter()
        .filter_map(|((mentee, mentor), between)| {
            let block = between.block()?;
            Some(PairBlock {
                mentee,
                mentor,
                block,
            })
        });
    Ok((blocks.collect(), same_manager(people)))
}

fn same_manager(people: &People) -> Vec<PairWarning> {
    let manager = |person: &PersonId| people.managers.get(person).copied();
    let mut teams: HashMap<PersonId, Vec<EnrolmentId>> = HashMap::new();
    for mentor in &people.mentors {
        if let Some(manager) = manager(&mentor.facts.common.person) {
            teams.entry(manager).or_default().push(mentor.facts.id);
        }
    }
    let mut warnings = Vec::new();
    for mentee in &people.mentees {
        let team = manager(&mentee.facts.common.person).and_then(|manager| teams.get(&manager));
        warnings.extend(team.into_iter().flatten().map(|mentor| PairWarning {
            mentee: mentee.facts.id,
            mentor: *mentor,
            warning: Warning::SameManager,
        }));
    }
    warnings
}

async fn vetoes(tx: &mut Tx, programme: ProgrammeId) -> Result<Vec<(PersonId, PersonId)>, DbError> {
    const SQL: &str = "SELECT by_person_id, about_person_id FROM veto WHERE programme_id = $1";
    let mut db = tx;
    db.all(SQL, args![programme]).await
}

async fn declined(
    tx: &mut Tx,
    programme: ProgrammeId,
) -> Result<Vec<(EnrolmentId, EnrolmentId)>, DbError> {
    const SQL: &str = "
        SELECT mentee_id, mentor_id FROM request WHERE programme_id = $1 AND state = 'declined'
        UNION
        SELECT mentee_id, mentor_id FROM pair WHERE programme_id = $1 AND state = 'declined'";
    let mut db = tx;
    db.all(SQL, args![programme]).await
}

/// Reporting lines upwards from everyone enrolled.
async fn lines(tx: &mut Tx, programme: ProgrammeId) -> Result<ReportingLines, DbError> {
    const SQL: &str = "
        WITH RECURSIVE up (id, manager_id) AS (
            SELECT p.id, p.manager_id FROM person p
            JOIN enrolment e ON e.person_id = p.id WHERE e.programme_id = $1
            UNION
            SELECT p.id, p.manager_id FROM person p JOIN up ON p.id = up.manager_id)
        SELECT id, manager_id FROM up WHERE manager_id IS NOT NULL";
    let mut db = tx;
    let reports = db
        .all::<(PersonId, PersonId)>(SQL, args![programme])
        .await?;
    ReportingLines::new(reports).map_err(|around| DbError::Column {
        column: "manager_id".into(),
        why: format!("makes a loop of {} managers", around.0.len()),
    })
}

/// What stands between two people, apart from what their own facts show.
pub async fn between(
    tx: &mut Tx,
    programme: ProgrammeId,
    mentee: (EnrolmentId, PersonId),
    mentor: (EnrolmentId, PersonId),
) -> Result<Between, DbError> {
    const VETOED: &str = "
        SELECT COUNT(*) FROM veto WHERE programme_id = $1
          AND ((by_person_id = $2 AND about_person_id = $3)
            OR (by_person_id = $3 AND about_person_id = $2))";
    const DECLINED: &str = "
        SELECT (SELECT COUNT(*) FROM request
                WHERE mentee_id = $1 AND mentor_id = $2 AND state = 'declined')
             + (SELECT COUNT(*) FROM pair
                WHERE mentee_id = $1 AND mentor_id = $2 AND state = 'declined')";
    const IN_ONE_LINE: &str = "
        WITH RECURSIVE above (start, id) AS (
            SELECT id, manager_id FROM person WHERE id IN ($1, $2) AND manager_id IS NOT NULL
            UNION
            SELECT above.start, p.manager_id FROM person p JOIN above ON p.id = above.id
            WHERE p.manager_id IS NOT NULL)
        SELECT COUNT(*) FROM above WHERE (start = $1 AND id = $2) OR (start = $2 AND id = $1)";
    let mut db = tx;
    let (vetoed,) = db
        .one::<(u32,)>(VETOED, args![programme, mentee.1, mentor.1])
        .await?;
    let (declined,) = db
        .one::<(u32,)>(DECLINED, args![mentee.0, mentor.0])
        .await?;
    let (in_line,) = db
        .one::<(u32,)>(IN_ONE_LINE, args![mentee.1, mentor.1])
        .await?;
    Ok(Between {
        vetoed: vetoed > 0,
        declined: declined > 0,
        in_one_line: in_line > 0,
        ..Between::default()
    })
}
