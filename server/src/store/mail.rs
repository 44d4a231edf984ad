//! The outbox: mail is written in the transaction that causes it and sent
//! afterwards, so neither can happen without the other.

use crate::db::{DbError, Reader, Tx, args, from_row};
use pairwell_domain::api::sign_in::{LinkKind, WaitingLink};
use pairwell_domain::text::EmailAddress;
use pairwell_domain::time::Instant;
use uuid::Uuid;

/// After so many failures a mail is given up and left to the admin.
pub const MOST_ATTEMPTS: i64 = 8;

pub struct NewMail<'a> {
    pub id: Uuid,
    pub kind: &'a str,
    pub link: Option<Uuid>,
    pub to_name: &'a str,
    pub to_email: &'a EmailAddress,
    pub subject: &'a str,
    /// Plain text; `{url}` stands for the link.
    pub body: &'a str,
    pub url: Option<&'a str>,
}

#[derive(Debug)]
pub struct Mail {
    pub id: Uuid,
    pub to_name: String,
    pub to_email: EmailAddress,
    pub subject: String,
    pub body: String,
    pub url: Option<String>,
    pub attempts: i64,
}
from_row!(Mail {
    id,
    to_name,
    to_email,
    subject,
    body,
    url,
    attempts
});

pub async fn add(tx: &mut Tx, mail: &NewMail<'_>, now: Instant) -> Result<(), DbError> {
    const SQL: &str = "
        INSERT INTO mail (id, kind, link_id, to_name, to_email, subject, body, url,
                          created_at, next_attempt_at, attempts)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, 0)";
    let NewMail {
        id,
        kind,
        link,
        to_name,
        to_email,
        subject,
        body,
        url,
    } = mail;
    tx.execute(
        SQL,
        args![id, kind, link, to_name, to_email, subject, body, url, now],
    )
    .await?;
    Ok(())
}

/// The next mail that is due.
pub async fn due(mut db: impl Reader, now: Instant) -> Result<Option<Mail>, DbError> {
    const SQL: &str = "
        SELECT id, to_name, to_email, subject, body, url, attempts FROM mail
        WHERE sent_at IS NULL AND next_attempt_at <= $1 AND attempts < $2
        ORDER BY next_attempt_at, id LIMIT 1";
    db.optional(SQL, args![now, MOST_ATTEMPTS]).await
}

/// Claims a mail for sending by pushing its next attempt into the future;
/// `false` when another instance was faster.
pub async fn claim(tx: &mut Tx, mail: &Mail, next_attempt: Instant) -> Result<bool, DbError> {
    const SQL: &str = "
        UPDATE mail SET attempts = attempts + 1, next_attempt_at = $3
        WHERE id = $1 AND attempts = $2 AND sent_at IS NULL";
    Ok(tx
        .execute(SQL, args![mail.id, mail.attempts, next_attempt])
        .await?
        == 1)
}

/// It is out; the secret in it is forgotten.
pub async fn sent(tx: &mut Tx, id: Uuid, now: Instant) -> Result<(), DbError> {
    const SQL: &str = "UPDATE mail SET sent_at = $2, url = NULL, failure = NULL WHERE id = $1";
    tx.execute(SQL, args![id, now]).await?;
    Ok(())
}

pub async fn failed(tx: &mut Tx, id: Uuid, why: &str) -> Result<(), DbError> {
    const SQL: &str = "UPDATE mail SET failure = $2 WHERE id = $1";
    tx.execute(SQL, args![id, why]).await?;
    Ok(())
}

struct Waiting {
    kind: LinkKind,
    to_name: String,
    to_email: EmailAddress,
    url: String,
    expires_at: Instant,
}
from_row!(Waiting {
    kind,
    to_name,
    to_email,
    url,
    expires_at
});

/// Usable links whose mail is not out: all of them where no mail server is
/// configured, else those given up.
pub async fn waiting_links(
    mut db: impl Reader,
    sends_mail: bool,
    now: Instant,
) -> Result<Vec<WaitingLink>, DbError> {
    const SQL: &str = "
        SELECT l.kind, m.to_name, m.to_email, m.url, l.expires_at
        FROM mail m JOIN link l ON l.id = m.link_id
        WHERE m.sent_at IS NULL AND m.url IS NOT NULL AND m.attempts >= $1
          AND l.used_at IS NULL AND l.expires_at > $2
        ORDER BY m.created_at DESC, m.id DESC LIMIT 500";
    let attempts = if sends_mail { MOST_ATTEMPTS } else { 0 };
    let waiting = db.all::<Waiting>(SQL, args![attempts, now]).await?;
    Ok(waiting
        .into_iter()
        .map(|mail| WaitingLink {
            kind: mail.kind,
            name: mail.to_name,
            email: mail.to_email,
            url: mail.url,
            expires: mail.expires_at,
        })
        .collect())
}

/// Forgets the secrets of links that are used up, withdrawn or expired.
pub async fn forget_spent_links(tx: &mut Tx, now: Instant) -> Result<u64, DbError> {
    const SQL: &str = "
        UPDATE mail SET url = NULL, attempts = $2
        WHERE url IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM link l
            WHERE l.id = mail.link_id AND l.used_at IS NULL AND l.expires_at > $1)";
    tx.execute(SQL, args![now, MOST_ATTEMPTS]).await
}
