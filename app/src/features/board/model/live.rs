//! The engine's live session, kept up with the draft.
//!
//! It says what a move would do without making it, and it holds the problem that the
//! draft poses. After a decision or a few that problem is edited rather than posed
//! anew, which at a thousand mentees is most of the work; the answer itself is still
//! solved from nothing, so that it is the one the server will publish.

use super::BoardModel;
use pairwell_domain::board::{Draft, Objective};
use pairwell_matching::{Problem, Session};

/// Mentees whose decisions may differ for an edit to be worth it.
const MOST: usize = 12;

pub(super) struct Live {
    pub session: Session,
    /// What the session's problem was posed by.
    draft: Draft,
    fixed: Vec<Option<usize>>,
}

impl BoardModel {
    /// Readies the live session, so that the next pick-up need not wait. Does nothing when
    /// it is ready already, or when the objective is not the total.
    pub fn warm_up(&mut self) {
        if self.live.is_none() && self.draft.objective == Objective::BestTotal {
            self.live = Some(Live {
                session: Session::resume(self.answer.problem.clone(), &self.answer.solution),
                draft: self.draft.clone(),
                fixed: self.pool.fixed(&self.draft),
            });
        }
    }

    /// The session, for asking; only while the best total is looked for.
    pub(super) fn session(&mut self) -> &Session {
        self.warm_up();
        &self.live.as_ref().expect("it was just made").session
    }

    /// Takes the session to the draft as it is now, and answers the problem that poses.
    /// `None`, and no session, where posing it anew is the better way.
    pub(super) fn follow(&mut self) -> Option<Problem> {
        let Live {
            mut session,
            draft,
            fixed,
        } = self.live.take()?;
        let now = &self.draft;
        let aims = |draft: &Draft| (draft.weights, draft.rules, draft.objective);
        if aims(&draft) != aims(now) {
            return None;
        }
        let fixed_now = self.pool.fixed(now);
        let differs = |mentee: &usize| {
            let id = self.pool.mentee_id(*mentee);
            fixed[*mentee] != fixed_now[*mentee]
                || draft.left_out.contains(&id) != now.left_out.contains(&id)
        };
        let mut changed: Vec<usize> = (0..fixed_now.len()).filter(differs).collect();
        if draft.forbids != now.forbids {
            let forbids = draft.forbids.symmetric_difference(&now.forbids);
            changed.extend(forbids.filter_map(|(mentee, _)| self.pool.mentee_at(*mentee)));
            changed.sort_unstable();
            changed.dedup();
        }
        if changed.len() > MOST {
            return None;
        }
        // What gives room first, what takes it last: so no edit is ever refused on the way.
        let places = self.pool.capacities(now, &fixed_now);
        for &mentee in &changed {
            session.unlock(mentee).ok()?;
        }
        set_places(&mut session, &places, |now, wanted| wanted > now)?;
        for &mentee in &changed {
            let row = self.pool.row(now, mentee, fixed_now[mentee]);
            session.set_scores(mentee, &row).ok()?;
        }
        for &mentee in &changed {
            if let Some(mentor) = fixed_now[mentee] {
                session.lock(mentee, mentor).ok()?;
            }
        }
        set_places(&mut session, &places, |now, wanted| wanted < now)?;
        let problem = session.problem().clone().as_built();
        self.live = Some(Live {
            session,
            draft: now.clone(),
            fixed: fixed_now,
        });
        Some(problem)
    }
}

fn set_places(
    session: &mut Session,
    wanted: &[u32],
    differs: impl Fn(u32, u32) -> bool,
) -> Option<()> {
    for (mentor, &wanted) in wanted.iter().enumerate() {
        if differs(session.problem().capacities()[mentor], wanted) {
            session.set_capacity(mentor, wanted).ok()?;
        }
    }
    Some(())
}
