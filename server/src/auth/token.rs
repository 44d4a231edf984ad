//! The access token: a signed statement of who this is, good for ten minutes.
//!
//! Signed with HS256 (the server is the only one that reads it) by a key that
//! is made on first start and kept in the database, so that every instance on
//! one database knows it. The token is not trusted alone: its session is looked
//! up on each request.

use crate::auth::secret::random_bytes;
use crate::db::Db;
use crate::store::signing_key;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use pairwell_domain::id::{AccountId, SignInId};
use pairwell_domain::time::Instant;
use serde::{Deserialize, Serialize};

/// How long an access token is good for.
pub const ACCESS_SECONDS: i64 = 10 * 60;
/// Two instances' clocks may differ by this much.
const LEEWAY_SECONDS: i64 = 5;
const ISSUER: &str = "pairwell";
const AUDIENCE: &str = "pairwell";

pub struct Keys {
    kid: String,
    signing: EncodingKey,
    checking: DecodingKey,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct Claims {
    iss: String,
    aud: String,
    /// Seconds since 1970.
    pub exp: i64,
    pub sub: AccountId,
    pub sid: SignInId,
    /// The account's stamp when this was signed.
    pub stamp: i64,
}

impl Keys {
    pub async fn load_or_create(db: &Db, now: Instant) -> anyhow::Result<Keys> {
        let key = signing_key::keep_first(db, "1", &random_bytes::<32>(), now).await?;
        Ok(Keys {
            kid: key.kid,
            signing: EncodingKey::from_secret(&key.secret)?,
            checking: DecodingKey::from_secret(&key.secret)?,
        })
    }

    pub fn sign(&self, account: AccountId, session: SignInId, stamp: i64, now: Instant) -> String {
        let mut header = Header::new(Algorithm::HS256);
        header.kid = Some(self.kid.clone());
        let claims = Claims {
            iss: ISSUER.into(),
            aud: AUDIENCE.into(),
            exp: now.0.div_euclid(1000) + ACCESS_SECONDS,
            sub: account,
            sid: session,
            stamp,
        };
        encode(&header, &claims, &self.signing).expect("claims are plain data and the key is ours")
    }

    /// What the token says, if we signed it and it has not expired.
    pub fn read(&self, token: &str, now: Instant) -> Option<Claims> {
        let mut rules = Validation::new(Algorithm::HS256);
        rules.set_issuer(&[ISSUER]);
        rules.set_audience(&[AUDIENCE]);
        rules.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        // The library would read the system's clock; ours is checked below.
        rules.validate_exp = false;
        let token = decode::<Claims>(token, &self.checking, &rules).ok()?;
        let ours = token.header.kid.as_deref() == Some(&self.kid);
        let fresh = now.0.div_euclid(1000) <= token.claims.exp + LEEWAY_SECONDS;
        (ours && fresh).then_some(token.claims)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn keys(secret: &[u8]) -> Keys {
        Keys {
            kid: "1".into(),
            signing: EncodingKey::from_secret(secret).expect("a good key"),
            checking: DecodingKey::from_secret(secret).expect("a good key"),
        }
    }

    const NOW: Instant = Instant(1_700_000_000_000);

    fn token(keys: &Keys) -> String {
        keys.sign(AccountId(Uuid::nil()), SignInId(Uuid::nil()), 1, NOW)
    }

    #[test]
    fn a_token_is_good_for_ten_minutes_and_a_little_leeway() {
        let keys = keys(b"0123456789abcdef0123456789abcdef");
        let token = token(&keys);
        assert!(keys.read(&token, NOW).is_some());
        assert!(keys.read(&token, NOW.plus_seconds(605)).is_some());
        assert!(keys.read(&token, NOW.plus_seconds(606)).is_none());
    }

    #[test]
    fn another_key_or_an_altered_token_is_refused() {
        let ours = keys(b"0123456789abcdef0123456789abcdef");
        let theirs = keys(b"fedcba9876543210fedcba9876543210");
        assert!(ours.read(&token(&theirs), NOW).is_none());
        let unsigned = token(&ours).rsplit_once('.').unwrap().0.to_owned() + ".";
        assert!(ours.read(&unsigned, NOW).is_none());
    }
}
