//! The live session against solving again from nothing, value for value.

use pairwell_matching::{EditRefused, FORBIDDEN, Objective, Problem, Session, solve};
use proptest::prelude::*;

use crate::model::{Edit, Model, expect_optimal, step};
use crate::support::small_model;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn edit() -> impl Strategy<Value = Edit> {
    let wild = prop_oneof![8 => -20..100i32, 1 => Just(FORBIDDEN), 1 => any::<i32>()];
    let calm = prop_oneof![5 => 0..6i32, 1 => Just(FORBIDDEN)];
    let cycle = |cell| prop::collection::vec(cell, 1..=4);
    let cycle = prop_oneof![4 => cycle(wild.boxed()), 4 => cycle(calm.boxed()), 1 => Just(vec![])];
    // One past the end now and then.
    (any::<u8>(), 0..8usize, 0..5usize, 0..5u32, cycle)
        .prop_map(|(kind, i, j, capacity, cycle)| Edit::of(kind, i, j, capacity, cycle))
}

/// The session after some edits; the model follows them.
fn edited(model: &mut Model, edits: &[Edit]) -> Session {
    let mut session = Session::new(model.problem());
    for edit in edits {
        step(&mut session, model, edit);
    }
    session
}

/// The best total once `edit` is made, by solving anew; `None` where it cannot be.
fn total_after(model: &Model, edit: &Edit) -> Option<i64> {
    let mut model = model.clone();
    let possible = model.accepts(edit);
    possible.then(|| solve(&model.problem(), Objective::BestTotal).total)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn after_any_edits_the_session_is_as_good_as_solving_again(
        mut model in small_model(),
        edits in prop::collection::vec(edit(), 1..12),
    ) {
        let mut session = Session::new(model.problem());
        expect_optimal(&session, &model);
        for edit in &edits {
            step(&mut session, &mut model, edit);
        }
    }

    #[test]
    fn a_force_cost_is_what_solving_with_the_lock_loses(
        mut model in small_model(),
        edits in prop::collection::vec(edit(), 0..4),
    ) {
        let session = edited(&mut model, &edits);
        let all = session.force_costs_all();
        for mentee in 0..model.mentees() {
            let costs = session.force_costs(mentee);
            for (mentor, &cost) in costs.iter().enumerate() {
                prop_assert_eq!(all.get(mentee, mentor), cost);
                let locked = match model.locks[mentee] {
                    // A mentee locked elsewhere may be locked anew, but has no cost while it is.
                    Some(lock) if lock != mentor => None,
                    _ => total_after(&model, &Edit::Lock { mentee, mentor }),
                };
                prop_assert_eq!(cost, locked.map(|locked| session.total() - locked));
            }
        }
    }

    #[test]
    fn the_chain_behind_a_force_cost_is_what_locking_does(
        mut model in small_model(),
        edits in prop::collection::vec(edit(), 0..4),
    ) {
        let session = edited(&mut model, &edits);
        for mentee in 0..model.mentees() {
            for (mentor, &cost) in session.force_costs(mentee).iter().enumerate() {
                let chain = session.why(mentee, mentor);
                prop_assert_eq!(chain.as_ref().map(|chain| chain.cost), cost);
                let Some(mut chain) = chain else { continue };
                let change = session.clone().lock(mentee, mentor).expect("has a cost");
                chain.moves.sort_by_key(|step| step.mentee);
                prop_assert_eq!(chain.moves, change.moved);
            }
        }
    }

    #[test]
    fn a_place_gain_is_what_solving_with_the_place_adds(
        mut model in small_model(),
        edits in prop::collection::vec(edit(), 0..4),
    ) {
        let session = edited(&mut model, &edits);
        for mentor in 0..model.mentors() {
            let capacity = model.capacities[mentor] + 1;
            let roomier = total_after(&model, &Edit::SetCapacity { mentor, capacity });
            prop_assert_eq!(session.place_gain(mentor), roomier.map(|total| total - session.total()));
        }
        prop_assert_eq!(session.place_gain(model.mentors()), None);
    }
}

fn two_by_two() -> Session {
    Session::new(
        Problem::builder(vec![9, 5, 8, 1], vec![1, 1])
            .unmatched_penalty(10)
            .build()
            .expect("sound"),
    )
}

#[test]
fn a_chain_says_who_is_displaced_and_where_they_go() {
    let session = two_by_two();
    assert_eq!(
        (session.mentor_of(0), session.mentor_of(1)),
        (Some(1), Some(0))
    );
    let chain = session.why(0, 0).expect("possible");
    assert_eq!(chain.cost, (5 + 8) - (9 + 1));
    let steps: Vec<_> = chain
        .moves
        .iter()
        .map(|step| (step.mentee, step.from, step.to))
        .collect();
    assert_eq!(steps, [(0, Some(1), Some(0)), (1, Some(0), Some(1))]);
}

#[test]
fn lowering_the_score_of_a_pair_that_holds_matches_anew() {
    let mut session = two_by_two();
    session.set_scores(1, &[0, 1]).expect("accepted");
    assert_eq!(
        (session.mentor_of(0), session.mentor_of(1)),
        (Some(0), Some(1))
    );
}

#[test]
fn locking_where_locked_mentees_hold_every_place_is_refused() {
    let mut session = two_by_two();
    session.lock(0, 0).expect("accepted");
    assert_eq!(
        session.lock(1, 0),
        Err(EditRefused::NoPlaceLeft {
            mentor: 0,
            locks: 1
        })
    );
    assert_eq!(
        session.set_capacity(0, 0),
        Err(EditRefused::NoPlaceLeft {
            mentor: 0,
            locks: 1
        })
    );
    assert_eq!(
        session.forbid(0, 0),
        Err(EditRefused::Locked {
            mentee: 0,
            mentor: 0
        })
    );
    assert_eq!(
        session.set_scores(0, &[FORBIDDEN, 1]),
        Err(EditRefused::Locked {
            mentee: 0,
            mentor: 0
        })
    );
}

#[test]
fn allowing_a_pair_without_a_score_is_refused() {
    let problem = Problem::builder(vec![FORBIDDEN], vec![1])
        .build()
        .expect("sound");
    let mut session = Session::new(problem);
    let refused = session.allow(0, 0).expect_err("no score to go back to");
    assert_eq!(
        refused.to_string(),
        "the scores themselves rule out mentee 0 with mentor 0; give the pair a score instead"
    );
}

#[test]
fn scores_that_outgrow_32_bits_widen_the_session() {
    let mut session = two_by_two();
    session
        .set_scores(0, &[i32::MAX, i32::MIN + 1])
        .expect("accepted");
    assert_eq!(session.total(), i64::from(i32::MAX) + 1);
    let cost = 2 * i64::from(i32::MAX) + 1 - 8;
    assert_eq!(session.force_costs(0), [Some(0), Some(cost)]);
}
