//! Passwords, hashed with argon2id (OWASP: 19 MiB, two passes, one lane).
//!
//! Hashing takes tens of milliseconds and 19 MiB on purpose, so it runs on
//! blocking threads and only a few at a time, in memory that one hash hands to the
//! next. A burst of sign-ins queues rather than taking the machine, and one that is
//! too long for the queue is told to come back.

use crate::auth::secret::random_bytes;
use crate::error::Error;
use anyhow::{Context, anyhow};
use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use pairwell_domain::problem::Problem;
use std::sync::{Arc, LazyLock, Mutex};
use tokio::sync::{Semaphore, TryAcquireError};
use tokio::task::spawn_blocking;

const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
const SALT_BYTES: usize = 16;
const AT_ONCE: usize = 2;

/// How many may wait for their turn: the last of them for about a second.
const WAITING: usize = 40;
const RETRY_AFTER_SECONDS: i64 = 2;

/// glibc gives an allocation of this size or more pages of its own and hands them back when
/// it is freed. Smaller ones it comes to keep, for each thread that ever hashed. Of the room
/// asked for only what is used takes memory.
const GIVEN_BACK_FROM: usize = 33 << 20;

/// Verified against when there is no such account, so that the answer takes as
/// long as for one there is.
static NOBODYS: LazyLock<String> = LazyLock::new(|| {
    hash("no account has this password", &mut Vec::new()).expect("fixed parameters hash")
});

pub struct Passwords {
    turns: Arc<Semaphore>,
    /// One for each hash that is made or waits to be.
    places: Arc<Semaphore>,
    memory: Arc<Mutex<Memory>>,
}

/// What hashes are computed in, while there are any.
#[derive(Default)]
struct Memory {
    unused: Vec<Vec<Block>>,
    hashing: usize,
}

impl Default for Passwords {
    fn default() -> Self {
        Passwords {
            turns: Arc::new(Semaphore::new(AT_ONCE)),
            places: Arc::new(Semaphore::new(AT_ONCE + WAITING)),
            memory: Arc::default(),
        }
    }
}

/// Why there is no hash.
#[derive(Debug)]
pub enum Unhashed {
    /// Too many wait already.
    Busy,
    Failed(anyhow::Error),
}

impl From<Unhashed> for Error {
    fn from(why: Unhashed) -> Self {
        match why {
            Unhashed::Busy => Error::later(
                Problem::new(
                    429,
                    "too_many_sign_ins",
                    "Too many people are signing in at this moment.",
                )
                .detail("Please try again in a few seconds."),
                RETRY_AFTER_SECONDS,
            ),
            Unhashed::Failed(cause) => Error::Internal(cause),
        }
    }
}

impl Passwords {
    pub async fn hash(&self, password: &str) -> Result<String, Unhashed> {
        let password = password.to_owned();
        self.aside(move |memory| hash(&password, memory)).await
    }

    /// Whether `password` is the one behind `kept`; with nothing kept it takes
    /// just as long and is not.
    pub async fn verify(&self, password: &str, kept: Option<&str>) -> Result<bool, Unhashed> {
        let password = password.to_owned();
        let kept = kept.map(str::to_owned);
        self.aside(move |memory| {
            let right = verify(&password, kept.as_deref().unwrap_or(&NOBODYS), memory)?;
            Ok(right && kept.is_some())
        })
        .await
    }

    async fn aside<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Vec<Block>) -> anyhow::Result<T> + Send + 'static,
    ) -> Result<T, Unhashed> {
        let place = match self.places.clone().try_acquire_owned() {
            Ok(place) => place,
            Err(TryAcquireError::NoPermits) => return Err(Unhashed::Busy),
            Err(TryAcquireError::Closed) => unreachable!("it is never closed"),
        };
        let turn = self.turns.clone().acquire_owned();
        let turn = turn.await.expect("it is never closed");
        let memory = self.memory.clone();
        // A request that is given up goes on hashing, so its turn and place go along.
        let hashing = spawn_blocking(move || {
            let _until_it_is_done = (place, turn);
            work(&mut Borrowed::from(&memory).blocks)
        });
        let done = hashing.await.context("hashing was stopped");
        done.and_then(|done| done).map_err(Unhashed::Failed)
    }
}

/// Memory for one hash. Dropping it returns the memory to the pool, or frees the pool if no
/// other hash is under way.
struct Borrowed {
    blocks: Vec<Block>,
    from: Arc<Mutex<Memory>>,
}

impl Borrowed {
    fn from(memory: &Arc<Mutex<Memory>>) -> Borrowed {
        let mut kept = memory.lock().expect("nobody panics with it");
        kept.hashing += 1;
        Borrowed {
            blocks: kept.unused.pop().unwrap_or_default(),
            from: memory.clone(),
        }
    }
}

impl Drop for Borrowed {
    fn drop(&mut self) {
        let mut kept = self.from.lock().expect("nobody panics with it");
        kept.hashing -= 1;
        if kept.hashing == 0 {
            kept.unused.clear();
        } else {
            kept.unused.push(std::mem::take(&mut self.blocks));
        }
    }
}

/// At least as many blocks as these parameters need.
fn room_for(params: &Params, memory: &mut Vec<Block>) {
    let needed = params.block_count();
    if memory.capacity() < needed {
        *memory = Vec::with_capacity(needed.max(GIVEN_BACK_FROM / size_of::<Block>()));
    }
    memory.resize(needed, Block::default());
}

fn hash(password: &str, memory: &mut Vec<Block>) -> anyhow::Result<String> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None)
        .map_err(|why| anyhow!("argon2 refuses its parameters: {why}"))?;
    let salt = Salt::new(&random_bytes::<SALT_BYTES>()).map_err(|why| anyhow!("{why}"))?;
    let written = ParamsString::try_from(&params).map_err(|why| anyhow!("{why}"))?;
    let output = compute(Version::V0x13, params, password, &salt, memory)?;
    let kept = PasswordHash {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params: written,
        salt: Some(salt),
        hash: Some(output),
    };
    Ok(kept.to_string())
}

/// With the parameters that `kept` was made with, whatever they are today.
fn verify(password: &str, kept: &str, memory: &mut Vec<Block>) -> anyhow::Result<bool> {
    let damaged = |why: &dyn std::fmt::Display| anyhow!("a kept password hash is damaged: {why}");
    let kept = PasswordHash::new(kept).map_err(|why| damaged(&why))?;
    if kept.algorithm != Algorithm::Argon2id.ident() {
        return Err(damaged(&"it is not argon2id's"));
    }
    let version = match kept.version {
        Some(version) => Version::try_from(version).map_err(|why| damaged(&why))?,
        None => Version::V0x10,
    };
    let params = Params::try_from(&kept).map_err(|why| damaged(&why))?;
    let (Some(salt), Some(output)) = (&kept.salt, &kept.hash) else {
        return Err(damaged(&"it has no salt or no hash"));
    };
    // Outputs are compared in constant time.
    Ok(compute(version, params, password, salt, memory)? == *output)
}

fn compute(
    version: Version,
    params: Params,
    password: &str,
    salt: &Salt,
    memory: &mut Vec<Block>,
) -> anyhow::Result<Output> {
    room_for(&params, memory);
    let failed = |why: &dyn std::fmt::Display| anyhow!("can't hash a password: {why}");
    let length = params.output_len().unwrap_or(Params::DEFAULT_OUTPUT_LEN);
    let mut out = vec![0; length];
    Argon2::new(Algorithm::Argon2id, version, params)
        .hash_password_into_with_memory(password.as_bytes(), salt, &mut out, &mut memory[..])
        .map_err(|why| failed(&why))?;
    Output::new(&out).map_err(|why| failed(&why))
}

#[cfg(test)]
mod tests {
    use super::*;
    use argon2::{PasswordHasher, PasswordVerifier};

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

    #[tokio::test]
    async fn hashes_are_those_of_the_library_in_both_directions() {
        let params = Params::new(MEMORY_KIB, PASSES, LANES, None).unwrap();
        let library = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let theirs = library
            .hash_password(b"staple battery")
            .unwrap()
            .to_string();
        let passwords = Passwords::default();
        assert!(
            passwords
                .verify("staple battery", Some(&theirs))
                .await
                .unwrap()
        );
        let ours = passwords.hash("staple battery").await.unwrap();
        assert!(
            library
                .verify_password(b"staple battery", ours.as_str())
                .is_ok()
        );
    }

    #[tokio::test]
    async fn what_a_hash_left_behind_does_not_change_the_next() {
        let mut memory = Vec::new();
        let kept = hash("correct horse battery", &mut memory).unwrap();
        assert!(!verify("another", &kept, &mut memory).unwrap());
        assert!(verify("correct horse battery", &kept, &mut memory).unwrap());
    }

    #[tokio::test]
    async fn once_nobody_hashes_the_memory_is_given_back() {
        let passwords = Passwords::default();
        let both = tokio::join!(passwords.hash("one"), passwords.hash("other"));
        assert!(both.0.is_ok() && both.1.is_ok());
        let memory = passwords.memory.lock().unwrap();
        assert_eq!((memory.hashing, memory.unused.len()), (0, 0));
    }

    #[tokio::test]
    async fn whoever_comes_to_a_full_queue_is_told_to_come_back() {
        let passwords = Passwords::default();
        let all = passwords
            .places
            .acquire_many(AT_ONCE as u32 + WAITING as u32);
        let all = all.await.unwrap();
        let refused = passwords.verify("correct horse battery", None).await;
        assert!(matches!(refused, Err(Unhashed::Busy)), "{refused:?}");
        drop(all);
        assert!(
            !passwords
                .verify("correct horse battery", None)
                .await
                .unwrap()
        );
    }
}
