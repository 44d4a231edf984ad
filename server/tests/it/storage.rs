//! The disk takes no writes for a while: no acknowledged change is lost, requests get an answer
//! that says why, and the server writes again by itself afterwards.

use crate::support::program::Program;
use crate::support::wire::{Answered, Wire, get, post};
use crate::support::{Server, both_databases};
use pairwell_domain::api::sign_in::LinkKind;
use pairwell_server::db::{Db, DbError, Engine, Reader, Storage};
use serde_json::json;
use std::time::Duration;

/// Less than the log has grown to when it is set.
const HARDLY_ANYTHING: u64 = 4096;

fn start_programme(wire: &mut Wire, name: &str) -> Answered {
    let draft = json!({ "name": name, "starts_on": "2030-03-01", "ends_on": "2030-09-30" });
    wire.send(post("/api/v1/programmes", &draft))
}

#[tokio::test]
async fn a_server_that_could_not_write_for_a_while_writes_again_and_has_lost_nothing() {
    let server = Server::start(Engine::Sqlite).await;
    let admin = server.admin("Ada").await;
    let token = server.link(LinkKind::Demo, Some(&admin)).await;
    server.app.db.close().await;
    let database = &server.database;
    let program = Program::start(&database.url, database.folder.path());
    let mut wire = Wire::to(program.port());
    let sign_in = json!({ "token": token, "password": null });
    assert_eq!(wire.send(post("/api/v1/links/use", &sign_in)).status, 200);
    let answered = start_programme(&mut wire, "Before");
    assert_eq!(answered.status, 200, "{}", answered.body);

    for round in 0..2 {
        program.limit_files(Some(HARDLY_ANYTHING));
        for _ in 0..2 {
            let refused = start_programme(&mut wire, &format!("During {round}"));
            assert_eq!(refused.status, 503, "{}", refused.body);
            assert!(refused.body.contains("storage_failing"), "{}", refused.body);
        }
        until_health(&mut wire, 503);
        assert_eq!(wire.send(get("/health/live")).status, 200);
        assert_eq!(
            wire.send(get("/api/v1/programmes")).status,
            200,
            "reading goes on"
        );

        program.limit_files(None);
        let answered = start_programme(&mut wire, &format!("After {round}"));
        assert_eq!(answered.status, 200, "{}", answered.body);
        until_health(&mut wire, 200);
    }
    program.kill();

    let db = Db::open(&database.url)
        .await
        .expect("the database is whole");
    let names = (&db)
        .all::<(String,)>("SELECT name FROM programme ORDER BY name", &[])
        .await;
    let names: Vec<_> = names.unwrap().into_iter().map(|(name,)| name).collect();
    for acknowledged in ["After 0", "After 1", "Before"] {
        assert!(names.iter().any(|name| name == acknowledged), "{names:?}");
    }
}

/// Readiness is found out once a second at most.
fn until_health(wire: &mut Wire, expected: u16) {
    for _ in 0..600 {
        let answered = wire.send(get("/health/ready"));
        if answered.status == expected {
            return;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("readiness is not answered with {expected}");
}

#[tokio::test]
async fn a_full_disk_is_told_from_a_fault_and_writing_goes_on_once_there_is_space() {
    let server = Server::start(Engine::Sqlite).await;
    let db = server.db();
    db.execute("CREATE TABLE filling (bytes BLOB)", &[])
        .await
        .unwrap();
    const FILL: &str = "INSERT INTO filling (bytes) VALUES (zeroblob(4000000))";
    // Counted as a full disk is, for this connection.
    db.execute("PRAGMA max_page_count = 1", &[]).await.unwrap();
    let mut tx = db.begin().await.unwrap();
    let refused = tx.execute(FILL, &[]).await.unwrap_err();
    let full = matches!(
        refused,
        DbError::Storage {
            storage: Storage::Full,
            ..
        }
    );
    assert!(full, "{refused}");
    drop(tx);
    db.execute("PRAGMA max_page_count = 1000000", &[])
        .await
        .unwrap();
    let mut tx = db.begin().await.unwrap();
    tx.execute(FILL, &[]).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_file_that_can_only_be_read_is_told_as_that() {
    let server = Server::start(Engine::Sqlite).await;
    let db = server.db();
    db.execute("PRAGMA query_only = 1", &[]).await.unwrap();
    let refused = db.begin().await.err();
    let refused = match refused {
        Some(refused) => refused,
        None => db.execute("DELETE FROM mail", &[]).await.unwrap_err(),
    };
    let read_only = matches!(
        refused,
        DbError::Storage {
            storage: Storage::ReadOnly,
            ..
        }
    );
    assert!(read_only, "{refused}");
}

both_databases! {
    async fn a_server_that_can_write_is_alive_and_ready(server) {
        for path in ["/health/live", "/health/ready"] {
            let answered = server.client().raw("GET", path, None, &[]).await;
            assert_eq!((answered.status.as_u16(), answered.text().as_str()), (200, "ok\n"));
        }
    }

    async fn asking_for_readiness_leaves_the_response_cache_valid(server) {
        let before = server.db().revision().await.unwrap();
        let answered = server.client().raw("GET", "/health/ready", None, &[]).await;
        assert_eq!(answered.status.as_u16(), 200);
        assert_eq!(server.db().revision().await.unwrap(), before);
    }

    async fn a_server_whose_database_is_gone_is_alive_and_not_ready(server) {
        server.db().close().await;
        let answered = server.client().raw("GET", "/health/live", None, &[]).await;
        assert_eq!(answered.status.as_u16(), 200);
        let answered = server.client().raw("GET", "/health/ready", None, &[]).await;
        assert_eq!(answered.status.as_u16(), 503);
        assert_eq!(answered.problem().code, "not_ready");
        assert!(!answered.header("retry-after").is_empty());
    }
}
