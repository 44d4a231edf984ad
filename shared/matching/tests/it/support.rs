//! Small random problems, and the slow way to be certain.

use pairwell_matching::{FORBIDDEN, Objective, Problem, Solution, solve, verify};
use proptest::prelude::*;

use crate::model::{Edit, Model};

/// Problems up to 7 × 4 with ties, forbidden cells and pairs, locks, closed mentors and penalties of any
/// size.
pub fn small_model() -> impl Strategy<Value = Model> {
    let range = prop_oneof![
        Just(0..=0),
        Just(0..=3),
        Just(-5..=5),
        Just(0..=100),
        Just(-100..=-50),
        Just(i32::MIN + 1..=i32::MAX),
        Just(i32::MAX - 2..=i32::MAX),
        Just(i32::MIN + 1..=i32::MIN + 3),
    ];
    let penalty = prop_oneof![Just(0), 0..20, Just(1000), Just(i32::MAX)];
    (0..=7usize, 0..=4usize, range, 0..=10u32, penalty).prop_flat_map(
        |(mentees, mentors, range, sparsity, penalty)| {
            let cell = (0..10u32, range)
                .prop_map(move |(luck, score)| if luck < sparsity { FORBIDDEN } else { score });
            let row = prop::collection::vec(cell, mentors);
            let rows = prop::collection::vec(row, mentees);
            let capacities = prop::collection::vec(0..=3u32, mentors);
            let pair = || (0..7usize, 0..4usize);
            let locks = prop::collection::vec(pair(), 0..=2);
            let forbidden = prop::collection::vec(pair(), 0..=2);
            (rows, capacities, locks, forbidden).prop_map(
                move |(rows, capacities, locks, forbidden)| {
                    let mut model = Model::new(rows, capacities, penalty);
                    // Wishes that cannot be are dropped.
                    for (mentee, mentor) in forbidden {
                        model.accepts(&Edit::Forbid { mentee, mentor });
                    }
                    for (mentee, mentor) in locks {
                        model.accepts(&Edit::Lock { mentee, mentor });
                    }
                    model
                },
            )
        },
    )
}

type Figures = (i64, (usize, i64), (usize, Option<i32>, i64));

/// The best figures any assignment reaches: highest total; most matched and then highest total;
/// most matched, then highest worst, then highest total.
pub fn best(problem: &Problem) -> Figures {
    let mut best = (i64::MIN, (0, i64::MIN), (0, None, i64::MIN));
    every_assignment(problem, |assignment| {
        let (total, matched, worst) = figures(problem, assignment);
        best.0 = best.0.max(total);
        best.1 = best.1.max((matched, total));
        best.2 = best.2.max((matched, worst, total));
    });
    best
}

/// Every feasible assignment of a small problem.
pub fn every_assignment(problem: &Problem, mut visit: impl FnMut(&[Option<u32>])) {
    let mut assignment = vec![None; problem.mentees()];
    let mut places = problem.capacities().to_vec();
    for &mentor in problem.locks().iter().flatten() {
        places[mentor as usize] -= 1;
    }
    extend(problem, 0, &mut assignment, &mut places, &mut visit);
}

fn extend(
    problem: &Problem,
    mentee: usize,
    assignment: &mut Vec<Option<u32>>,
    places: &mut [u32],
    visit: &mut impl FnMut(&[Option<u32>]),
) {
    if mentee == problem.mentees() {
        return visit(assignment);
    }
    if let Some(mentor) = problem.locks()[mentee] {
        assignment[mentee] = Some(mentor);
        return extend(problem, mentee + 1, assignment, places, visit);
    }
    assignment[mentee] = None;
    extend(problem, mentee + 1, assignment, places, visit);
    for mentor in 0..problem.mentors() {
        if places[mentor] > 0 && problem.score(mentee, mentor).is_some() {
            places[mentor] -= 1;
            assignment[mentee] = Some(mentor as u32);
            extend(problem, mentee + 1, assignment, places, visit);
            places[mentor] += 1;
        }
    }
}

/// (total, matched, worst score among pairs no lock settled) of an assignment.
pub fn figures(problem: &Problem, assignment: &[Option<u32>]) -> (i64, usize, Option<i32>) {
    let (mut total, mut matched, mut worst) = (0, 0, None::<i32>);
    for (mentee, mentor) in assignment.iter().enumerate() {
        match mentor {
            Some(mentor) => {
                let score = problem.score(mentee, *mentor as usize).expect("allowed");
                total += i64::from(score);
                matched += 1;
                if problem.locks()[mentee].is_none() {
                    worst = Some(worst.map_or(score, |worst| worst.min(score)));
                }
            }
            None => total -= i64::from(problem.unmatched_penalty()),
        }
    }
    (total, matched, worst)
}

/// The answer, its proof checked.
pub fn solved(problem: &Problem, objective: Objective) -> Solution {
    let solution = solve(problem, objective);
    assert_eq!(
        verify(problem, &solution),
        Ok(()),
        "{objective:?} {problem:?}"
    );
    solution
}
