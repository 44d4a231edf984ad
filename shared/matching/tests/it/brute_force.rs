//! Every objective against every assignment there is.

use pairwell_matching::{Objective, solve, stable, verify};
use proptest::prelude::*;

use crate::support::{best, every_assignment, figures, small_model};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn every_objective_is_as_good_as_trying_everything(model in small_model()) {
        let problem = model.problem();
        let best = best(&problem);
        let answer = |objective| {
            let solution = solve(&problem, objective);
            prop_assert_eq!(verify(&problem, &solution), Ok(()), "{:?} {:?}", objective, solution);
            prop_assert_eq!(solution.certificate.as_ref().map(|c| c.objective), Some(objective));
            Ok(figures(&problem, &solution.assignment))
        };
        let (total, ..) = answer(Objective::BestTotal)?;
        prop_assert_eq!(total, best.0);
        let (total, matched, _) = answer(Objective::MostMatched)?;
        prop_assert_eq!((matched, total), best.1);
        let (total, matched, worst) = answer(Objective::Fairest)?;
        prop_assert_eq!((matched, worst, total), best.2);
    }
}

proptest! {
    // Counting the blocking pairs of every assignment is slow, so fewer.
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn stable_matchings_suit_whoever_proposes_best(
        model in small_model(),
        views in prop::collection::vec(-2..3i32, 28),
    ) {
        let views = views[..model.mentees() * model.mentors()].to_vec();
        let problem = model.builder().mentor_scores(views).build().expect("sound");
        let mentees = solve(&problem, Objective::StableMentees);
        let mentors = solve(&problem, Objective::StableMentors);
        for solution in [&mentees, &mentors] {
            prop_assert_eq!(verify(&problem, solution), Ok(()));
        }
        let liking = |mentee: usize, mentor: Option<u32>| {
            mentor.map(|mentor| (problem.score(mentee, mentor as usize), std::cmp::Reverse(mentor)))
        };
        every_assignment(&problem, |assignment| {
            if stable::blocking_pairs(&problem, assignment).is_empty() {
                // Whoever is matched in one stable matching is in all (rural hospitals), each mentee
                // likes the first at least as much as any other, and any other as much as the last.
                for (mentee, &seat) in assignment.iter().enumerate() {
                    assert!(liking(mentee, mentees.assignment[mentee]) >= liking(mentee, seat));
                    assert!(liking(mentee, mentors.assignment[mentee]) <= liking(mentee, seat));
                }
            }
        });
    }
}
