//! What somebody signed in is to the organisation: the one place that gathers
//! roles for [`pairwell_domain::access::may`].

use super::account::Account;
use crate::db::{DbError, FromRow, Reader, Row, args};
use pairwell_domain::api::sign_in::{Me, MyProgramme};
use pairwell_domain::time::Date;

/// Who `account` is, with everything they take part in.
///
/// Every request asks, so it is one query: a row for each programme, or one row
/// without a programme. Whoever sees counts sees every programme, and somebody
/// only invited that one, but takes part in it once they have answered. Programmes
/// that run come first, then those to come: the first is where somebody starts.
pub async fn me(mut db: impl Reader, account: &Account, today: Date) -> Result<Me, DbError> {
    const SQL: &str = "
        SELECT o.organisation, o.manager, g.id, g.name,
               EXISTS (SELECT 1 FROM coordinator c
                       WHERE c.programme_id = g.id AND c.account_id = $1) AS coordinator,
               (SELECT e.id FROM enrolment e
                WHERE e.programme_id = g.id AND e.person_id = $2 AND e.role = 'mentor'
                  AND e.state NOT IN ('invited', 'withdrawn')) AS mentor,
               (SELECT e.id FROM enrolment e
                WHERE e.programme_id = g.id AND e.person_id = $2 AND e.role = 'mentee'
                  AND e.state NOT IN ('invited', 'withdrawn')) AS mentee
        FROM (SELECT (SELECT value FROM setting WHERE name = 'organisation') AS organisation,
                     EXISTS (SELECT 1 FROM person
                             WHERE manager_id = $2 AND left_on IS NULL) AS manager) o
        LEFT JOIN programme g
          ON $3
          OR g.id IN (SELECT programme_id FROM coordinator WHERE account_id = $1
                      UNION SELECT programme_id FROM enrolment
                            WHERE person_id = $2 AND state <> 'withdrawn')
        ORDER BY CASE WHEN $4 BETWEEN g.starts_on AND g.ends_on THEN 0
                      WHEN g.starts_on > $4 THEN 1 ELSE 2 END,
                 g.starts_on DESC, g.id DESC";
    let sees_counts = account.admin || account.leader;
    let parts = db
        .all::<Part>(
            SQL,
            args![account.id, account.person_id, sees_counts, today],
        )
        .await?;
    let first = parts.first();
    Ok(Me {
        account: account.id,
        person: account.person_id,
        name: account.name.clone(),
        email: account.email.clone(),
        organisation: first.map_or_else(String::new, |part| part.organisation.clone()),
        admin: account.admin,
        leader: account.leader,
        manager: first.is_some_and(|part| part.manager),
        programmes: parts
            .into_iter()
            .filter_map(|part| part.programme)
            .collect(),
    })
}

struct Part {
    organisation: String,
    manager: bool,
    programme: Option<MyProgramme>,
}

impl FromRow for Part {
    fn from_row(row: &Row) -> Result<Self, DbError> {
        let programme = match row.get("id")? {
            Some(id) => Some(MyProgramme {
                id,
                name: row.get("name")?,
                coordinator: row.get("coordinator")?,
                mentor: row.get("mentor")?,
                mentee: row.get("mentee")?,
            }),
            None => None,
        };
        Ok(Part {
            organisation: row
                .get::<Option<String>>("organisation")?
                .unwrap_or_default(),
            manager: row.get("manager")?,
            programme,
        })
    }
}
