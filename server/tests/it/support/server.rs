//! A server in this process, with a clock that stands still.

use super::client::Client;
use super::database::TestDatabase;
use axum::Router;
use pairwell_domain::time::Instant;
use pairwell_server::auth::session;
use pairwell_server::clock::Clock;
use pairwell_server::db::{Db, Engine};
use pairwell_server::http::assets::Site;
use pairwell_server::http::router::router;
use pairwell_server::state::{AppState, Settings};
use pairwell_server::store::account::Account;

/// 2026-03-02, a Monday, 09:00 UTC.
const START: Instant = Instant(1_772_442_000_000);

pub struct Server {
    pub app: AppState,
    pub router: Router,
    pub database: TestDatabase,
}

impl Server {
    pub async fn start(engine: Engine) -> Server {
        Self::with(engine, Site::Embedded, |_| {}).await
    }

    pub async fn with(engine: Engine, site: Site, settings: impl FnOnce(&mut Settings)) -> Server {
        let database = TestDatabase::new(engine).await;
        let db = Db::connect(&database.url).await.expect("it connects");
        let mut chosen = Settings {
            public_url: "http://localhost:8080".into(),
            sends_mail: false,
            behind_proxy: true,
        };
        settings(&mut chosen);
        let app = AppState::new(db, Clock::standing_at(START), site, chosen)
            .await
            .expect("it starts");
        let router = router(app.clone()).expect("the routes fit together");
        Server {
            app,
            router,
            database,
        }
    }

    pub fn db(&self) -> &Db {
        &self.app.db
    }

    pub fn now(&self) -> Instant {
        self.app.clock.now()
    }

    /// Lets time pass.
    pub fn pass(&self, seconds: i64) {
        self.app.clock.advance(seconds);
    }

    /// A browser nobody has signed in with.
    pub fn client(&self) -> Client {
        Client::new(self.router.clone())
    }

    /// A browser `account` has signed in with.
    pub async fn signed_in(&self, account: &Account) -> Client {
        let mut tx = self.db().begin().await.expect("it begins");
        let cookies = session::open(&mut tx, &self.app, account)
            .await
            .expect("a session opens");
        tx.commit().await.expect("it commits");
        let client = self.client();
        client.take_cookies(&cookies.headers());
        client
    }
}
