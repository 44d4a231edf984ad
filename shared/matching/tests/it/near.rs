//! A best answer near the one before.

use pairwell_matching::{
    Amended, FORBIDDEN, Objective, Problem, ProblemError, solve, solve_near, verify,
};
use proptest::prelude::*;

use crate::model::{Edit, Model};
use crate::session::edit;
use crate::support::small_model;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// What the model becomes by the edits that keep its people.
fn edited(model: &Model, edits: &[Edit]) -> Model {
    let mut now = model.clone();
    for edit in edits {
        let mut next = now.clone();
        let shape = (now.mentees(), now.mentors());
        if next.accepts(edit) && (next.mentees(), next.mentors()) == shape {
            now = next;
        }
    }
    now.objective = Objective::BestTotal;
    now
}

/// Forbidden by hand or by score is the same here.
fn flat(model: &Model) -> Problem {
    let mut model = model.clone();
    for (mentee, mentor) in std::mem::take(&mut model.forbidden) {
        model.rows[mentee][mentor] = FORBIDDEN;
    }
    model.problem()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn whatever_was_decided_the_answer_near_is_the_best(
        model in small_model(),
        edits in prop::collection::vec(edit(), 0..12),
    ) {
        let now = edited(&model, &edits);
        let (before, after) = (model.problem(), now.problem());
        let best = solve(&before, Objective::BestTotal);
        let near = solve_near(&before, &best, &after, &now.decided_since(&model));
        prop_assert_eq!(verify(&after, &near), Ok(()));
        prop_assert_eq!(near.total, now.solved().total);
    }

    #[test]
    fn what_is_said_wrongly_costs_time_and_not_the_answer(
        (model, other) in (small_model(), small_model()),
        edits in prop::collection::vec(edit(), 0..6),
        (at, by) in (any::<prop::sample::Index>(), -2..3i64),
        decided in prop::collection::vec(0..9usize, 0..4),
        objective in prop::sample::select(crate::model::OBJECTIVES.to_vec()),
    ) {
        let now = edited(&model, &edits);
        for (before, best) in [(&model, &model), (&model, &other), (&other, &other)] {
            let mut best = solve(&best.problem(), objective);
            if let Some(proof) = best.certificate.as_mut().filter(|proof| !proof.prices.is_empty()) {
                let at = at.index(proof.prices.len());
                proof.prices[at] += by;
            }
            let after = now.problem();
            let near = solve_near(&before.problem(), &best, &after, &decided);
            prop_assert_eq!(verify(&after, &near), Ok(()));
            prop_assert_eq!(near.total, now.solved().total);
        }
    }

    #[test]
    fn what_was_decided_in_an_answers_favour_moves_nobody(
        model in small_model(),
        decisions in prop::collection::vec((any::<u8>(), 0..7usize, 0..4usize), 0..12),
    ) {
        let before = model.problem();
        let best = solve(&before, Objective::BestTotal);
        let mut now = model.clone();
        now.objective = Objective::BestTotal;
        for (kind, mentee, mentor) in decisions {
            let seat = best.assignment.get(mentee).copied().flatten().map(|seat| seat as usize);
            match seat {
                Some(mentor) if kind % 2 == 0 => now.accepts(&Edit::Lock { mentee, mentor }),
                _ if seat != Some(mentor) => now.accepts(&Edit::Forbid { mentee, mentor }),
                _ => false,
            };
        }
        let near = solve_near(&before, &best, &now.problem(), &now.decided_since(&model));
        prop_assert_eq!(near.assignment, best.assignment);
        prop_assert_eq!(near.total, best.total);
    }

    #[test]
    fn an_amended_problem_is_the_one_that_would_have_been_built(
        model in small_model(),
        edits in prop::collection::vec(edit(), 0..12),
    ) {
        let now = edited(&model, &edits);
        let (before, after) = (flat(&model), flat(&now));
        let parts = now.decided_since(&model).into_iter().map(|mentee| after.part_of(mentee));
        let amended = before.amended(parts.collect(), now.capacities.clone());
        prop_assert_eq!(amended, Ok(after));
    }
}

#[test]
fn a_closed_mentors_price_may_be_from_when_scores_were_higher() {
    let before = Problem::builder(vec![30_000, 5], vec![0, 1])
        .build()
        .unwrap();
    let best = solve(&before, Objective::BestTotal);
    let decided = Amended {
        scores: vec![1, 5],
        ..before.part_of(0)
    };
    let now = before.clone().amended(vec![decided], vec![1, 1]).unwrap();
    let near = solve_near(&before, &best, &now, &[0]);
    assert_eq!(verify(&now, &near), Ok(()));
    assert_eq!(near.total, 5);
}

#[test]
fn an_amendment_that_cannot_be_says_why() {
    let problem = || Problem::builder(vec![5, 6, 7, FORBIDDEN], vec![1, 1]);
    let amended = |mentee, scores: &[i32], lock, places: &[u32]| {
        let scores = scores.to_vec();
        let part = Amended {
            mentee,
            scores,
            lock,
        };
        let problem = problem().build().unwrap();
        problem.amended(vec![part], places.to_vec()).unwrap_err()
    };
    assert_eq!(
        amended(2, &[1, 1], None, &[1, 1]),
        ProblemError::MenteeOutOfRange {
            mentee: 2,
            mentees: 2
        }
    );
    assert_eq!(
        amended(0, &[1], None, &[1, 1]),
        ProblemError::Ragged {
            cells: 1,
            mentees: Some(1),
            mentors: 2
        }
    );
    assert_eq!(
        amended(0, &[1, 1], None, &[1]),
        ProblemError::Ragged {
            cells: 2,
            mentees: Some(2),
            mentors: 2
        }
    );
    assert_eq!(
        amended(0, &[1, 1], Some(2), &[1, 1]),
        ProblemError::MentorOutOfRange {
            mentor: 2,
            mentors: 2
        }
    );
    assert_eq!(
        amended(0, &[1, FORBIDDEN], Some(1), &[1, 1]),
        ProblemError::LockedAndForbidden {
            mentee: 0,
            mentor: 1
        }
    );
    assert_eq!(
        amended(0, &[1, 1], Some(1), &[1, 0]),
        ProblemError::MoreLocksThanPlaces {
            mentor: 1,
            locks: 1,
            capacity: 0
        }
    );
}
