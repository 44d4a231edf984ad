//! The power goes while a board is published: all of it happened, or nothing.

use crate::support::Server;
use crate::support::fixtures::token_of;
use crate::support::program::Program;
use crate::support::wire::{Wire, get, post};
use pairwell_domain::api::board::PublicationPreview;
use pairwell_domain::api::sign_in::LinkKind;
use pairwell_domain::enrolment::Role;
use pairwell_domain::id::BoardId;
use pairwell_server::db::{Db, Engine, Reader};
use serde_json::json;
use std::path::Path;
use std::time::Duration;

/// Pairs to publish: enough that writing them takes a while.
const PAIRS: i64 = 120;
/// Times the program is killed, each a little later than the last.
const KILLS: u64 = 12;

struct Scene {
    token: String,
    board: BoardId,
}

async fn set(server: &Server) -> Scene {
    let programme = server.programme("Spring").await;
    let coordinator = server.account("Cleo").await;
    server.coordinates(programme, &coordinator).await;
    for n in 0..PAIRS {
        for (kind, role) in [("Mentee", Role::Mentee), ("Mentor", Role::Mentor)] {
            let person = server.person(&format!("{kind} {n}")).await.person;
            server.enrol(programme, person, role).await;
        }
    }
    let url = server.link(LinkKind::Demo, Some(&coordinator)).await;
    Scene {
        token: token_of(&format!("#{url}")),
        board: server.board(programme).await,
    }
}

/// What there is of a publication: all of it or nothing, by count.
async fn found(db: &Db) -> [i64; 5] {
    let mut counts = [0; 5];
    let all = [
        "SELECT COUNT(*) FROM publication",
        "SELECT COUNT(*) FROM pair WHERE state = 'proposed'",
        "SELECT COUNT(*) FROM mail WHERE kind = 'proposal'",
        "SELECT COUNT(*) FROM audit WHERE action = 'publish_board'",
        "SELECT version - 1 FROM board",
    ];
    for (count, sql) in counts.iter_mut().zip(all) {
        let mut db = db;
        (*count,) = db.one::<(i64,)>(sql, &[]).await.unwrap();
    }
    counts
}

/// Starts the program, lets a coordinator publish and kills it after `delay`.
/// What is there then, and what the coordinator had heard by then.
async fn publish_and_kill(
    url: &str,
    folder: &Path,
    scene: &Scene,
    delay: Duration,
) -> (bool, [i64; 5]) {
    let program = Program::start(url, folder);
    let mut wire = Wire::to(program.port());
    let sign_in = json!({ "token": scene.token, "password": null });
    let answered = wire.send(post("/api/v1/links/use", &sign_in));
    assert_eq!(answered.status, 200, "{}", answered.body);
    let path = format!("/api/v1/boards/{}/publication", scene.board);
    let answered = wire.send(get(&path));
    let preview: PublicationPreview = serde_json::from_str(&answered.body).expect("a preview");
    assert_eq!(preview.pairs.len() as i64, PAIRS);
    let seen = preview.seen();
    let request = post(&path, &json!(seen)).header("if-match", "\"1\"");
    let publishing = tokio::task::spawn_blocking(move || wire.try_send(request));
    tokio::time::sleep(delay).await;
    program.kill();
    let heard = publishing.await.unwrap();
    let db = Db::open(url).await.expect("the database is whole");
    let counts = found(&db).await;
    db.close().await;
    (heard.is_some_and(|answered| answered.status == 200), counts)
}

async fn all_or_nothing(server: Server) {
    const ALL: [i64; 5] = [1, PAIRS, 2 * PAIRS, 1, 1];
    let scene = set(&server).await;
    server.app.db.close().await;
    let database = &server.database;
    let mut published = false;
    for n in 0..KILLS {
        let delay = Duration::from_millis(3 + n * 12);
        let folder = database.folder.path();
        let (heard, counts) = publish_and_kill(&database.url, folder, &scene, delay).await;
        assert!(
            counts == [0; 5] || counts == ALL,
            "after {delay:?}: {counts:?} is neither all nor nothing"
        );
        assert!(!heard || counts == ALL, "what was acknowledged is there");
        if counts == ALL {
            published = true;
            break;
        }
    }
    // However early it was killed, what is left can be published.
    if !published {
        let patience = Duration::from_secs(20);
        let folder = database.folder.path();
        let (_, counts) = publish_and_kill(&database.url, folder, &scene, patience).await;
        assert_eq!(counts, ALL);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_while_publishing_leaves_all_or_nothing_on_sqlite() {
    all_or_nothing(Server::start(Engine::Sqlite).await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_while_publishing_leaves_all_or_nothing_on_postgres() {
    all_or_nothing(Server::start(Engine::Postgres).await).await;
}
