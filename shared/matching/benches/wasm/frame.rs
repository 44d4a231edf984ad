//! `lib.rs` without an engine: the memory allocator, the made-up programme and a layer that calls
//! it. What this weighs is no part of the engine's weight.

#![cfg(target_arch = "wasm32")]

use wasm_bindgen::prelude::wasm_bindgen;

#[path = "../../tests/realistic/mod.rs"]
#[allow(dead_code)]
mod realistic;

#[wasm_bindgen]
pub struct Frame {
    scores: Vec<i32>,
    capacities: Vec<u32>,
    random: realistic::Random,
}

#[wasm_bindgen]
impl Frame {
    /// A programme of this size, the same as the engine is given.
    #[wasm_bindgen(constructor)]
    pub fn new(mentees: usize, mentors: usize) -> Self {
        let (scores, capacities) = realistic::draft(mentees, mentors, 100, 1);
        Self {
            scores,
            capacities,
            random: realistic::Random::new(5),
        }
    }

    /// The score of two people chosen by chance.
    pub fn choose(&mut self) -> f64 {
        let mentors = self.capacities.len();
        let mentor = self.random.below(mentors);
        let mentee = self.random.below(self.scores.len() / mentors);
        f64::from(self.scores[mentee * mentors + mentor])
    }
}
