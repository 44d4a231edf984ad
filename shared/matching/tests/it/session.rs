//! The live session against solving again from nothing, value for value.

use pairwell_matching::{
    EditRefused, FORBIDDEN, Objective, Problem, Session, Solution, solve, verify,
};
use proptest::prelude::*;

use crate::model::{Edit, Model, OBJECTIVES, expect_optimal, step};
use crate::support::small_model;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

pub fn edit() -> impl Strategy<Value = Edit> {
    let wild = prop_oneof![8 => -20..100i32, 1 => Just(FORBIDDEN), 1 => any::<i32>()];
    let calm = prop_oneof![5 => 0..6i32, 1 => Just(FORBIDDEN)];
    let cycle = |cell| prop::collection::vec(cell, 1..=4);
    let cycle = prop_oneof![4 => cycle(wild.boxed()), 4 => cycle(calm.boxed()), 1 => Just(vec![])];
    // One past the end now and then.
    (any::<u8>(), 0..8usize, 0..5usize, 0..5u32, cycle)
        .prop_map(|(kind, i, j, capacity, cycle)| Edit::of(kind, i, j, capacity, cycle))
}

/// The session after some edits; the model follows them and ends at `objective`.
fn edited(model: &mut Model, edits: &[Edit], objective: Objective) -> Session {
    let mut session = model.session();
    for edit in edits.iter().chain(&[Edit::SetObjective { objective }]) {
        step(&mut session, model, edit);
    }
    session
}

/// What solving anew comes to once `edit` is made: matched where that counts, and the total; `None`
/// where it cannot be.
fn after(model: &Model, edit: &Edit) -> Option<(usize, i64)> {
    let mut model = model.clone();
    model.accepts(edit).then(|| worth(&model))
}

fn worth(model: &Model) -> (usize, i64) {
    let Solution { matched, total, .. } = model.solved();
    match model.objective {
        Objective::BestTotal => (0, total),
        _ => (matched, total),
    }
}

/// What solving anew loses once `edit` is made.
fn loss(model: &Model, edit: &Edit) -> Option<i64> {
    after(model, edit).map(|(_, total)| worth(model).1 - total)
}

/// Objectives whose costs are what solving anew loses. (Under *fairest* they hold for the worst score
/// as it is.)
pub fn priced() -> impl Strategy<Value = Objective> {
    prop::sample::select(vec![Objective::BestTotal, Objective::MostMatched])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn after_any_edits_the_session_is_as_good_as_solving_again(
        mut model in small_model(),
        objective in prop::sample::select(OBJECTIVES.to_vec()),
        edits in prop::collection::vec(edit(), 1..12),
    ) {
        model.objective = objective;
        let mut session = model.session();
        expect_optimal(&session, &model);
        for edit in &edits {
            step(&mut session, &mut model, edit);
        }
    }

    #[test]
    fn a_session_goes_on_from_any_answer_as_from_none(
        mut model in small_model(),
        objective in prop::sample::select(OBJECTIVES.to_vec()),
        (tampered, by) in (any::<prop::sample::Index>(), -2..3i64),
        edits in prop::collection::vec(edit(), 1..12),
    ) {
        let problem = model.problem();
        let mut answer = solve(&problem, objective);
        // A proof that does not hold, now and then.
        if let Some(proof) = answer.certificate.as_mut().filter(|proof| !proof.prices.is_empty()) {
            let at = tampered.index(proof.prices.len());
            proof.prices[at] += by;
        }
        model.objective = Objective::BestTotal;
        let mut session = Session::resume(problem, &answer);
        expect_optimal(&session, &model);
        for edit in &edits {
            step(&mut session, &mut model, edit);
        }
    }

    #[test]
    fn a_force_cost_is_what_solving_with_the_lock_loses(
        mut model in small_model(),
        edits in prop::collection::vec(edit(), 0..4),
        objective in priced(),
    ) {
        let session = edited(&mut model, &edits, objective);
        let all = session.force_costs_all();
        for mentee in 0..model.mentees() {
            let costs = session.force_costs(mentee);
            prop_assert_eq!(costs.len(), model.mentors());
            for (mentor, &cost) in costs.iter().enumerate() {
                prop_assert_eq!(all.get(mentee, mentor), cost);
                prop_assert_eq!(session.force_costs_with(mentor)[mentee], cost);
                let expected = match model.locks[mentee] {
                    // A mentee locked elsewhere may be locked anew, but has no cost while it is.
                    Some(lock) if lock != mentor => None,
                    _ => loss(&model, &Edit::Lock { mentee, mentor }),
                };
                prop_assert_eq!(cost, expected);
            }
        }
        prop_assert_eq!(session.force_costs(model.mentees()), []);
        prop_assert_eq!(session.force_costs_with(model.mentors()), []);
    }

    #[test]
    fn a_forbid_cost_is_what_solving_without_the_pair_loses(
        mut model in small_model(),
        edits in prop::collection::vec(edit(), 0..4),
        objective in priced(),
    ) {
        let session = edited(&mut model, &edits, objective);
        for mentee in 0..model.mentees() {
            let pair = session.mentor_of(mentee).map(|mentor| Edit::Forbid { mentee, mentor });
            // A locked pair cannot be forbidden.
            let expected = pair.and_then(|forbid| loss(&model, &forbid));
            prop_assert_eq!(session.forbid_cost(mentee), expected);
        }
        prop_assert_eq!(session.forbid_cost(model.mentees()), None);
    }

    #[test]
    fn equally_good_is_exactly_where_a_mentee_can_be_at_no_loss(
        mut model in small_model(),
        edits in prop::collection::vec(edit(), 0..4),
        objective in priced(),
    ) {
        let session = edited(&mut model, &edits, objective);
        let best = Some(worth(&model));
        for mentee in 0..model.mentees() {
            let elsewhere = (0..model.mentors()).map(Some).chain([None]);
            let elsewhere = elsewhere.filter(|&seat| seat != session.mentor_of(mentee));
            let as_good = |seat: &Option<usize>| {
                let edit = match *seat {
                    Some(mentor) => Edit::Lock { mentee, mentor },
                    None => Edit::SetScores { mentee, cycle: vec![FORBIDDEN] },
                };
                after(&model, &edit) == best
            };
            let free = model.locks[mentee].is_none();
            let expected: Vec<_> = elsewhere.filter(|seat| free && as_good(seat)).collect();
            prop_assert_eq!(session.equally_good(mentee), expected);
        }
        prop_assert_eq!(session.equally_good(model.mentees()), []);
    }

    #[test]
    fn the_chain_behind_a_force_cost_is_what_locking_does(
        mut model in small_model(),
        edits in prop::collection::vec(edit(), 0..4),
        objective in priced(),
    ) {
        let session = edited(&mut model, &edits, objective);
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
    fn a_place_more_or_less_is_worth_what_solving_with_it_says(
        mut model in small_model(),
        edits in prop::collection::vec(edit(), 0..4),
        objective in priced(),
    ) {
        let session = edited(&mut model, &edits, objective);
        let gains = session.place_gains();
        prop_assert_eq!(gains.len(), model.mentors());
        for (mentor, gain) in gains.into_iter().enumerate() {
            let capacity = model.capacities[mentor];
            let more = Edit::SetCapacity { mentor, capacity: capacity + 1 };
            prop_assert_eq!(Some(gain), loss(&model, &more).map(|loss| -loss));
            prop_assert_eq!(Some(gain), session.place_gain(mentor));
            let fewer = capacity.checked_sub(1).map(|capacity| Edit::SetCapacity { mentor, capacity });
            let cost = fewer.and_then(|fewer| loss(&model, &fewer));
            prop_assert_eq!(session.place_cost(mentor), cost);
        }
        prop_assert_eq!(session.place_gain(model.mentors()), None);
        prop_assert_eq!(session.place_cost(model.mentors()), None);
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

#[test]
fn a_newcomer_whose_scores_need_wider_numbers_is_let_in() {
    let mut session = two_by_two();
    session.add_mentee(&[i32::MAX, 0]).expect("accepted");
    assert_eq!(session.total(), i64::from(i32::MAX) + 5 - 10);
    session.add_mentor(&[0, i32::MAX, 0], 1).expect("accepted");
    assert_eq!(session.total(), 2 * i64::from(i32::MAX) + 5);
    assert_eq!(verify(session.problem(), &session.solution()), Ok(()));
}

#[test]
fn scores_may_outgrow_their_numbers_while_they_forbid_the_pair_that_holds() {
    let mut session = two_by_two();
    session
        .set_scores(1, &[FORBIDDEN, 1_000_000])
        .expect("accepted");
    assert_eq!(session.total(), 9 + 1_000_000);
    assert_eq!(verify(session.problem(), &session.solution()), Ok(()));
}
