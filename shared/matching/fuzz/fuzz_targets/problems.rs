//! Drafts of every kind, most of them unsound: `build` accepts or refuses, and every objective of what
//! it accepts is answered with a proof that holds.

#![no_main]

use libfuzzer_sys::arbitrary::{self, Arbitrary};
use libfuzzer_sys::fuzz_target;
use pairwell_matching::{FORBIDDEN, MOST_PEOPLE, Objective, Problem, solve, stable, verify};

/// The builder's arguments as they come: rows may be ragged, people may not be there.
#[derive(Arbitrary, Debug)]
struct Draft {
    scores: Vec<Option<i32>>,
    /// Small scores tie and compete; large ones try the widths.
    shrink: u8,
    capacities: Vec<u32>,
    mentees: Option<usize>,
    penalty: i32,
    mentor_scores: Option<Vec<i32>>,
    locks: Vec<(u8, u8)>,
    forbidden: Vec<(u8, u8)>,
    /// Trimmed into shape: few drafts are sound by luck.
    trim: bool,
}

impl Draft {
    fn trimmed(mut self) -> Self {
        self.capacities.truncate(16);
        let mentors = self.capacities.len().max(1);
        let mentees = self.scores.len() / mentors;
        self.scores.truncate(mentees * mentors);
        self.mentees = None;
        self.penalty = self.penalty.saturating_abs();
        if let Some(scores) = &mut self.mentor_scores {
            scores.resize(self.scores.len(), 0);
        }
        for (mentee, mentor) in self.locks.iter_mut().chain(&mut self.forbidden) {
            *mentee %= mentees.clamp(1, 255) as u8;
            *mentor %= mentors as u8;
        }
        self
    }
}

const MOST_CELLS: usize = 1024;

fuzz_target!(|draft: Draft| {
    // Bounded, so that a slow run is a finding. Without mentors any number of mentees is a problem,
    // and its answer as long as that.
    if draft.scores.len() > MOST_CELLS
        || draft.capacities.len() > MOST_CELLS
        || draft.capacities.is_empty()
            && draft
                .mentees
                .is_some_and(|count| count > MOST_CELLS && count <= MOST_PEOPLE)
    {
        return;
    }
    let draft = if draft.trim { draft.trimmed() } else { draft };
    let shrunk = |score: i32| score >> (draft.shrink % 32);
    let scores = draft
        .scores
        .iter()
        .map(|score| score.map_or(FORBIDDEN, shrunk));
    let mut builder =
        Problem::builder(scores.collect(), draft.capacities).unmatched_penalty(draft.penalty);
    if let Some(mentees) = draft.mentees {
        builder = builder.mentees(mentees);
    }
    if let Some(scores) = draft.mentor_scores {
        builder = builder.mentor_scores(scores);
    }
    for (mentee, mentor) in draft.locks {
        builder = builder.lock(mentee.into(), mentor.into());
    }
    for (mentee, mentor) in draft.forbidden {
        builder = builder.forbid(mentee.into(), mentor.into());
    }
    let problem = match builder.build() {
        Ok(problem) => problem,
        Err(refused) => {
            assert!(!refused.to_string().is_empty());
            return;
        }
    };
    let answer = |objective| {
        let solution = solve(&problem, objective);
        assert_eq!(verify(&problem, &solution), Ok(()), "{objective:?}");
        solution
    };
    let best = answer(Objective::BestTotal);
    let most = answer(Objective::MostMatched);
    let fairest = answer(Objective::Fairest);
    assert!(best.total >= most.total && most.total >= fairest.total);
    assert!(best.matched <= most.matched && most.matched == fairest.matched);
    for objective in [Objective::StableMentees, Objective::StableMentors] {
        let stable = answer(objective);
        assert_eq!(stable::blocking_pairs(&problem, &stable.assignment), []);
        assert!(stable.total <= best.total);
    }
});
