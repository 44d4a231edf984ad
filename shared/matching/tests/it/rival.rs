//! The engine against an independent implementation, at sizes brute force cannot reach.

use pairwell_matching::{FORBIDDEN, Objective, Problem};
use pathfinding::kuhn_munkres::kuhn_munkres;
use pathfinding::matrix::Matrix;

use crate::model::Model;
use crate::realistic::{self, Random};
use crate::support::{figures, solved};

/// The greatest sum of `worth` over the pairs of a matching, locks aside, by the Hungarian algorithm
/// on a matrix with a column per place.
fn by_rival(problem: &Problem, worth: impl Fn(i32) -> i64) -> i64 {
    let columns = problem.open_places().into_iter().enumerate();
    let places: Vec<usize> = columns
        .flat_map(|(mentor, places)| vec![mentor; (places as usize).min(problem.mentees())])
        .collect();
    let free: Vec<usize> = (0..problem.mentees())
        .filter(|&mentee| problem.locks()[mentee].is_none())
        .collect();
    // The Hungarian algorithm seats every row: columns of zeros stand for staying unmatched.
    let gains = Matrix::from_fn(free.len(), places.len() + free.len(), |(row, place)| {
        let score = places
            .get(place)
            .and_then(|&mentor| problem.score(free[row], mentor));
        score.map_or(0, &worth)
    });
    kuhn_munkres(&gains).0
}

/// Every objective that is a number, reached by the rival as sums of suitable worths.
pub fn expect_agreement(problem: &Problem) {
    let penalty = i64::from(problem.unmatched_penalty());
    let locked = problem.locks().iter().enumerate();
    let locked: Vec<i64> = locked
        .filter_map(|(mentee, lock)| problem.score(mentee, (*lock)? as usize))
        .map(i64::from)
        .collect();
    let free = (problem.mentees() - locked.len()) as i64;
    let fixed: i64 = locked.iter().sum();

    let best = solved(problem, Objective::BestTotal);
    let gain = by_rival(problem, |score| (i64::from(score) + penalty).max(0));
    assert_eq!(best.total, fixed + gain - penalty * free);

    // One more match outweighs whatever scores there are.
    let heavy = (1i64 << 32) * (free + 1);
    let matched = by_rival(problem, |_| 1);
    let most = solved(problem, Objective::MostMatched);
    let gain = by_rival(problem, |score| i64::from(score) + heavy);
    assert_eq!(most.matched as i64, locked.len() as i64 + matched);
    let total = |gain: i64| fixed + gain - heavy * matched - penalty * (free - matched);
    assert_eq!(most.total, total(gain));

    let fairest = solved(problem, Objective::Fairest);
    assert_eq!(fairest.matched, most.matched);
    let (_, _, worst) = figures(problem, &fairest.assignment);
    if let Some(worst) = worst {
        let above = by_rival(problem, |score| i64::from(score > worst));
        assert!(above < matched, "all could be above {worst}");
    }
    let floor = worst.unwrap_or(FORBIDDEN);
    let gain = by_rival(problem, |score| {
        if score < floor {
            0
        } else {
            i64::from(score) + heavy
        }
    });
    assert_eq!(fairest.total, total(gain));
}

/// A problem of any shape up to 60 × 20, of few ties or many, tight or roomy, open or nearly closed.
pub fn any_model(random: &mut Random) -> Model {
    let (mentees, mentors) = (random.below(61), 1 + random.below(20));
    let ranges = [
        (0, 1),
        (0, 3),
        (0, 101),
        (-50, 101),
        (0, 1_000_000),
        (-30_000, 90_000),
    ];
    let widest = (-2_000_000_000, 4_000_000_000);
    let (lowest, count) = *[&ranges[..], &[widest]]
        .concat()
        .get(random.below(7))
        .expect("seven");
    let (forbidden, roominess) = (random.below(10), 1 + random.below(6));
    let mut cell = || {
        if random.below(10) < forbidden {
            FORBIDDEN
        } else {
            (lowest + random.below(count) as i64) as i32
        }
    };
    let rows = (0..mentees)
        .map(|_| (0..mentors).map(|_| cell()).collect())
        .collect();
    let capacities = (0..mentors)
        .map(|_| random.below(roominess) as u32)
        .collect();
    let penalty = [0, 1, 60, 100_000, i32::MAX][random.below(5)];
    Model::new(rows, capacities, penalty)
}

#[test]
fn an_independent_solver_agrees_on_problems_of_every_kind() {
    let mut random = Random::new(1);
    for _ in 0..120 {
        expect_agreement(&any_model(&mut random).problem());
    }
}

#[test]
fn an_independent_solver_agrees_on_realistic_programmes() {
    for (seed, mentees, mentors, highest) in [
        (1, 150, 50, 100),
        (2, 150, 30, 100),
        (3, 60, 90, 100),
        (4, 120, 40, 10_000),
        (5, 100, 25, 30_000_000),
    ] {
        let draft = realistic::programme(mentees, mentors, highest, seed);
        expect_agreement(&draft.build().expect("sound"));
    }
}
