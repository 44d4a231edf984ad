//! What a link is for, so that the right page is shown before it is used.

use super::spent;
use crate::auth::secret;
use crate::http::{Answer, Call, Reply};
use crate::state::AppState;
use crate::store::{account, link};
use axum::extract::State;
use pairwell_domain::api::sign_in::{LinkPurpose, LookAtLink};

pub async fn handle(
    State(app): State<AppState>,
    Call { body, .. }: Call<LookAtLink>,
) -> Answer<LookAtLink> {
    let hash = secret::hash(&body.token);
    let link = link::usable(&app.db, &hash, app.clock.now())
        .await?
        .ok_or_else(spent)?;
    let account = match link.account_id {
        Some(id) => Some(account::by_id(&app.db, id).await?.ok_or_else(spent)?),
        None => None,
    };
    Ok(Reply::of(LinkPurpose {
        kind: link.kind,
        name: account.as_ref().map(|account| account.name.clone()),
        email: account.map(|account| account.email),
    }))
}
