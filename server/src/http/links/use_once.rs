//! Using a link: sets a password where it asks for one, and signs in.

use super::spent;
use crate::auth::{secret, session};
use crate::error::Error;
use crate::http::{Answer, Call, Reply};
use crate::state::AppState;
use crate::store::{account, actor, audit, link, mail};
use axum::extract::State;
use pairwell_domain::account::NewPassword;
use pairwell_domain::api::sign_in::{LinkKind, UseLink};
use pairwell_domain::problem::{FieldProblem, Problem};
use serde_json::json;
use tracing::info;

pub async fn handle(
    State(app): State<AppState>,
    Call { body, .. }: Call<UseLink>,
) -> Answer<UseLink> {
    let now = app.clock.now();
    let hash = secret::hash(&body.token);
    let link = link::usable(&app.db, &hash, now).await?.ok_or_else(spent)?;
    // A set-up link has no account yet; it is used by setting up.
    let id = link.account_id.ok_or_else(wrong_kind)?;
    let mut account = account::by_id(&app.db, id).await?.ok_or_else(spent)?;
    let password = match link.kind {
        LinkKind::Setup => return Err(wrong_kind().into()),
        LinkKind::Demo => None,
        LinkKind::Invitation | LinkKind::Reset => {
            let typed = body.password.as_deref().ok_or_else(password_missing)?;
            let password =
                NewPassword::parse(typed, &account.email).map_err(|problem| vec![problem])?;
            Some(app.passwords.hash(password.as_str()).await?)
        }
    };

    let mut tx = app.db.begin().await?;
    // Demo links are bookmarks to a demo, good for as long as it lasts.
    if link.kind != LinkKind::Demo && !link::use_up(&mut tx, link.id, now).await? {
        return Err(spent().into());
    }
    if let Some(hash) = password {
        account.stamp = account::set_password(&mut tx, id, &hash).await?;
        mail::forget_spent_links(&mut tx, now).await?;
    }
    let cookies = session::open(&mut tx, &app, &account).await?;
    let subject = format!("account/{id}");
    let detail = json!({ "kind": link.kind });
    audit::record(&mut tx, now, Some(id), "use_link", &subject, &detail).await?;
    tx.commit().await?;
    app.hub.announce();

    info!(account.id = %id, "account {id} signed in with a link");
    let me = actor::me(&app.db, &account, now.date()).await?;
    Ok(Reply::of(me).cookies(cookies.headers()))
}

fn wrong_kind() -> Problem {
    Problem::new(409, "set_up_link", "This link sets Pairwell up.")
        .detail("Open it in the browser and fill in the form there.")
}

fn password_missing() -> Error {
    vec![FieldProblem::new("password", "is empty; please choose one")].into()
}
