//! Sends what waits in the outbox through an SMTP server.
//!
//! A mail is claimed by pushing its next attempt into the future before it is
//! handed over, so no two instances send it at once; one that fails is tried
//! again after longer and longer pauses, and after the last stays for the admin
//! to hand on.

use crate::db::DbError;
use crate::state::App;
use crate::store::mail::{self, Mail};
use anyhow::Context;
use lettre::message::Mailbox;
use lettre::message::header::ContentType;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use tracing::{info, warn};

pub struct Mailer {
    server: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl Mailer {
    /// `url` like `smtps://user:password@mail.example.org`, `from` like
    /// `Mentoring <mentoring@example.org>`.
    pub fn new(url: &str, from: &str) -> anyhow::Result<Self> {
        Ok(Mailer {
            server: AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
                .context("the mail server's address must be like smtps://user:password@host")?
                .build(),
            from: from
                .parse()
                .context("the sender must be like `Mentoring <mentoring@example.org>`")?,
        })
    }

    async fn send(&self, mail: &Mail) -> anyhow::Result<()> {
        let to: Address = mail.to_email.as_str().parse()?;
        let body = mail
            .body
            .replace("{url}", mail.url.as_deref().unwrap_or(""));
        let message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(Some(mail.to_name.clone()), to))
            .subject(&mail.subject)
            .header(ContentType::TEXT_PLAIN)
            .body(body)?;
        self.server.send(message).await?;
        Ok(())
    }
}

/// Sends everything that is due.
pub async fn send_due(app: &App, mailer: &Mailer) -> Result<(), DbError> {
    loop {
        let now = app.clock.now();
        let Some(mail) = mail::due(&app.db, now).await? else {
            return Ok(());
        };
        let mut tx = app.db.begin().await?;
        let pause = 60 << mail.attempts.clamp(0, 10);
        let ours = mail::claim(&mut tx, &mail, now.plus_seconds(pause)).await?;
        tx.commit().await?;
        if !ours {
            continue;
        }
        let outcome = mailer.send(&mail).await;
        let mut tx = app.db.begin().await?;
        match outcome {
            Ok(()) => {
                mail::sent(&mut tx, mail.id, app.clock.now()).await?;
                info!(mail.id = %mail.id, "sent mail {}", mail.id);
            }
            Err(why) => {
                warn!(mail.id = %mail.id, "mail {} was not taken: {why:#}", mail.id);
                mail::failed(&mut tx, mail.id, &format!("{why:#}")).await?;
            }
        }
        tx.commit().await?;
    }
}
