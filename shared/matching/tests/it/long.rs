//! Minutes of the same checks on more and larger problems: `cargo test --release -p
//! pairwell-matching -- --ignored`.

use pairwell_matching::{Objective, Session};

use crate::model::{Edit, Model, expect_optimal, step};
use crate::realistic::{self, Random};
use crate::rival::{any_model, expect_agreement};
use crate::support::solved;

#[test]
#[ignore = "long"]
fn an_independent_solver_agrees_on_thousands_of_problems() {
    let mut random = Random::new(2);
    for _ in 0..20_000 {
        expect_agreement(&any_model(&mut random).problem());
    }
}

/// An edit of people who are there or nearly so, with scores like the model's own.
fn any_edit(random: &mut Random, model: &Model) -> Edit {
    let mentee = random.below(model.mentees() + 1);
    let mentor = random.below(model.mentors() + 1);
    let capacity = random.below(6) as u32;
    let mut cycle = match model.rows.as_slice() {
        [] => vec![1],
        rows => rows[random.below(rows.len())].clone(),
    };
    let turn = random.below(cycle.len().max(1));
    cycle.rotate_left(turn);
    Edit::of(random.below(256) as u8, mentee, mentor, capacity, cycle)
}

#[test]
#[ignore = "long"]
fn thousands_of_long_edit_scripts_stay_as_good_as_solving_again() {
    let mut random = Random::new(3);
    for _ in 0..10_000 {
        let mut model = any_model(&mut random);
        let mut session = Session::new(model.problem());
        for _ in 0..30 {
            let edit = any_edit(&mut random, &model);
            step(&mut session, &mut model, &edit);
        }
    }
}

/// A realistic programme as a model.
fn programme(mentees: usize, mentors: usize, highest: usize) -> Model {
    let (scores, capacities) = realistic::draft(mentees, mentors, highest, 7);
    let rows = scores.chunks(mentors).map(<[i32]>::to_vec).collect();
    Model::new(rows, capacities, 10 * highest as i32)
}

#[test]
#[ignore = "long"]
fn every_objective_is_proved_for_ten_thousand_mentees() {
    for highest in [100, 10_000] {
        let problem = programme(10_000, 3_333, highest).problem();
        let best = solved(&problem, Objective::BestTotal);
        let most = solved(&problem, Objective::MostMatched);
        let fairest = solved(&problem, Objective::Fairest);
        assert!(best.total >= most.total && most.total >= fairest.total);
        assert!(best.matched <= most.matched && most.matched == fairest.matched);
        let stable = solved(&problem, Objective::StableMentees);
        assert_eq!(
            stable.matched,
            solved(&problem, Objective::StableMentors).matched
        );
    }
}

#[test]
#[ignore = "long"]
fn a_session_of_ten_thousand_mentees_stays_as_good_as_solving_again() {
    let mut random = Random::new(4);
    let mut model = programme(10_000, 3_333, 100);
    let mut session = Session::new(model.problem());
    expect_optimal(&session, &model);
    for _ in 0..40 {
        let edit = any_edit(&mut random, &model);
        step(&mut session, &mut model, &edit);
    }
}
