//! Settings of the whole installation.

use crate::db::{DbError, Reader, Tx, args};

pub async fn organisation(db: &mut impl Reader) -> Result<String, DbError> {
    const SQL: &str = "SELECT value FROM setting WHERE name = 'organisation'";
    let found = db.optional::<(String,)>(SQL, &[]).await?;
    Ok(found.map(|(name,)| name).unwrap_or_default())
}

pub async fn set_organisation(tx: &mut Tx, name: &str) -> Result<(), DbError> {
    const SQL: &str = "
        INSERT INTO setting (name, value) VALUES ('organisation', $1)
        ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    tx.execute(SQL, args![name]).await?;
    Ok(())
}
