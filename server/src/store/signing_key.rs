//! The key that signs access tokens.

use crate::db::{Db, DbError, Reader, args, from_row};
use pairwell_domain::time::Instant;

pub struct SigningKey {
    pub kid: String,
    pub secret: Vec<u8>,
}
from_row!(SigningKey { kid, secret });

/// Keeps `secret` as the key called `kid`, unless there is one already, and
/// returns whichever it is: instances starting at once agree on the first.
pub async fn keep_first(
    mut db: &Db,
    kid: &str,
    secret: &[u8],
    now: Instant,
) -> Result<SigningKey, DbError> {
    const KEEP: &str = "
        INSERT INTO signing_key (kid, secret, created_at) VALUES ($1, $2, $3)
        ON CONFLICT (kid) DO NOTHING";
    const READ: &str = "SELECT kid, secret FROM signing_key WHERE kid = $1";
    if let Some(key) = db.optional(READ, args![kid]).await? {
        return Ok(key);
    }
    db.execute(KEEP, args![kid, secret, now]).await?;
    db.one(READ, args![kid]).await
}
