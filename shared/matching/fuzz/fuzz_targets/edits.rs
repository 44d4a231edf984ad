//! A sound problem and any edits of its live session, held against a plain model after each: refused
//! exactly where it should be, then unchanged; otherwise proved, and as good as solving anew.

#![no_main]

#[path = "../../tests/model/mod.rs"]
mod model;

use libfuzzer_sys::arbitrary::{Result, Unstructured};
use libfuzzer_sys::fuzz_target;
use model::{Edit, Model, OBJECTIVES, expect_optimal, step};
use pairwell_matching::{FORBIDDEN, Objective, Session, Trouble, solve, solve_near, verify};

/// One cell in four forbidden, most of the rest alike enough to tie.
fn cell(bytes: &mut Unstructured) -> Result<i32> {
    Ok(match bytes.arbitrary::<u8>()? {
        0..64 => FORBIDDEN,
        64..192 => bytes.int_in_range(-2..=5)?,
        192..240 => bytes.arbitrary::<i16>()?.into(),
        _ => bytes.arbitrary()?,
    })
}

fn any_model(bytes: &mut Unstructured) -> Result<Model> {
    let (mentees, mentors) = (bytes.int_in_range(0..=12)?, bytes.int_in_range(0..=6)?);
    let mut row = || {
        (0..mentors)
            .map(|_| cell(bytes))
            .collect::<Result<Vec<_>>>()
    };
    let rows = (0..mentees).map(|_| row()).collect::<Result<_>>()?;
    let capacities = (0..mentors).map(|_| bytes.int_in_range(0..=3));
    let capacities = capacities.collect::<Result<_>>()?;
    let penalty = [0, 1, 4, 100, 30_000, i32::MAX];
    let mut model = Model::new(rows, capacities, *bytes.choose(&penalty)?);
    model.objective = *bytes.choose(&OBJECTIVES)?;
    Ok(model)
}

fn any_edit(bytes: &mut Unstructured) -> Result<Edit> {
    let kind = bytes.arbitrary()?;
    let (mentee, mentor) = (bytes.int_in_range(0..=12)?, bytes.int_in_range(0..=6)?);
    let capacity = bytes.int_in_range(0..=4)?;
    let cycle = (0..bytes.int_in_range(0..=6)?).map(|_| cell(bytes));
    Ok(Edit::of(
        kind,
        mentee,
        mentor,
        capacity,
        cycle.collect::<Result<_>>()?,
    ))
}

/// That what the session says an edit would cost is what the edit costs.
fn expect_true_costs(session: &Session, mentee: usize) {
    for (mentor, cost) in session.force_costs(mentee).into_iter().enumerate() {
        assert_eq!(session.force_costs_with(mentor)[mentee], cost);
        let Some(cost) = cost else { continue };
        let change = session.clone().lock(mentee, mentor).expect("it has a cost");
        assert_eq!(change.total_delta, -cost);
    }
    for mentor in 0..session.problem().mentors() {
        let capacity = session.problem().capacities()[mentor] + 1;
        let change = session
            .clone()
            .set_capacity(mentor, capacity)
            .expect("more is always fine");
        assert_eq!(session.place_gain(mentor), Some(change.total_delta));
    }
}

/// That each plan disturbs more than the one before it and moves people from where they are.
fn expect_sound_plans(session: &Session, trouble: Trouble) {
    let Ok(plans) = session.repair(trouble, 4) else {
        return;
    };
    assert!(plans.len() <= 4);
    assert!(plans.is_sorted_by(|few, many| few.disturbed < many.disturbed));
    for step in plans.iter().flat_map(|plan| &plan.moved) {
        assert_eq!(session.mentor_of(step.mentee), step.from);
    }
}

/// That the best answer near the one before the edits is the best there is.
fn expect_best_near(before: &Model, now: &Model) {
    let problem = now.problem();
    let known = before.problem();
    let best = solve(&known, Objective::BestTotal);
    let same_people = (before.mentees(), before.mentors()) == (now.mentees(), now.mentors());
    // Of other people nothing true can be said, and the answer is the best all the same.
    let decided = if same_people {
        now.decided_since(before)
    } else {
        vec![0, 1]
    };
    let near = solve_near(&known, &best, &problem, &decided);
    assert_eq!(verify(&problem, &near), Ok(()));
    assert_eq!(near.total, solve(&problem, Objective::BestTotal).total);
}

fuzz_target!(|bytes: &[u8]| {
    let mut bytes = Unstructured::new(bytes);
    let Ok(mut model) = any_model(&mut bytes) else {
        return;
    };
    let before = model.clone();
    let mut session = model.session();
    expect_optimal(&session, &model);
    for _ in 0..24 {
        if bytes.is_empty() {
            break;
        }
        let Ok(edit) = any_edit(&mut bytes) else {
            break;
        };
        step(&mut session, &mut model, &edit);
    }
    expect_best_near(&before, &model);
    let mentee = model.mentees() / 2;
    if matches!(
        model.objective,
        Objective::BestTotal | Objective::MostMatched
    ) {
        expect_true_costs(&session, mentee);
    }
    if mentee < model.mentees() {
        expect_sound_plans(&session, Trouble::PairEnds { mentee });
    }
    let mentor = model.mentors() / 2;
    if mentor < model.mentors() {
        expect_sound_plans(&session, Trouble::MentorLeaves { mentor });
    }
});
