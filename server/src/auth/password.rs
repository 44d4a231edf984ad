//! Passwords, hashed with argon2id (OWASP: 19 MiB, two passes, one lane).
//!
//! Hashing takes tens of milliseconds and 19 MiB on purpose, so it runs on
//! blocking threads and only a few at a time: a burst of sign-ins queues rather
//! than taking the machine.

use anyhow::Context;
use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use std::sync::LazyLock;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
const AT_ONCE: usize = 4;

/// Verified against when there is no such account, so that the answer takes as
/// long as for one there is.
static NOBODYS: LazyLock<String> =
    LazyLock::new(|| hash("no account has this password").expect("fixed parameters hash"));

pub struct Passwords {
    turns: Semaphore,
}

impl Default for Passwords {
    fn default() -> Self {
        Passwords {
            turns: Semaphore::new(AT_ONCE),
        }
    }
}

impl Passwords {
    pub async fn hash(&self, password: &str) -> anyhow::Result<String> {
        let password = password.to_owned();
        self.aside(move || hash(&password)).await
    }

    /// Whether `password` is the one behind `kept`; with nothing kept it takes
    /// just as long and is not.
    pub async fn verify(&self, password: &str, kept: Option<&str>) -> anyhow::Result<bool> {
        let password = password.to_owned();
        let kept = kept.map(str::to_owned);
        self.aside(move || {
            let against = kept.as_deref().unwrap_or(&NOBODYS);
            let parsed = PasswordHash::new(against)
                .map_err(|why| anyhow::anyhow!("a kept password hash is damaged: {why}"))?;
            let right = argon2id()?
                .verify_password(password.as_bytes(), &parsed)
                .is_ok();
            Ok(right && kept.is_some())
        })
        .await
    }

    async fn aside<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> anyhow::Result<T> + Send + 'static,
    ) -> anyhow::Result<T> {
        let _turn = self.turns.acquire().await.context("never closed")?;
        spawn_blocking(work).await.context("hashing was stopped")?
    }
}

fn hash(password: &str) -> anyhow::Result<String> {
    argon2id()?
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|why| anyhow::anyhow!("can't hash a password: {why}"))
}

fn argon2id() -> anyhow::Result<Argon2<'static>> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None)
        .map_err(|why| anyhow::anyhow!("argon2 refuses its parameters: {why}"))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_password_itself_verifies() {
        let passwords = Passwords::default();
        let kept = passwords.hash("correct horse battery").await.unwrap();
        assert!(
            kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{kept}"
        );
        let verify = async |password, kept| passwords.verify(password, kept).await.unwrap();
        assert!(verify("correct horse battery", Some(&kept)).await);
        assert!(!verify("correct horse", Some(&kept)).await);
        assert!(!verify("no account has this password", None).await);
    }
}
