//! Doing a thing once although it is asked for twice.
//!
//! ```text
//! let once = Once::of::<Publish>(&who, key, &call.path, &call.body);
//! let mut tx = app.db.begin().await?;
//! if let Some(given) = once.recall(&mut tx).await? { return Ok(Reply::of(given)); }
//! …
//! once.keep(&mut tx, &published, now).await?;
//! tx.commit().await?;
//! ```

use super::precondition::IdempotencyKey;
use crate::auth::SignedIn;
use crate::db::{DbError, Tx};
use crate::error::Error;
use crate::store::idempotency;
use pairwell_domain::api::{Endpoint, PathParams};
use pairwell_domain::id::AccountId;
use pairwell_domain::problem::Problem;
use pairwell_domain::time::Instant;
use serde::Serialize;
use sha2::{Digest, Sha256};

pub struct Once {
    account: AccountId,
    key: Option<String>,
    request_hash: Vec<u8>,
}

impl Once {
    pub fn of<E: Endpoint>(
        who: &SignedIn,
        key: IdempotencyKey,
        path: &E::Path,
        body: &E::Request,
    ) -> Self {
        let mut hash = Sha256::new();
        hash.update(E::NAME);
        hash.update(path.fill(E::PATH));
        hash.update(serde_json::to_vec(body).unwrap_or_default());
        Once {
            account: who.account(),
            key: key.0,
            request_hash: hash.finalize().to_vec(),
        }
    }

    /// The answer already given to this very request, if it was made before.
    pub async fn recall<T: serde::de::DeserializeOwned>(
        &self,
        tx: &mut Tx,
    ) -> Result<Option<T>, Error> {
        let Some(key) = &self.key else {
            return Ok(None);
        };
        let Some(given) = idempotency::recall(tx, self.account, key).await? else {
            return Ok(None);
        };
        if given.request_hash != self.request_hash {
            return Err(Problem::new(
                422,
                "idempotency_key_reused",
                "This Idempotency-Key belongs to another request.",
            )
            .detail("Use a new key for each new request.")
            .into());
        }
        serde_json::from_value(given.response)
            .map(Some)
            .map_err(|why| {
                anyhow::Error::from(why)
                    .context("a kept answer can't be read")
                    .into()
            })
    }

    pub async fn keep(
        &self,
        tx: &mut Tx,
        answer: &impl Serialize,
        now: Instant,
    ) -> Result<(), Error> {
        let Some(key) = &self.key else {
            return Ok(());
        };
        let answer = serde_json::to_value(answer).map_err(anyhow::Error::from)?;
        match idempotency::keep(tx, self.account, key, &self.request_hash, &answer, now).await {
            // The same request is being answered at this moment on another connection.
            Err(DbError::Duplicate { .. }) => Err(Problem::new(
                409,
                "still_working",
                "This request is already being worked on.",
            )
            .detail("Please repeat it in a moment to hear the answer.")
            .into()),
            other => Ok(other?),
        }
    }
}
