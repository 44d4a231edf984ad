//! Pairwell's matching engine: who goes with whom, exactly optimal, with a proof anyone can check.
//!
//! Mentees are rows, mentors columns with a number of places; a cell is how well the two fit, or
//! [`FORBIDDEN`]. [`solve`] finds the best assignment under an [`Objective`] and returns it with a
//! [`Certificate`]; [`verify`] checks one without the solver's help.
//!
//! ```
//! use pairwell_matching::{FORBIDDEN, Objective, Problem, solve, verify};
//!
//! let scores = vec![
//!     90, 60, // mentee 0
//!     80, FORBIDDEN,
//!     70, 10,
//! ];
//! let problem = Problem::builder(scores, vec![1, 1]).unmatched_penalty(50).build()?;
//! let best = solve(&problem, Objective::BestTotal);
//! assert_eq!(best.assignment, [Some(1), Some(0), None]);
//! assert_eq!(best.total, 60 + 80 - 50);
//! verify(&problem, &best).expect("every answer carries its proof");
//! # Ok::<(), pairwell_matching::ProblemError>(())
//! ```
//!
//! # What is promised
//! - **Exact.** Integers throughout; no score, penalty or size that [`ProblemBuilder::build`]
//!   accepts makes an answer approximate.
//! - **Deterministic.** The answer is a function of the problem and the objective alone: the same
//!   natively, in the browser, and on every run.
//! - **No panic, no endless loop** on anything `build` accepts.

/// The engine's version. Two runs of one version give the same answer to the same problem; another
/// version may choose differently among equally good ones.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

mod cold;
mod cover;
mod draft;
mod error;
mod instance;
mod matrix;
mod near;
mod order;
pub mod packed;
mod problem;
mod session;
mod solution;
mod solve;
pub mod stable;
mod verify;
mod withheld;

pub use draft::ProblemBuilder;
pub use error::ProblemError;
pub use near::{Amended, solve_near};
pub use problem::{FORBIDDEN, MOST_PEOPLE, Problem};
pub use session::{Chain, Change, EditRefused, ForceCosts, Move, Plan, Session, Trouble};
pub use solution::{Certificate, Cover, Objective, Solution};
pub use solve::solve;
pub use verify::{Violation, verify};
