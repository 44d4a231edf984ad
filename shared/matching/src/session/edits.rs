//! What may be edited. Each edit is checked, then made, then answered with who moved.

use super::graph::Width;
use super::scene::terms;
use super::{Change, EditRefused, Move, Session, State, floor, on_pool};
use crate::order::sorted;
use crate::problem::MOST_PEOPLE;
use crate::{FORBIDDEN, Objective, Problem};

impl Session {
    /// Puts two people together for good. A mentee locked elsewhere is unlocked from there.
    pub fn lock(&mut self, mentee: usize, mentor: usize) -> Result<Change, EditRefused> {
        self.expect_pair(mentee, mentor)?;
        let earlier = self.problem().locks()[mentee];
        if earlier == Some(mentor as u32) {
            return Ok(Change::default());
        }
        if self.problem().score(mentee, mentor).is_none() {
            return Err(EditRefused::Forbidden { mentee, mentor });
        }
        let (locks, places) = (self.locks_of(mentor), self.problem().capacities()[mentor]);
        if locks == places {
            return Err(EditRefused::NoPlaceLeft { mentor, locks });
        }
        let mut moves = Vec::new();
        if earlier.is_some() {
            moves = self.release(mentee);
        }
        moves.extend(on_pool!(&mut self.state, pool => pool.withdraw(&self.scene, mentee, mentor), _ => Vec::new()));
        self.scene.problem.set_lock(mentee, Some(mentor as u32));
        Ok(self.changed(moves, None))
    }

    /// Lets a locked mentee move again; does nothing to one that is not locked.
    pub fn unlock(&mut self, mentee: usize) -> Result<Change, EditRefused> {
        self.expect_mentee(mentee)?;
        if self.problem().locks()[mentee].is_none() {
            return Ok(Change::default());
        }
        let moves = self.release(mentee);
        Ok(self.changed(moves, None))
    }

    fn release(&mut self, mentee: usize) -> Vec<Move> {
        self.scene.problem.set_lock(mentee, None);
        on_pool!(&mut self.state, pool => pool.restore(&self.scene, mentee), _ => Vec::new())
    }

    /// Keeps two people apart.
    pub fn forbid(&mut self, mentee: usize, mentor: usize) -> Result<Change, EditRefused> {
        self.expect_pair(mentee, mentor)?;
        if self.problem().locks()[mentee] == Some(mentor as u32) {
            return Err(EditRefused::Locked { mentee, mentor });
        }
        Ok(self.rescore(mentee, |problem| problem.forbid(mentee, mentor)))
    }

    /// Lifts [`Session::forbid`]: the pair has its score again.
    pub fn allow(&mut self, mentee: usize, mentor: usize) -> Result<Change, EditRefused> {
        self.expect_pair(mentee, mentor)?;
        if self.problem().forbidden_by_hand(mentee, mentor) {
            Ok(self.rescore(mentee, |problem| problem.allow(mentee, mentor)))
        } else if self.problem().score(mentee, mentor).is_some() {
            Ok(Change::default())
        } else {
            Err(EditRefused::NoScore { mentee, mentor })
        }
    }

    /// Lifts whatever keeps two people apart and gives the pair a score.
    pub fn allow_with_score(
        &mut self,
        mentee: usize,
        mentor: usize,
        score: i32,
    ) -> Result<Change, EditRefused> {
        self.expect_pair(mentee, mentor)?;
        if score == FORBIDDEN {
            return Err(EditRefused::NoScore { mentee, mentor });
        }
        Ok(self.rescore(mentee, |problem| problem.set_score(mentee, mentor, score)))
    }

    /// Gives one mentee new scores, one per mentor. Pairs forbidden by hand stay so.
    pub fn set_scores(&mut self, mentee: usize, scores: &[i32]) -> Result<Change, EditRefused> {
        self.expect_mentee(mentee)?;
        self.expect_row(scores)?;
        if let Some(mentor) = self.problem().locks()[mentee].map(|mentor| mentor as usize)
            && scores[mentor] == FORBIDDEN
        {
            return Err(EditRefused::Locked { mentee, mentor });
        }
        Ok(self.rescore(mentee, |problem| problem.set_row(mentee, scores)))
    }

    /// Gives a mentor another number of places: one shortest path per place more or less.
    pub fn set_capacity(&mut self, mentor: usize, capacity: u32) -> Result<Change, EditRefused> {
        self.expect_mentor(mentor)?;
        let locks = self.locks_of(mentor);
        if capacity < locks {
            return Err(EditRefused::NoPlaceLeft { mentor, locks });
        }
        let moves = on_pool!(&mut self.state, pool => pool.set_places(&self.scene, mentor, capacity - locks), _ => Vec::new());
        self.scene.problem.set_capacity(mentor, capacity);
        Ok(self.changed(moves, None))
    }

    /// Lets in one more mentee, whose index is the last; `scores` has one per mentor, and mentors
    /// with a view of their own see the same.
    pub fn add_mentee(&mut self, scores: &[i32]) -> Result<Change, EditRefused> {
        self.expect_row(scores)?;
        let mentee = self.problem().mentees();
        if mentee == MOST_PEOPLE {
            return Err(EditRefused::TooMany { most: MOST_PEOPLE });
        }
        let (mut seats, total) = (self.seats(), self.total);
        self.scene.problem.add_mentee(scores);
        seats.push(None);
        if self.outgrown() || self.is_stable() {
            self.solve_again();
            return Ok(self.change_since(&seats, total));
        }
        let moves = on_pool!(&mut self.state, pool => pool.admit(&self.scene), _ => Vec::new());
        Ok(self.changed(moves, Some((mentee, 0))))
    }

    /// Takes a mentee out; those after it move down by one index. The change names everyone else who
    /// moved, by the indices before.
    pub fn remove_mentee(&mut self, mentee: usize) -> Result<Change, EditRefused> {
        self.expect_mentee(mentee)?;
        let total = self.total;
        let mut before = self.seats();
        let mut moves = Vec::new();
        if self.problem().locks()[mentee].is_some() {
            moves = self.release(mentee);
        }
        let nobody = vec![FORBIDDEN; self.problem().mentors()];
        self.scene.problem.set_row(mentee, &nobody);
        moves.extend(
            on_pool!(&mut self.state, pool => pool.settle(&self.scene, mentee), _ => Vec::new()),
        );
        self.scene.problem.remove_mentee(mentee);
        on_pool!(&mut self.state, pool => pool.dismiss(&self.scene, mentee), seats => {
            seats.remove(mentee);
        });
        self.total = self.sum();
        before.remove(mentee);
        if self.is_stable() || self.floor_moved() {
            self.solve_again();
        }
        let mut change = self.change_since(&before, total);
        for step in &mut change.moved {
            step.mentee += usize::from(step.mentee >= mentee);
        }
        Ok(change)
    }

    /// Lets in one more mentor, whose index is the last; `scores` has one per mentee.
    pub fn add_mentor(&mut self, scores: &[i32], capacity: u32) -> Result<Change, EditRefused> {
        let (expected, found) = (self.problem().mentees(), scores.len());
        if found != expected {
            return Err(EditRefused::WrongColumnLength { expected, found });
        }
        let mentor = self.problem().mentors();
        if mentor == MOST_PEOPLE {
            return Err(EditRefused::TooMany { most: MOST_PEOPLE });
        }
        let (before, total) = (self.seats(), self.total);
        let priced = self.priced_for(scores);
        self.scene.problem.add_mentor(scores);
        if let Some((assignment, prices)) = priced
            && !self.outgrown()
        {
            self.state = State::new(&self.scene, &assignment, &prices);
        } else {
            self.scene.problem.set_capacity(mentor, capacity);
            self.solve_again();
            return Ok(self.change_since(&before, total));
        }
        self.set_capacity(mentor, capacity)
    }

    /// The present state with a price for one more mentor that nobody would pay; none for a stable
    /// matching.
    fn priced_for(&self, scores: &[i32]) -> Option<(Vec<Option<u32>>, Vec<i64>)> {
        on_pool!(&self.state, pool => {
            let (assignment, mut prices) = pool.state();
            let locks = self.problem().locks().iter().zip(scores).enumerate();
            let free = locks.filter(|(_, (lock, score))| lock.is_none() && self.scene.usable(**score));
            let offers = free.map(|(mentee, (_, &score))| {
                i64::from(score) - pool.margin(&self.scene, mentee)
            });
            prices.push(offers.fold(0, i64::max));
            Some((assignment, prices))
        }, _ => None)
    }

    /// Takes a mentor out; those after it move down by one index. Its locks are released. The change
    /// names everyone who moved, by the indices before.
    pub fn remove_mentor(&mut self, mentor: usize) -> Result<Change, EditRefused> {
        self.expect_mentor(mentor)?;
        let (before, total) = (self.seats(), self.total);
        for mentee in 0..before.len() {
            if self.problem().locks()[mentee] == Some(mentor as u32) {
                self.release(mentee);
            }
        }
        on_pool!(&mut self.state, pool => { pool.set_places(&self.scene, mentor, 0); }, _ => ());
        let left = on_pool!(&self.state, pool => Some(pool.state()), _ => None);
        self.scene.problem.remove_mentor(mentor);
        if let Some((assignment, mut prices)) = left {
            let moved_down = |seat: u32| seat - u32::from(seat as usize > mentor);
            let assignment: Vec<_> = assignment.iter().map(|seat| seat.map(moved_down)).collect();
            prices.remove(mentor);
            self.state = State::new(&self.scene, &assignment, &prices);
            self.total = self.sum();
        }
        if self.is_stable() || self.floor_moved() {
            self.solve_again();
        }
        let mut change = self.change_since(&before, total);
        change.moved.clear();
        for (mentee, &seat) in before.iter().enumerate() {
            let to = self.mentor_of(mentee);
            let to = to.map(|seat| seat + usize::from(seat >= mentor));
            let from = seat.map(|seat| seat as usize);
            if from != to {
                change.moved.push(Move { mentee, from, to });
            }
        }
        Ok(change)
    }

    /// Changes one mentee's scores and restores the optimum.
    fn rescore<T>(&mut self, mentee: usize, edit: impl FnOnce(&mut Problem) -> T) -> Change {
        let before = self.worth(mentee, self.mentor_of(mentee));
        edit(&mut self.scene.problem);
        if self.outgrown() {
            let (seats, total) = (self.seats(), self.total);
            self.solve_again();
            return self.change_since(&seats, total);
        }
        let moves = match self.problem().locks()[mentee] {
            Some(_) => Vec::new(),
            None => {
                on_pool!(&mut self.state, pool => pool.settle(&self.scene, mentee), _ => Vec::new())
            }
        };
        self.changed(moves, Some((mentee, before)))
    }

    /// Sums up an edit, and solves again where a path does not do. `rescored` is the mentee whose
    /// scores changed and what it was worth before.
    fn changed(&mut self, moves: Vec<Move>, rescored: Option<(usize, i64)>) -> Change {
        let total = self.total;
        if self.is_stable() {
            let seats = self.seats();
            self.solve_again();
            return self.change_since(&seats, total);
        }
        // Somebody moved twice went from where it first was to where it last went.
        let steps = moves.iter().enumerate();
        let steps = sorted(steps.map(|(at, step)| (step.mentee as i64, at)).collect());
        let mut moved: Vec<Move> = Vec::new();
        for (_, at) in steps {
            let step = moves[at];
            match moved.last_mut().filter(|last| last.mentee == step.mentee) {
                Some(journey) => journey.to = step.to,
                None => moved.push(step),
            }
        }
        moved.retain(|journey| journey.from != journey.to);
        if self.floor_moved() {
            let mut before = self.seats();
            for journey in &moved {
                before[journey.mentee] = journey.from.map(|mentor| mentor as u32);
            }
            self.solve_again();
            return self.change_since(&before, total);
        }
        let others = moved
            .iter()
            .filter(|journey| Some(journey.mentee) != rescored.map(|(mentee, _)| mentee));
        let mut total_delta: i64 = others
            .map(|step| self.worth(step.mentee, step.to) - self.worth(step.mentee, step.from))
            .sum();
        if let Some((mentee, before)) = rescored {
            total_delta += self.worth(mentee, self.mentor_of(mentee)) - before;
        }
        self.total += total_delta;
        Change { moved, total_delta }
    }

    pub(super) fn is_stable(&self) -> bool {
        matches!(self.state, State::Stable(_))
    }

    /// Whether the fairest answer now has another worst score.
    fn floor_moved(&self) -> bool {
        self.objective == Objective::Fairest
            && floor(self.problem(), self.objective) != self.scene.terms.floor
    }

    /// Whether one match no longer outweighs all scores, or sums no longer fit the pool's numbers.
    fn outgrown(&self) -> bool {
        let scene = &self.scene;
        let needed = terms(&scene.problem, self.objective, scene.terms.floor);
        let width = on_pool!(&self.state, pool => Some(pool.graph.width()), _ => None);
        width.is_some_and(|width| needed.penalty > scene.terms.penalty || width < Width::of(scene))
    }

    pub(super) fn locks_of(&self, mentor: usize) -> u32 {
        let locks = self.problem().locks().iter();
        locks.filter(|lock| **lock == Some(mentor as u32)).count() as u32
    }

    pub(super) fn expect_pair(&self, mentee: usize, mentor: usize) -> Result<(), EditRefused> {
        self.expect_mentee(mentee)?;
        self.expect_mentor(mentor)
    }

    pub(super) fn expect_mentee(&self, mentee: usize) -> Result<(), EditRefused> {
        let mentees = self.problem().mentees();
        if mentee < mentees {
            Ok(())
        } else {
            Err(EditRefused::MenteeOutOfRange { mentee, mentees })
        }
    }

    pub(super) fn expect_mentor(&self, mentor: usize) -> Result<(), EditRefused> {
        let mentors = self.problem().mentors();
        if mentor < mentors {
            Ok(())
        } else {
            Err(EditRefused::MentorOutOfRange { mentor, mentors })
        }
    }

    fn expect_row(&self, scores: &[i32]) -> Result<(), EditRefused> {
        let (expected, found) = (self.problem().mentors(), scores.len());
        if found == expected {
            Ok(())
        } else {
            Err(EditRefused::WrongRowLength { expected, found })
        }
    }
}
