//! The engine in wasm, as `end2end/bench/engine.ts` times it in Node and in Chromium.
//!
//! Compiled like the application. It offers everything an application asks of the engine, so its
//! size is the engine's, but for what `frame.rs` weighs too.

#![cfg(target_arch = "wasm32")]

use pairwell_matching::{
    Amended, Change, EditRefused, FORBIDDEN, Objective, Problem, Session, Trouble, solve,
    solve_near, stable::blocking_pairs, verify,
};
use wasm_bindgen::prelude::wasm_bindgen;

#[path = "../../tests/realistic/mod.rs"]
mod realistic;

/// One problem, its session, and the two people the next edits are about.
#[wasm_bindgen]
pub struct Engine {
    problem: Problem,
    session: Option<Session>,
    random: realistic::Random,
    mentee: usize,
    mentor: usize,
    scores: [Vec<i32>; 2],
}

#[wasm_bindgen]
impl Engine {
    /// A programme of this size, the same as natively.
    #[wasm_bindgen(constructor)]
    pub fn new(mentees: usize, mentors: usize) -> Self {
        let draft = realistic::programme(mentees, mentors, 100, 1);
        let problem = sure(draft.build());
        Self {
            problem,
            session: None,
            random: realistic::Random::new(5),
            mentee: 0,
            mentor: 0,
            scores: [Vec::new(), Vec::new()],
        }
    }

    /// The best total. Whole numbers of this size are exact in JavaScript.
    pub fn solve(&self) -> f64 {
        self.solve_for("best total")
    }

    /// The total of the objective with this name.
    pub fn solve_for(&self, objective: &str) -> f64 {
        solve(&self.problem, named(objective)).total as f64
    }

    /// Copies the problem, as an application that goes on showing it would, and starts.
    pub fn start_session(&mut self) {
        self.session = Some(Session::new(self.problem.clone()));
    }

    /// The same, going on from the answer of the session there is.
    pub fn resume_session(&mut self) {
        let answer = self.session().solution();
        self.session = Some(Session::resume(self.problem.clone(), &answer));
    }

    /// The total of the answer near that of the session there is, once the two are locked.
    pub fn solve_near(&mut self) -> f64 {
        let decided = Amended {
            lock: Some(self.mentor),
            ..self.problem.part_of(self.mentee)
        };
        let places = self.problem.capacities().to_vec();
        let now = sure(self.problem.clone().amended(vec![decided], places));
        let best = self.session().solution();
        solve_near(&self.problem, &best, &now, &[self.mentee]).total as f64
    }

    /// Chooses the two people whom the next edits are about.
    pub fn choose(&mut self) {
        let (mentees, mentors) = (self.problem.mentees(), self.problem.mentors());
        loop {
            self.mentee = self.random.below(mentees);
            self.mentor = self.random.below(mentors);
            if self.problem.score(self.mentee, self.mentor).is_some() {
                break;
            }
        }
        let other = self.random.below(mentees);
        self.scores = [other, self.mentee].map(|mentee| {
            let score = |mentor| self.problem.score(mentee, mentor).unwrap_or(FORBIDDEN);
            (0..mentors).map(score).collect()
        });
    }

    /// Locks the two together.
    pub fn lock(&mut self) {
        let (mentee, mentor) = (self.mentee, self.mentor);
        sure(self.session().lock(mentee, mentor));
    }

    /// Undoes the lock. Like every edit below it then asks for the mentee's force costs and
    /// answers how many there are.
    pub fn unlock(&mut self) -> usize {
        self.edit(|session, mentee| session.unlock(mentee))
    }

    /// Forbids the mentee the mentor it has; it becomes the chosen one.
    pub fn forbid(&mut self) -> usize {
        let mentee = self.mentee;
        let Some(mentor) = self.session().mentor_of(mentee) else {
            return 0;
        };
        self.mentor = mentor;
        self.edit(|session, mentee| session.forbid(mentee, mentor))
    }

    /// Undoes the forbid.
    pub fn allow(&mut self) -> usize {
        let mentor = self.mentor;
        self.edit(|session, mentee| session.allow(mentee, mentor))
    }

    /// Gives the mentee somebody else's scores (0), or its own again (1).
    pub fn rescore(&mut self, which: usize) -> usize {
        let scores = std::mem::take(&mut self.scores[which]);
        self.edit(|session, mentee| session.set_scores(mentee, &scores))
    }

    /// One more place and one fewer with the mentor, and why the two are not together.
    pub fn others(&mut self) -> usize {
        let (mentee, mentor) = (self.mentee, self.mentor);
        let places = self.problem.capacities()[mentor];
        for capacity in [places + 1, places] {
            sure(self.session().set_capacity(mentor, capacity));
        }
        let chain = self.session().why(mentee, mentor);
        chain.map_or(0, |chain| chain.moves.len())
    }

    /// Everyone's force costs; answers the one of the two people chosen.
    pub fn force_costs_all(&mut self) -> Option<f64> {
        let (mentee, mentor) = (self.mentee, self.mentor);
        let costs = self.session().force_costs_all();
        costs.get(mentee, mentor).map(|cost| cost as f64)
    }

    /// What one more place with each mentor would add; answers the most.
    pub fn place_gains(&mut self) -> f64 {
        let gains = self.session().place_gains();
        gains.into_iter().max().unwrap_or_default() as f64
    }

    /// Wants something else; answers how many move.
    pub fn set_objective(&mut self, objective: &str) -> usize {
        self.session().set_objective(named(objective)).moved.len()
    }

    /// Plans for when the mentor leaves, and where else the mentee could be; answers how many.
    pub fn alternatives(&mut self) -> usize {
        let (mentee, mentor) = (self.mentee, self.mentor);
        let session = self.session();
        let plans = sure(session.repair(Trouble::MentorLeaves { mentor }, 3));
        plans.len() + session.equally_good(mentee).len()
    }

    /// How many would rather have each other.
    pub fn blocking_pairs(&mut self) -> usize {
        let solution = self.session().solution();
        blocking_pairs(&self.problem, &solution.assignment).len()
    }

    /// Whether the session's answer is proved and as good as a cold solve's.
    pub fn is_optimal(&mut self) -> bool {
        let session = self.session();
        let solution = session.solution();
        let cold = solve(session.problem(), Objective::BestTotal);
        verify(session.problem(), &solution).is_ok() && solution.total == cold.total
    }

    fn session(&mut self) -> &mut Session {
        self.session.as_mut().expect("a session has been started")
    }

    fn edit(
        &mut self,
        edit: impl FnOnce(&mut Session, usize) -> Result<Change, EditRefused>,
    ) -> usize {
        let mentee = self.mentee;
        let session = self.session();
        sure(edit(session, mentee));
        session.force_costs(mentee).iter().flatten().count()
    }
}

fn named(objective: &str) -> Objective {
    match objective {
        "most matched" => Objective::MostMatched,
        "fairest" => Objective::Fairest,
        "stable for mentees" => Objective::StableMentees,
        "stable for mentors" => Objective::StableMentors,
        _ => Objective::BestTotal,
    }
}

/// Of what this file asks nothing is refused, so no words for it need be weighed.
fn sure<T, E>(asked: Result<T, E>) -> T {
    asked.unwrap_or_else(|_| unreachable!("only what can be done is asked"))
}
