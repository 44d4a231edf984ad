//! The proof of being signed in, as a handler's argument.

use super::cookie;
use super::known::Known;
use crate::db::{Reader, Revision};
use crate::error::Error;
use crate::state::AppState;
use crate::store::{actor, programme, sign_in};
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use pairwell_domain::access::{Action, Actor, Denied, Resource, may};
use pairwell_domain::api::sign_in::Me;
use pairwell_domain::id::{AccountId, ProgrammeId, SignInId};
use pairwell_domain::problem::Problem;
use pairwell_domain::programme::Programme;
use std::net::{IpAddr, SocketAddr};

/// Somebody signed in: the session holds, and their roles are what they are, at
/// the time of this very request.
pub struct SignedIn {
    pub me: Me,
    pub actor: Actor,
    pub session: SignInId,
    /// What the database was at when this was found out.
    pub revision: Revision,
    stamp: i64,
}

impl SignedIn {
    /// The same session looked up again, for what outlives a request; `None`
    /// when it is over.
    pub async fn again(&self, app: &AppState) -> Result<Option<SignedIn>, Error> {
        look_up(app, self.session, self.account(), self.stamp).await
    }

    pub fn account(&self) -> AccountId {
        self.me.account
    }

    /// [`may`], with the answer a handler needs.
    pub fn may(&self, action: Action, resource: &Resource) -> Result<(), Denied> {
        may(&self.actor, action, resource)
    }

    /// The programme `id`, for somebody who may do `action` in it. One that is
    /// not there is as hidden as one that is none of the asker's business.
    pub async fn in_programme(
        &self,
        db: impl Reader,
        action: Action,
        id: ProgrammeId,
    ) -> Result<Programme, Error> {
        let programme = programme::by_id(db, id).await?.ok_or(Denied::Hidden)?;
        self.may(action, &Resource::Programme(id))?;
        Ok(programme)
    }
}

impl FromRequestParts<AppState> for SignedIn {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, Error> {
        of_request(&parts.headers, app)
            .await?
            .ok_or_else(|| Problem::signed_out().into())
    }
}

/// Who sent these headers, if they are signed in.
pub async fn of_request(headers: &HeaderMap, app: &AppState) -> Result<Option<SignedIn>, Error> {
    let now = app.clock.now();
    let Some(claims) =
        cookie::read(headers, cookie::ACCESS).and_then(|token| app.keys.read(&token, now))
    else {
        return Ok(None);
    };
    look_up(app, claims.sid, claims.sub, claims.stamp).await
}

async fn look_up(
    app: &AppState,
    session: SignInId,
    account: AccountId,
    stamp: i64,
) -> Result<Option<SignedIn>, Error> {
    let now = app.clock.now();
    let revision = app.db.revision().await?;
    let known = match app.sessions.find(session, &revision, now.date()) {
        Some(known) => known,
        None => {
            let Some(live) = sign_in::live(&app.db, session, account, stamp, now).await? else {
                return Ok(None);
            };
            let known = Known {
                on: now.date(),
                expires_at: live.expires_at,
                stamp,
                me: actor::me(&app.db, &live.account, now.date()).await?,
            };
            app.sessions.keep(session, revision.clone(), known)
        }
    };
    if known.expires_at <= now || known.stamp != stamp || known.me.account != account {
        return Ok(None);
    }
    let me = known.me.clone();
    Ok(Some(SignedIn {
        actor: me.actor(),
        me,
        session,
        revision,
        stamp,
    }))
}

/// Where a request came from, as far as throttling is concerned: an IPv4
/// address, or the /64 network of an IPv6 one, which is what one customer gets.
pub struct ClientAddress(pub String);

impl FromRequestParts<AppState> for ClientAddress {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, Error> {
        let peer = parts
            .extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map(|info| info.0.ip());
        let address = if app.settings.behind_proxy {
            forwarded(&parts.headers).or(peer)
        } else {
            peer
        };
        Ok(ClientAddress(match address {
            Some(address) => network(address),
            None => "unknown".into(),
        }))
    }
}

/// The last entry is the one our own proxy wrote; those before are hearsay.
fn forwarded(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all("x-forwarded-for").into_iter().next_back()?;
    last.to_str().ok()?.rsplit(',').next()?.trim().parse().ok()
}

fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_proxys_own_entry_counts() {
        let mut headers = HeaderMap::new();
        headers.append("x-forwarded-for", "1.2.3.4, 192.0.2.7".parse().unwrap());
        assert_eq!(forwarded(&headers), "192.0.2.7".parse().ok());
    }

    #[test]
    fn an_ipv6_customer_is_one_network() {
        let of = |text: &str| network(text.parse().unwrap());
        assert_eq!(of("2001:db8::1"), of("2001:db8::2"));
        assert_eq!(of("::ffff:192.0.2.7"), "192.0.2.7");
    }
}
