//! Edits made one by one to a solved problem.

use super::solve;
use serde_json::{Value, json};
use std::io::Write;
use tempfile::NamedTempFile;

pub fn file(content: impl AsRef<[u8]>) -> NamedTempFile {
    let mut file = NamedTempFile::new().unwrap();
    file.write_all(content.as_ref()).unwrap();
    file
}

pub fn edited(problem: &Value, edits: impl AsRef<[u8]>) -> (Option<i32>, Value) {
    let file = file(edits);
    solve(&["--edits", file.path().to_str().unwrap()], problem)
}

fn small() -> Value {
    json!({ "scores": [[90, 60], [80, 10]], "capacities": [1, 1] })
}

#[test]
fn edits_are_answered_one_by_one_and_refused_ones_change_nothing() {
    let edits = json!([
        { "lock": [0, 1] },
        { "lock": [1, 1] },
        { "unlock": 0 },
        { "forbid": [0, 0] },
        { "allow": [0, 0, 99] },
        { "capacity": [0, 2] },
        { "scores": [1, [5, null]] },
    ]);
    let file = file(edits.to_string());
    let path = file.path().to_str().unwrap();
    let (code, solved) = solve(&["--edits", path, "--force-costs"], &small());
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
fn an_edit_about_nobody_is_refused_and_the_next_is_made() {
    let edits = json!([
        { "lock": [9, 0] },
        { "lock": [0, 9] },
        { "lock": [0, u64::MAX] },
        { "unlock": 9 },
        { "forbid": [9, 0] },
        { "allow": [9, 0, 1] },
        { "allow": [0, 9, 1] },
        { "allow": [0, 0, i32::MIN] },
        { "capacity": [9, 1] },
        { "scores": [9, [1, 2]] },
        { "scores": [0, [1]] },
        { "scores": [0, [1, i32::MIN]] },
        { "lock": [0, 1] },
        { "capacity": [1, 0] },
        { "capacity": [0, u32::MAX] },
    ]);
    let (code, solved) = edited(&small(), edits.to_string());
    assert_eq!(code, Some(0), "{solved}");
    let outcomes = solved["edits"].as_array().unwrap();
    let refused = |at: usize| outcomes[at]["refused"].is_string();
    assert_eq!(outcomes.len(), 15);
    assert!((0..12).all(refused), "{solved}");
    assert!(!refused(12) && refused(13) && !refused(14), "{solved}");
    assert_eq!(outcomes[12]["moved"], json!([]));
    assert_eq!(outcomes[14]["total"], json!(140));
}

#[test]
fn edits_that_cannot_be_read_are_told_before_anything_is_solved() {
    for (edits, error, at) in [
        ("", "not_json", "edits line 1 column 0"),
        (r#"[{"lock":[0,1]},]"#, "not_json", "edits line 1 column 17"),
        ("{}", "invalid", "edits line 1 column 0"),
        (r#"[{"jump":1}]"#, "invalid", "edits[0]"),
        (r#"["lock"]"#, "invalid", "edits[0].lock"),
        (
            r#"[{"unlock":0},{"lock":[-1,0]}]"#,
            "invalid",
            "edits[1].lock[0]",
        ),
        (r#"[{"lock":[0,1],"unlock":0}]"#, "invalid", "edits[0]"),
        (r#"[{"lock":[0,1,2]}]"#, "invalid", "edits[0].lock"),
        (
            r#"[{"capacity":[0,4294967296]}]"#,
            "invalid",
            "edits[0].capacity[1]",
        ),
        (
            r#"[{"scores":[0,[1,2.5]]}]"#,
            "invalid",
            "edits[0].scores[1][1]",
        ),
    ] {
        let (code, bad) = edited(&small(), edits);
        assert_eq!(
            (code, &bad["error"], &bad["at"]),
            (Some(2), &json!(error), &json!(at)),
            "{edits}: {bad}"
        );
    }
    let (code, bad) = solve(&["--edits", "no such file.json"], &small());
    assert_eq!((code, &bad["error"]), (Some(2), &json!("unreadable")));
    let (code, bad) = solve(&["--edits", "-"], &small());
    assert_eq!((code, &bad["error"]), (Some(2), &json!("same_file")));
}
