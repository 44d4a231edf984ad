//! A problem before it is checked: takes anything, and says what is wrong with it, by index and with
//! a remedy.

use crate::error::ProblemError;
use crate::matrix::Matrix;
use crate::problem::{FORBIDDEN, MOST_PEOPLE, Problem};
use crate::withheld::Withheld;

/// A problem not yet checked.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[must_use = "a draft decides nothing until `build` has checked it"]
pub struct ProblemBuilder {
    scores: Vec<i32>,
    capacities: Vec<u32>,
    #[cfg_attr(feature = "serde", serde(default))]
    mentees: Option<usize>,
    #[cfg_attr(feature = "serde", serde(default))]
    mentor_scores: Option<Vec<i32>>,
    #[cfg_attr(feature = "serde", serde(default))]
    unmatched_penalty: i32,
    #[cfg_attr(feature = "serde", serde(default))]
    locks: Vec<(usize, usize)>,
    #[cfg_attr(feature = "serde", serde(default))]
    forbidden: Vec<(usize, usize)>,
}

impl ProblemBuilder {
    pub(crate) fn new(scores: Vec<i32>, capacities: Vec<u32>) -> Self {
        Self {
            scores,
            capacities,
            mentees: None,
            mentor_scores: None,
            unmatched_penalty: 0,
            locks: Vec::new(),
            forbidden: Vec::new(),
        }
    }

    /// Says how many mentees there are: needed only without mentors, checked otherwise.
    pub fn mentees(mut self, mentees: usize) -> Self {
        self.mentees = Some(mentees);
        self
    }

    /// What the total loses for each mentee left unmatched (0 or more; 0 unless said).
    pub fn unmatched_penalty(mut self, penalty: i32) -> Self {
        self.unmatched_penalty = penalty;
        self
    }

    /// The mentors' own preferences, shaped like the scores, [`FORBIDDEN`] where a mentor would not
    /// have a mentee. Only the stable objectives read them; without them mentors prefer what the
    /// scores say.
    pub fn mentor_scores(mut self, scores: Vec<i32>) -> Self {
        self.mentor_scores = Some(scores);
        self
    }

    /// This pair must hold.
    pub fn lock(mut self, mentee: usize, mentor: usize) -> Self {
        self.locks.push((mentee, mentor));
        self
    }

    /// This pair must not be. Saying so twice, or of a cell that is [`FORBIDDEN`] already, is fine.
    pub fn forbid(mut self, mentee: usize, mentor: usize) -> Self {
        self.forbidden.push((mentee, mentor));
        self
    }

    /// Checks everything and makes the problem.
    pub fn build(self) -> Result<Problem, ProblemError> {
        let mentors = self.capacities.len();
        let mentees = self.count_mentees(mentors)?;
        if mentees > MOST_PEOPLE || mentors > MOST_PEOPLE {
            return Err(ProblemError::TooLarge { mentees, mentors });
        }
        if self.unmatched_penalty < 0 {
            return Err(ProblemError::NegativePenalty {
                penalty: self.unmatched_penalty,
            });
        }
        if let Some(found) = self.mentor_scores.as_ref().map(Vec::len)
            && found != self.scores.len()
        {
            let expected = self.scores.len();
            return Err(ProblemError::MentorScoresDiffer { expected, found });
        }
        let mut scores = self.scores;
        for &(mentee, mentor) in self.forbidden.iter().chain(&self.locks) {
            expect_there((mentees, mentors), mentee, Some(mentor))?;
        }
        let score = |mentee, mentor| scores[mentee * mentors + mentor];
        let withheld = Withheld::from_pairs(&self.forbidden, mentors, score);
        for (mentee, mentor) in &self.forbidden {
            scores[mentee * mentors + mentor] = FORBIDDEN;
        }

        let mut locks = vec![None; mentees];
        for &(mentee, mentor) in &self.locks {
            match locks[mentee].replace(mentor as u32) {
                Some(first) if first as usize == mentor => {
                    return Err(ProblemError::PairLockedTwice { mentee, mentor });
                }
                Some(first) => {
                    return Err(ProblemError::MenteeLockedTwice {
                        mentee,
                        first: first as usize,
                        second: mentor,
                    });
                }
                None => {}
            }
        }

        let problem = Problem {
            mentees,
            mentors,
            scores: Matrix::Wide(scores),
            mentor_scores: self.mentor_scores.map(Matrix::new),
            capacities: self.capacities,
            unmatched_penalty: self.unmatched_penalty,
            locks,
            withheld,
            score_bounds: (0, 0),
        };
        problem.expect_locks_hold()?;
        Ok(problem.as_built())
    }

    fn count_mentees(&self, mentors: usize) -> Result<usize, ProblemError> {
        let cells = self.scores.len();
        let mentees = match self.mentees {
            Some(mentees) => mentees,
            None if mentors == 0 => 0,
            None => cells / mentors,
        };
        if mentees.checked_mul(mentors) == Some(cells) {
            Ok(mentees)
        } else {
            Err(ProblemError::Ragged {
                cells,
                mentees: self.mentees,
                mentors,
            })
        }
    }
}

/// That of so many mentees and mentors there is this one, and that one if any.
pub(crate) fn expect_there(
    (mentees, mentors): (usize, usize),
    mentee: usize,
    mentor: Option<usize>,
) -> Result<(), ProblemError> {
    if mentee >= mentees {
        return Err(ProblemError::MenteeOutOfRange { mentee, mentees });
    }
    match mentor {
        Some(mentor) if mentor >= mentors => {
            Err(ProblemError::MentorOutOfRange { mentor, mentors })
        }
        _ => Ok(()),
    }
}

impl Problem {
    /// That nobody is locked where it may not be, nor to a mentor without a place for it.
    pub(crate) fn expect_locks_hold(&self) -> Result<(), ProblemError> {
        let mut taken = vec![0u32; self.mentors()];
        for (mentee, &lock) in self.locks().iter().enumerate() {
            let Some(mentor) = lock.map(|mentor| mentor as usize) else {
                continue;
            };
            if self.score(mentee, mentor).is_none() {
                return Err(ProblemError::LockedAndForbidden { mentee, mentor });
            }
            taken[mentor] += 1;
        }
        for (mentor, (&locks, &capacity)) in taken.iter().zip(self.capacities()).enumerate() {
            if locks > capacity {
                return Err(ProblemError::MoreLocksThanPlaces {
                    mentor,
                    locks,
                    capacity,
                });
            }
        }
        Ok(())
    }
}
