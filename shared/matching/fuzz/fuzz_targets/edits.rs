//! A sound problem and any edits of its live session, held against a plain model after each: refused
//! exactly where it should be, then unchanged; otherwise proved, and as good as solving anew.

#![no_main]

#[path = "../../tests/model/mod.rs"]
mod model;

use libfuzzer_sys::arbitrary::{Result, Unstructured};
use libfuzzer_sys::fuzz_target;
use model::{Edit, Model, expect_optimal, step};
use pairwell_matching::{FORBIDDEN, Session};

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
    let penalty = *bytes.choose(&penalty)?;
    Ok(Model::new(rows, capacities, penalty))
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

fuzz_target!(|bytes: &[u8]| {
    let mut bytes = Unstructured::new(bytes);
    let Ok(mut model) = any_model(&mut bytes) else {
        return;
    };
    let mut session = Session::new(model.problem());
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
    let mentee = session.problem().mentees() / 2;
    expect_true_costs(&session, mentee);
});
