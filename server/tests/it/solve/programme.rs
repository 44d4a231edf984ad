//! A programme's own matching.

use super::{pairwell, said};
use crate::support::Server;
use pairwell_domain::enrolment::Role;
use pairwell_server::db::Engine;
use serde_json::json;

#[tokio::test]
async fn a_programme_is_matched_without_a_browser() {
    let server = Server::start(Engine::Sqlite).await;
    let programme = server.programme("Spring").await;
    for (name, role) in [
        ("Ada", Role::Mentor),
        ("Noor", Role::Mentee),
        ("Omar", Role::Mentee),
    ] {
        let person = server.person(name).await.person;
        server.enrol(programme, person, role).await;
    }
    server.app.db.close().await;
    let url = &server.database.url;
    let of = ["match", "--programme", "spring", "--database-url", url];
    let output = pairwell(&of, "");
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        text.starts_with("Spring: 1 of 2 mentees matched with 1 mentors"),
        "{text}"
    );
    assert!(
        text.contains("Ada") && text.contains("unmatched: "),
        "{text}"
    );

    for objective in ["best_total", "fairest", "most_matched", "stable"] {
        let as_json = [&of[..], &["--objective", objective, "--json"]].concat();
        let (code, report) = said(pairwell(&as_json, ""));
        assert_eq!(code, Some(0));
        assert_eq!(
            (
                &report["objective"],
                report["pairs"].as_array().unwrap().len()
            ),
            (&json!(objective), 1)
        );
        assert_eq!(report["totals"]["matched"], json!(1));
    }

    let output = pairwell(
        &["match", "--programme", "Autumn", "--database-url", url],
        "",
    );
    assert_eq!(output.status.code(), Some(1));
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(error.contains("there is: Spring"), "{error}");
}
