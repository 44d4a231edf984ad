//! Stable matchings against the textbook: everyone's whole list sorted, one proposal at a time.

use std::cmp::Reverse;

use pairwell_matching::{FORBIDDEN, Objective, Problem, solve, stable, verify};

use crate::realistic::Random;

const MENTEES: usize = 50;
const MENTORS: usize = 40;

/// Scores up to `highest`, about one in eight forbidden.
fn scores(random: &mut Random, highest: usize) -> Vec<i32> {
    let mut score = || match random.below(8) {
        0 => FORBIDDEN,
        _ => random.below(highest + 1) as i32 - 20,
    };
    (0..MENTEES * MENTORS).map(|_| score()).collect()
}

/// A market with people on both sides whom a lock leaves nothing to choose.
fn market(random: &mut Random, highest: usize, mentors_highest: Option<usize>) -> Problem {
    let mut own = scores(random, highest);
    own[..3 * MENTORS].fill(5);
    let capacities = (0..MENTORS).map(|_| random.below(4) as u32);
    let mut capacities: Vec<u32> = capacities.collect();
    capacities[..3].fill(1);
    let mut draft = Problem::builder(own, capacities);
    if let Some(highest) = mentors_highest {
        draft = draft.mentor_scores(scores(random, highest));
    }
    let locked = (0..3).fold(draft, |draft, person| draft.lock(person, person));
    locked.build().expect("sound")
}

/// Deferred acceptance word for word, with mentees as proposers or with mentors.
fn textbook(problem: &Problem, mentors_propose: bool) -> Vec<Option<u32>> {
    let mut seats = problem.locks().to_vec();
    let mut places = problem.capacities().to_vec();
    for &mentor in problem.locks().iter().flatten() {
        places[mentor as usize] -= 1;
    }
    let liking = |mentee: usize, mentor: usize| {
        let score = problem.score(mentee, mentor)?;
        Some((score, Reverse(mentor)))
    };
    let liking_back = |mentee: usize, mentor: usize| {
        let score = problem.mentor_score(mentee, mentor)?;
        Some((score, Reverse(mentee)))
    };
    let pairs = (0..MENTEES).flat_map(|mentee| (0..MENTORS).map(move |mentor| (mentee, mentor)));
    let open = pairs.filter(|&(mentee, mentor)| {
        problem.locks()[mentee].is_none()
            && liking(mentee, mentor).is_some()
            && liking_back(mentee, mentor).is_some()
    });
    let mut untried: Vec<(usize, usize)> = open.collect();
    if mentors_propose {
        untried.sort_by_key(|&(mentee, mentor)| Reverse(liking_back(mentee, mentor)));
    } else {
        untried.sort_by_key(|&(mentee, mentor)| Reverse(liking(mentee, mentor)));
    }
    let held = |seats: &[Option<u32>], mentor: usize| -> Vec<usize> {
        let free = (0..MENTEES).filter(|&mentee| problem.locks()[mentee].is_none());
        free.filter(|&mentee| seats[mentee] == Some(mentor as u32))
            .collect()
    };
    // Whoever still wants someone asks the best it has not asked yet.
    while let Some(next) = untried.iter().position(|&(mentee, mentor)| {
        if mentors_propose {
            held(&seats, mentor).len() < places[mentor] as usize
        } else {
            seats[mentee].is_none()
        }
    }) {
        let (mentee, mentor) = untried.remove(next);
        if mentors_propose {
            let current = seats[mentee].and_then(|current| liking(mentee, current as usize));
            if liking(mentee, mentor) > current {
                seats[mentee] = Some(mentor as u32);
            }
            continue;
        }
        seats[mentee] = Some(mentor as u32);
        let held = held(&seats, mentor);
        if held.len() > places[mentor] as usize {
            let least = held
                .iter()
                .min_by_key(|&&mentee| liking_back(mentee, mentor));
            seats[*least.expect("the newcomer at least")] = None;
        }
    }
    seats
}

#[test]
fn skipping_those_who_would_refuse_finds_what_sorted_lists_find() {
    let mut random = Random::new(11);
    // All alike, a few ties, many, none worth naming; the two sides in one width and in two.
    for highest in [0, 2, 40, 30_000, 2_000_000] {
        for mentors_highest in [None, Some(0), Some(40), Some(2_000_000)] {
            let problem = market(&mut random, highest, mentors_highest);
            for (objective, mentors_propose) in [
                (Objective::StableMentees, false),
                (Objective::StableMentors, true),
            ] {
                let solution = solve(&problem, objective);
                let expected = textbook(&problem, mentors_propose);
                let case = format!("{objective:?} {highest} {mentors_highest:?}");
                assert_eq!(solution.assignment, expected, "{case}");
                assert_eq!(verify(&problem, &solution), Ok(()), "{case}");
            }
        }
    }
}

#[test]
fn blocking_pairs_are_those_the_definition_names() {
    let mut random = Random::new(12);
    for (highest, mentors_highest) in [(0, None), (3, Some(2_000_000)), (40, Some(40))] {
        let problem = market(&mut random, highest, mentors_highest);
        let best = solve(&problem, Objective::BestTotal).assignment;
        let free = |mentee: usize| problem.locks()[mentee].is_none();
        let mut expected = Vec::new();
        for mentee in (0..MENTEES).filter(|&mentee| free(mentee)) {
            for mentor in 0..MENTORS {
                let held = (0..MENTEES).filter(|&other| best[other] == Some(mentor as u32));
                let full = held.clone().count() == problem.capacities()[mentor] as usize;
                let back = |mentee: usize| {
                    let score = problem.mentor_score(mentee, mentor);
                    score.map(|score| (score, Reverse(mentee)))
                };
                let least = held.filter(|&other| free(other)).map(back).min();
                let gains = !full || least.is_some_and(|least| back(mentee) > least);
                let liking = |mentor: usize| {
                    let score = problem.score(mentee, mentor)?;
                    Some((score, Reverse(mentor)))
                };
                let current = best[mentee].and_then(|current| liking(current as usize));
                if gains && back(mentee).is_some() && liking(mentor) > current {
                    expected.push((mentee, mentor));
                }
            }
        }
        assert!(!expected.is_empty(), "nothing to find at {highest}");
        assert_eq!(stable::blocking_pairs(&problem, &best), expected);
    }
}
