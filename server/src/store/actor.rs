//! What somebody signed in is to the organisation: the one place that gathers
//! roles for [`pairwell_domain::access::may`].

use super::account::Account;
use super::setting;
use crate::db::{DbError, Reader};
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

/// An account without a person on the roster takes part in nothing.
async fn part_of(_db: &mut impl Reader, _account: &Account) -> Result<Part, DbError> {
    Ok(Part {
        manager: false,
        programmes: Vec::new(),
    })
}
