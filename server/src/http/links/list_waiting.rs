//! Links that no mail server took, for the admin to hand on.

use crate::auth::SignedIn;
use crate::http::{Answer, Call, Reply};
use crate::state::AppState;
use crate::store::mail;
use axum::extract::State;
use pairwell_domain::access::{Action, Resource};
use pairwell_domain::api::sign_in::ListLinks;

pub async fn handle(
    State(app): State<AppState>,
    who: SignedIn,
    _: Call<ListLinks>,
) -> Answer<ListLinks> {
    who.may(Action::ManageAccounts, &Resource::Organisation)?;
    let now = app.clock.now();
    let links = mail::waiting_links(&app.db, app.settings.sends_mail, now).await?;
    Ok(Reply::of(links))
}
