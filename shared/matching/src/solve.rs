//! From an objective to an answer with its proof.

use std::borrow::Cow;

use crate::cold::{self, Equilibrium, NOWHERE};
use crate::cover;
use crate::instance::{Instance, Terms};
use crate::stable;
use crate::{Certificate, Cover, FORBIDDEN, Objective, Problem, Solution};

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
    let terms = Terms::stated(problem);
    let stated = equilibrium(problem, terms, None);
    let largest = cover::largest(problem, FORBIDDEN, &assignment(problem, &stated), 0);
    let (terms, best) = matching_at_least(largest.matched, problem, terms, stated);
    let solution = certified(problem, Objective::MostMatched, terms, &best);
    proved(solution, |certificate| {
        certificate.most_matched = Some(largest.cover)
    })
}

/// The best total among matchings of `most` mentees, the largest number there is; `best` is the best
/// total of any number under `terms`. Where that left nobody out for the sake of the total it is the
/// answer already, since among matchings of one size the penalty makes no difference; otherwise those
/// left out try again with matching counting for more, in the end before all else.
fn matching_at_least(
    most: usize,
    problem: &Problem,
    terms: Terms,
    mut best: Equilibrium,
) -> (Terms, Equilibrium) {
    let dominating = Terms::most_matched(problem, terms.floor);
    let brief = terms.most_matched_in_brief(problem);
    let brief = brief.filter(|brief| brief.penalty < dominating.penalty);
    let mut terms = terms;
    for next in brief.into_iter().chain([dominating]) {
        if chosen(problem, &assignment(problem, &best)).count() == most {
            break;
        }
        let unmatched = problem.mentors() as u32;
        let left_out = best.seats.iter_mut().filter(|seat| **seat == unmatched);
        left_out.for_each(|seat| *seat = NOWHERE);
        (terms, best) = (next, equilibrium(problem, next, Some(&best)));
    }
    (terms, best)
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

/// Finds the highest floor on which as many can still be matched, then the best total above it
/// (bottleneck first, then total: the scores between the worst and the rest are not evened out
/// further).
///
/// The best total on all scores comes first: its pairs are where the search for the floor starts,
/// and its prices still hold for all pairs from the floor up, so that only the others move.
fn fairest(problem: &Problem) -> Solution {
    let stated = Terms::stated(problem);
    let mut best = equilibrium(problem, stated, None);
    let largest = cover::largest(problem, FORBIDDEN, &assignment(problem, &best), 0);
    let Some((floor, proof)) = highest_floor(problem, &largest) else {
        let solution = certified(problem, Objective::Fairest, stated, &best);
        return proved(solution, |certificate| {
            certificate.most_matched = Some(largest.cover)
        });
    };
    for (mentee, seat) in best.seats.iter_mut().enumerate() {
        let below = |score| score < floor;
        if problem.score(mentee, *seat as usize).is_some_and(below) {
            *seat = NOWHERE;
        }
    }
    let terms = Terms { floor, ..stated };
    let best = equilibrium(problem, terms, Some(&best));
    let (terms, best) = matching_at_least(largest.matched, problem, terms, best);
    let solution = certified(problem, Objective::Fairest, terms, &best);
    proved(solution, |certificate| {
        certificate.floor = Some(floor);
        certificate.most_matched = Some(largest.cover);
        certificate.fairest = proof;
    })
}

/// Bisects for the highest score from which up as many can be matched as in `largest`, and says why
/// it can be no higher, unless that is the highest number there is; none without a pair to choose.
fn highest_floor(problem: &Problem, largest: &cover::Outcome) -> Option<(i32, Option<Cover>)> {
    let mut floor = chosen(problem, &largest.assignment).min()?;
    let mut out_of_reach = i64::from(cover::ceiling(problem, largest.matched)) + 1;
    let mut reachable = Cow::Borrowed(&largest.assignment);
    let mut proof = None;
    // The proof that the floor cannot rise is the failure at the very next score.
    while i64::from(floor) + 1 < out_of_reach || (proof.is_none() && floor < i32::MAX) {
        let middle = i64::from(floor) + (out_of_reach - i64::from(floor)) / 2;
        let tried = (middle as i32).max(floor + 1);
        let attempt = cover::largest(problem, tried, &reachable, largest.matched);
        if attempt.matched == largest.matched {
            floor = chosen(problem, &attempt.assignment).min().unwrap_or(tried);
            reachable = Cow::Owned(attempt.assignment);
        } else {
            out_of_reach = i64::from(tried);
            proof = Some(attempt.cover);
        }
    }
    Some((floor, proof))
}

fn proved(mut solution: Solution, add: impl FnOnce(&mut Certificate)) -> Solution {
    solution.certificate.as_mut().map(add);
    solution
}

/// The best total under `terms`, with the dual values that prove it.
pub(crate) fn optimum(problem: &Problem, objective: Objective, terms: Terms) -> Solution {
    let best = equilibrium(problem, terms, None);
    certified(problem, objective, terms, &best)
}

/// Who goes with whom in an equilibrium, locked pairs included.
fn assignment(problem: &Problem, Equilibrium { seats, .. }: &Equilibrium) -> Vec<Option<u32>> {
    let seats = seats.iter().zip(problem.locks());
    let taken = |seat: u32| ((seat as usize) < problem.mentors()).then_some(seat);
    seats.map(|(&seat, lock)| lock.or(taken(seat))).collect()
}

/// An equilibrium under `terms` as a solution, with the dual values that prove it.
fn certified(
    problem: &Problem,
    objective: Objective,
    terms: Terms,
    equilibrium: &Equilibrium,
) -> Solution {
    let assignment = assignment(problem, equilibrium);
    let mut prices = equilibrium.prices.clone();
    let margin = |mentee: usize, prices: &[i64]| {
        let pair = assignment[mentee].map(|mentor| mentor as usize);
        let net = pair.and_then(|mentor| {
            let score = problem.score(mentee, mentor)?;
            Some(i64::from(score) - prices[mentor])
        });
        net.unwrap_or(-terms.penalty)
    };
    // The solver never saw the mentors without an open place: their price is what anyone would pay.
    let places = problem.open_places();
    let closed: Vec<usize> = (0..places.len())
        .filter(|&mentor| places[mentor] == 0)
        .collect();
    let free = |&mentee: &usize| problem.locks()[mentee].is_none() && !closed.is_empty();
    for mentee in (0..problem.mentees()).filter(free) {
        let (margin, row) = (margin(mentee, &prices), problem.row(mentee));
        for &mentor in &closed {
            let score = row.get(mentor).filter(|&score| score != FORBIDDEN);
            if let Some(score) = score.filter(|&score| score >= terms.floor) {
                prices[mentor] = prices[mentor].max(i64::from(score) - margin);
            }
        }
    }
    let margins = (0..problem.mentees()).map(|mentee| margin(mentee, &prices));
    let margins = margins.collect();
    let certificate = Certificate {
        margins,
        prices,
        penalty: terms.penalty,
        floor: (terms.floor != FORBIDDEN).then_some(terms.floor),
        ..Certificate::bare(objective)
    };
    Solution::of(problem, assignment, Some(certificate))
}

/// Solves from nothing or going on from an equilibrium under easier terms.
fn equilibrium(problem: &Problem, terms: Terms, from: Option<&Equilibrium>) -> Equilibrium {
    let instance = Instance::new(problem, terms);
    match from {
        None => cold::solve(&instance),
        Some(from) => cold::resume(&instance, from),
    }
}
