//! From an objective to an answer with its proof.

use crate::cold::{self, Equilibrium, NOWHERE};
use crate::cover;
use crate::instance::{Instance, Net, Terms};
use crate::matrix::Matrix;
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
    pairs.filter_map(|(mentee, (&mentor, _))| problem.score(mentee, mentor? as usize))
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
pub(crate) fn optimum(problem: &Problem, objective: Objective, terms: Terms) -> Solution {
    let Equilibrium { seats, mut prices } = equilibrium(problem, terms);
    let mut assignment = problem.locks().to_vec();
    let mut margins = vec![0; problem.mentees()];
    for (mentee, &column) in seats
        .iter()
        .enumerate()
        .filter(|(_, seat)| **seat != NOWHERE)
    {
        let score = problem.score(mentee, column as usize);
        assignment[mentee] = score.map(|_| column);
        margins[mentee] = score.map_or(-terms.penalty, |score| {
            i64::from(score) - prices[column as usize]
        });
    }
    // The solver never saw the mentors without an open place: their price is what anyone would pay.
    let open = problem.open_places();
    for (mentor, _) in open.iter().enumerate().filter(|&(_, &places)| places == 0) {
        let free = (0..problem.mentees()).filter(|&mentee| problem.locks()[mentee].is_none());
        let offers = free.filter_map(|mentee| {
            let score = problem.score(mentee, mentor)?;
            (score >= terms.floor).then_some(i64::from(score) - margins[mentee])
        });
        prices[mentor] = offers.fold(0, i64::max);
    }
    for (mentee, lock) in problem.locks().iter().enumerate() {
        if let Some(mentor) = lock.map(|mentor| mentor as usize)
            && let Some(score) = problem.score(mentee, mentor)
        {
            margins[mentee] = i64::from(score) - prices[mentor];
        }
    }
    let certificate = Certificate {
        margins,
        prices,
        penalty: terms.penalty,
        floor: (terms.floor != FORBIDDEN).then_some(terms.floor),
        ..Certificate::bare(objective)
    };
    Solution::of(problem, assignment, Some(certificate))
}

/// Solves in the narrowest numbers that hold every price.
fn equilibrium(problem: &Problem, terms: Terms) -> Equilibrium {
    let largest_gain = i64::from(problem.score_bounds().1) + terms.penalty;
    let needed = largest_gain.max(terms.penalty);
    match &problem.scores {
        Matrix::Narrow(cells) => {
            let instance = Instance::new(problem, cells, terms);
            if needed <= i16::LARGEST {
                cold::solve::<_, i16>(&instance)
            } else if needed <= i32::LARGEST {
                cold::solve::<_, i32>(&instance)
            } else {
                cold::solve::<_, i64>(&instance)
            }
        }
        Matrix::Wide(cells) => {
            let instance = Instance::new(problem, cells, terms);
            if needed <= i32::LARGEST {
                cold::solve::<_, i32>(&instance)
            } else {
                cold::solve::<_, i64>(&instance)
            }
        }
    }
}
