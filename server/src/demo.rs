//! The demo: what `serve --demo` shows.

use crate::serve::SignInLink;
use crate::state::AppState;

/// Fills a database that has no account with a fictional organisation, and
/// returns a way to sign in for each role.
pub async fn fill_if_empty(_app: &AppState) -> anyhow::Result<Vec<SignInLink>> {
    Ok(Vec::new())
}
