//! A problem of which something was decided since, and its best answer near the one before.
//!
//! Where many answers are equally good, which of them a cold solve finds depends on every cell: lock
//! two people who were together anyway, and it may move thirty others for nothing. Here the answer
//! before is taken along instead. What was decided in its favour changes nothing; whatever else was
//! decided is an edit of a [`Session`], which moves only those on a shortest path.
//!
//! The answer is a function of the two problems, in whatever order things were decided, so whoever
//! has both finds the same one.

use std::cmp::Ordering;

use crate::draft::expect_there;
use crate::{Objective, Problem, ProblemError, Session, Solution, solve, verify};

/// Decisions against the answer before, and places more or fewer, that are worth a path each; with
/// more, solving anew is cheaper.
const MOST_EDITS: u64 = 100;

/// One mentee's part of a problem: the scores, one per mentor, and the mentor it is locked to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amended {
    pub mentee: usize,
    pub scores: Vec<i32>,
    pub lock: Option<usize>,
}

impl Problem {
    /// The same problem with other scores and locks for some mentees, and other places. Exactly what
    /// [`crate::ProblemBuilder::build`] would make of it; pairs forbidden by hand stay so.
    pub fn amended(
        mut self,
        mentees: Vec<Amended>,
        capacities: Vec<u32>,
    ) -> Result<Self, ProblemError> {
        let shape @ (all, mentors) = (self.mentees(), self.mentors());
        let ragged = |cells, mentees| ProblemError::Ragged {
            cells,
            mentees: Some(mentees),
            mentors,
        };
        if capacities.len() != mentors {
            return Err(ragged(capacities.len() * all, all));
        }
        self.capacities = capacities;
        for Amended {
            mentee,
            scores,
            lock,
        } in mentees
        {
            expect_there(shape, mentee, lock)?;
            if scores.len() != mentors {
                return Err(ragged(scores.len(), 1));
            }
            self.set_row(mentee, &scores);
            self.set_lock(mentee, lock.map(|mentor| mentor as u32));
        }
        self.expect_locks_hold()?;
        Ok(self.as_built())
    }

    /// What [`Problem::amended`] would need to turn another problem into this one, as far as this
    /// mentee goes.
    ///
    /// # Panics
    /// If there is no such mentee.
    pub fn part_of(&self, mentee: usize) -> Amended {
        Amended {
            mentee,
            scores: self.row(mentee).widened().into_owned(),
            lock: self.locks()[mentee].map(|mentor| mentor as usize),
        }
    }
}

/// The best total of `now`, near `best`, the best total of `before`.
///
/// `decided` are the mentees whose scores or locks differ, in index order; places may differ too.
/// The nearest there is it need not be: each decision moves the fewest it can, one after the other.
/// Whatever the arguments say, the answer is the best to `now`: one that does not prove itself is
/// solved anew.
///
/// ```
/// use pairwell_matching::{Amended, Objective, Problem, solve, solve_near};
///
/// // Six of each, all alike: any of 720 answers is as good as another.
/// let before = Problem::builder(vec![7; 36], vec![1; 6]).build()?;
/// let best = solve(&before, Objective::BestTotal);
/// let lock = best.assignment[2].map(|mentor| mentor as usize);
/// let decided = Amended { lock, ..before.part_of(2) };
/// let now = before.clone().amended(vec![decided], vec![1; 6])?;
/// let near = solve_near(&before, &best, &now, &[2]);
/// assert_eq!(near.assignment, best.assignment);
/// # Ok::<(), pairwell_matching::ProblemError>(())
/// ```
pub fn solve_near(before: &Problem, best: &Solution, now: &Problem, decided: &[usize]) -> Solution {
    near(before, best, now, decided)
        .filter(|near| verify(now, near).is_ok())
        .unwrap_or_else(|| solve(now, Objective::BestTotal))
}

fn near(before: &Problem, best: &Solution, now: &Problem, decided: &[usize]) -> Option<Solution> {
    let proof = best.certificate.as_ref()?;
    let shape = |problem: &Problem| (problem.mentees(), problem.mentors());
    let is_known = |mentee: &usize| *mentee < now.mentees();
    if proof.objective != Objective::BestTotal
        || shape(before) != shape(now)
        || best.assignment.len() != now.mentees()
        || !decided.iter().all(is_known)
    {
        return None;
    }
    let goes = |&&mentee: &&usize| !is_as_decided(before, now, mentee, best.assignment[mentee]);
    let go: Vec<usize> = decided.iter().filter(goes).copied().collect();
    let places = now.capacities();
    if go.is_empty() && before.capacities() == places {
        let (seats, proof) = (best.assignment.clone(), proof.clone());
        return Some(Solution::of(now, seats, Some(proof)));
    }
    let places_moved = before.capacities().iter().zip(places);
    let places_moved: u64 = places_moved
        .map(|(&before, &now)| u64::from(before.abs_diff(now)))
        .sum();
    if go.len() as u64 + places_moved > MOST_EDITS {
        return None;
    }
    // What was decided in favour of the answer before, and nothing else yet.
    let undone = go.iter().map(|&mentee| before.part_of(mentee));
    let middle = now.clone();
    let middle = middle.amended(undone.collect(), before.capacities().to_vec());
    let mut session = Session::resume(middle.ok()?, best);
    // What gives room first, what takes it last: so no edit is refused on the way.
    for &mentee in &go {
        session.unlock(mentee).ok()?;
        let scores = now.part_of(mentee).scores;
        session.set_scores(mentee, &scores).ok()?;
    }
    session.set_places(places, Ordering::Greater)?;
    for &mentee in &go {
        if let Some(mentor) = now.locks()[mentee] {
            session.lock(mentee, mentor as usize).ok()?;
        }
    }
    session.set_places(places, Ordering::Less)?;
    Some(session.solution())
}

/// Whether what was decided about a mentee leaves it on its seat with the proof as it was: it is
/// locked there, or has only lost what it did not take.
fn is_as_decided(before: &Problem, now: &Problem, mentee: usize, seat: Option<u32>) -> bool {
    let score = |problem: &Problem| problem.score(mentee, seat.map_or(0, |seat| seat as usize));
    if seat.is_some() && score(before) != score(now) {
        return false;
    }
    match (before.locks()[mentee], now.locks()[mentee]) {
        (_, Some(lock)) => seat == Some(lock),
        (Some(_), None) => false,
        (None, None) => {
            // A cell forbidden holds the least number there is.
            let mut cells = before.row(mentee).iter().zip(now.row(mentee).iter());
            cells.all(|(before, now)| now <= before)
        }
    }
}

impl Session {
    /// Sets the places of the mentors for whom more (greater) or fewer (less) are wanted.
    fn set_places(&mut self, wanted: &[u32], than_now: Ordering) -> Option<()> {
        for (mentor, &wanted) in wanted.iter().enumerate() {
            if wanted.cmp(&self.problem().capacities()[mentor]) == than_now {
                self.set_capacity(mentor, wanted).ok()?;
            }
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A wrong answer would be solved anew, and only cost time; so that it is never wrong is
    /// tested here.
    #[test]
    fn the_answer_near_proves_itself_without_solving_anew() {
        let mut seed = 7u64;
        let mut below = |end: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (seed >> 33) as usize % end
        };
        for _ in 0..500 {
            let (mentees, mentors) = (1 + below(9), 1 + below(4));
            let cells: Vec<i32> = (0..mentees * mentors).map(|_| below(4) as i32).collect();
            let places = (0..mentors).map(|_| below(3) as u32).collect();
            let before = Problem::builder(cells, places).build().unwrap();
            let best = solve(&before, Objective::BestTotal);
            let (mut now, mut decided) = (before.clone(), Vec::new());
            for mentee in 0..mentees {
                let mut part = before.part_of(mentee);
                match below(3) {
                    0 => part.lock = Some(below(mentors)),
                    1 => part.scores[below(mentors)] = crate::FORBIDDEN,
                    _ => continue,
                }
                let mut places = now.capacities().to_vec();
                places[below(mentors)] += 1;
                // More locks than places are no decision.
                if let Ok(amended) = now.clone().amended(vec![part], places) {
                    now = amended;
                    decided.push(mentee);
                }
            }
            let near = near(&before, &best, &now, &decided).expect("few were decided about");
            assert_eq!(verify(&now, &near), Ok(()), "{now:?}");
        }
    }
}
