//! Backing up and putting back.

use crate::support::Server;
use pairwell_server::backup::{Step, backup, restore, restore_until};
use pairwell_server::db::{Db, Engine, Reader};
use pairwell_server::store::account;
use std::fs;
use std::path::PathBuf;

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

/// A database with Ada in it, not in use, and a backup of it from before Bo came.
async fn with_backup() -> (Server, PathBuf) {
    let server = Server::start(Engine::Sqlite).await;
    server.account("Ada").await;
    let copy = server.database.folder.path().join("copy.db");
    backup(&server.database.url, &copy).await.unwrap();
    server.account("Bo").await;
    server.app.db.close().await;
    (server, copy)
}

async fn accounts(url: &str) -> Vec<String> {
    let db = Db::open(url).await.unwrap();
    let names = (&db)
        .all::<(String,)>("SELECT name FROM account ORDER BY name", &[])
        .await;
    let names = names.unwrap().into_iter().map(|(name,)| name).collect();
    db.close().await;
    names
}

#[tokio::test]
async fn a_backup_takes_the_place_of_a_damaged_file_which_is_kept() {
    let (server, copy) = with_backup().await;
    let folder = server.database.folder.path();
    fs::write(folder.join("pairwell.db"), "no database any more").unwrap();
    restore(&server.database.url, &copy, true).await.unwrap();
    assert_eq!(accounts(&server.database.url).await, ["Ada"]);
    let kept = fs::read_to_string(folder.join("pairwell.db.replaced-1")).unwrap();
    assert_eq!(kept, "no database any more");
}

#[tokio::test]
async fn a_log_without_its_file_is_set_aside_and_not_read_into_the_backup() {
    let (server, copy) = with_backup().await;
    let folder = server.database.folder.path();
    fs::remove_file(folder.join("pairwell.db")).unwrap();
    fs::write(folder.join("pairwell.db-wal"), "changes to a lost file").unwrap();
    restore(&server.database.url, &copy, false).await.unwrap();
    assert_eq!(accounts(&server.database.url).await, ["Ada"]);
    let kept = fs::read_to_string(folder.join("pairwell.db.replaced-1-wal")).unwrap();
    assert_eq!(kept, "changes to a lost file");
}

#[tokio::test]
async fn a_copy_made_while_in_use_is_refused_as_its_log_is_missing_from_it() {
    let (server, copy) = with_backup().await;
    let folder = server.database.folder.path();
    fs::write(folder.join("copy.db-wal"), "more changes").unwrap();
    let refused = restore(&server.database.url, &copy, true)
        .await
        .unwrap_err();
    assert!(
        refused.to_string().contains("pairwell backup"),
        "{refused:#}"
    );
    assert_eq!(accounts(&server.database.url).await, ["Ada", "Bo"]);
}

#[tokio::test]
async fn a_restore_that_ends_anywhere_loses_neither_what_was_there_nor_the_backup() {
    for last in Step::ALL {
        let (server, copy) = with_backup().await;
        let url = &server.database.url;
        let killed = |step| match step == last {
            true => Err(anyhow::anyhow!("killed")),
            false => Ok(()),
        };
        restore_until(url, &copy, true, killed).await.unwrap_err();

        if last == Step::Copied {
            assert_eq!(accounts(url).await, ["Ada", "Bo"], "nothing was begun");
        } else {
            // In between neither may be whole, so that neither is opened.
            let refused = Db::open(url).await.expect_err("it is unfinished");
            assert!(
                refused.to_string().contains("interrupted"),
                "{last:?}: {refused:#}"
            );
            // Called without force it only takes back what was begun.
            let refused = restore(url, &copy, false).await.unwrap_err();
            assert!(
                refused.to_string().contains("--force"),
                "{last:?}: {refused:#}"
            );
            assert_eq!(accounts(url).await, ["Ada", "Bo"], "after {last:?}");
        }
        restore(url, &copy, true).await.unwrap();
        assert_eq!(accounts(url).await, ["Ada"], "after {last:?}");
    }
}

#[tokio::test]
async fn an_interrupted_restore_is_taken_back_from_wherever_it_is_called() {
    let (server, copy) = with_backup().await;
    let folder = server.database.folder.path();
    let stopped = |step| match step {
        Step::InPlace => Err(anyhow::anyhow!("killed")),
        _ => Ok(()),
    };
    restore_until(&server.database.url, &copy, true, stopped)
        .await
        .unwrap_err();
    // The marker names its files without their folder, which may be written otherwise next time.
    let marker = fs::read_to_string(folder.join("pairwell.db.restore-unfinished")).unwrap();
    assert_eq!(marker, "pairwell.db.replaced-1");
    let roundabout = folder.join(".").join("pairwell.db");
    let url = format!("sqlite:{}", roundabout.display());
    restore(&url, &copy, false).await.unwrap_err();
    assert_eq!(accounts(&server.database.url).await, ["Ada", "Bo"]);
}

#[tokio::test]
async fn where_nothing_was_an_interrupted_restore_leaves_nothing_behind_but_starts_again() {
    let (server, copy) = with_backup().await;
    let folder = server.database.folder.path();
    fs::remove_file(folder.join("pairwell.db")).unwrap();
    let stopped = |step| match step {
        Step::InPlace => Err(anyhow::anyhow!("killed")),
        _ => Ok(()),
    };
    let url = &server.database.url;
    restore_until(url, &copy, false, stopped).await.unwrap_err();
    assert!(Db::open(url).await.is_err());
    restore(url, &copy, false).await.unwrap();
    assert_eq!(accounts(url).await, ["Ada"]);
}

#[tokio::test]
async fn a_copy_that_cannot_be_written_changes_nothing() {
    let (server, copy) = with_backup().await;
    let folder = server.database.folder.path();
    // A folder where the copy is to be written: no copy can be made.
    fs::create_dir(folder.join("pairwell.db.restoring")).unwrap();
    restore(&server.database.url, &copy, true)
        .await
        .unwrap_err();
    fs::remove_dir(folder.join("pairwell.db.restoring")).unwrap();
    assert_eq!(accounts(&server.database.url).await, ["Ada", "Bo"]);
}

#[cfg(unix)]
#[tokio::test]
async fn files_that_hold_peoples_data_are_their_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let (server, copy) = with_backup().await;
    let folder = server.database.folder.path();
    // As an older version left it.
    fs::set_permissions(folder.join("pairwell.db"), PermissionsExt::from_mode(0o644)).unwrap();
    restore(&server.database.url, &copy, true).await.unwrap();
    let db = Db::open(&server.database.url).await.unwrap();
    db.execute("DELETE FROM mail", &[]).await.unwrap();
    let mut seen = 0;
    for file in fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if !path.is_file() {
            continue;
        }
        let mode = path.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{name} has {mode:o}");
        seen += 1;
    }
    assert!(
        seen >= 5,
        "the file, its log, the locks, the backup and what was set aside"
    );
    db.close().await;
}

#[tokio::test]
async fn postgres_has_tools_of_its_own() {
    let refused = backup("postgres://localhost/pairwell", "copy".as_ref())
        .await
        .unwrap_err();
    assert!(refused.to_string().contains("pg_dump"), "{refused:#}");
}
