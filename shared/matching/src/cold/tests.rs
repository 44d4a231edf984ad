//! The solve must find an optimum whatever its tuning and numbers, also on instances made to hurt it.

use super::*;
use crate::instance::Terms;
use crate::{FORBIDDEN, Problem};

/// Extreme settings reach branches that small problems otherwise never need: one-entry lists that
/// cannot hold the ties, no auction at all, an auction without end.
const NO_ROUGH: Tuning = Tuning {
    rough_bids_per_row: 0,
    hard_from: 1,
    ..Tuning::DEFAULT
};

const TUNINGS: [Tuning; 6] = [
    Tuning::DEFAULT,
    Tuning {
        warm: false,
        shortlist: 1,
        bids_per_row: 0,
        ..NO_ROUGH
    },
    Tuning {
        warm: true,
        shortlist: 1,
        bids_per_row: 50,
        hard_from: usize::MAX,
        ..Tuning::DEFAULT
    },
    Tuning {
        warm: false,
        shortlist: 2,
        bids_per_row: 1,
        rough_bids_per_row: 1,
        hard_bids_per_row: 1,
        hard_from: usize::MAX,
    },
    Tuning {
        warm: true,
        shortlist: 3,
        bids_per_row: 0,
        ..NO_ROUGH
    },
    Tuning {
        warm: false,
        shortlist: 5,
        bids_per_row: 1000,
        rough_bids_per_row: 1000,
        hard_bids_per_row: 1000,
        hard_from: usize::MAX,
    },
];

/// Optimality read off the definition: everyone has what it wants most at the prices, and free
/// places cost nothing. Returns the total.
fn proved(instance: &Instance, answer: &Equilibrium) -> i64 {
    let columns = instance.places.len();
    let mut held = vec![0u32; columns];
    let mut total = 0;
    for &row in &instance.free {
        let (row, seat) = (row as usize, answer.seats[row as usize] as usize);
        let scores = instance.row(row);
        let margin = match scores.get(seat) {
            Some(score) => {
                assert!(instance.usable(score), "row {row} sits where it may not");
                held[seat] += 1;
                total += i64::from(score);
                i64::from(score) - answer.prices[seat]
            }
            None => {
                total -= instance.penalty;
                -instance.penalty
            }
        };
        assert!(
            margin >= -instance.penalty,
            "row {row} would rather be unmatched"
        );
        for (column, score) in scores
            .iter()
            .enumerate()
            .filter(|&(_, score)| instance.usable(score))
            .filter(|&(column, _)| instance.places[column] > 0)
        {
            assert!(
                i64::from(score) - answer.prices[column] <= margin,
                "row {row} would rather have {column}"
            );
        }
    }
    for (column, &places) in instance.places.iter().enumerate() {
        assert!(held[column] <= places, "column {column} is overfull");
        assert!(answer.prices[column] >= 0);
        assert!(
            held[column] == places || answer.prices[column] == 0,
            "a free place of {column} costs"
        );
    }
    total
}

/// Solves in every width and tuning; all must be optimal and agree.
fn solve_every_way(scores: &[i32], capacities: &[u32], mentees: usize, penalty: i32) {
    let builder = Problem::builder(scores.to_vec(), capacities.to_vec()).mentees(mentees);
    let problem = builder.unmatched_penalty(penalty).build().expect("sound");
    let mut wide = problem.clone();
    wide.scores = wide.scores.widened();
    let terms = Terms::stated(&problem);
    let instance = Instance::new(&problem, terms);
    let total = proved(&instance, &solve(&instance));
    // Wide scores take wide nets; so do narrow ones where prices may be large.
    let dear = Instance {
        largest_gain: 1 << 40,
        ..instance.clone()
    };
    for instance in [instance, Instance::new(&wide, terms), dear] {
        for tuning in TUNINGS {
            let answer = solve_with(&instance, tuning);
            assert_eq!(proved(&instance, &answer), total);
        }
    }
}

/// A linear congruential generator, for test data only.
fn random(seed: &mut u64, end: u64) -> u64 {
    *seed = seed
        .wrapping_mul(6364136223846793005)
        .wrapping_add(1442695040888963407);
    (*seed >> 33) % end
}

#[test]
fn every_tuning_and_width_finds_an_optimum() {
    let mut seed = 1;
    for round in 0..400 {
        let mentees = random(&mut seed, 30) as usize;
        let mentors = 1 + random(&mut seed, 14) as usize;
        let highest = [0, 1, 3, 20, 1000][round % 5];
        let forbidden = random(&mut seed, 10);
        let mut cell = || {
            let luck = random(&mut seed, 10);
            let score = random(&mut seed, highest + 1) as i32;
            if luck < forbidden {
                FORBIDDEN
            } else {
                score - (highest / 4) as i32
            }
        };
        let scores: Vec<i32> = (0..mentees * mentors).map(|_| cell()).collect();
        let capacities: Vec<u32> = (0..mentors).map(|_| random(&mut seed, 4) as u32).collect();
        let penalty = [0, 1, 10, 1000][random(&mut seed, 4) as usize];
        solve_every_way(&scores, &capacities, mentees, penalty);
    }
}

type Family = fn(usize, usize) -> i32;

/// Families known to make assignment solvers slow.
const FAMILIES: [(&str, Family); 6] = [
    ("all equal", |_, _| 7),
    ("common value", |i, j| (i % 7 + 3 * (j % 11)) as i32),
    ("Machol and Wien's", |i, j| (i * j % 16_000) as i32 - 8_000),
    ("geometric", |i, j| 1 << ((i + j) % 13)),
    (
        "everyone wants the same",
        |_, j| if j == 0 { 1000 } else { 0 },
    ),
    (
        "nearly infeasible",
        |i, j| if j <= i / 2 { 5 } else { FORBIDDEN },
    ),
];

#[test]
fn families_made_to_hurt_are_solved_exactly() {
    for (_, family) in FAMILIES {
        for (mentees, mentors, places) in [(40, 20, 2), (40, 13, 2), (25, 40, 1)] {
            let cells = (0..mentees).flat_map(|i| (0..mentors).map(move |j| family(i, j)));
            solve_every_way(
                &cells.collect::<Vec<_>>(),
                &vec![places; mentors],
                mentees,
                3,
            );
        }
    }
}

#[test]
fn hurtful_families_do_not_make_rows_be_read_without_end() {
    for (name, family) in FAMILIES {
        let (mentees, mentors) = (300, 100);
        let cells = (0..mentees).flat_map(|i| (0..mentors).map(move |j| family(i, j)));
        let builder = Problem::builder(cells.collect(), vec![3; mentors]);
        let problem = builder.unmatched_penalty(3).build().expect("sound");
        let instance = Instance::new(&problem, Terms::stated(&problem));
        let reads_per_row = reads(&instance) / mentees as u64;
        assert!(reads_per_row <= 60, "{name}: {reads_per_row} reads per row");
    }
}

/// How often a row is read in a solve.
fn reads(instance: &Instance) -> u64 {
    let mut market = Market::new(instance, Tuning::DEFAULT);
    let left_over = market.bid_up(Tuning::DEFAULT);
    market.seat_the_rest(&left_over);
    market.free_what_is_unsold();
    market.shortlists.reads()
}

#[test]
fn scarce_places_cost_no_more_reading_than_enough_of_them() {
    let (mentees, mentors) = (600, 60);
    let mut seed = 7;
    let scores: Vec<i32> = (0..mentees * mentors)
        .map(|_| (random(&mut seed, 60) + random(&mut seed, 40)) as i32)
        .collect();
    for places in [1, 5, 9, 10, 11] {
        let builder = Problem::builder(scores.clone(), vec![places; mentors]);
        let problem = builder.unmatched_penalty(1000).build().expect("sound");
        let instance = Instance::new(&problem, Terms::stated(&problem));
        let reads_per_row = reads(&instance) / mentees as u64;
        assert!(reads_per_row <= 8, "{places} places: {reads_per_row}");
    }
}
