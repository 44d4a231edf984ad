//! From an objective to an answer with its proof.

use crate::cold;
use crate::cover;
use crate::instance::{Gain, Instance, Terms};
use crate::stable;
use crate::{Certificate, FORBIDDEN, Objective, Problem, Solution};

/// Finds the best matching under `objective`, with its certificate.
///
/// Deterministic: the same problem and objective always give the same answer, on every platform.
pub fn solve(problem: &Problem, objective: Objective) -> Solution {
    match objective {
        Objective::BestTotal => best_total(problem),
        Objective::MostMatched => most_matched(problem),
        Objective::Fairest => fairest(problem),
        Objective::StableMentees => stable_matching(objective, stable::mentee_optimal(problem)),
        Objective::StableMentors => stable_matching(objective, stable::mentor_optimal(problem)),
    }
}

/// A stable matching shows its stability by itself; the certificate only says what to look for.
fn stable_matching(objective: Objective, solution: Solution) -> Solution {
    let certificate = Some(Certificate::bare(objective));
    Solution {
        certificate,
        ..solution
    }
}

fn best_total(problem: &Problem) -> Solution {
    optimum(problem, Objective::BestTotal, Terms::stated(problem))
}

fn most_matched(problem: &Problem) -> Solution {
    let stated = optimum(problem, Objective::MostMatched, Terms::stated(problem));
    let largest = cover::largest(problem, FORBIDDEN, &stated.assignment, 0);
    let solution = matching_at_least(largest.matched, stated, problem, FORBIDDEN);
    proved(solution, |certificate| {
        certificate.most_matched = Some(largest.cover)
    })
}

/// The best total among matchings of `most` mentees, the largest number there is, on scores from
/// `floor` up; `stated` is the best total of any number. Where that left nobody out for the sake of
/// the total it is the answer already; otherwise matching counts before all else.
fn matching_at_least(most: usize, stated: Solution, problem: &Problem, floor: i32) -> Solution {
    if chosen(problem, &stated.assignment).count() == most {
        return stated;
    }
    let objective = stated
        .certificate
        .map_or_else(Objective::default, |certificate| certificate.objective);
    optimum(problem, objective, Terms::most_matched(problem, floor))
}

/// The scores of the pairs the engine chose, locked ones left out.
fn chosen<'a>(
    problem: &'a Problem,
    assignment: &'a [Option<u32>],
) -> impl Iterator<Item = i32> + 'a {
    let pairs = assignment.iter().zip(problem.locks()).enumerate();
    let pairs = pairs.filter(|(_, (_, lock))| lock.is_none());
    pairs.filter_map(|(mentee, (mentor, _))| {
        mentor.map(|mentor| problem.row(mentee)[mentor as usize])
    })
}

/// Bisects for the highest floor on which as many can still be matched, then takes the best total
/// above it (bottleneck first, then total: the scores between the worst and the rest are not
/// evened out further).
fn fairest(problem: &Problem) -> Solution {
    let stated = optimum(problem, Objective::Fairest, Terms::stated(problem));
    let largest = cover::largest(problem, FORBIDDEN, &stated.assignment, 0);
    let mut reachable = largest.assignment;
    let Some(mut floor) = chosen(problem, &reachable).min() else {
        return proved(stated, |certificate| {
            certificate.most_matched = Some(largest.cover)
        });
    };
    let mut out_of_reach = i64::from(problem.score_bounds().1) + 1;
    let mut proof = None;
    // The proof that the floor cannot rise is the failure at the very next score.
    while i64::from(floor) + 1 < out_of_reach || (proof.is_none() && floor < i32::MAX) {
        let middle = i64::from(floor) + (out_of_reach - i64::from(floor)) / 2;
        let tried = (middle as i32).max(floor + 1);
        let attempt = cover::largest(problem, tried, &reachable, largest.matched);
        if attempt.matched == largest.matched {
            floor = chosen(problem, &attempt.assignment).min().unwrap_or(tried);
            reachable = attempt.assignment;
        } else {
            out_of_reach = i64::from(tried);
            proof = Some(attempt.cover);
        }
    }
    let stated = Terms {
        floor,
        ..Terms::stated(problem)
    };
    let stated = optimum(problem, Objective::Fairest, stated);
    let solution = matching_at_least(largest.matched, stated, problem, floor);
    proved(solution, |certificate| {
        certificate.floor = Some(floor);
        certificate.most_matched = Some(largest.cover);
        certificate.fairest = proof;
    })
}

fn proved(mut solution: Solution, add: impl FnOnce(&mut Certificate)) -> Solution {
    solution.certificate.as_mut().map(add);
    solution
}

/// The best total under `terms`, with the dual values that prove it.
fn optimum(problem: &Problem, objective: Objective, terms: Terms) -> Solution {
    let largest_gain = i64::from(problem.score_bounds().1) + terms.penalty;
    if largest_gain <= i16::LARGEST {
        optimum_in(
            Instance::<i16>::of(problem, terms),
            problem,
            objective,
            terms,
        )
    } else if largest_gain <= i32::LARGEST {
        optimum_in(
            Instance::<i32>::of(problem, terms),
            problem,
            objective,
            terms,
        )
    } else {
        optimum_in(
            Instance::<i64>::of(problem, terms),
            problem,
            objective,
            terms,
        )
    }
}

fn optimum_in<G: Gain>(
    instance: Instance<G>,
    problem: &Problem,
    objective: Objective,
    terms: Terms,
) -> Solution {
    let equilibrium = cold::solve(&instance);
    let mut assignment = problem.locks().to_vec();
    let mut margins = vec![0; problem.mentees()];
    let mut prices = equilibrium.prices;
    for (&mentee, &column) in instance.rows.iter().zip(&equilibrium.seats) {
        let score = problem.row(mentee as usize).get(column as usize).copied();
        assignment[mentee as usize] = score.map(|_| column);
        margins[mentee as usize] = score.map_or(-terms.penalty, |score| {
            i64::from(score) - prices[column as usize]
        });
    }
    // The solver never saw the mentors without an open place: their price is what anyone would pay.
    for (mentor, _) in instance
        .places
        .iter()
        .enumerate()
        .filter(|&(_, &places)| places == 0)
    {
        let offers = instance.rows.iter().filter_map(|&mentee| {
            let score = problem
                .score(mentee as usize, mentor)
                .filter(|&score| score >= terms.floor)?;
            Some(i64::from(score) - margins[mentee as usize])
        });
        prices[mentor] = offers.fold(0, i64::max);
    }
    for (mentee, lock) in problem.locks().iter().enumerate() {
        if let Some(mentor) = lock.map(|mentor| mentor as usize) {
            margins[mentee] = i64::from(problem.row(mentee)[mentor]) - prices[mentor];
        }
    }
    let floor = (terms.floor != FORBIDDEN).then_some(terms.floor);
    let (penalty, most_matched, fairest) = (terms.penalty, None, None);
    let certificate = Certificate {
        objective,
        margins,
        prices,
        penalty,
        floor,
        most_matched,
        fairest,
    };
    Solution::of(problem, assignment, Some(certificate))
}
