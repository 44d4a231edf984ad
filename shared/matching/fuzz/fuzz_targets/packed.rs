//! Bytes that claim to be a packed problem: refused with a reason, or read, and then written as the
//! same bytes again.

#![no_main]

use libfuzzer_sys::fuzz_target;
use pairwell_matching::{Objective, packed, solve, verify};

const MOST_MENTEES: usize = 1024;

fuzz_target!(|bytes: &[u8]| {
    let draft = match packed::read(bytes) {
        Ok(draft) => draft,
        Err(refused) => {
            assert!(!refused.to_string().is_empty());
            return;
        }
    };
    let Ok(problem) = draft.build() else { return };
    assert_eq!(packed::write(&problem).as_deref(), Ok(bytes));
    // Without mentors a few bytes announce millions of mentees.
    if problem.mentees() <= MOST_MENTEES {
        let best = solve(&problem, Objective::BestTotal);
        assert_eq!(verify(&problem, &best), Ok(()));
    }
});
