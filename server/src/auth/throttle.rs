//! Slows guessing: so many tries per account and per address in a quarter of an
//! hour, counted in the database so that every instance counts the same.

use crate::error::Error;
use crate::state::App;
use crate::store::throttle;
use pairwell_domain::problem::Problem;
use sha2::{Digest, Sha256};

const WINDOW_SECONDS: i64 = 15 * 60;

/// What is being tried, and how often is too often.
#[derive(Clone, Copy)]
pub enum Tries<'a> {
    SignIn { email: &'a str },
    SignInFrom { address: &'a str },
    Reset { email: &'a str },
    ResetFrom { address: &'a str },
}

impl Tries<'_> {
    fn limit(self) -> i64 {
        match self {
            Tries::SignIn { .. } => 10,
            Tries::SignInFrom { .. } => 100,
            Tries::Reset { .. } => 3,
            Tries::ResetFrom { .. } => 30,
        }
    }

    /// Typed addresses are kept only as a hash: people type passwords there.
    fn bucket(self) -> String {
        let digest = |text: &str| {
            let hash = Sha256::digest(text.trim().to_lowercase().as_bytes());
            hash.iter()
                .map(|byte| format!("{byte:02x}"))
                .collect::<String>()
        };
        match self {
            Tries::SignIn { email } => format!("sign-in/{}", digest(email)),
            Tries::SignInFrom { address } => format!("sign-in-from/{address}"),
            Tries::Reset { email } => format!("reset/{}", digest(email)),
            Tries::ResetFrom { address } => format!("reset-from/{address}"),
        }
    }
}

/// Counts a try before it is made, so that many at once can't slip through.
pub async fn count(app: &App, tries: Tries<'_>) -> Result<(), Error> {
    let now = app.clock.now();
    let window = throttle::count(&app.db, &tries.bucket(), now, WINDOW_SECONDS).await?;
    if window.attempts <= tries.limit() {
        return Ok(());
    }
    let opens = window.since.plus_seconds(WINDOW_SECONDS);
    let wait = (opens.0 - now.0).div_euclid(1000).max(0) + 1;
    let minutes = (wait + 59) / 60;
    Err(Error::later(
        Problem::new(429, "too_many_tries", "That was tried too often.").detail(format!(
            "Please wait {minutes} minute{} and try again.",
            if minutes == 1 { "" } else { "s" }
        )),
        wait,
    ))
}

/// Forgets the tries of somebody who has proven themselves.
pub async fn forget(app: &App, tries: Tries<'_>) -> Result<(), Error> {
    throttle::forget(&app.db, &tries.bucket()).await?;
    Ok(())
}

/// Windows older than this can be swept away.
pub const KEEP_SECONDS: i64 = WINDOW_SECONDS;
