//! An empty, migrated database for each test, copied from one that was migrated
//! once.

use super::postgres;
use pairwell_server::db::{Db, Engine};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};
use tempfile::TempDir;

/// A database of its own, gone when dropped.
pub struct TestDatabase {
    pub url: String,
    pub folder: TempDir,
}

impl TestDatabase {
    pub async fn new(engine: Engine) -> TestDatabase {
        let folder = TempDir::new().expect("the temporary folder can be written");
        let url = match engine {
            Engine::Sqlite => {
                let file = folder.path().join("pairwell.db");
                std::fs::write(&file, &*SQLITE).expect("the template can be copied");
                format!("sqlite:{}", file.display())
            }
            Engine::Postgres => {
                let template = &*POSTGRES;
                let name = fresh_name("test");
                administer(format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
                format!("{}/{name}", postgres::url())
            }
        };
        TestDatabase { url, folder }
    }

    /// One that was never migrated.
    pub async fn blank(engine: Engine) -> TestDatabase {
        let folder = TempDir::new().expect("the temporary folder can be written");
        let url = match engine {
            Engine::Sqlite => format!("sqlite:{}", folder.path().join("new.db").display()),
            Engine::Postgres => {
                let name = fresh_name("blank");
                administer(format!("CREATE DATABASE {name}")).await;
                format!("{}/{name}", postgres::url())
            }
        };
        TestDatabase { url, folder }
    }
}

/// The file's bytes.
static SQLITE: LazyLock<Vec<u8>> = LazyLock::new(|| {
    aside(async {
        let folder = TempDir::new().expect("the temporary folder can be written");
        let file = folder.path().join("template.db");
        let db = Db::open(&format!("sqlite:{}", file.display())).await;
        db.expect("the template migrates").close().await;
        std::fs::read(file).expect("it was just written")
    })
});

static POSTGRES: LazyLock<String> = LazyLock::new(|| {
    aside(async {
        let name = fresh_name("template");
        administer(format!("CREATE DATABASE {name}")).await;
        let db = Db::open(&format!("{}/{name}", postgres::url())).await;
        db.expect("the template migrates").close().await;
        name
    })
});

/// Runs on a thread and a runtime of its own: what a lazy value makes must not
/// depend on the test that happened to come first.
fn aside<T: Send + 'static>(work: impl Future<Output = T> + Send + 'static) -> T {
    std::thread::spawn(|| {
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime starts")
            .block_on(work)
    })
    .join()
    .unwrap_or_else(|cause| std::panic::resume_unwind(cause))
}

fn fresh_name(purpose: &str) -> String {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    format!("{purpose}_{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

async fn administer(sql: String) {
    use sqlx::{AssertSqlSafe, Connection, Executor};
    let url = format!("{}/postgres", postgres::url());
    let mut connection = sqlx::PgConnection::connect(&url)
        .await
        .expect("the throwaway PostgreSQL answers");
    connection
        .execute(AssertSqlSafe(sql))
        .await
        .expect("its administrator may");
    connection.close().await.expect("it closes");
}
