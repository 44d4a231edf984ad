//! A packed problem, two bytes a score.

use super::{pairwell, said};
use pairwell_matching::{FORBIDDEN, Problem, packed};
use serde_json::{Value, json};
use std::io::Write;

fn small() -> Vec<u8> {
    let problem = Problem::builder(vec![90, 60, 80, FORBIDDEN, 70, 10], vec![1, 1]);
    packed::write(&problem.unmatched_penalty(50).build().unwrap()).unwrap()
}

#[test]
fn it_is_solved_like_the_same_problem_as_json() {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(&small()).unwrap();
    let json = json!({
        "scores": [[90, 60], [80, null], [70, 10]],
        "capacities": [1, 1],
        "unmatched_penalty": 50,
    });
    for objective in ["best_total", "fairest", "stable_mentors"] {
        let option = ["--objective", objective];
        let answers = [
            pairwell(
                &[&["solve", file.path().to_str().unwrap()], &option[..]].concat(),
                "",
            ),
            pairwell(&[&["solve", "-"], &option[..]].concat(), small()),
            pairwell(&[&["solve", "-"], &option[..]].concat(), json.to_string()),
        ];
        let [from_file, from_input, from_json] = answers.map(|output| {
            let (code, mut solved) = said(output);
            assert_eq!(code, Some(0));
            solved["solve_ms"].take();
            solved
        });
        assert_eq!(from_file["certificate"]["objective"], json!(objective));
        assert_eq!((&from_file, &from_input), (&from_json, &from_json));
    }
}

#[test]
fn one_that_is_damaged_is_told_with_the_byte() {
    let fine = small();
    let with = |at: usize, value: &[u8]| {
        let mut bytes = fine.clone();
        bytes[at..][..value.len()].copy_from_slice(value);
        bytes
    };
    let too_many = [&b"MMI1"[..], &u32::MAX.to_le_bytes(), &[0; 8]].concat();
    for (bytes, error, at) in [
        (fine[..4].to_vec(), "truncated", "byte 4"),
        (fine[..fine.len() - 1].to_vec(), "truncated", "byte 29"),
        ([&fine[..], b"!"].concat(), "trailing_bytes", "byte 30"),
        (with(4, &[0xff; 8]), "too_large", "byte 4"),
        (with(4, &[9]), "truncated", "byte 30"),
        (
            with(12, &(-1i32).to_le_bytes()),
            "negative_penalty",
            "unmatched_penalty",
        ),
        (too_many, "too_large", "scores"),
        (with(3, b"2"), "not_json", "line 1 column 1"),
    ] {
        let (code, bad) = said(pairwell(&["solve", "-"], bytes));
        let expected: (_, Value, Value) = (Some(2), json!(error), json!(at));
        assert_eq!(
            (code, bad["error"].clone(), bad["at"].clone()),
            expected,
            "{bad}"
        );
    }
}
