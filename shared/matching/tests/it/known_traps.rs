//! What has made assignment solvers hang, overflow or misread their input.

use pairwell_matching::{FORBIDDEN, Objective, Problem, Session, solve, verify};

use crate::realistic::{self, Random};
use crate::support::solved;

const EXACT: [Objective; 3] = [
    Objective::BestTotal,
    Objective::MostMatched,
    Objective::Fairest,
];

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
fn a_matrix_wider_or_taller_than_square_is_read_the_same_way() {
    // Both halves of the turned matrix have the same answer the other way round.
    let wide = Problem::builder(vec![1, 9, 4, 7, 8, 2], vec![1, 1, 1]);
    let wide = solved(&wide.build().expect("sound"), Objective::BestTotal);
    assert_eq!(wide.assignment, [Some(1), Some(0)]);
    let tall = Problem::builder(vec![1, 7, 9, 8, 4, 2], vec![1, 1]);
    let tall = solved(&tall.build().expect("sound"), Objective::BestTotal);
    assert_eq!(tall.assignment, [Some(1), Some(0), None]);
    assert_eq!(wide.total, tall.total);
}

#[test]
fn nobody_being_allowed_with_anybody_is_an_answer() {
    for (mentees, mentors) in [(1, 1), (3, 5), (5, 3), (40, 40)] {
        let scores = vec![FORBIDDEN; mentees * mentors];
        let builder = Problem::builder(scores, vec![2; mentors]).unmatched_penalty(7);
        let problem = builder.build().expect("sound");
        for objective in EXACT {
            let solution = solved(&problem, objective);
            assert_eq!((solution.matched, solution.total), (0, -7 * mentees as i64));
        }
    }
}

#[test]
fn everybody_tied_for_mentors_who_are_all_taken_ends() {
    // More ties than a mentee keeps in mind, fewer places than mentees: every list is only ties and
    // holds no free place.
    for (mentees, mentors, places) in [(100, 40, 1), (60, 1, 3), (90, 40, 2), (64, 64, 1)] {
        for score in [0, 5, -5, i32::MAX] {
            let problem = Problem::builder(vec![score; mentees * mentors], vec![places; mentors])
                .unmatched_penalty(6)
                .build()
                .expect("sound");
            let matched = mentees.min(mentors * places as usize);
            for objective in EXACT {
                assert_eq!(solved(&problem, objective).matched, matched);
            }
        }
    }
}

#[test]
fn ties_of_one_beside_a_full_mentor_end() {
    // Each mentee has one mentor worth having, shared with another, and a hundred worth less.
    let (mentees, mentors) = (80, 100);
    let cell = |i: usize, j: usize| if j == i / 2 { 9 } else { 1 };
    let cells = (0..mentees).flat_map(|i| (0..mentors).map(move |j| cell(i, j)));
    let problem = Problem::builder(cells.collect(), vec![1; mentors])
        .build()
        .expect("sound");
    assert_eq!(solved(&problem, Objective::BestTotal).total, 40 * 9 + 40);
}

#[test]
fn a_choice_worse_than_unmatched_counts_once_everybody_has_to_be_matched() {
    // For the last mentee only a mentor far below the penalty is left.
    let scores = vec![9, -50, FORBIDDEN, 8, FORBIDDEN, -90, 7, -60, -99];
    let problem = Problem::builder(scores, vec![1, 1, 1])
        .unmatched_penalty(3)
        .build()
        .expect("sound");
    assert_eq!(solved(&problem, Objective::BestTotal).total, 9 - 3 - 3);
    let all = solved(&problem, Objective::MostMatched);
    assert_eq!((all.matched, all.total), (3, 7 - 50 - 90));
}

#[test]
fn one_long_search_leaves_nothing_behind_for_the_next() {
    // Two scales of score: the distances of one search reach far beyond those the next one needs.
    let (mentees, mentors) = (48, 24);
    for seed in 0..40 {
        let mut random = Random::new(seed);
        let mut cell = || [0, 1, 2, 1000, 1001, 30_000][random.below(6)];
        let cells: Vec<i32> = (0..mentees * mentors).map(|_| cell()).collect();
        let problem = Problem::builder(cells, vec![2; mentors])
            .build()
            .expect("sound");
        for objective in EXACT {
            assert_eq!(solved(&problem, objective).matched, mentees);
        }
    }
}

#[test]
fn the_same_problem_solved_again_has_the_same_answer() {
    let problem = realistic::programme(60, 25, 20, 9).build().expect("sound");
    for objective in EXACT {
        let first = solved(&problem, objective);
        assert_eq!(first, solve(&problem, objective));
        assert_eq!(first, solve(&problem.clone(), objective));
    }
    let (mut one, mut other) = (Session::new(problem.clone()), Session::new(problem));
    assert_eq!(one.solution(), other.solution());
    one.forbid(3, 4).expect("accepted");
    assert_eq!(
        one.allow(3, 4).map(|change| change.total_delta),
        other.forbid(3, 4).map(|change| -change.total_delta)
    );
}

/// Mentee i may have mentor i or, at the same score, mentor i + 1; the last may have only `last`.
fn chain(people: usize, last: usize) -> Vec<i32> {
    let cell = |i: usize, j: usize| {
        let allowed = if i + 1 == people {
            j == last
        } else {
            j == i || j == i + 1
        };
        if allowed { 1 } else { FORBIDDEN }
    };
    (0..people)
        .flat_map(|i| (0..people).map(move |j| cell(i, j)))
        .collect()
}

#[test]
fn a_chain_of_thousands_of_displacements_needs_no_deep_stack() {
    let people = 5000;
    let problem = Problem::builder(chain(people, 0), vec![1; people])
        .build()
        .expect("sound");
    for objective in EXACT {
        let solution = solved(&problem, objective);
        assert_eq!(solution.matched, people);
        assert_eq!(solution.assignment[people - 1], Some(0));
    }
}

#[test]
fn one_edit_may_move_everybody() {
    let people = 2000;
    let problem = Problem::builder(chain(people, 0), vec![1; people])
        .build()
        .expect("sound");
    let mut session = Session::new(problem);
    // Without the last mentee everybody has a choice of two; with it everybody must go up by one.
    session.forbid(people - 1, 0).expect("accepted");
    for mentee in 0..people - 1 {
        session.lock(mentee, mentee).expect("free to stay");
        session.unlock(mentee).expect("locked");
    }
    let change = session.allow(people - 1, 0).expect("forbidden by hand");
    assert_eq!((change.moved.len(), change.total_delta), (people, 1));
    assert_eq!(verify(session.problem(), &session.solution()), Ok(()));
    let back = session.why(0, 0).expect("possible");
    assert_eq!(back.cost, 1);
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

#[test]
fn capacities_far_beyond_the_number_of_mentees_cost_nothing() {
    for capacities in [vec![u32::MAX, 1], vec![u32::MAX; 2]] {
        let problem = Problem::builder(vec![3, 1, 2, 2], capacities)
            .build()
            .expect("sound");
        for objective in EXACT {
            assert_eq!(solved(&problem, objective).total, 5);
        }
        let mut session = Session::new(problem);
        assert_eq!(session.place_gain(0), Some(0));
        session
            .set_capacity(1, u32::MAX)
            .expect("more is always fine");
        assert_eq!(session.total(), 5);
    }
}
