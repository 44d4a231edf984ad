//! Plans for when somebody leaves: few pairs disturbed, or as good as can be, or in between.
//!
//! Give everyone who has a mentor a bonus for staying. The present pairs are then all the more an
//! optimum, so the live session can be carried over as it is, and the trouble is a few shortest
//! paths in it. With a bonus of nothing the plan is the new optimum; with one that outweighs all
//! scores it disturbs as few pairs as possible; with one between it is the best of all plans that
//! disturb no more than it does (Lagrangian relaxation: anything better for as few would have won).
//! The bonus tried next between two plans is the one at which they are equally good, which finds
//! every plan on the convex hull of the trade-off (Geoffrion, *Proper Efficiency and the Theory of
//! Vector Maximization*, 1968).

use std::cmp::Reverse;

use super::scene::Loyalty;
use super::{Change, EditRefused, Move, Session, State, on_pool};
use crate::Objective;

/// What has happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// A mentor leaves, whoever is locked to it.
    MentorLeaves { mentor: usize },
    /// A mentor has only so many places left.
    FewerPlaces { mentor: usize, capacity: u32 },
    /// A mentee and its mentor part, locked or not.
    PairEnds { mentee: usize },
}

/// One way out of a [`Trouble`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Plan {
    /// Everyone who would have another mentor, in index order.
    pub moved: Vec<Move>,
    /// How many of them have a mentor now, those the trouble itself strikes included.
    pub disturbed: usize,
    /// New total less the present.
    pub total_delta: i64,
}

impl Session {
    /// Up to `most` plans, each the best of those that disturb as few pairs; fewest disturbed first,
    /// the optimum last (under *fairest*, above the present worst score). Nobody locked moves, but for those the trouble unlocks. Refused where the
    /// edit would be: people who are not there, a pair that is none, fewer places than locks. None
    /// for a stable matching, which does not weigh one move against another.
    pub fn repair(&self, trouble: Trouble, most: usize) -> Result<Vec<Plan>, EditRefused> {
        self.check(trouble)?;
        if self.is_stable() || most == 0 {
            return Ok(Vec::new());
        }
        let best = self.plan(trouble, 0)?;
        let mut plans = vec![best];
        if most > 1 {
            plans.push(self.plan(trouble, self.outweighing())?);
        }
        let mut bonuses = vec![(1, 0)];
        while let Some((few, many)) = bonuses.pop().filter(|_| plans.len() < most) {
            let (few_plan, many_plan) = (&plans[few], &plans[many]);
            let more = many_plan.disturbed.saturating_sub(few_plan.disturbed) as i64;
            if more < 2 {
                continue;
            }
            let bonus = (self.gain(many_plan) - self.gain(few_plan)) / more;
            let between = self.plan(trouble, bonus.max(1))?;
            if between.disturbed > few_plan.disturbed && between.disturbed < many_plan.disturbed {
                plans.push(between);
                bonuses.splice(0..0, [(few, plans.len() - 1), (plans.len() - 1, many)]);
            }
        }
        let key = |plan: &Plan| (plan.disturbed, Reverse(self.gain(plan)));
        let mut ordered: Vec<Plan> = Vec::new();
        for plan in plans {
            let after = ordered.partition_point(|other| key(other) <= key(&plan));
            ordered.insert(after, plan);
        }
        // One that disturbs more must be worth it.
        let mut worth_it: Vec<Plan> = Vec::new();
        for plan in ordered {
            if worth_it
                .last()
                .is_none_or(|last| self.gain(&plan) > self.gain(last))
            {
                worth_it.push(plan);
            }
        }
        Ok(worth_it)
    }

    /// What a plan changes on the session's own terms.
    fn gain(&self, plan: &Plan) -> i64 {
        let matched = |seat: Option<usize>| i64::from(seat.is_some());
        let moved = plan.moved.iter();
        let matches: i64 = moved
            .map(|step| matched(step.to) - matched(step.from))
            .sum();
        let stated = i64::from(self.problem().unmatched_penalty());
        plan.total_delta + matches * (self.scene.terms.penalty - stated)
    }

    fn check(&self, trouble: Trouble) -> Result<(), EditRefused> {
        match trouble {
            Trouble::MentorLeaves { mentor } => self.expect_mentor(mentor),
            Trouble::FewerPlaces { mentor, capacity } => {
                self.expect_mentor(mentor)?;
                let locks = self.locks_of(mentor);
                if capacity < locks {
                    return Err(EditRefused::NoPlaceLeft { mentor, locks });
                }
                Ok(())
            }
            Trouble::PairEnds { mentee } => {
                self.expect_mentee(mentee)?;
                let mentor = self.mentor_of(mentee);
                mentor.map(drop).ok_or(EditRefused::NoPair { mentee })
            }
        }
    }

    /// More than all scores together: no gain is worth another pair disturbed.
    fn outweighing(&self) -> i64 {
        (self.problem().mentees() as i64 + 1) * (self.scene.range() + 1)
    }

    fn plan(&self, trouble: Trouble, bonus: i64) -> Result<Plan, EditRefused> {
        let mut trial = self.clone();
        let before = self.seats();
        let homes = before.clone();
        if self.objective == Objective::Fairest {
            // The floor stays as it is.
            trial.objective = Objective::MostMatched;
        }
        trial.scene.loyalty = (bonus > 0).then_some(Loyalty { homes, bonus });
        if let Some((assignment, prices)) =
            on_pool!(&self.state, pool => Some(pool.state()), _ => None)
        {
            trial.state = State::new(&trial.scene, &assignment, &prices);
        }
        trial.suffer(trouble)?;
        trial.total = trial.sum();
        let Change { moved, total_delta } = trial.change_since(&before, self.total);
        let disturbed = moved.iter().filter(|step| step.from.is_some()).count();
        Ok(Plan {
            moved,
            disturbed,
            total_delta,
        })
    }

    fn suffer(&mut self, trouble: Trouble) -> Result<(), EditRefused> {
        match trouble {
            Trouble::MentorLeaves { mentor } => {
                for mentee in 0..self.problem().mentees() {
                    if self.problem().locks()[mentee] == Some(mentor as u32) {
                        self.unlock(mentee)?;
                    }
                }
                self.set_capacity(mentor, 0)?;
            }
            Trouble::FewerPlaces { mentor, capacity } => {
                self.set_capacity(mentor, capacity)?;
            }
            Trouble::PairEnds { mentee } => {
                let mentor = self.mentor_of(mentee);
                self.unlock(mentee)?;
                if let Some(mentor) = mentor {
                    self.forbid(mentee, mentor)?;
                }
            }
        }
        Ok(())
    }
}
