//! Who comes first in the input decides nothing but ties.

use pairwell_matching::{Objective, solve};
use proptest::prelude::*;

use crate::model::Model;
use crate::support::{figures, small_model};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// The same problem with its people in another order: `mentees[i]` is who comes i-th now.
fn reordered(model: &Model, mentees: &[usize], mentors: &[usize]) -> Model {
    let row = |&mentee: &usize| {
        let cells = mentors.iter().map(|&mentor| model.rows[mentee][mentor]);
        cells.collect()
    };
    let mut reordered = Model::new(
        mentees.iter().map(row).collect(),
        mentors
            .iter()
            .map(|&mentor| model.capacities[mentor])
            .collect(),
        model.penalty,
    );
    let locks = mentees.iter().map(|&mentee| model.locks[mentee]);
    let locks = locks.map(|lock| Some(position(mentors, lock?)));
    reordered.locks = locks.collect();
    let forbidden = model.forbidden.iter();
    let forbidden =
        forbidden.map(|&(mentee, mentor)| (position(mentees, mentee), position(mentors, mentor)));
    reordered.forbidden = forbidden.collect();
    reordered
}

fn position(order: &[usize], whom: usize) -> usize {
    let position = order.iter().position(|&here| here == whom);
    position.expect("an order holds everybody")
}

/// Orders of the first `count` people, from an order of more.
fn first(order: &[usize], count: usize) -> Vec<usize> {
    order.iter().copied().filter(|&whom| whom < count).collect()
}

fn orders() -> impl Strategy<Value = (Vec<usize>, Vec<usize>)> {
    let order = |count: usize| Just((0..count).collect::<Vec<_>>()).prop_shuffle();
    (order(7), order(4))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn the_order_of_people_changes_no_figure(model in small_model(), (mentees, mentors) in orders()) {
        let mentees = first(&mentees, model.mentees());
        let mentors = first(&mentors, model.mentors());
        let (here, there) = (model.problem(), reordered(&model, &mentees, &mentors).problem());
        for objective in [Objective::BestTotal, Objective::MostMatched, Objective::Fairest] {
            let (here_best, there_best) = (solve(&here, objective), solve(&there, objective));
            prop_assert_eq!(here_best.total, there_best.total);
            // How many have a mentor, and the worst fit, are the objective's only where it says so.
            let (_, matched, worst) = figures(&here, &here_best.assignment);
            let (_, matched_there, worst_there) = figures(&there, &there_best.assignment);
            if objective != Objective::BestTotal {
                prop_assert_eq!(matched, matched_there);
            }
            if objective == Objective::Fairest {
                prop_assert_eq!(worst, worst_there);
            }
        }
    }

    #[test]
    fn without_ties_the_order_of_people_changes_nobodys_mentor(
        mut model in small_model(),
        (mentees, mentors) in orders(),
        powers in Just((0..28).collect::<Vec<u32>>()).prop_shuffle(),
    ) {
        // Different sums for different sets of pairs: each score is a power of two of its own, and
        // nothing is added for those left out.
        model.penalty = 0;
        let mut powers = powers.into_iter();
        for cell in model.rows.iter_mut().flatten() {
            let power = powers.next().expect("28 cells at most");
            if *cell != pairwell_matching::FORBIDDEN {
                *cell = 1 << power;
            }
        }
        let mentees = first(&mentees, model.mentees());
        let mentors = first(&mentors, model.mentors());
        let (here, there) = (model.problem(), reordered(&model, &mentees, &mentors).problem());
        for objective in [
            Objective::BestTotal,
            Objective::MostMatched,
            Objective::Fairest,
            Objective::StableMentees,
            Objective::StableMentors,
        ] {
            let (here, there) = (solve(&here, objective), solve(&there, objective));
            for (place, &mentee) in mentees.iter().enumerate() {
                let mentor = there.assignment[place].map(|mentor| mentors[mentor as usize] as u32);
                prop_assert_eq!(here.assignment[mentee], mentor, "{:?}", objective);
            }
        }
    }
}
