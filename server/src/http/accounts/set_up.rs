//! Creating the first account, with the one-time link printed at first start.

use crate::auth::{secret, session};
use crate::http::{Answer, Call, Reply, links};
use crate::state::AppState;
use crate::store::account::{self, Account};
use crate::store::{actor, audit, link, setting};
use axum::extract::State;
use pairwell_domain::account::SetupDraft;
use pairwell_domain::api::sign_in::{LinkKind, SetUp};
use serde_json::json;
use tracing::info;

pub async fn handle(State(app): State<AppState>, Call { body, .. }: Call<SetUp>) -> Answer<SetUp> {
    let now = app.clock.now();
    let link = link::usable(&app.db, &secret::hash(&body.token), now)
        .await?
        .filter(|link| link.kind == LinkKind::Setup)
        .ok_or_else(links::spent)?;
    let setup = SetupDraft {
        organisation: body.organisation,
        name: body.name,
        email: body.email,
        password: body.password,
    }
    .validate()?;
    let hash = app.passwords.hash(setup.password.as_str()).await?;

    let mut tx = app.db.begin().await?;
    if account::any(&mut tx).await? || !link::use_up(&mut tx, link.id, now).await? {
        return Err(links::spent().into());
    }
    let mut account = Account {
        id: app.clock.new_id(),
        person_id: None,
        email: setup.email,
        name: setup.name,
        admin: true,
        leader: false,
        stamp: 0,
    };
    account::add(&mut tx, &account, now).await?;
    account.stamp = account::set_password(&mut tx, account.id, &hash).await?;
    setting::set_organisation(&mut tx, &setup.organisation).await?;
    let cookies = session::open(&mut tx, &app, &account).await?;
    let subject = format!("account/{}", account.id);
    audit::record(
        &mut tx,
        now,
        Some(account.id),
        "set_up",
        &subject,
        &json!({}),
    )
    .await?;
    tx.commit().await?;

    info!(account.id = %account.id, "set up by account {}", account.id);
    let me = actor::me(&app.db, &account, now.date()).await?;
    Ok(Reply::of(me).cookies(cookies.headers()))
}
