//! Somebody on the roster gets an account and a link to sign in with.

use crate::auth::SignedIn;
use crate::http::accounts::provide;
use crate::http::{Answer, Call, Reply};
use crate::jobs::invite;
use crate::state::AppState;
use crate::store::{audit, event, person};
use axum::extract::State;
use pairwell_domain::access::{Action, Denied, Resource};
use pairwell_domain::api::events::Topic;
use pairwell_domain::api::people::{AccountState, InvitePerson};
use pairwell_domain::api::sign_in::LinkKind;
use pairwell_domain::problem::Problem;
use serde_json::json;
use tracing::info;

pub async fn handle(
    State(app): State<AppState>,
    who: SignedIn,
    Call { path: id, .. }: Call<InvitePerson>,
) -> Answer<InvitePerson> {
    who.may(Action::InvitePerson, &Resource::Organisation)?;
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let before = person::detail(&mut tx, id).await?.ok_or(Denied::Hidden)?;
    match before.row.account {
        AccountState::Active => {
            let title = format!("{} can sign in already.", before.row.person.name);
            return Err(Problem::new(409, "has_account", title)
                .detail("Should the password be lost, “Forgotten password” sends a new link.")
                .into());
        }
        AccountState::Disabled => {
            let title = format!("The account of {} is closed.", before.row.person.name);
            return Err(Problem::new(409, "account_closed", title)
                .detail("An admin can open it again.")
                .into());
        }
        AccountState::None | AccountState::Invited => {}
    }
    let account = provide::account_of(&mut tx, &app, &before.row.person).await?;
    invite::write(&mut tx, &app, LinkKind::Invitation, &account).await?;
    let subject = format!("account/{}", account.id);
    let by = Some(who.account());
    audit::record(&mut tx, now, by, "invite_person", &subject, &json!({})).await?;
    event::record(&mut tx, now, Topic::People, &json!(null)).await?;
    let after = person::detail(&mut tx, id).await?.ok_or(Denied::Hidden)?;
    tx.commit().await?;
    app.mail_waiting.notify_one();
    app.hub.announce();

    info!(account.id = %account.id, "invited account {}", account.id);
    Ok(Reply::of(after))
}
