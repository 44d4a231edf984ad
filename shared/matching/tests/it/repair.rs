//! Plans for when somebody leaves, against every assignment there is.

use pairwell_matching::{EditRefused, FORBIDDEN, Objective, Plan, Problem, Session, Trouble};
use proptest::prelude::*;

use crate::model::{Edit, Model, step};
use crate::session::{edit, priced};
use crate::support::{every_assignment, figures, small_model};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn trouble() -> impl Strategy<Value = Trouble> {
    prop_oneof![
        (0..5usize).prop_map(|mentor| Trouble::MentorLeaves { mentor }),
        (0..5usize, 0..4u32)
            .prop_map(|(mentor, capacity)| Trouble::FewerPlaces { mentor, capacity }),
        (0..8usize).prop_map(|mentee| Trouble::PairEnds { mentee }),
    ]
}

/// Everybody fits nearly everybody and places are few, so that one who leaves disturbs many.
fn crowded_model() -> impl Strategy<Value = Model> {
    (3..=6usize, 2..=4usize, 0..40i32).prop_flat_map(|(mentees, mentors, penalty)| {
        let cell = prop_oneof![7 => 0..30i32, 1 => Just(FORBIDDEN)];
        let row = prop::collection::vec(cell, mentors);
        let rows = prop::collection::vec(row, mentees);
        let capacities = prop::collection::vec(1..=2u32, mentors);
        (rows, capacities).prop_map(move |(rows, capacities)| Model::new(rows, capacities, penalty))
    })
}

/// The problem once the trouble has struck; `None` where there is no such trouble.
fn struck(model: &Model, session: &Session, trouble: Trouble) -> Option<Problem> {
    let mut model = model.clone();
    let possible = match trouble {
        Trouble::MentorLeaves { mentor } => {
            for lock in &mut model.locks {
                *lock = lock.filter(|&locked| locked != mentor);
            }
            let capacity = 0;
            model.accepts(&Edit::SetCapacity { mentor, capacity })
        }
        Trouble::FewerPlaces { mentor, capacity } => {
            model.accepts(&Edit::SetCapacity { mentor, capacity })
        }
        Trouble::PairEnds { mentee } => {
            let there = mentee < model.mentees();
            let mentor = there.then(|| session.mentor_of(mentee)).flatten();
            mentor.is_some_and(|mentor| {
                model.locks[mentee] = None;
                model.accepts(&Edit::Forbid { mentee, mentor })
            })
        }
    };
    possible.then(|| model.problem())
}

/// How good an answer is: matched where that counts, and the total.
fn worth(objective: Objective, problem: &Problem, assignment: &[Option<u32>]) -> (usize, i64) {
    let (total, matched, _) = figures(problem, assignment);
    match objective {
        Objective::BestTotal => (0, total),
        _ => (matched, total),
    }
}

/// Mentees who have a mentor now and would not keep it.
fn disturbed(now: &[Option<u32>], then: &[Option<u32>]) -> usize {
    let seats = now.iter().zip(then);
    seats
        .filter(|(now, then)| now.is_some() && now != then)
        .count()
}

/// The assignment once a plan's moves are made.
fn carried_out(now: &[Option<u32>], plan: &Plan) -> Vec<Option<u32>> {
    let mut then = now.to_vec();
    for step in &plan.moved {
        let seat = &mut then[step.mentee];
        assert_eq!(seat.map(|mentor| mentor as usize), step.from);
        *seat = step.to.map(|mentor| mentor as u32);
    }
    then
}

proptest! {
    // Every assignment is weighed for every plan, so few.
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn each_plan_is_the_best_of_those_that_disturb_as_few(
        mut model in prop_oneof![1 => small_model(), 2 => crowded_model()],
        edits in prop::collection::vec(edit(), 0..3),
        objective in priced(),
        trouble in trouble(),
        most in 0..6usize,
    ) {
        model.objective = objective;
        let mut session = model.session();
        for edit in edits.iter().chain(&[Edit::SetObjective { objective }]) {
            step(&mut session, &mut model, edit);
        }
        let now = session.solution();
        let plans = session.repair(trouble, most);
        prop_assert_eq!(&session.solution(), &now);
        let Some(problem) = struck(&model, &session, trouble) else {
            prop_assert!(plans.is_err(), "{plans:?}");
            return Ok(());
        };
        let plans = plans.expect("the trouble is possible");
        prop_assert!(plans.len() <= most && plans.is_empty() == (most == 0), "{plans:?}");

        // The best worth by how many are disturbed.
        let mut best = vec![None; model.mentees() + 1];
        let mut feasible = Vec::new();
        every_assignment(&problem, |assignment| {
            let best = &mut best[disturbed(&now.assignment, assignment)];
            *best = (*best).max(Some(worth(objective, &problem, assignment)));
            feasible.push(assignment.to_vec());
        });
        let mut before = None;
        for plan in &plans {
            let then = carried_out(&now.assignment, plan);
            prop_assert!(feasible.contains(&then), "{plan:?}");
            prop_assert_eq!(disturbed(&now.assignment, &then), plan.disturbed);
            let worth = worth(objective, &problem, &then);
            prop_assert_eq!(worth.1 - now.total, plan.total_delta);
            // Nothing that disturbs as few, or fewer, is better.
            prop_assert_eq!(Some(worth), best[..=plan.disturbed].iter().copied().flatten().max());
            prop_assert!(before < Some((plan.disturbed, worth)) , "{plans:?}");
            prop_assert!(before.is_none_or(|(few, less)| few < plan.disturbed && less < worth));
            before = Some((plan.disturbed, worth));
        }
        if let (Some(last), Some(first)) = (before, plans.first()) {
            prop_assert_eq!(Some(last.1), best.iter().copied().flatten().max());
            if most > 1 {
                let fewest = best.iter().position(Option::is_some);
                prop_assert_eq!(Some(first.disturbed), fewest);
            }
        }
    }
}

#[test]
fn fewer_places_than_locks_are_refused_however_few_plans_are_asked_for() {
    let model = Model {
        locks: vec![Some(0)],
        ..Model::new(vec![vec![4]], vec![1], 0)
    };
    let (mentor, capacity, locks) = (0, 0, 1);
    let trouble = Trouble::FewerPlaces { mentor, capacity };
    for most in [0, 1, 3] {
        let refused = model.session().repair(trouble, most);
        assert_eq!(refused, Err(EditRefused::NoPlaceLeft { mentor, locks }));
    }
}
