//! Writes a link and the mail that carries it, in one transaction. Used by
//! whatever invites somebody or lets them set a new password.

use crate::auth::secret::Secret;
use crate::db::{DbError, Tx};
use crate::state::App;
use crate::store::account::Account;
use crate::store::link::{self, NewLink};
use crate::store::mail::{self, NewMail};
use crate::store::setting;
use pairwell_domain::api::sign_in::LinkKind;
use pairwell_domain::id::AccountId;

/// Days until a link expires.
const fn days(kind: LinkKind) -> i64 {
    match kind {
        LinkKind::Setup | LinkKind::Reset => 1,
        LinkKind::Invitation => 14,
        LinkKind::Demo => 3650,
    }
}

/// Makes a link and returns its address, which is known to nobody else: only
/// its hash is kept.
pub async fn make_link(
    tx: &mut Tx,
    app: &App,
    kind: LinkKind,
    account: Option<AccountId>,
) -> Result<(uuid::Uuid, String), DbError> {
    let now = app.clock.now();
    let token = Secret::generate();
    let id = app.clock.new_id();
    let link = NewLink {
        id,
        kind,
        account,
        token_hash: &token.hash(),
        expires: now.plus_days(days(kind)),
    };
    link::add(tx, &link, now).await?;
    let page = if kind == LinkKind::Setup {
        "setup"
    } else {
        "link"
    };
    let url = format!("{}/{page}#{}", app.settings.public_url, token.reveal());
    Ok((id, url))
}

/// Puts an invitation or reset mail for `account` into the outbox; earlier such
/// links stop working. Ring [`App::mail_waiting`] after the commit.
pub async fn write(
    tx: &mut Tx,
    app: &App,
    kind: LinkKind,
    account: &Account,
) -> Result<(), DbError> {
    link::withdraw(tx, account.id).await?;
    let (link, url) = make_link(tx, app, kind, Some(account.id)).await?;
    let organisation = setting::organisation(&mut &mut *tx).await?;
    let days = days(kind);
    let until = if days == 1 {
        "one day".to_owned()
    } else {
        format!("{days} days")
    };
    let (name, subject, body) = match kind {
        LinkKind::Reset => (
            "reset",
            "Set a new password".to_owned(),
            format!(
                "Hello {},\n\nsomebody, we hope you, asked to set a new password for your \
                 Pairwell account. This link does that, once, within {until}:\n\n{{url}}\n\n\
                 If it wasn't you, there is nothing to do: your password stays as it is.\n",
                account.name
            ),
        ),
        _ => (
            "invitation",
            format!("Mentoring at {organisation}: your invitation"),
            format!(
                "Hello {},\n\nyou are invited to take part in mentoring at {organisation}. \
                 Choose a password and sign in with this link, which works once, within \
                 {until}:\n\n{{url}}\n\nTaking part is up to you; nothing happens if you \
                 don't follow it.\n",
                account.name
            ),
        ),
    };
    let mail = NewMail {
        id: app.clock.new_id(),
        kind: name,
        link: Some(link),
        to_name: &account.name,
        to_email: &account.email,
        subject: &subject,
        body: &body,
        url: Some(&url),
    };
    mail::add(tx, &mail, app.clock.now()).await
}
