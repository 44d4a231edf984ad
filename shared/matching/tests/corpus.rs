//! One number for a whole corpus of answers, natively and in the browser: if the two ever differ, or
//! a change makes the engine choose differently among equals, this test says so.

use pairwell_matching::{Objective, Session, Solution, solve, solve_near, verify};

mod realistic;

/// What the corpus came to when this was last set, on purpose; the version goes up with it.
const EXPECTED: u64 = 0xab5c_fc00_d9ba_7754;

/// Fowler–Noll–Vo, 64 bits, variant 1a.
struct Digest(u64);

impl Digest {
    fn add(&mut self, value: i64) {
        for byte in value.to_le_bytes() {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
        }
    }

    fn add_solution(&mut self, solution: &Solution) {
        for seat in &solution.assignment {
            self.add(seat.map_or(-1, i64::from));
        }
        self.add(solution.total);
        self.add(solution.worst.map_or(i64::MIN, i64::from));
    }
}

const OBJECTIVES: [Objective; 5] = [
    Objective::BestTotal,
    Objective::MostMatched,
    Objective::Fairest,
    Objective::StableMentees,
    Objective::StableMentors,
];

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn the_corpus_has_the_same_answers_everywhere() {
    let mut digest = Digest(0xCBF2_9CE4_8422_2325);
    for (seed, mentees, mentors, highest) in [
        (1, 12, 5, 10),
        (2, 40, 17, 100),
        (3, 200, 66, 100),
        (4, 120, 30, 10_000),
        (5, 90, 40, 1_000_000),
        (6, 60, 9, 100),
    ] {
        let draft = realistic::programme(mentees, mentors, highest, seed);
        let mut random = realistic::Random::new(seed);
        let problem = draft.clone().build().expect("sound");
        // A lock, where the pair is allowed, and a forbid.
        let (mentee, mentor) = (random.below(mentees), random.below(mentors));
        let draft = if problem.score(mentee, mentor).is_some() {
            draft.lock(mentee, mentor)
        } else {
            draft
        };
        let problem = draft
            .forbid((mentee + 1) % mentees, mentor)
            .build()
            .expect("sound");
        for objective in OBJECTIVES {
            let solution = solve(&problem, objective);
            verify(&problem, &solution).expect("proved");
            digest.add_solution(&solution);
        }
        let before = problem.clone();
        let mut session = Session::new(problem);
        for _ in 0..30 {
            let (mentee, mentor) = (random.below(mentees), random.below(mentors));
            let change = match random.below(4) {
                0 => session.lock(mentee, mentor),
                1 => session.unlock(mentee),
                2 => session.forbid(mentee, mentor),
                _ => session.set_capacity(mentor, random.below(4) as u32),
            };
            digest.add(change.map_or(-1, |change| change.total_delta));
            for cost in session.force_costs(mentee) {
                digest.add(cost.unwrap_or(-1));
            }
        }
        digest.add_solution(&session.solution());
        let (now, everybody) = (session.problem(), (0..mentees).collect::<Vec<_>>());
        let best = solve(&before, Objective::BestTotal);
        digest.add_solution(&solve_near(&before, &best, now, &everybody));
    }
    assert_eq!(digest.0, EXPECTED, "the corpus came to {:#018x}", digest.0);
}
