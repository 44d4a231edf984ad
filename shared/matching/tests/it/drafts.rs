//! What `build` refuses, and how it says so.

use pairwell_matching::{FORBIDDEN, Problem, ProblemBuilder, ProblemError};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn two_by_two() -> ProblemBuilder {
    Problem::builder(vec![1, 2, 3, 4], vec![1, 1])
}

fn refusal(draft: ProblemBuilder) -> String {
    draft.build().expect_err("refused").to_string()
}

#[test]
fn scores_that_do_not_fill_their_rows_are_refused() {
    assert_eq!(
        refusal(Problem::builder(vec![1, 2, 3], vec![1, 1])),
        "3 scores do not divide into rows of 2; give one score per mentor for every mentee"
    );
    assert_eq!(
        refusal(Problem::builder(vec![1, 2, 3, 4], vec![1, 1]).mentees(3)),
        "4 scores do not make 3 mentees × 2 mentors; give one score per mentor for every mentee"
    );
    assert_eq!(
        refusal(Problem::builder(vec![1], vec![])),
        "1 scores but no mentors; give one capacity per mentor, or no scores"
    );
    assert_eq!(
        refusal(two_by_two().mentor_scores(vec![1])),
        "1 mentor scores for 4 scores; give one for every mentee and mentor"
    );
}

#[test]
fn more_people_than_sums_can_hold_are_refused() {
    let refused = Problem::builder(vec![], vec![]).mentees(usize::MAX).build();
    assert_eq!(
        refused,
        Err(ProblemError::TooLarge {
            mentees: usize::MAX,
            mentors: 0
        })
    );
}

#[test]
fn a_negative_penalty_is_refused() {
    assert_eq!(
        refusal(two_by_two().unmatched_penalty(-1)),
        "the unmatched penalty is -1; give 0 or more"
    );
}

#[test]
fn people_who_are_not_there_are_named() {
    assert_eq!(
        refusal(two_by_two().lock(2, 0)),
        "there is no mentee 2; use an index below 2"
    );
    assert_eq!(
        refusal(two_by_two().forbid(0, 7)),
        "there is no mentor 7; use an index below 2"
    );
}

#[test]
fn locks_that_contradict_each_other_are_refused() {
    assert_eq!(
        refusal(two_by_two().lock(1, 1).lock(1, 1)),
        "mentee 1 is locked to mentor 1 twice; keep one of the two locks"
    );
    assert_eq!(
        refusal(two_by_two().lock(1, 1).lock(1, 0)),
        "mentee 1 is locked to mentors 1 and 0; drop one of the two locks"
    );
    assert_eq!(
        refusal(two_by_two().lock(0, 1).lock(1, 1)),
        "mentor 1 has 2 locked mentees but 1 places; unlock some or add places"
    );
}

#[test]
fn a_pair_both_locked_and_forbidden_is_refused() {
    let sentence =
        "mentee 0 and mentor 1 are locked together but forbidden; unlock or allow the pair";
    assert_eq!(refusal(two_by_two().lock(0, 1).forbid(0, 1)), sentence);
    assert_eq!(
        refusal(Problem::builder(vec![1, FORBIDDEN], vec![1, 1]).lock(0, 1)),
        sentence
    );
}

#[test]
fn forbidding_a_pair_twice_is_fine() {
    let problem = two_by_two()
        .forbid(0, 1)
        .forbid(0, 1)
        .build()
        .expect("accepted");
    assert_eq!(problem.score(0, 1), None);
    assert_eq!(problem.score(0, 0), Some(1));
}
