//! Every small problem there is, so that nothing hangs on luck: each matrix of a few scores, each
//! number of places, each lock, each penalty – and, for the live session, each single edit.

use pairwell_matching::{FORBIDDEN, Objective, Problem, Session};

use crate::model::{Edit, Model, OBJECTIVES, step};
use crate::support::{best, figures, solved};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// Against the penalties: worse than being unmatched, as good, better.
const CELLS: [i32; 4] = [FORBIDDEN, -1, 0, 1];
const PLACES: [u32; 3] = [0, 1, 2];

/// Every list of `length` choices, one after the other.
fn every_list<T: Copy>(choices: &[T], length: usize, mut visit: impl FnMut(&[T])) {
    for number in 0..choices.len().pow(length as u32) {
        let digit = |place: usize| number / choices.len().pow(place as u32) % choices.len();
        let list: Vec<T> = (0..length).map(|place| choices[digit(place)]).collect();
        visit(&list);
    }
}

/// Every objective on one problem against every assignment there is.
fn expect_the_best(problem: &Problem) {
    let best = best(problem);
    let answer = |objective| {
        let solution = solved(problem, objective);
        figures(problem, &solution.assignment)
    };
    let (total, ..) = answer(Objective::BestTotal);
    assert_eq!(total, best.0, "{problem:?}");
    let (total, matched, _) = answer(Objective::MostMatched);
    assert_eq!((matched, total), best.1, "{problem:?}");
    let (total, matched, worst) = answer(Objective::Fairest);
    assert_eq!((matched, worst, total), best.2, "{problem:?}");
    answer(Objective::StableMentees);
    answer(Objective::StableMentors);
}

fn every_problem(mentees: usize, mentors: usize) {
    every_list(&CELLS, mentees * mentors, |scores| {
        every_list(&PLACES, mentors, |places| {
            let builder = Problem::builder(scores.to_vec(), places.to_vec()).mentees(mentees);
            for penalty in [0, 1, 5] {
                let problem = builder.clone().unmatched_penalty(penalty).build();
                expect_the_best(&problem.expect("sound"));
            }
            // A lock only takes a row and a place away, so one penalty will do.
            for cell in 0..mentees * mentors {
                let locked = builder.clone().lock(cell / mentors, cell % mentors);
                // Refused where the cell is forbidden or the mentor has no place.
                if let Ok(problem) = locked.unmatched_penalty(1).build() {
                    expect_the_best(&problem);
                }
            }
        });
    });
}

#[test]
fn every_problem_with_up_to_two_mentors_gets_its_best_answers() {
    for (mentees, mentors) in [
        (0, 1),
        (0, 2),
        (1, 0),
        (1, 1),
        (1, 2),
        (2, 0),
        (2, 1),
        (2, 2),
        (3, 1),
    ] {
        every_problem(mentees, mentors);
    }
}

// The two largest shapes take seconds natively, which is enough.
#[cfg(not(target_arch = "wasm32"))]
#[test]
fn every_problem_of_three_mentees_and_two_mentors_gets_its_best_answers() {
    every_problem(3, 2);
}

#[cfg(not(target_arch = "wasm32"))]
#[test]
fn every_problem_of_two_mentees_and_three_mentors_gets_its_best_answers() {
    every_problem(2, 3);
}

/// Every edit there is of so many people, the impossible among them.
fn every_edit(mentees: usize, mentors: usize) -> Vec<Edit> {
    let mut edits = Vec::new();
    for mentee in 0..=mentees {
        edits.push(Edit::Unlock { mentee });
        edits.push(Edit::RemoveMentee { mentee });
        for mentor in 0..=mentors {
            let score = 0;
            edits.push(Edit::AllowWithScore {
                mentee,
                mentor,
                score,
            });
            edits.push(Edit::Lock { mentee, mentor });
            edits.push(Edit::Forbid { mentee, mentor });
            edits.push(Edit::Allow { mentee, mentor });
        }
        for length in 0..=mentors {
            every_list(&[FORBIDDEN, -2, 1], length, |cycle| {
                let cycle = cycle.to_vec();
                edits.push(Edit::SetScores { mentee, cycle });
            });
        }
    }
    for length in 0..=mentors {
        every_list(&[FORBIDDEN, 1], length, |cycle| {
            let cycle = cycle.to_vec();
            edits.push(Edit::AddMentee { cycle });
        });
    }
    for length in 0..=mentees {
        every_list(&[FORBIDDEN, 1], length, |cycle| {
            let (cycle, capacity) = (cycle.to_vec(), 1);
            edits.push(Edit::AddMentor { cycle, capacity });
        });
    }
    edits.extend(OBJECTIVES.map(|objective| Edit::SetObjective { objective }));
    for mentor in 0..=mentors {
        edits.push(Edit::RemoveMentor { mentor });
        for capacity in 0..=3 {
            edits.push(Edit::SetCapacity { mentor, capacity });
        }
    }
    edits
}

/// Every script of so many edits.
fn every_script(session: &Session, model: &Model, edits: &[Edit], length: usize) {
    if length == 0 {
        return;
    }
    for edit in edits {
        let (mut session, mut model) = (session.clone(), model.clone());
        if step(&mut session, &mut model, edit) {
            every_script(&session, &model, edits, length - 1);
        }
    }
}

fn every_script_of_every_problem(mentees: usize, mentors: usize, length: usize) {
    let edits = every_edit(mentees, mentors);
    every_list(&CELLS, mentees * mentors, |scores| {
        every_list(&PLACES, mentors, |places| {
            let rows = scores.chunks(mentors).map(<[i32]>::to_vec).collect();
            let model = Model::new(rows, places.to_vec(), 1);
            let session = model.session();
            every_script(&session, &model, &edits, length);
        });
    });
}

#[test]
fn every_edit_of_every_problem_of_two_and_two_ends_at_the_best_answer() {
    every_script_of_every_problem(2, 2, 1);
}

#[test]
fn every_three_edits_of_two_people_end_at_the_best_answer() {
    every_script_of_every_problem(1, 1, 3);
}

#[test]
fn every_two_edits_of_three_people_end_at_the_best_answer() {
    every_script_of_every_problem(2, 1, 2);
    every_script_of_every_problem(1, 2, 2);
}
