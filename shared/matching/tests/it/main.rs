//! The engine against brute force, against itself and against bad input.

mod brute_force;
mod drafts;
mod exhaustive;
#[cfg(not(target_arch = "wasm32"))]
mod known_traps;
#[cfg(not(target_arch = "wasm32"))]
mod long;
#[path = "../model/mod.rs"]
mod model;
mod near;
mod permuted;
#[cfg(not(target_arch = "wasm32"))]
#[path = "../realistic/mod.rs"]
mod realistic;
mod repair;
#[cfg(not(target_arch = "wasm32"))]
mod rival;
mod session;
#[cfg(not(target_arch = "wasm32"))]
mod stable;
mod support;
mod tampering;
