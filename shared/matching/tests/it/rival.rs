//! The engine against an independent implementation, at sizes brute force cannot reach.

use pairwell_matching::{Objective, Problem, solve, verify};
use pathfinding::kuhn_munkres::kuhn_munkres;
use pathfinding::matrix::Matrix;

use crate::realistic;

/// The best total by the Hungarian algorithm on a matrix with a column per place.
fn total_by_rival(problem: &Problem) -> i64 {
    let columns = problem.capacities().iter().enumerate();
    let places: Vec<usize> = columns
        .flat_map(|(mentor, &places)| vec![mentor; places as usize])
        .collect();
    let penalty = i64::from(problem.unmatched_penalty());
    let width = places.len().max(problem.mentees());
    let gains = Matrix::from_fn(problem.mentees(), width, |(mentee, place)| {
        let score = places
            .get(place)
            .and_then(|&mentor| problem.score(mentee, mentor));
        score.map_or(0, |score| (i64::from(score) + penalty).max(0))
    });
    kuhn_munkres(&gains).0 - penalty * problem.mentees() as i64
}

#[test]
fn an_independent_solver_agrees_on_realistic_programmes() {
    for (seed, mentees, mentors, highest) in [
        (1, 150, 50, 100),
        (2, 150, 30, 100),
        (3, 60, 90, 100),
        (4, 120, 40, 10_000),
        (5, 100, 25, 30_000_000),
    ] {
        let problem = realistic::programme(mentees, mentors, highest, seed)
            .build()
            .expect("sound");
        let best = solve(&problem, Objective::BestTotal);
        assert_eq!(verify(&problem, &best), Ok(()));
        assert_eq!(best.total, total_by_rival(&problem), "seed {seed}");
    }
}

#[test]
fn solving_twice_gives_the_same_people_together() {
    let problem = realistic::programme(150, 50, 20, 9).build().expect("sound");
    let first = solve(&problem, Objective::Fairest);
    assert_eq!(first, solve(&problem.clone(), Objective::Fairest));
}

#[test]
fn capacities_far_beyond_the_number_of_mentees_cost_nothing() {
    let problem = Problem::builder(vec![3, 1, 2, 2], vec![u32::MAX, 1])
        .build()
        .expect("sound");
    let best = solve(&problem, Objective::BestTotal);
    assert_eq!(best.total, 5);
    assert_eq!(verify(&problem, &best), Ok(()));
}
