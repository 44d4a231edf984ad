//! A problem as plain data and its edits done the obvious way: what a live session is held against.
//!
//! The only place that lists the edits. Random tests, every-edit tests, the long corpus and the fuzz
//! targets all draw from it.

use pairwell_matching::{
    Change, EditRefused, FORBIDDEN, Objective, Problem, ProblemBuilder, Session, Solution, solve,
    verify,
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
    pub objective: Objective,
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
            objective: Objective::BestTotal,
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

    pub fn session(&self) -> Session {
        Session::with_objective(self.problem(), self.objective)
    }

    /// The best answer by solving anew.
    pub fn solved(&self) -> Solution {
        solve(&self.problem(), self.objective)
    }

    pub fn mentees(&self) -> usize {
        self.rows.len()
    }

    pub fn mentors(&self) -> usize {
        self.capacities.len()
    }

    /// Mentees whose scores or lock are not what they were in a model of the same people.
    pub fn decided_since(&self, before: &Self) -> Vec<usize> {
        let differs = |mentee: &usize| {
            let scores = |model: &Self| {
                let scores = (0..model.mentors()).map(|mentor| model.score(*mentee, mentor));
                scores.collect::<Vec<_>>()
            };
            scores(before) != scores(self) || before.locks[*mentee] != self.locks[*mentee]
        };
        (0..self.mentees()).filter(differs).collect()
    }

    /// The score of a pair that may be, of people who may not be there.
    pub fn score(&self, mentee: usize, mentor: usize) -> Option<i32> {
        let score = *self.rows.get(mentee)?.get(mentor)?;
        (score != FORBIDDEN && !self.forbidden.contains(&(mentee, mentor))).then_some(score)
    }

    /// How many are matched, and the worst score that no lock is to blame for.
    fn fairness(&self, solution: &Solution) -> (usize, Option<i32>) {
        let seats = solution.assignment.iter().zip(&self.locks).enumerate();
        let free = seats.filter(|(_, (_, lock))| lock.is_none());
        let scores = free.filter_map(|(mentee, (seat, _))| self.score(mentee, (*seat)? as usize));
        (solution.matched, scores.min())
    }

    fn locked_with(&self, mentor: usize) -> u32 {
        let locks = self.locks.iter().flatten();
        locks.filter(|&&locked| locked == mentor).count() as u32
    }

    fn is_locked(&self, mentee: usize, mentor: usize) -> bool {
        self.locks.get(mentee) == Some(&Some(mentor))
    }

    fn lift(&mut self, mentee: usize, mentor: usize) -> bool {
        let before = self.forbidden.len();
        self.forbidden.retain(|&pair| pair != (mentee, mentor));
        self.forbidden.len() < before
    }

    /// Makes the edit, or says false and stays as it is.
    pub fn accepts(&mut self, edit: &Edit) -> bool {
        let (mentees, mentors) = (self.mentees(), self.mentors());
        let there = |mentee: usize, mentor: usize| mentee < mentees && mentor < mentors;
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
                let possible = there(mentee, mentor) && !self.is_locked(mentee, mentor);
                if possible && !self.forbidden.contains(&(mentee, mentor)) {
                    self.forbidden.push((mentee, mentor));
                }
                possible
            }
            Edit::Allow { mentee, mentor } => {
                self.lift(mentee, mentor) || self.score(mentee, mentor).is_some()
            }
            Edit::AllowWithScore {
                mentee,
                mentor,
                score,
            } => {
                let possible = there(mentee, mentor) && score != FORBIDDEN;
                if possible {
                    self.lift(mentee, mentor);
                    self.rows[mentee][mentor] = score;
                }
                possible
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
            Edit::AddMentee { ref cycle } => {
                let row = cycled(cycle, mentors);
                let possible = row.len() == mentors;
                if possible {
                    self.rows.push(row);
                    self.locks.push(None);
                }
                possible
            }
            Edit::AddMentor {
                ref cycle,
                capacity,
            } => {
                let column = cycled(cycle, mentees);
                let possible = column.len() == mentees;
                if possible {
                    for (row, score) in self.rows.iter_mut().zip(column) {
                        row.push(score);
                    }
                    self.capacities.push(capacity);
                }
                possible
            }
            Edit::RemoveMentee { mentee } => {
                let possible = mentee < mentees;
                if possible {
                    self.rows.remove(mentee);
                    self.locks.remove(mentee);
                    self.forbidden.retain(|&(row, _)| row != mentee);
                    for (row, _) in &mut self.forbidden {
                        *row -= usize::from(*row > mentee);
                    }
                }
                possible
            }
            Edit::RemoveMentor { mentor } => {
                let possible = mentor < mentors;
                if possible {
                    for row in &mut self.rows {
                        row.remove(mentor);
                    }
                    self.capacities.remove(mentor);
                    self.forbidden.retain(|&(_, column)| column != mentor);
                    let columns = self.forbidden.iter_mut().map(|(_, column)| column);
                    self.locks
                        .iter_mut()
                        .for_each(|lock| *lock = lock.filter(|&column| column != mentor));
                    for column in columns.chain(self.locks.iter_mut().flatten()) {
                        *column -= usize::from(*column > mentor);
                    }
                }
                possible
            }
            Edit::SetObjective { objective } => {
                self.objective = objective;
                true
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
    AllowWithScore {
        mentee: usize,
        mentor: usize,
        score: i32,
    },
    /// The scores are `cycle` over and over, here and below.
    AddMentee {
        cycle: Vec<i32>,
    },
    AddMentor {
        cycle: Vec<i32>,
        capacity: u32,
    },
    RemoveMentee {
        mentee: usize,
    },
    RemoveMentor {
        mentor: usize,
    },
    SetObjective {
        objective: Objective,
    },
}

pub const OBJECTIVES: [Objective; 5] = [
    Objective::BestTotal,
    Objective::MostMatched,
    Objective::Fairest,
    Objective::StableMentees,
    Objective::StableMentors,
];

impl Edit {
    /// Any numbers make an edit, and every edit can be made of some.
    pub fn of(kind: u8, mentee: usize, mentor: usize, capacity: u32, cycle: Vec<i32>) -> Self {
        match kind % 12 {
            0 => Self::Lock { mentee, mentor },
            1 => Self::Unlock { mentee },
            2 => Self::Forbid { mentee, mentor },
            3 => Self::Allow { mentee, mentor },
            4 => Self::SetScores { mentee, cycle },
            5 => Self::SetCapacity { mentor, capacity },
            6 => {
                let score = cycle.first().copied().unwrap_or(FORBIDDEN);
                Self::AllowWithScore {
                    mentee,
                    mentor,
                    score,
                }
            }
            7 => Self::AddMentee { cycle },
            8 => Self::AddMentor { cycle, capacity },
            9 => Self::RemoveMentee { mentee },
            10 => Self::RemoveMentor { mentor },
            _ => {
                let objective = OBJECTIVES[capacity as usize % OBJECTIVES.len()];
                Self::SetObjective { objective }
            }
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
            Self::AllowWithScore {
                mentee,
                mentor,
                score,
            } => session.allow_with_score(mentee, mentor, score),
            Self::AddMentee { ref cycle } => {
                session.add_mentee(&cycled(cycle, session.problem().mentors()))
            }
            Self::AddMentor {
                ref cycle,
                capacity,
            } => session.add_mentor(&cycled(cycle, session.problem().mentees()), capacity),
            Self::RemoveMentee { mentee } => session.remove_mentee(mentee),
            Self::RemoveMentor { mentor } => session.remove_mentor(mentor),
            Self::SetObjective { objective } => Ok(session.set_objective(objective)),
        }
    }

    /// Everyone who has another mentor after the edit, by the indices before it where it removes
    /// somebody.
    fn moved(
        &self,
        before: &Solution,
        after: &Solution,
    ) -> Vec<(usize, Option<usize>, Option<usize>)> {
        let seats = |solution: &Solution| -> Vec<Option<usize>> {
            let seats = solution.assignment.iter();
            seats
                .map(|seat| seat.map(|mentor| mentor as usize))
                .collect()
        };
        let (mut from, mut to) = (seats(before), seats(after));
        match *self {
            Self::AddMentee { .. } => from.push(None),
            // Gone, and so nobody who moved.
            Self::RemoveMentee { mentee } => to.insert(mentee, from[mentee]),
            Self::RemoveMentor { mentor } => {
                for seat in to.iter_mut().flatten() {
                    *seat += usize::from(*seat >= mentor);
                }
            }
            _ => {}
        }
        let seats = from.into_iter().zip(to).enumerate();
        let moved = seats.filter(|(_, (from, to))| from != to);
        moved
            .map(|(mentee, (from, to))| (mentee, from, to))
            .collect()
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
            let told = change.moved.iter();
            let told: Vec<_> = told.map(|step| (step.mentee, step.from, step.to)).collect();
            assert_eq!(told, edit.moved(&before, &after), "{edit:?}");
        }
        Err(_) => assert_eq!(after, before, "{edit:?}"),
    }
    possible
}

/// That the session's answer is proved and as good as a cold solve of the model, in all that the
/// objective asks for.
pub fn expect_optimal(session: &Session, model: &Model) {
    let problem = model.problem();
    let live = session.solution();
    assert_eq!(verify(&problem, &live), Ok(()), "{problem:?} {live:?}");
    let claim = live
        .certificate
        .as_ref()
        .map(|certificate| certificate.objective);
    assert_eq!(
        (claim, session.objective()),
        (Some(model.objective), model.objective)
    );
    assert_eq!(live.total, session.total());
    let cold = model.solved();
    assert_eq!(live.total, cold.total, "{problem:?}");
    match model.objective {
        Objective::BestTotal => {}
        Objective::MostMatched => assert_eq!(live.matched, cold.matched),
        Objective::Fairest => assert_eq!(model.fairness(&live), model.fairness(&cold)),
        Objective::StableMentees | Objective::StableMentors => {
            assert_eq!(live.assignment, cold.assignment);
        }
    }
}
