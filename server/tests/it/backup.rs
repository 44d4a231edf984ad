//! Backing up and putting back.

use crate::support::{Server, both_databases};
use pairwell_server::backup::{backup, restore};
use pairwell_server::db::{Db, Engine};
use pairwell_server::store::account;
use std::fs;

#[tokio::test]
async fn a_backup_taken_in_use_is_put_back_whole() {
    let server = Server::start(Engine::Sqlite).await;
    let ada = server.account("Ada").await;
    let copy = server.database.folder.path().join("copy.db");
    backup(&server.database.url, &copy).await.unwrap();
    server.account("Bo").await;

    let refused = restore(&server.database.url, &copy, true)
        .await
        .unwrap_err();
    assert!(refused.to_string().contains("is in use"), "{refused:#}");
    server.app.db.close().await;
    let refused = restore(&server.database.url, &copy, false)
        .await
        .unwrap_err();
    assert!(refused.to_string().contains("--force"), "{refused:#}");
    restore(&server.database.url, &copy, true).await.unwrap();

    let db = Db::open(&server.database.url).await.unwrap();
    assert_eq!(
        account::by_id(&db, ada.id).await.unwrap(),
        Some(ada.clone())
    );
    let bo = pairwell_domain::text::EmailAddress::parse("bo@example.org").unwrap();
    assert!(account::by_email(&db, &bo).await.unwrap().is_none());
}

#[tokio::test]
async fn what_is_no_backup_is_refused_and_nothing_replaced() {
    let server = Server::start(Engine::Sqlite).await;
    server.app.db.close().await;
    let folder = server.database.folder.path();
    let junk = folder.join("junk.db");
    fs::write(&junk, "not a database").unwrap();
    let before = fs::read(folder.join("pairwell.db")).unwrap();
    for file in [junk, folder.join("none.db")] {
        assert!(restore(&server.database.url, &file, true).await.is_err());
    }
    assert_eq!(fs::read(folder.join("pairwell.db")).unwrap(), before);
}

#[tokio::test]
async fn postgres_has_tools_of_its_own() {
    let refused = backup("postgres://localhost/pairwell", "copy".as_ref())
        .await
        .unwrap_err();
    assert!(refused.to_string().contains("pg_dump"), "{refused:#}");
}

both_databases! {
    async fn an_answer_says_whether_the_server_is_healthy(server) {
        let answered = server.client().raw("GET", "/healthz", None, &[]).await;
        assert_eq!((answered.status.as_u16(), answered.text().as_str()), (200, "ok\n"));
    }
}
