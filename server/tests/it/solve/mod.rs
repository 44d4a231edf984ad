//! Matching without a browser: any problem from a file, a programme's own, or what
//! was published, again.

mod bad_input;
mod edits;
mod objectives;
mod packed;
mod programme;
mod replay;

use serde_json::{Value, json};
use std::io::Write;
use std::process::{Command, Output, Stdio};

fn pairwell(arguments: &[&str], input: impl AsRef<[u8]>) -> Output {
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
    let _ = stdin.write_all(input.as_ref());
    drop(stdin);
    child.wait_with_output().expect("it ends")
}

const OBJECTIVES: [&str; 5] = [
    "best_total",
    "most_matched",
    "fairest",
    "stable_mentees",
    "stable_mentors",
];

/// The one line that is said, as JSON, with the exit code.
fn solve(arguments: &[&str], problem: &Value) -> (Option<i32>, Value) {
    said(pairwell(
        &[&["solve", "-"], arguments].concat(),
        problem.to_string(),
    ))
}

/// It says one line of JSON and nothing else.
fn said(output: Output) -> (Option<i32>, Value) {
    let text = String::from_utf8(output.stdout).unwrap();
    let complaint = String::from_utf8(output.stderr).unwrap();
    assert_eq!(
        (text.lines().count(), complaint.as_str()),
        (1, ""),
        "{text:?}"
    );
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
fn the_objective_may_be_asked_for_beside_the_problem_but_not_against_it() {
    let mut problem = json!({ "scores": [[5], [9]], "capacities": [1] });
    let objective = |(_, solved): (_, Value)| solved["certificate"]["objective"].clone();
    let fairest = ["--objective", "fairest"];
    assert_eq!(objective(solve(&[], &problem)), json!("best_total"));
    assert_eq!(objective(solve(&fairest, &problem)), json!("fairest"));
    problem["objective"] = json!("fairest");
    assert_eq!(objective(solve(&fairest, &problem)), json!("fairest"));
    problem["objective"] = json!("best_total");
    let (code, bad) = solve(&fairest, &problem);
    assert_eq!(
        (code, &bad["error"], &bad["at"]),
        (Some(2), &json!("two_objectives"), &json!("objective"))
    );
}

#[test]
fn what_was_decided_for_the_answer_before_moves_nobody() {
    // All ties: a row each, whoever they go to.
    let (scores, places) = (json!(vec![vec![7; 6]; 6]), json!(vec![1; 6]));
    let before = json!({ "scores": scores, "capacities": places });
    let answer = |problem: &Value| solve(&[], problem).1["assignment"].clone();
    let best = answer(&before);
    for mentee in 0..6 {
        let mut decided = before.clone();
        decided["locks"] = json!([[mentee, best[mentee]]]);
        decided["before"] = json!({ "scores": [[mentee, scores[mentee]]], "capacities": places });
        assert_eq!(answer(&decided), best);
        // Against it, the two change places.
        let other = (mentee + 1) % 6;
        decided["locks"] = json!([[mentee, best[other]]]);
        let after = answer(&decided);
        let moved = (0..6).filter(|&row| after[row] != best[row]);
        assert_eq!(moved.count(), 2, "{after}");
    }
}

#[test]
fn nobody_on_either_side_is_a_problem_like_any_other() {
    for (scores, capacities, mentees) in [
        (json!([]), json!([]), 0),
        (json!([]), json!([3]), 0),
        (json!([[], []]), json!([]), 2),
        (json!([[7], [8]]), json!([0]), 2),
        (json!([[null], [null]]), json!([4_294_967_295u32]), 2),
    ] {
        for objective in OBJECTIVES {
            let problem = json!({
                "scores": scores,
                "capacities": capacities,
                "objective": objective,
            });
            let (code, solved) = solve(&[], &problem);
            assert_eq!(code, Some(0), "{problem}: {solved}");
            assert_eq!(solved["assignment"], json!(vec![Value::Null; mentees]));
            assert_eq!(
                (&solved["matched"], &solved["worst"]),
                (&json!(0), &Value::Null)
            );
            let stable = objective.starts_with("stable");
            let certificate = &solved["certificate"];
            let count = |of: &str| certificate[of].as_array().map(Vec::len);
            let dual = if stable { 0 } else { mentees };
            assert_eq!(count("margins"), Some(dual), "{problem}");
            let dual = if stable {
                0
            } else {
                capacities.as_array().unwrap().len()
            };
            assert_eq!(count("prices"), Some(dual), "{problem}");
        }
    }
}

#[test]
fn the_example_in_the_readme_says_what_it_promises() {
    let readme = include_str!("../../../../README.md");
    let (_, example) = readme.split_once("echo '").expect("there is one");
    let (problem, rest) = example
        .split_once("' | pairwell solve -\n")
        .expect("a problem");
    let (_, rest) = rest.split_once("```json\n").expect("an answer");
    let (answer, _) = rest.split_once("```").expect("its end");
    let mut promised: Value = serde_json::from_str(answer).unwrap();
    let (code, mut solved) = said(pairwell(&["solve", "-"], problem));
    assert_eq!(code, Some(0));
    // The time is the machine's, and of several proofs any is as good.
    for said in [&mut promised, &mut solved] {
        assert!(said["solve_ms"].take().is_number());
        let certificate = &mut said["certificate"];
        for (dual, count) in [("margins", 3), ("prices", 2)] {
            let values = certificate[dual].take();
            assert_eq!(values.as_array().map(Vec::len), Some(count));
        }
    }
    assert_eq!(solved, promised);
}
