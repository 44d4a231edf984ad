//! The engine's live session on the answer shown: it says what a move would do without
//! making it.

use super::BoardModel;
use pairwell_domain::board::{Answer, Draft, Objective, answer};
use pairwell_matching::Session;

impl BoardModel {
    /// Readies the live session, so that the next pick-up need not wait. Does nothing when
    /// it is ready already, or when the objective is not the total.
    pub fn warm_up(&mut self) {
        if self.live.is_none() && self.draft.objective == Objective::BestTotal {
            let problem = self.answer.problem.clone();
            self.live = Some(Session::resume(problem, &self.answer.solution));
        }
    }

    /// A session of the best total on the answer that another draft would have.
    pub(super) fn session_of(&mut self, draft: &Draft) -> Session {
        let Answer {
            problem, solution, ..
        } = answer(&mut self.pool, draft);
        Session::resume(problem, &solution)
    }

    /// The session, for asking; only while the best total is looked for.
    pub(super) fn session(&mut self) -> &Session {
        self.warm_up();
        self.live.as_ref().expect("it was just made")
    }
}
