//! The engine against brute force, against itself and against bad input.

mod brute_force;
mod drafts;
mod session;
mod support;
