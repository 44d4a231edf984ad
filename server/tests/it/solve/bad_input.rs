//! Whatever is wrong is one JSON line and exit code 2.

use super::{pairwell, said, solve};
use serde_json::{Value, json};

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
            with(
                "before",
                json!({ "scores": [[0, [1]]], "capacities": [1, 1] }),
            ),
            "ragged",
            json!("before.scores[0][1]"),
        ),
        (
            with(
                "before",
                json!({ "scores": [[0, [1, i32::MIN]]], "capacities": [1, 1] }),
            ),
            "score_out_of_range",
            json!("before.scores[0][1][1]"),
        ),
        (
            with(
                "before",
                json!({ "scores": [[9, [1, 2]]], "capacities": [1, 1] }),
            ),
            "mentee_out_of_range",
            json!("before"),
        ),
        (
            with(
                "before",
                json!({ "scores": [[0, [1, 2]], [0, [1, 2]]], "capacities": [1, 1] }),
            ),
            "out_of_order",
            json!("before.scores[1]"),
        ),
        (
            with("before", json!({ "scores": [], "capacities": [1] })),
            "ragged",
            json!("before.capacities"),
        ),
        (
            json!({
                "scores": [[1, 2]], "capacities": [1, 1], "objective": "fairest",
                "before": { "scores": [], "capacities": [1, 1] },
            }),
            "before_another_objective",
            json!("before"),
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
        (
            with("locks", json!([[0, 0, 1]])),
            "invalid",
            json!("locks[0]"),
        ),
        (
            with("locks", json!([[0, 1], [0, 1]])),
            "pair_locked_twice",
            json!("locks[1]"),
        ),
        (
            with("locks", json!([[0, 1], [0, 0]])),
            "mentee_locked_twice",
            json!("locks[1]"),
        ),
        (
            json!({ "scores": [[null]], "capacities": [1], "locks": [[0, 0]] }),
            "locked_and_forbidden",
            json!("locks[0]"),
        ),
        (
            json!({ "scores": [[1]], "capacities": [0], "locks": [[0, 0]] }),
            "more_locks_than_places",
            json!("capacities[0]"),
        ),
        (
            with("mentor_scores", json!([[1]])),
            "ragged",
            json!("mentor_scores[0]"),
        ),
        (
            with("mentor_scores", json!([])),
            "mentor_scores_differ",
            json!("mentor_scores"),
        ),
        (
            with("capacities", json!([1, 4_294_967_296u64])),
            "invalid",
            json!("capacities[1]"),
        ),
    ] {
        let (code, bad) = solve(&[], &problem);
        assert_eq!(
            (code, &bad["error"], &bad["at"]),
            (Some(2), &json!(error), &at),
            "{bad}"
        );
        assert!(!bad["message"].as_str().unwrap().is_empty());
    }
}

#[test]
fn what_is_no_problem_at_all_is_told_the_same_way() {
    let deep = "[".repeat(200_000);
    let keys = r#"{"scores":"#.to_owned() + &deep;
    for (input, error, at) in [
        ("", "not_json", json!("line 1 column 0")),
        (r#"{"scores": [[1,"#, "not_json", json!("line 1 column 15")),
        (
            r#"{"scores":[[NaN]]"#,
            "not_json",
            json!("line 1 column 13"),
        ),
        (
            r#"{"scores":[],"capacities":[]}{}"#,
            "not_json",
            json!("line 1 column 30"),
        ),
        ("\u{1}\u{2}MMI", "not_json", json!("line 1 column 1")),
        (
            r#"{"scores":[[1e999]],"capacities":[1]}"#,
            "invalid",
            json!("scores[0][0]"),
        ),
        (
            r#"{"scores":[],"scores":[]}"#,
            "invalid",
            json!("line 1 column 21"),
        ),
        (r#"{"scores":[]}"#, "invalid", json!("line 1 column 13")),
        (r#"[[],[],0,[],"fairest",null]"#, "invalid", Value::Null),
        ("7", "invalid", json!("line 1 column 1")),
        (&deep, "invalid", Value::Null),
        (&keys, "invalid", json!("scores[0][0]")),
    ] {
        let (code, bad) = said(pairwell(&["solve", "-"], input));
        assert_eq!(
            (code, &bad["error"], &bad["at"]),
            (Some(2), &json!(error), &at),
            "{bad}"
        );
    }
    for file in ["no such file.json", "."] {
        let (code, bad) = said(pairwell(&["solve", file], ""));
        assert_eq!(
            (code, &bad["error"], &bad["at"]),
            (Some(2), &json!("unreadable"), &json!(file))
        );
    }
}

#[test]
fn what_is_larger_than_the_most_that_is_read_is_told_the_same_way() {
    // A hole of one byte more than 1 GiB, which takes no space.
    let hole = tempfile::NamedTempFile::new().unwrap();
    hole.as_file().set_len((1 << 30) + 1).unwrap();
    let path = hole.path().to_str().unwrap();
    let (code, bad) = said(pairwell(&["solve", path], ""));
    assert_eq!(
        (code, &bad["error"], &bad["at"]),
        (Some(2), &json!("too_large"), &json!(path)),
        "{bad}"
    );
}

#[test]
fn a_command_asked_wrongly_is_told_the_same_way() {
    for arguments in [
        &["solve"][..],
        &["solve", "-", "--objective", "loudest"],
        &["solve", "-", "--faster"],
        &["--config", "none.toml", "solve", "a", "b"],
    ] {
        let (code, bad) = said(pairwell(arguments, ""));
        assert_eq!((code, &bad["error"]), (Some(2), &json!("usage")), "{bad}");
    }
    let other = pairwell(&["match"], "");
    assert_eq!((other.status.code(), other.stdout.len()), (Some(2), 0));
    let help = pairwell(&["solve", "--help"], "");
    assert_eq!(help.status.code(), Some(0));
}
