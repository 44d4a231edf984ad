//! What every request can reach: the database, the clock, the keys, the hub.

use crate::auth::known::Sessions;
use crate::auth::password::Passwords;
use crate::auth::token::Keys;
use crate::clock::Clock;
use crate::db::Db;
use crate::http::assets::Site;
use crate::http::events::Hub;
use crate::http::health::Readiness;
use crate::http::kept::Kept;
use std::ops::Deref;
use std::sync::Arc;
use tokio::sync::Notify;

#[derive(Clone)]
pub struct AppState(Arc<App>);

pub struct App {
    pub db: Db,
    pub clock: Clock,
    pub keys: Keys,
    pub passwords: Passwords,
    pub sessions: Sessions,
    pub kept: Kept,
    pub readiness: Readiness,
    pub hub: Hub,
    pub site: Site,
    pub settings: Settings,
    /// Rung when there is mail to send.
    pub mail_waiting: Notify,
}

/// What of the configuration requests need.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where people reach this server, without a slash at the end.
    pub public_url: String,
    /// Whether a mail server takes invitations and resets; if none, the admin
    /// hands the links on.
    pub sends_mail: bool,
    /// Whether `X-Forwarded-For` comes from a proxy of ours.
    pub behind_proxy: bool,
}

impl AppState {
    pub async fn new(db: Db, clock: Clock, site: Site, settings: Settings) -> anyhow::Result<Self> {
        let keys = Keys::load_or_create(&db, clock.now()).await?;
        Ok(AppState(Arc::new(App {
            db,
            clock,
            keys,
            passwords: Passwords::default(),
            sessions: Sessions::default(),
            kept: Kept::default(),
            readiness: Readiness::default(),
            hub: Hub::default(),
            site,
            settings,
            mail_waiting: Notify::new(),
        })))
    }
}

impl Deref for AppState {
    type Target = App;
    fn deref(&self) -> &App {
        &self.0
    }
}
