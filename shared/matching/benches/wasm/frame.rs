//! `lib.rs` without an engine: the memory allocator, the made-up programme and a layer that calls
//! it, by as many names with the same arguments and answers. What this weighs is no part of the
//! engine's weight.

#![cfg(target_arch = "wasm32")]

use pairwell_matching::FORBIDDEN;
use wasm_bindgen::prelude::wasm_bindgen;

#[path = "../../tests/realistic/mod.rs"]
#[allow(dead_code)]
mod realistic;

/// A programme and the two people chosen; every answer is one of its scores or a count of places.
#[wasm_bindgen]
pub struct Engine {
    cells: Vec<i32>,
    capacities: Vec<u32>,
    random: realistic::Random,
    mentee: usize,
    mentor: usize,
    scores: [Vec<i32>; 2],
}

#[wasm_bindgen]
impl Engine {
    /// A programme of this size, the same as the engine is given.
    #[wasm_bindgen(constructor)]
    pub fn new(mentees: usize, mentors: usize) -> Self {
        let (cells, capacities) = realistic::draft(mentees, mentors, 100, 1);
        Self {
            cells,
            capacities,
            random: realistic::Random::new(5),
            mentee: 0,
            mentor: 0,
            scores: [Vec::new(), Vec::new()],
        }
    }

    pub fn solve(&self) -> f64 {
        f64::from(self.cells[0])
    }

    pub fn solve_for(&self, objective: &str) -> f64 {
        f64::from(self.cells[named(objective)])
    }

    pub fn start_session(&mut self) {
        self.mentee = 1;
    }

    pub fn resume_session(&mut self) {
        self.mentor = 1;
    }

    pub fn solve_near(&mut self) -> f64 {
        f64::from(self.score(self.mentee, self.mentor))
    }

    pub fn choose(&mut self) {
        let mentors = self.capacities.len();
        let mentees = self.cells.len() / mentors;
        loop {
            self.mentee = self.random.below(mentees);
            self.mentor = self.random.below(mentors);
            if self.score(self.mentee, self.mentor) != FORBIDDEN {
                break;
            }
        }
        let other = self.random.below(mentees);
        self.scores = [other, self.mentee].map(|mentee| {
            let score = |mentor| self.score(mentee, mentor);
            (0..mentors).map(score).collect()
        });
    }

    pub fn lock(&mut self) {
        self.mentee = self.mentor;
    }

    pub fn unlock(&mut self) -> usize {
        self.mentee
    }

    pub fn forbid(&mut self) -> usize {
        self.mentor
    }

    pub fn allow(&mut self) -> usize {
        self.mentor + 1
    }

    pub fn rescore(&mut self, which: usize) -> usize {
        std::mem::take(&mut self.scores[which]).len()
    }

    pub fn others(&mut self) -> usize {
        self.mentee + 1
    }

    pub fn force_costs_all(&mut self) -> Option<f64> {
        let score = self.score(self.mentee, self.mentor);
        (score != FORBIDDEN).then_some(f64::from(score))
    }

    pub fn place_gains(&mut self) -> f64 {
        f64::from(self.capacities[self.mentor])
    }

    pub fn set_objective(&mut self, objective: &str) -> usize {
        self.mentee = named(objective);
        self.mentee
    }

    pub fn alternatives(&mut self) -> usize {
        self.mentee + 2
    }

    pub fn blocking_pairs(&mut self) -> usize {
        self.mentee + 3
    }

    pub fn is_optimal(&mut self) -> bool {
        self.mentee == self.mentor
    }

    fn score(&self, mentee: usize, mentor: usize) -> i32 {
        self.cells[mentee * self.capacities.len() + mentor]
    }
}

fn named(objective: &str) -> usize {
    match objective {
        "most matched" => 1,
        "fairest" => 2,
        "stable for mentees" => 3,
        "stable for mentors" => 4,
        _ => 0,
    }
}
