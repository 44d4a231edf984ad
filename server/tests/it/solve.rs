//! Matching without a browser: a programme's own, or any problem as JSON.

use crate::support::Server;
use pairwell_domain::enrolment::Role;
use pairwell_server::db::Engine;
use serde_json::{Value, json};
use std::io::Write;
use std::process::{Command, Output, Stdio};

fn pairwell(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_pairwell"))
        .args(arguments)
        .env_remove("DATABASE_URL")
        .env("RUST_LOG", "warn")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut stdin = child.stdin.take().expect("it is piped");
    // A program that has refused already need not listen to the end.
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    child.wait_with_output().expect("it ends")
}

/// The one line that is said, as JSON, with the exit code.
fn solve(arguments: &[&str], problem: &Value) -> (Option<i32>, Value) {
    said(pairwell(
        &[&["solve", "-"], arguments].concat(),
        &problem.to_string(),
    ))
}

fn said(output: Output) -> (Option<i32>, Value) {
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(text.lines().count(), 1, "{text:?}");
    (output.status.code(), serde_json::from_str(&text).unwrap())
}

#[test]
fn a_problem_as_json_is_solved_with_its_proof() {
    let problem = json!({
        "scores": [[90, 60], [80, null], [70, 10]],
        "capacities": [1, 1],
        "unmatched_penalty": 50,
    });
    let (code, solved) = solve(&[], &problem);
    assert_eq!(code, Some(0));
    assert_eq!(solved["assignment"], json!([1, 0, null]));
    assert_eq!(
        (&solved["total"], &solved["matched"], &solved["worst"]),
        (&json!(90), &json!(2), &json!(60))
    );
    assert_eq!(solved["certificate"]["prices"].as_array().unwrap().len(), 2);
    assert_eq!(
        solved["certificate"]["margins"].as_array().unwrap().len(),
        3
    );
    assert!(solved["solve_ms"].as_f64().unwrap() >= 0.0);
    assert!(solved.get("edits").is_none());
}

#[test]
fn each_objective_and_each_lock_is_heeded() {
    let solved = |objective: &str, locks: Value| {
        let problem = json!({
            "scores": [[100, 40], [90, 10]],
            "capacities": [1, 1],
            "locks": locks,
            "objective": objective,
        });
        solve(&[], &problem).1["assignment"].clone()
    };
    assert_eq!(solved("best_total", json!([])), json!([1, 0]));
    assert_eq!(solved("best_total", json!([[0, 0]])), json!([0, 1]));
    for objective in [
        "most_matched",
        "fairest",
        "stable_mentees",
        "stable_mentors",
    ] {
        assert!(solved(objective, json!([])).is_array(), "{objective}");
    }
}

#[test]
fn edits_are_answered_one_by_one_and_refused_ones_change_nothing() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let edits = json!([
        { "lock": [0, 1] },
        { "lock": [1, 1] },
        { "unlock": 0 },
        { "forbid": [0, 0] },
        { "allow": [0, 0, 99] },
        { "capacity": [0, 2] },
        { "scores": [1, [5, null]] },
    ]);
    std::fs::write(file.path(), edits.to_string()).unwrap();
    let problem = json!({ "scores": [[90, 60], [80, 10]], "capacities": [1, 1] });
    let path = file.path().to_str().unwrap();
    let (code, solved) = solve(&["--edits", path, "--force-costs"], &problem);
    assert_eq!(code, Some(0), "{solved}");
    let outcomes = solved["edits"].as_array().unwrap();
    assert_eq!(outcomes.len(), 7);
    let totals: Vec<Option<i64>> = outcomes.iter().map(|edit| edit["total"].as_i64()).collect();
    assert_eq!(
        totals,
        [
            Some(140),
            None,
            Some(140),
            Some(140),
            Some(140),
            Some(179),
            Some(104)
        ]
    );
    assert!(outcomes[1]["refused"].as_str().unwrap().contains("locked"));
    assert_eq!(solved["force_costs"], json!([[0, 39], [0, null]]));
}

#[test]
fn what_is_wrong_is_told_in_one_line_with_its_place() {
    let fine = json!({ "scores": [[1, 2]], "capacities": [1, 1] });
    let with = |name: &str, value: Value| {
        let mut problem = fine.clone();
        problem[name] = value;
        problem
    };
    for (problem, error, at) in [
        (
            with("scores", json!([[1, 2], [3]])),
            "ragged",
            json!("scores[1]"),
        ),
        (
            with("scores", json!([[1, "x"]])),
            "invalid",
            json!("scores[0][1]"),
        ),
        (
            with("scores", json!([[1, 2.5]])),
            "invalid",
            json!("scores[0][1]"),
        ),
        (
            with("scores", json!([[1, i32::MIN]])),
            "score_out_of_range",
            json!("scores[0][1]"),
        ),
        (
            with("scores", json!([[1, 3_000_000_000u64]])),
            "invalid",
            json!("scores[0][1]"),
        ),
        (
            with("capacities", json!([1, -1])),
            "invalid",
            json!("capacities[1]"),
        ),
        (
            with("locks", json!([[0, 0], [5, 0]])),
            "mentee_out_of_range",
            json!("locks[1]"),
        ),
        (
            with("locks", json!([[0, 9]])),
            "mentor_out_of_range",
            json!("locks[0]"),
        ),
        (
            with("unmatched_penalty", json!(-3)),
            "negative_penalty",
            json!("unmatched_penalty"),
        ),
        (
            with("objective", json!("loudest")),
            "invalid",
            json!("objective"),
        ),
        (with("weight", json!(1)), "invalid", json!("weight")),
    ] {
        let (code, bad) = solve(&[], &problem);
        assert_eq!(
            (code, &bad["error"], &bad["at"]),
            (Some(2), &json!(error), &at),
            "{bad}"
        );
        assert!(!bad["message"].as_str().unwrap().is_empty());
    }
    let (code, bad) = said(pairwell(&["solve", "-"], "{\"scores\": [[1,"));
    assert_eq!((code, &bad["error"]), (Some(2), &json!("not_json")));
    let (code, bad) = said(pairwell(&["solve", "no such file.json"], ""));
    assert_eq!((code, &bad["error"]), (Some(2), &json!("unreadable")));
}

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

    let as_json = [&of[..], &["--objective", "fairest", "--json"]].concat();
    let (code, report) = said(pairwell(&as_json, ""));
    assert_eq!(code, Some(0));
    assert_eq!(
        (
            &report["objective"],
            report["pairs"].as_array().unwrap().len()
        ),
        (&json!("fairest"), 1)
    );
    assert_eq!(report["totals"]["matched"], json!(1));

    let output = pairwell(
        &["match", "--programme", "Autumn", "--database-url", url],
        "",
    );
    assert_eq!(output.status.code(), Some(1));
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(error.contains("there is: Spring"), "{error}");
}
