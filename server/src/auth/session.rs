//! From a proven account to a session, and from an old refresh token to a new.

use super::cookie::SessionCookies;
use super::secret::{self, Secret};
use crate::db::{DbError, Tx};
use crate::state::App;
use crate::store::account::Account;
use crate::store::sign_in;
use pairwell_domain::id::SignInId;

/// A session ends this long after signing in, however busy it was.
pub const SESSION_DAYS: i64 = 30;

/// Two tabs may refresh with the same token at once, or an answer may be lost:
/// a used token is still exchanged for this long. Later it is taken for stolen.
const GRACE_SECONDS: i64 = 10;

/// Starts a session for somebody who has just proven to be `account`.
pub async fn open(tx: &mut Tx, app: &App, account: &Account) -> Result<SessionCookies, DbError> {
    let now = app.clock.now();
    let id: SignInId = app.clock.new_id();
    let expires = now.plus_days(SESSION_DAYS);
    sign_in::begin(tx, id, account, now, expires).await?;
    issue(tx, app, id, account, expires).await
}

async fn issue(
    tx: &mut Tx,
    app: &App,
    id: SignInId,
    account: &Account,
    expires: pairwell_domain::time::Instant,
) -> Result<SessionCookies, DbError> {
    let now = app.clock.now();
    let refresh = Secret::generate();
    sign_in::add_refresh_token(tx, id, &refresh.hash(), now).await?;
    Ok(SessionCookies {
        access: app.keys.sign(account.id, id, account.stamp, now),
        refresh: refresh.reveal().to_owned(),
        refresh_seconds: (expires.0 - now.0) / 1000,
    })
}

/// What a refresh token is worth.
pub enum Rotated {
    Fresh(Box<(Account, SessionCookies)>),
    /// Unknown, expired or revoked.
    Refused,
    /// Used before: somebody has a copy. The whole session is revoked.
    Stolen(SignInId),
}

/// Exchanges a refresh token for the next one. Commit the transaction whatever
/// the outcome: a theft is recorded in it.
pub async fn rotate(tx: &mut Tx, app: &App, token: &str) -> Result<Rotated, DbError> {
    let now = app.clock.now();
    let hash = secret::hash(token);
    let Some(found) = sign_in::by_refresh_token(&mut *tx, &hash, now).await? else {
        return Ok(Rotated::Refused);
    };
    if !sign_in::mark_refresh_token_used(tx, &hash, now).await? {
        let used_at = found.used_at.unwrap_or(now);
        if now > used_at.plus_seconds(GRACE_SECONDS) {
            sign_in::revoke(tx, found.sign_in, now).await?;
            return Ok(Rotated::Stolen(found.sign_in));
        }
    }
    let cookies = issue(tx, app, found.sign_in, &found.account, found.expires_at).await?;
    Ok(Rotated::Fresh(Box::new((found.account, cookies))))
}
