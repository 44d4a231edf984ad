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

#[test]
fn a_better_place_is_found_at_the_ends_of_sixteen_bits() {
    let claim = |problem: &Problem, assignment: Vec<Option<u32>>, margins, prices| {
        let mut solution = solve(problem, Objective::BestTotal);
        solution.assignment = assignment;
        let pairs = solution.assignment.iter().enumerate();
        let scores = pairs.filter_map(|(mentee, &mentor)| problem.score(mentee, mentor? as usize));
        let scores: Vec<i32> = scores.collect();
        let unmatched = (problem.mentees() - scores.len()) as i64;
        solution.matched = scores.len();
        solution.worst = scores.iter().copied().min();
        solution.total = scores.iter().copied().map(i64::from).sum::<i64>()
            - unmatched * i64::from(problem.unmatched_penalty());
        let certificate = certificate(&mut solution);
        (certificate.margins, certificate.prices) = (margins, prices);
        verify(problem, &solution).expect_err("a false answer")
    };
    let (lowest, highest) = (-32_767, 32_767);

    let draft = Problem::builder(vec![lowest, highest], vec![1, 1]);
    let problem = draft.unmatched_penalty(highest).build().expect("sound");
    let caught = claim(&problem, vec![Some(0)], vec![lowest.into()], vec![0, 0]);
    let elsewhere = Violation::BetterElsewhere {
        mentee: 0,
        mentor: 1,
        by: 65_534,
    };
    assert_eq!(caught, elsewhere);

    // Score less price is beyond sixteen bits, and the margin further still.
    let draft = Problem::builder(vec![lowest, 0], vec![1]);
    let problem = draft.unmatched_penalty(100_000).build().expect("sound");
    let (margins, prices) = (vec![-100_000, lowest.into()], vec![highest.into()]);
    let caught = claim(&problem, vec![None, Some(0)], margins, prices);
    let elsewhere = Violation::BetterElsewhere {
        mentee: 0,
        mentor: 0,
        by: 100_000 - 65_534,
    };
    assert_eq!(caught, elsewhere);
}
