//! Programmes and their coordinators.

pub mod appoint;
pub mod create;
pub mod dismiss;
pub mod get;
pub mod list;
pub mod update;

use crate::auth::SignedIn;
use crate::db::{DbError, Tx};
use crate::store::programme;
use pairwell_domain::access::{Action, Resource};
use pairwell_domain::api::programmes::ProgrammeDetail;
use pairwell_domain::id::ProgrammeId;

/// A programme as `who` may see it; `None` when it is not there.
async fn detail(
    tx: &mut Tx,
    who: &SignedIn,
    id: ProgrammeId,
) -> Result<Option<ProgrammeDetail>, DbError> {
    let Some(found) = programme::by_id(&mut *tx, id).await? else {
        return Ok(None);
    };
    let counts = who
        .may(Action::ReadEnrolments, &Resource::Programme(id))
        .is_ok();
    Ok(Some(ProgrammeDetail {
        programme: found,
        coordinators: programme::coordinators(&mut *tx, id).await?,
        enrolled: if counts {
            Some(programme::enrolled(&mut *tx, id).await?)
        } else {
            None
        },
    }))
}
