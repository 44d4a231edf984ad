//! A problem as plain data and its edits done the obvious way: what a live session is held against.
//!
//! The only place that lists the edits. Random tests, every-edit tests, the long corpus and the fuzz
//! targets all draw from it.

use pairwell_matching::{
    Change, EditRefused, FORBIDDEN, Objective, Problem, ProblemBuilder, Session, solve, verify,
};

/// A problem whose every part can be looked at and changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Model {
    /// A row per mentee, a cell per mentor, [`FORBIDDEN`] where the scores rule a pair out.
    pub rows: Vec<Vec<i32>>,
    pub capacities: Vec<u32>,
    pub penalty: i32,
    pub locks: Vec<Option<usize>>,
    /// Forbidden by hand, whatever the score.
    pub forbidden: Vec<(usize, usize)>,
}

impl Model {
    pub fn new(rows: Vec<Vec<i32>>, capacities: Vec<u32>, penalty: i32) -> Self {
        let locks = vec![None; rows.len()];
        Self {
            rows,
            capacities,
            penalty,
            locks,
            forbidden: Vec::new(),
        }
    }

    pub fn builder(&self) -> ProblemBuilder {
        let builder = Problem::builder(self.rows.concat(), self.capacities.clone())
            .mentees(self.rows.len())
            .unmatched_penalty(self.penalty);
        let locks = self.locks.iter().enumerate();
        let builder = locks.fold(builder, |builder, (mentee, lock)| match lock {
            Some(mentor) => builder.lock(mentee, *mentor),
            None => builder,
        });
        let forbidden = self.forbidden.iter();
        forbidden.fold(builder, |builder, &(mentee, mentor)| {
            builder.forbid(mentee, mentor)
        })
    }

    pub fn problem(&self) -> Problem {
        self.builder().build().expect("a model is sound")
    }

    pub fn mentees(&self) -> usize {
        self.rows.len()
    }

    pub fn mentors(&self) -> usize {
        self.capacities.len()
    }

    /// The score of a pair that may be, of people who may not be there.
    pub fn score(&self, mentee: usize, mentor: usize) -> Option<i32> {
        let score = *self.rows.get(mentee)?.get(mentor)?;
        (score != FORBIDDEN && !self.forbidden.contains(&(mentee, mentor))).then_some(score)
    }

    fn locked_with(&self, mentor: usize) -> u32 {
        let locks = self.locks.iter().flatten();
        locks.filter(|&&locked| locked == mentor).count() as u32
    }

    /// Makes the edit, or says false and stays as it is.
    pub fn accepts(&mut self, edit: &Edit) -> bool {
        let there = |mentee: usize, mentor: usize| {
            mentee < self.rows.len() && mentor < self.capacities.len()
        };
        match *edit {
            Edit::Lock { mentee, mentor } => {
                let possible = self.score(mentee, mentor).is_some()
                    && (self.locks[mentee] == Some(mentor)
                        || self.locked_with(mentor) < self.capacities[mentor]);
                if possible {
                    self.locks[mentee] = Some(mentor);
                }
                possible
            }
            Edit::Unlock { mentee } => self.locks.get_mut(mentee).map(Option::take).is_some(),
            Edit::Forbid { mentee, mentor } => {
                let possible = there(mentee, mentor) && self.locks[mentee] != Some(mentor);
                if possible && !self.forbidden.contains(&(mentee, mentor)) {
                    self.forbidden.push((mentee, mentor));
                }
                possible
            }
            Edit::Allow { mentee, mentor } => {
                let by_hand = self.forbidden.contains(&(mentee, mentor));
                self.forbidden.retain(|&pair| pair != (mentee, mentor));
                by_hand || self.score(mentee, mentor).is_some()
            }
            Edit::SetScores { mentee, ref cycle } => {
                let row = cycled(cycle, self.mentors());
                let possible = mentee < self.mentees()
                    && row.len() == self.mentors()
                    && self.locks[mentee].is_none_or(|mentor| row[mentor] != FORBIDDEN);
                if possible {
                    self.rows[mentee] = row;
                }
                possible
            }
            Edit::SetCapacity { mentor, capacity } => {
                let possible = mentor < self.mentors() && self.locked_with(mentor) <= capacity;
                if possible {
                    self.capacities[mentor] = capacity;
                }
                possible
            }
        }
    }

    /// That the session's problem is this one, cell for cell.
    fn expect_posed_by(&self, problem: &Problem) {
        assert_eq!(problem.mentees(), self.mentees());
        assert_eq!(problem.capacities(), self.capacities);
        assert_eq!(problem.unmatched_penalty(), self.penalty);
        let locks = problem.locks().iter();
        let locks: Vec<_> = locks
            .map(|lock| lock.map(|mentor| mentor as usize))
            .collect();
        assert_eq!(locks, self.locks);
        for mentee in 0..self.mentees() {
            for mentor in 0..self.mentors() {
                let score = problem.score(mentee, mentor);
                assert_eq!(
                    score,
                    self.score(mentee, mentor),
                    "mentee {mentee}, mentor {mentor}"
                );
            }
        }
    }
}

/// A row of as many cells as there are mentors; without anything to repeat, one of the wrong length.
fn cycled(cycle: &[i32], length: usize) -> Vec<i32> {
    cycle.iter().copied().cycle().take(length).collect()
}

/// One edit, perhaps of people who are not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    Lock {
        mentee: usize,
        mentor: usize,
    },
    Unlock {
        mentee: usize,
    },
    Forbid {
        mentee: usize,
        mentor: usize,
    },
    Allow {
        mentee: usize,
        mentor: usize,
    },
    /// The new scores are `cycle` over and over.
    SetScores {
        mentee: usize,
        cycle: Vec<i32>,
    },
    SetCapacity {
        mentor: usize,
        capacity: u32,
    },
}

impl Edit {
    /// Any numbers make an edit, and every edit can be made of some.
    pub fn of(kind: u8, mentee: usize, mentor: usize, capacity: u32, cycle: Vec<i32>) -> Self {
        match kind % 6 {
            0 => Self::Lock { mentee, mentor },
            1 => Self::Unlock { mentee },
            2 => Self::Forbid { mentee, mentor },
            3 => Self::Allow { mentee, mentor },
            4 => Self::SetScores { mentee, cycle },
            _ => Self::SetCapacity { mentor, capacity },
        }
    }

    pub fn make(&self, session: &mut Session) -> Result<Change, EditRefused> {
        match *self {
            Self::Lock { mentee, mentor } => session.lock(mentee, mentor),
            Self::Unlock { mentee } => session.unlock(mentee),
            Self::Forbid { mentee, mentor } => session.forbid(mentee, mentor),
            Self::Allow { mentee, mentor } => session.allow(mentee, mentor),
            Self::SetScores { mentee, ref cycle } => {
                session.set_scores(mentee, &cycled(cycle, session.problem().mentors()))
            }
            Self::SetCapacity { mentor, capacity } => session.set_capacity(mentor, capacity),
        }
    }
}

/// Makes an edit on both and holds the session against the model: the edit is refused exactly where
/// it should be and then changes nothing; otherwise the answer is proved, as good as solving anew,
/// and told truly. Returns whether it was made.
///
/// # Panics
/// If any of that is not so.
pub fn step(session: &mut Session, model: &mut Model, edit: &Edit) -> bool {
    let before = session.solution();
    let possible = model.accepts(edit);
    let answer = edit.make(session);
    assert_eq!(answer.is_ok(), possible, "{edit:?} → {answer:?}");
    model.expect_posed_by(session.problem());
    let after = session.solution();
    match answer {
        Ok(change) => {
            expect_optimal(session, model);
            assert_eq!(change.total_delta, after.total - before.total, "{edit:?}");
            let seats = before.assignment.iter().zip(&after.assignment).enumerate();
            let moved = seats.filter(|(_, (from, to))| from != to);
            let seat = |seat: &Option<u32>| seat.map(|mentor| mentor as usize);
            let moved: Vec<_> = moved
                .map(|(mentee, (from, to))| (mentee, seat(from), seat(to)))
                .collect();
            let told = change.moved.iter();
            let told: Vec<_> = told.map(|step| (step.mentee, step.from, step.to)).collect();
            assert_eq!(told, moved, "{edit:?}");
        }
        Err(_) => assert_eq!(after, before, "{edit:?}"),
    }
    possible
}

/// That the session's answer is proved and as good as a cold solve of the model.
pub fn expect_optimal(session: &Session, model: &Model) {
    let problem = model.problem();
    let live = session.solution();
    assert_eq!(verify(&problem, &live), Ok(()), "{problem:?}");
    assert_eq!(live.total, session.total());
    let cold = solve(&problem, Objective::BestTotal);
    assert_eq!(live.total, cold.total, "{problem:?}");
}
