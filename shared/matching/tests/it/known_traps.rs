//! What has made assignment solvers hang, overflow or misread their input.

use pairwell_matching::{FORBIDDEN, Objective, Problem, Solution, solve, verify};

const EXACT: [Objective; 3] = [
    Objective::BestTotal,
    Objective::MostMatched,
    Objective::Fairest,
];

fn solved(problem: &Problem, objective: Objective) -> Solution {
    let solution = solve(problem, objective);
    assert_eq!(verify(problem, &solution), Ok(()), "{objective:?}");
    solution
}

#[test]
fn more_mentees_than_anyone_will_take_leaves_the_rest_unmatched() {
    let scores = vec![1, FORBIDDEN, 2, FORBIDDEN];
    let problem = Problem::builder(scores, vec![1, 1]).build().expect("sound");
    for objective in EXACT {
        assert_eq!(solved(&problem, objective).assignment, [None, Some(0)]);
    }
}

#[test]
fn nobody_to_match_or_nobody_to_match_with_is_an_answer() {
    for (mentees, capacities) in [(0, vec![]), (3, vec![]), (0, vec![2, 0])] {
        let problem = Problem::builder(vec![], capacities)
            .mentees(mentees)
            .unmatched_penalty(5)
            .build()
            .expect("sound");
        for objective in [Objective::StableMentees, Objective::StableMentors]
            .into_iter()
            .chain(EXACT)
        {
            let solution = solved(&problem, objective);
            assert_eq!((solution.matched, solution.worst), (0, None));
            assert_eq!(solution.total, -5 * mentees as i64);
        }
    }
}

#[test]
fn rows_are_mentees_and_columns_mentors() {
    let problem = Problem::builder(vec![0, 5, 0, 0, 0, 0], vec![1, 1, 1])
        .build()
        .expect("sound");
    assert_eq!(
        solved(&problem, Objective::BestTotal).assignment[0],
        Some(1)
    );
}

#[test]
fn a_chain_of_a_thousand_displacements_needs_no_deep_stack() {
    // Mentee i may have mentor i or i + 1; the last may have only the first mentor.
    let people = 1000;
    let cell = |i: usize, j: usize| {
        if j == i || j == i + 1 || i + 1 == people && j == 0 {
            1
        } else {
            FORBIDDEN
        }
    };
    let row = |i: usize| {
        (0..people).map(move |j| {
            if i + 1 == people && j == i {
                FORBIDDEN
            } else {
                cell(i, j)
            }
        })
    };
    let scores = (0..people).flat_map(row).collect();
    let problem = Problem::builder(scores, vec![1; people])
        .build()
        .expect("sound");
    for objective in EXACT {
        assert_eq!(solved(&problem, objective).matched, people);
    }
}

#[test]
fn the_largest_and_smallest_scores_are_exact() {
    let (low, high) = (i32::MIN + 1, i32::MAX);
    let scores = vec![high, low, high, low, high, high - 1, low, low, low];
    let problem = Problem::builder(scores, vec![1, 1, 1])
        .unmatched_penalty(i32::MAX)
        .build()
        .expect("sound");
    let best = solved(&problem, Objective::BestTotal);
    assert_eq!(best.total, 2 * i64::from(high) + i64::from(low));
    assert_eq!(solved(&problem, Objective::MostMatched).matched, 3);
    assert_eq!(solved(&problem, Objective::Fairest).worst, Some(low));
}

#[test]
fn a_score_worse_than_staying_unmatched_is_taken_only_when_matching_comes_first() {
    let problem = Problem::builder(vec![-5], vec![1])
        .unmatched_penalty(2)
        .build()
        .expect("sound");
    assert_eq!(solved(&problem, Objective::BestTotal).assignment, [None]);
    assert_eq!(
        solved(&problem, Objective::MostMatched).assignment,
        [Some(0)]
    );
}
