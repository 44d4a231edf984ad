//! A checker that accepts everything proves nothing: each kind of false answer must be caught.

use pairwell_matching::{Certificate, Objective, Problem, Solution, Violation, solve, verify};

fn problem() -> Problem {
    // Mentee 2 is left out for the sake of the total; mentor 2 keeps a free place.
    let scores = vec![9, 5, -9, 8, 1, -9, 7, 0, -9];
    Problem::builder(scores, vec![1, 1, 1])
        .unmatched_penalty(2)
        .build()
        .expect("sound")
}

fn refused(objective: Objective, tamper: impl FnOnce(&mut Solution)) -> Violation {
    let problem = problem();
    let mut solution = solve(&problem, objective);
    assert_eq!(verify(&problem, &solution), Ok(()));
    tamper(&mut solution);
    verify(&problem, &solution).expect_err("a false answer")
}

fn certificate(solution: &mut Solution) -> &mut Certificate {
    solution.certificate.as_mut().expect("certified")
}

#[test]
fn stated_figures_must_add_up() {
    let caught = refused(Objective::BestTotal, |solution| solution.total += 1);
    assert!(matches!(
        caught,
        Violation::WrongFigure { what: "total", .. }
    ));
    let caught = refused(Objective::BestTotal, |solution| solution.worst = None);
    assert!(matches!(
        caught,
        Violation::WrongFigure { what: "worst", .. }
    ));
}

#[test]
fn a_mentor_may_not_be_overfull() {
    let caught = refused(Objective::BestTotal, |solution| {
        solution.assignment = vec![Some(0), Some(0), None]
    });
    assert_eq!(
        caught,
        Violation::OverCapacity {
            mentor: 0,
            mentees: 2,
            capacity: 1
        }
    );
}

#[test]
fn a_worse_matching_cannot_borrow_a_certificate() {
    let worse = Solution {
        assignment: vec![Some(0), Some(1), None],
        total: 8,
        matched: 2,
        worst: Some(1),
        certificate: None,
    };
    assert_eq!(
        verify(&problem(), &worse),
        Ok(()),
        "feasible, and claims nothing"
    );
    let certificate = solve(&problem(), Objective::BestTotal).certificate;
    assert!(
        verify(
            &problem(),
            &Solution {
                certificate,
                ..worse
            }
        )
        .is_err()
    );
}

#[test]
fn prices_must_support_the_matching() {
    let caught = refused(Objective::BestTotal, |solution| {
        certificate(solution).prices[2] = 1
    });
    assert_eq!(
        caught,
        Violation::FreePlacePriced {
            mentor: 2,
            price: 1
        }
    );
    let caught = refused(Objective::BestTotal, |solution| {
        certificate(solution).prices[0] = -1
    });
    assert_eq!(
        caught,
        Violation::NegativePrice {
            mentor: 0,
            price: -1
        }
    );
    let caught = refused(Objective::BestTotal, |solution| {
        certificate(solution).margins[0] = i64::MIN
    });
    assert_eq!(caught, Violation::DualOutOfRange);
    let caught = refused(Objective::BestTotal, |solution| {
        certificate(solution).margins.truncate(1)
    });
    assert_eq!(
        caught,
        Violation::WrongLength {
            what: "margins",
            expected: 3,
            found: 1
        }
    );
}

#[test]
fn the_best_total_may_not_pass_for_more_than_it_is() {
    let caught = refused(Objective::BestTotal, |solution| {
        certificate(solution).objective = Objective::MostMatched
    });
    assert_eq!(
        caught,
        Violation::MissingCover {
            what: "most matched"
        }
    );
    let caught = refused(Objective::BestTotal, |solution| {
        certificate(solution).penalty += 1
    });
    assert_eq!(caught, Violation::WrongTerms { what: "penalty" });
    let caught = refused(Objective::BestTotal, |solution| {
        certificate(solution).objective = Objective::StableMentees
    });
    assert!(matches!(caught, Violation::BlockingPair { .. }));
}

#[test]
fn covers_must_cover_and_be_small() {
    let caught = refused(Objective::MostMatched, |solution| {
        certificate(solution)
            .most_matched
            .as_mut()
            .expect("given")
            .mentees
            .clear();
    });
    assert!(matches!(
        caught,
        Violation::NotCovered {
            what: "most matched",
            ..
        }
    ));
    let caught = refused(Objective::Fairest, |solution| {
        certificate(solution)
            .fairest
            .as_mut()
            .expect("given")
            .mentees = vec![0, 1, 2];
    });
    assert!(matches!(
        caught,
        Violation::CoverTooLarge {
            what: "fairest",
            ..
        }
    ));
    let caught = refused(Objective::Fairest, |solution| {
        certificate(solution)
            .fairest
            .as_mut()
            .expect("given")
            .mentors = vec![9];
    });
    assert_eq!(
        caught,
        Violation::BadIndex {
            what: "fairest",
            index: 9
        }
    );
}
