//! The live session against solving again from nothing, value for value.

use pairwell_matching::{EditRefused, FORBIDDEN, Objective, Problem, Session, solve, verify};
use proptest::prelude::*;

use crate::support::small_draft;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[derive(Clone, Debug)]
enum Edit {
    Lock(usize, usize),
    Unlock(usize),
    Forbid(usize, usize),
    Allow(usize, usize),
    SetScores(usize, Vec<i32>),
    SetCapacity(usize, u32),
}

fn edit() -> impl Strategy<Value = Edit> {
    let cell = prop_oneof![8 => -20..100i32, 1 => Just(FORBIDDEN), 1 => any::<i32>()];
    let calm = prop_oneof![5 => 0..6i32, 1 => Just(FORBIDDEN)];
    let row = |cell| prop::collection::vec(cell, 4);
    // One past the end now and then.
    let (mentee, mentor) = (0..8usize, 0..5usize);
    prop_oneof![
        (mentee.clone(), mentor.clone()).prop_map(|(i, j)| Edit::Lock(i, j)),
        mentee.clone().prop_map(Edit::Unlock),
        (mentee.clone(), mentor.clone()).prop_map(|(i, j)| Edit::Forbid(i, j)),
        (mentee.clone(), mentor.clone()).prop_map(|(i, j)| Edit::Allow(i, j)),
        (mentee, prop_oneof![row(cell.boxed()), row(calm.boxed())])
            .prop_map(|(i, row)| Edit::SetScores(i, row)),
        (mentor, 0..5u32).prop_map(|(j, capacity)| Edit::SetCapacity(j, capacity)),
    ]
}

fn apply(session: &mut Session, edit: &Edit) -> Result<pairwell_matching::Change, EditRefused> {
    match edit {
        Edit::Lock(mentee, mentor) => session.lock(*mentee, *mentor),
        Edit::Unlock(mentee) => session.unlock(*mentee),
        Edit::Forbid(mentee, mentor) => session.forbid(*mentee, *mentor),
        Edit::Allow(mentee, mentor) => session.allow(*mentee, *mentor),
        Edit::SetScores(mentee, row) => {
            let mentors = session.problem().mentors();
            session.set_scores(*mentee, &row[..mentors])
        }
        Edit::SetCapacity(mentor, capacity) => session.set_capacity(*mentor, *capacity),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn after_any_edits_the_session_is_as_good_as_solving_again(
        draft in small_draft(),
        edits in prop::collection::vec(edit(), 1..12),
    ) {
        let mut session = Session::new(draft.problem());
        for edit in &edits {
            let before = session.solution();
            let problem_before = session.problem().clone();
            let answer = apply(&mut session, edit);
            let after = session.solution();
            prop_assert_eq!(verify(session.problem(), &after), Ok(()), "{:?}", edit);
            prop_assert_eq!(session.total(), after.total);
            prop_assert_eq!(after.total, solve(session.problem(), Objective::BestTotal).total, "{:?}", edit);
            match answer {
                Ok(change) => {
                    prop_assert_eq!(change.total_delta, after.total - before.total);
                    let seats = before.assignment.iter().zip(&after.assignment).enumerate();
                    let expected: Vec<_> = seats
                        .filter(|(_, (from, to))| from != to)
                        .map(|(mentee, (from, to))| (mentee, from.map(|m| m as usize), to.map(|m| m as usize)))
                        .collect();
                    let moved: Vec<_> = change.moved.iter().map(|step| (step.mentee, step.from, step.to)).collect();
                    prop_assert_eq!(moved, expected);
                }
                Err(_) => {
                    prop_assert_eq!(&before, &after);
                    prop_assert_eq!(&problem_before, session.problem());
                }
            }
        }
    }

    #[test]
    fn a_force_cost_is_what_locking_really_costs(draft in small_draft(), edits in prop::collection::vec(edit(), 0..4)) {
        let mut session = Session::new(draft.problem());
        for edit in &edits {
            let _refused_or_not = apply(&mut session, edit);
        }
        let all = session.force_costs_all();
        for mentee in 0..session.problem().mentees() {
            let costs = session.force_costs(mentee);
            for (mentor, &cost) in costs.iter().enumerate() {
                prop_assert_eq!(all.get(mentee, mentor), cost);
                let chain = session.why(mentee, mentor);
                prop_assert_eq!(chain.as_ref().map(|chain| chain.cost), cost);
                let mut locked = session.clone();
                match (locked.lock(mentee, mentor), cost) {
                    (Ok(change), Some(cost)) => {
                        prop_assert_eq!(-change.total_delta, cost);
                        let mut foretold = chain.expect("has a cost").moves;
                        foretold.sort_by_key(|step| step.mentee);
                        prop_assert_eq!(foretold, change.moved);
                    }
                    (Err(_), None) => {}
                    // A mentee locked elsewhere may be locked anew, but has no cost while it is.
                    (Ok(_), None) => prop_assert!(session.problem().locks()[mentee].is_some()),
                    (Err(refused), Some(_)) => prop_assert!(false, "{refused}"),
                }
            }
        }
    }

    #[test]
    fn a_place_gain_is_what_the_place_really_adds(draft in small_draft()) {
        let session = Session::new(draft.problem());
        for mentor in 0..session.problem().mentors() {
            let mut roomier = session.clone();
            let capacity = session.problem().capacities()[mentor];
            let change = roomier.set_capacity(mentor, capacity + 1).expect("more places are always fine");
            prop_assert_eq!(session.place_gain(mentor), Some(change.total_delta));
        }
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
