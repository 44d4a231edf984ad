//! The live session: edits of random pairs, each undone again, and questions in between.

use pairwell_matching::{Change, EditRefused, FORBIDDEN, Objective, Problem, Session, solve};

use crate::figures::{Report, once, repeat};
use crate::problems::realistic::Random;

const ROUNDS: usize = 400;
const EDIT_AND_COSTS: &str = "session: edit, then that mentee's force costs";

/// Milliseconds by what was done.
#[derive(Default)]
struct Times(Vec<(&'static str, Vec<f64>)>);

impl Times {
    fn take<T>(&mut self, name: &'static str, run: impl FnOnce() -> T) -> T {
        let (time, made) = once(run);
        match self.0.iter_mut().find(|(known, _)| *known == name) {
            Some((_, times)) => times.push(time),
            None => self.0.push((name, vec![time])),
        }
        made
    }
}

pub fn measure(problem: &Problem, report: &mut Report) {
    let mut session = Session::new(problem.clone());
    let mut random = Random::new(5);
    let mut times = Times::default();
    for round in 0..ROUNDS {
        let mentee = random.below(problem.mentees());
        let mentor = random.below(problem.mentors());
        let other = row(problem, random.below(problem.mentees()));
        let mut desk = Desk {
            session: &mut session,
            times: &mut times,
            asks: round % 2 == 1,
        };
        desk.forbid_and_allow(mentee);
        desk.lock_and_unlock(mentee, mentor);
        desk.rescore(mentee, &other);
        desk.more_and_fewer_places(mentor);
        desk.come_and_go(&other);
    }
    let cold = solve(session.problem(), Objective::BestTotal);
    assert_eq!(
        session.total(),
        cold.total,
        "the session lost track of the optimum"
    );
    for (name, times) in times.0 {
        report.times(name, times);
    }
    report.times(
        "session: force costs of all",
        repeat(3, || session.force_costs_all()),
    );
    report.times(
        "session: place gains of all",
        repeat(3, || session.place_gains()),
    );
    let mut times = Times::default();
    for _ in 0..3 {
        times.take("session: to fairest", || {
            session.set_objective(Objective::Fairest)
        });
        times.take("session: back to best total", || {
            session.set_objective(Objective::BestTotal)
        });
    }
    for (name, times) in times.0 {
        report.times(name, times);
    }
}

/// Where one round of edits is made and timed.
struct Desk<'a> {
    session: &'a mut Session,
    times: &'a mut Times,
    /// Whether an edit is timed together with asking for the mentee's force costs, as a board does
    /// that shows them. Not the same edit both ways: the second time is easier.
    asks: bool,
}

impl Desk<'_> {
    fn edit(
        &mut self,
        name: &'static str,
        mentee: usize,
        edit: impl FnOnce(&mut Session) -> Result<Change, EditRefused>,
    ) {
        let change = if self.asks {
            let (change, costs) = self.times.take(EDIT_AND_COSTS, || {
                (edit(self.session), self.session.force_costs(mentee))
            });
            assert_eq!(costs.len(), self.session.problem().mentors());
            change
        } else {
            self.times.take(name, || edit(self.session))
        };
        change.expect("rounds make only edits that can be made");
    }

    fn forbid_and_allow(&mut self, mentee: usize) {
        let asked = self.times.take("session: force costs of one mentee", || {
            self.session.force_costs(mentee)
        });
        assert_eq!(asked.len(), self.session.problem().mentors());
        if let Some(current) = self.session.mentor_of(mentee) {
            self.edit("session: forbid", mentee, |session| {
                session.forbid(mentee, current)
            });
            self.edit("session: allow", mentee, |session| {
                session.allow(mentee, current)
            });
        }
    }

    fn lock_and_unlock(&mut self, mentee: usize, mentor: usize) {
        let problem = self.session.problem();
        if problem.capacities()[mentor] == 0 || problem.score(mentee, mentor).is_none() {
            return;
        }
        let chain = self
            .times
            .take("session: why", || self.session.why(mentee, mentor));
        assert!(chain.is_some(), "there is a place and nobody is locked");
        // A locked mentee's force costs need no search, so they would flatter the common figure.
        let lock = self
            .times
            .take("session: lock", || self.session.lock(mentee, mentor));
        lock.expect("there is a place");
        self.edit("session: unlock", mentee, |session| session.unlock(mentee));
    }

    fn rescore(&mut self, mentee: usize, other: &[i32]) {
        let own = row(self.session.problem(), mentee);
        for scores in [other, &own] {
            self.edit("session: scores", mentee, |session| {
                session.set_scores(mentee, scores)
            });
        }
    }

    fn more_and_fewer_places(&mut self, mentor: usize) {
        let places = self.session.problem().capacities()[mentor];
        for (name, capacity) in [
            ("session: a place more", places + 1),
            ("session: a place fewer", places),
        ] {
            let change = self
                .times
                .take(name, || self.session.set_capacity(mentor, capacity));
            change.expect("no place is locked");
        }
    }

    fn come_and_go(&mut self, scores: &[i32]) {
        let newcomer = self.session.problem().mentees();
        let change = self
            .times
            .take("session: a mentee more", || self.session.add_mentee(scores));
        change.expect("a row of scores as others have");
        let change = self.times.take("session: a mentee fewer", || {
            self.session.remove_mentee(newcomer)
        });
        change.expect("the one just added");
    }
}

fn row(problem: &Problem, mentee: usize) -> Vec<i32> {
    (0..problem.mentors())
        .map(|mentor| problem.score(mentee, mentor).unwrap_or(FORBIDDEN))
        .collect()
}
