//! A publication's matching, computed again from its record.

use super::{pairwell, said};
use crate::support::{Server, both_databases};
use pairwell_domain::api::board::{
    ListBoards, MakeMoves, Moves, PreviewPublication, Publication, PublishBoard, ReadRecord,
};
use pairwell_domain::board::{MatchRecord, Move, Objective};
use pairwell_domain::enrolment::Role;
use pairwell_server::db::{Engine, Reader};
use pairwell_server::demo::{Demo, fill};
use serde_json::{Value, json};

/// A board on which Ada is locked with Bo, published: what was answered, and the
/// record as it is served.
async fn published(server: &Server, objective: Objective) -> (Publication, String) {
    let programme = server.programme("Spring").await;
    let coordinator = server.account("Cleo").await;
    server.coordinates(programme, &coordinator).await;
    let client = server.signed_in(&coordinator).await;
    let mut people = Vec::new();
    for (name, role) in [
        ("Ada", Role::Mentee),
        ("Noor", Role::Mentee),
        ("Omar", Role::Mentee),
        ("Bo", Role::Mentor),
        ("Li", Role::Mentor),
    ] {
        let person = server.person(name).await.person;
        people.push(server.enrol(programme, person, role).await);
    }
    let board = client.call::<ListBoards>(programme, (), ()).await.unwrap()[0].id;
    let (mentee, mentor) = (people[0], people[3]);
    let lock = Move::Lock {
        mentee,
        mentor,
        reason: None,
    };
    let moves = Moves {
        moves: vec![lock, Move::Aim { objective }],
    };
    let made = client
        .send::<MakeMoves>(board, (), moves, &[("if-match", "\"1\"")])
        .await;
    assert_eq!(made.status, 200, "{}", made.text());
    let preview = client
        .call::<PreviewPublication>(board, (), ())
        .await
        .unwrap();
    let seen = preview.seen();
    let answered = client
        .send::<PublishBoard>(board, (), seen, &[("if-match", "\"2\"")])
        .await;
    assert_eq!(answered.status, 200, "{}", answered.text());
    let publication: Publication = answered.json();
    let record = client.send::<ReadRecord>(publication.id, (), (), &[]).await;
    assert_eq!(record.status, 200, "{}", record.text());
    (publication, record.text())
}

fn replay(record: impl AsRef<[u8]>) -> (Option<i32>, Value) {
    said(pairwell(&["replay", "-"], record))
}

/// The record of some publication on SQLite.
async fn some_record() -> Value {
    let server = Server::start(Engine::Sqlite).await;
    let (_, record) = published(&server, Objective::BestTotal).await;
    serde_json::from_str(&record).unwrap()
}

both_databases! {
    async fn what_was_published_comes_out_the_same_from_its_record(server) {
        let (publication, text) = published(&server, Objective::BestTotal).await;
        let record: MatchRecord = serde_json::from_str(&text).unwrap();
        assert_eq!(record.publication, publication);
        assert_eq!((record.mentees.len(), record.mentors.len()), (3, 2));
        let (code, report) = replay(&text);
        assert_eq!(report, json!({
            "identical": true,
            "input_hash": "ok",
            "engine": { "recorded": publication.engine, "now": publication.engine },
            "total": { "recorded": publication.totals.total, "now": publication.totals.total },
            "certificate": "valid",
            "differences": [],
        }));
        assert_eq!(code, Some(0));
    }

    async fn what_was_decided_is_part_of_what_was_published(server) {
        let (_, text) = published(&server, Objective::BestTotal).await;
        let mut record: Value = serde_json::from_str(&text).unwrap();
        // Ada's row, with whom she was locked, from before that.
        let before = &record["problem"]["before"]["scores"];
        assert_eq!(before.as_array().unwrap().len(), 1, "{before}");
        assert_eq!(before[0][1], record["problem"]["scores"][before[0][0].as_u64().unwrap() as usize]);
        record["problem"].as_object_mut().unwrap().remove("before");
        let (code, report) = replay(record.to_string());
        assert_eq!((code, &report["input_hash"]), (Some(1), &json!("differs")), "{report}");
    }

    async fn whatever_was_best_it_comes_out_the_same(server) {
        let (_, text) = published(&server, Objective::Stable).await;
        let (code, report) = replay(&text);
        assert_eq!((code, &report["identical"]), (Some(0), &json!(true)), "{report}");
    }

    async fn a_publication_from_before_records_were_kept_has_none(server) {
        let (publication, _) = published(&server, Objective::BestTotal).await;
        server.insert("DELETE FROM publication_record", &[]).await;
        let lea = server.account("Lea").await;
        const PROGRAMME: &str = "SELECT programme_id FROM publication";
        let (programme,) = server.db().one(PROGRAMME, &[]).await.unwrap();
        server.coordinates(programme, &lea).await;
        let client = server.signed_in(&lea).await;
        let refused = client.call::<ReadRecord>(publication.id, (), ()).await.unwrap_err();
        assert_eq!(refused.status, 404);
    }

    async fn every_publication_of_the_demo_comes_out_the_same_too(server) {
        let demo = Demo { people: 200, seed: 3, as_of: server.now() };
        fill(&server.app, demo).await.unwrap();
        const ALL: &str = "SELECT id, programme_id FROM publication ORDER BY at";
        let all = server.db().all(ALL, &[]).await.unwrap();
        assert!(!all.is_empty());
        for (publication, programme) in all {
            let cleo = server.account(&format!("Cleo {publication}")).await;
            server.coordinates(programme, &cleo).await;
            let client = server.signed_in(&cleo).await;
            let record = client.send::<ReadRecord>(publication, (), (), &[]).await;
            assert!(!record.json::<MatchRecord>().publication.pairs.is_empty());
            let (code, report) = replay(record.text());
            assert_eq!((code, &report["identical"]), (Some(0), &json!(true)), "{report}");
        }
    }
}

#[tokio::test]
async fn a_score_that_was_changed_shows_in_the_hash() {
    let mut record = some_record().await;
    let row = record["problem"]["scores"][1].as_array_mut().unwrap();
    row[1] = json!(row[1].as_i64().unwrap() + 1);
    let (code, report) = replay(record.to_string());
    assert_eq!(
        (code, &report["identical"], &report["input_hash"]),
        (Some(1), &json!(false), &json!("differs"))
    );
}

#[tokio::test]
async fn an_answer_that_was_changed_is_told_with_who_is_elsewhere() {
    let mut record = some_record().await;
    let assignment = record["assignment"].as_array_mut().unwrap();
    let alone = assignment.iter().position(Value::is_null).unwrap();
    let other = (1..3).find(|row| *row != alone).unwrap();
    assignment.swap(alone, other);
    let (code, report) = replay(record.to_string());
    assert_eq!((code, &report["input_hash"]), (Some(1), &json!("ok")));
    let differences = report["differences"].as_array().unwrap();
    let told = |row: usize| {
        differences
            .iter()
            .find(|told| told["mentee"] == record["mentees"][row])
            .unwrap()
    };
    assert_eq!((differences.len(), &told(alone)["now"]), (2, &Value::Null));
    assert_eq!(
        (&told(other)["recorded"], &told(alone)["recorded"]),
        (&Value::Null, &told(other)["now"])
    );
}

#[tokio::test]
async fn a_proof_that_does_not_hold_is_told_with_the_reason() {
    let mut record = some_record().await;
    record["certificate"]["prices"][0] = json!(-1);
    let (code, report) = replay(record.to_string());
    assert_eq!((code, &report["differences"]), (Some(1), &json!([])));
    let certificate = report["certificate"].as_str().unwrap();
    assert!(
        certificate.starts_with("invalid: ") && certificate.len() > 20,
        "{certificate}"
    );
}

#[tokio::test]
async fn what_is_no_whole_record_is_one_line_and_two() {
    let record = some_record().await;
    let text = record.to_string();
    let with = |change: fn(&mut Value)| {
        let mut changed = record.clone();
        change(&mut changed);
        changed.to_string()
    };
    for (given, error, at) in [
        (text[..text.len() / 2].to_owned(), "not_json", None),
        (format!("[{text}]"), "invalid", Some(Value::Null)),
        ("{}".to_owned(), "invalid", None),
        (
            with(|record| record["mentees"] = json!([])),
            "incomplete",
            Some(json!("mentees")),
        ),
        (
            with(|record| record["assignment"][1] = json!(2)),
            "mentor_out_of_range",
            Some(json!("assignment[1]")),
        ),
        (
            with(|record| record["problem"]["scores"][1] = json!([1])),
            "ragged",
            Some(json!("problem.scores[1]")),
        ),
        (
            with(|record| record["problem"]["scores"][1][0] = json!("x")),
            "invalid",
            Some(json!("problem.scores[1][0]")),
        ),
        (
            with(|record| record["problem"]["objective"] = json!("fairest")),
            "two_objectives",
            Some(json!("problem.objective")),
        ),
    ] {
        let (code, bad) = replay(&given);
        assert_eq!((code, &bad["error"]), (Some(2), &json!(error)), "{bad}");
        if let Some(at) = at {
            assert_eq!(bad["at"], at, "{bad}");
        }
    }
    let (code, bad) = said(pairwell(&["replay", "no-such-file.json"], ""));
    assert_eq!((code, &bad["error"]), (Some(2), &json!("unreadable")));
    let (code, bad) = said(pairwell(&["replay"], ""));
    assert_eq!((code, &bad["error"]), (Some(2), &json!("usage")));
}
