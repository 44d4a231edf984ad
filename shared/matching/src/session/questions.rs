//! What can be asked without editing. A stable matching has no prices, so nothing there has a cost.
//!
//! Costs are losses of the stated total. Under *most matched* and *fairest* what is lost first is
//! matches, so a cost may be negative: fewer matched, at a higher total. Under *fairest* costs hold
//! for the floor as it is.

use super::{Chain, ForceCosts, Session, State, on_pool};

impl Session {
    /// Per mentor, exactly what the total would lose if the mentee were locked there; `None` where
    /// that cannot be: forbidden, all places locked, or the mentee itself locked elsewhere. Empty
    /// if there is no such mentee.
    pub fn force_costs(&self, mentee: usize) -> Vec<Option<i64>> {
        if mentee >= self.problem().mentees() {
            return Vec::new();
        }
        let mut costs = self.costs_of_going(mentee);
        costs.pop();
        let stated = |cost| self.scene.stated(cost);
        costs.into_iter().map(|cost| cost.map(stated)).collect()
    }

    /// Per mentor, and last for staying unmatched, what it costs on the scene's own terms.
    fn costs_of_going(&self, mentee: usize) -> Vec<Option<i64>> {
        let problem = self.problem();
        if let Some(locked) = problem.locks()[mentee].filter(|_| !self.is_stable()) {
            let together = |mentor| (mentor == locked as usize).then_some(0);
            return (0..=problem.mentors()).map(together).collect();
        }
        on_pool!(&self.state, pool => pool.costs_of_going(&self.scene, mentee), _ => vec![None; problem.mentors() + 1])
    }

    /// [`Session::force_costs`] the other way about: per mentee, what the total would lose if it
    /// were locked with this mentor. Empty if there is no such mentor.
    pub fn force_costs_with(&self, mentor: usize) -> Vec<Option<i64>> {
        let problem = self.problem();
        if mentor >= problem.mentors() {
            return Vec::new();
        }
        let costs = on_pool!(&self.state, pool => pool.costs_of_taking(&self.scene, mentor), _ => vec![None; problem.mentees()]);
        let stated = |(cost, lock): (Option<i64>, &Option<u32>)| match lock {
            Some(locked) => (*locked as usize == mentor && !self.is_stable()).then_some(0),
            None => cost.map(|cost| self.scene.stated(cost)),
        };
        costs.into_iter().zip(problem.locks()).map(stated).collect()
    }

    /// [`Session::force_costs`] of everyone.
    pub fn force_costs_all(&self) -> ForceCosts {
        on_pool!(&self.state, pool => pool.force_costs_all(&self.scene), _ => ForceCosts::none())
    }

    /// What the total would lose if the mentee could not be with the mentor it has; `None` if it has
    /// none or is locked.
    pub fn forbid_cost(&self, mentee: usize) -> Option<i64> {
        self.expect_mentee(mentee).ok()?;
        let mentor = self.mentor_of(mentee)?;
        if self.problem().locks()[mentee].is_some() {
            return None;
        }
        let costs = self.costs_of_going(mentee).into_iter().enumerate();
        let elsewhere = costs.filter(|(column, _)| *column != mentor);
        let least = elsewhere.filter_map(|(_, cost)| cost).min()?;
        Some(self.scene.stated(least))
    }

    /// Where else the mentee could be at no loss to anything the objective asks for; `None` among
    /// them is unmatched.
    pub fn equally_good(&self, mentee: usize) -> Vec<Option<usize>> {
        if self.expect_mentee(mentee).is_err() {
            return Vec::new();
        }
        let seat = self.mentor_of(mentee);
        let mentor = |column| Some(column).filter(|&column| column < self.problem().mentors());
        let costs = self.costs_of_going(mentee).into_iter().enumerate();
        let free = costs.filter(|(_, cost)| *cost == Some(0));
        let places = free.map(|(column, _)| mentor(column));
        places.filter(|&place| place != seat).collect()
    }

    /// What would happen if the two were put together: who moves where, and what it costs. `None`
    /// where [`Session::force_costs`] says so.
    pub fn why(&self, mentee: usize, mentor: usize) -> Option<Chain> {
        self.expect_pair(mentee, mentor).ok()?;
        if self.problem().locks()[mentee].is_some_and(|locked| locked as usize != mentor) {
            return None;
        }
        on_pool!(&self.state, pool => pool.why(&self.scene, mentee, mentor), _ => None)
    }

    /// What one more place with the mentor would add to the total, after everyone has moved to make
    /// the best of it; `None` if there is no such mentor. (The mentor's price is an upper bound.)
    pub fn place_gain(&self, mentor: usize) -> Option<i64> {
        self.expect_mentor(mentor).ok()?;
        let gain = on_pool!(&self.state, pool => Some(pool.place_gain(mentor)), _ => None);
        gain.map(|gain| -self.scene.stated(-gain))
    }

    /// [`Session::place_gain`] of every mentor, for little more than the price of one.
    pub fn place_gains(&self) -> Vec<i64> {
        let gains = on_pool!(&self.state, pool => pool.place_gains(), _ => Vec::new());
        gains
            .into_iter()
            .map(|gain| -self.scene.stated(-gain))
            .collect()
    }

    /// What one place fewer with the mentor would take from the total; `None` if there is no such
    /// mentor or locked mentees hold every place it has.
    pub fn place_cost(&self, mentor: usize) -> Option<i64> {
        self.expect_mentor(mentor).ok()?;
        let cost = on_pool!(&self.state, pool => pool.place_cost(mentor), _ => None);
        cost.map(|cost| self.scene.stated(cost))
    }
}
