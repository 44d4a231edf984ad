//! What somebody signed in is to the organisation: the one place that gathers
//! roles for [`pairwell_domain::access::may`].

use super::account::Account;
use super::setting;
use crate::db::{DbError, Reader, args, from_row};
use pairwell_domain::api::sign_in::{Me, MyProgramme};

/// Who `account` is, with everything they take part in.
pub async fn me(mut db: impl Reader, account: &Account) -> Result<Me, DbError> {
    let organisation = setting::organisation(&mut db).await?;
    let part = part_of(&mut db, account).await?;
    Ok(Me {
        account: account.id,
        person: account.person_id,
        name: account.name.clone(),
        email: account.email.clone(),
        organisation,
        admin: account.admin,
        leader: account.leader,
        manager: part.manager,
        programmes: part.programmes,
    })
}

struct Part {
    manager: bool,
    programmes: Vec<MyProgramme>,
}

from_row!(MyProgramme {
    id,
    name,
    coordinator,
    mentor,
    mentee
});

/// Whoever sees counts sees every programme, taking part or not. Somebody only invited sees the programme, but takes part in it once they
/// have answered.
async fn part_of(db: &mut impl Reader, account: &Account) -> Result<Part, DbError> {
    const PROGRAMMES: &str = "
        SELECT g.id, g.name,
               EXISTS (SELECT 1 FROM coordinator c
                       WHERE c.programme_id = g.id AND c.account_id = $1) AS coordinator,
               (SELECT e.id FROM enrolment e
                WHERE e.programme_id = g.id AND e.person_id = $2 AND e.role = 'mentor'
                  AND e.state NOT IN ('invited', 'withdrawn')) AS mentor,
               (SELECT e.id FROM enrolment e
                WHERE e.programme_id = g.id AND e.person_id = $2 AND e.role = 'mentee'
                  AND e.state NOT IN ('invited', 'withdrawn')) AS mentee
        FROM programme g
        WHERE $3 OR g.id IN (SELECT programme_id FROM coordinator WHERE account_id = $1
                       UNION SELECT programme_id FROM enrolment
                             WHERE person_id = $2 AND state <> 'withdrawn')
        ORDER BY g.starts_on DESC, g.id DESC";
    const MANAGER: &str = "
        SELECT EXISTS (SELECT 1 FROM person WHERE manager_id = $1 AND left_on IS NULL)";
    let sees_all = account.leader || account.admin;
    let programmes = db
        .all(PROGRAMMES, args![account.id, account.person_id, sees_all])
        .await?;
    let manager = match account.person_id {
        Some(person) => db.one::<(bool,)>(MANAGER, args![person]).await?.0,
        None => false,
    };
    Ok(Part {
        manager,
        programmes,
    })
}
