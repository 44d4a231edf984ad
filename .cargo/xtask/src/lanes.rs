//! Does named things in two lanes side by side, each once what it comes after is done.
//!
//! Two, because that is how many cores a build machine has at least: a link or a
//! download in one lane leaves a core to the other.

use std::sync::{Condvar, Mutex};
use std::thread;

const LANES: usize = 2;

/// Something to do, and the names of what it comes after.
pub trait Task: Sync {
    fn name(&self) -> &'static str;
    /// Names that are not among the tasks at hand don't count.
    fn after(&self) -> &'static [&'static str];
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Waiting,
    Begun,
    Done,
}

/// Runs each task once and answers their outcomes in the tasks' order. Of those that can
/// begin the first one begins.
///
/// # Panics
/// If tasks come after one another in a circle, which would never end.
pub fn run<T: Task, O: Send>(tasks: &[T], work: impl Fn(&T) -> O + Sync) -> Vec<O> {
    let states = Mutex::new(vec![State::Waiting; tasks.len()]);
    let changed = Condvar::new();
    let outcomes: Vec<Mutex<Option<O>>> = tasks.iter().map(|_| Mutex::new(None)).collect();
    thread::scope(|scope| {
        for _ in 0..LANES {
            scope.spawn(|| {
                while let Some(at) = begin(tasks, &states, &changed) {
                    let _done = Done {
                        at,
                        states: &states,
                        changed: &changed,
                    };
                    let outcome = work(&tasks[at]);
                    *outcomes[at].lock().expect("nobody panicked with it") = Some(outcome);
                }
            });
        }
    });
    let taken = outcomes
        .into_iter()
        .map(|outcome| outcome.into_inner().expect("nobody panicked with it"));
    taken
        .map(|outcome| outcome.expect("the lanes end when every task was done"))
        .collect()
}

/// Says that a task is over when dropped, so also after a panic, for which the other lane
/// would otherwise wait for ever.
struct Done<'a> {
    at: usize,
    states: &'a Mutex<Vec<State>>,
    changed: &'a Condvar,
}

impl Drop for Done<'_> {
    fn drop(&mut self) {
        if let Ok(mut states) = self.states.lock() {
            states[self.at] = State::Done;
        }
        self.changed.notify_all();
    }
}

/// Waits for a task that can begin; `None` once none is left.
fn begin<T: Task>(tasks: &[T], states: &Mutex<Vec<State>>, changed: &Condvar) -> Option<usize> {
    let mut states = states.lock().expect("nobody panicked with it");
    loop {
        let waiting = |at: &usize| states[*at] == State::Waiting;
        let ready = (0..tasks.len())
            .filter(waiting)
            .find(|at| can_begin(tasks, &states, *at));
        if let Some(at) = ready {
            states[at] = State::Begun;
            return Some(at);
        }
        if !states.contains(&State::Waiting) {
            return None;
        }
        assert!(
            states.contains(&State::Begun),
            "tasks come after one another in a circle"
        );
        states = changed.wait(states).expect("nobody panicked with it");
    }
}

fn can_begin<T: Task>(tasks: &[T], states: &[State], at: usize) -> bool {
    let done = |name: &&str| {
        let before = tasks.iter().position(|task| task.name() == *name);
        before.is_none_or(|before| states[before] == State::Done)
    };
    tasks[at].after().iter().all(done)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Named(&'static str, &'static [&'static str]);

    impl Task for Named {
        fn name(&self) -> &'static str {
            self.0
        }
        fn after(&self) -> &'static [&'static str] {
            self.1
        }
    }

    #[test]
    fn each_task_runs_once_and_after_what_it_comes_after() {
        let tasks = [
            Named("roof", &["walls"]),
            Named("walls", &["ground"]),
            Named("ground", &[]),
            Named("garden", &["ground", "a task that was not asked for"]),
        ];
        let order = Mutex::new(Vec::new());
        let outcomes = run(&tasks, |task| {
            order.lock().unwrap().push(task.0);
            task.0.len()
        });
        assert_eq!(outcomes, [4, 5, 6, 6]);
        let order = order.into_inner().unwrap();
        let at = |name| order.iter().position(|done| *done == name).unwrap();
        assert_eq!(order.len(), 4);
        assert!(at("ground") < at("walls") && at("walls") < at("roof"));
        assert!(at("ground") < at("garden"));
    }

    #[test]
    fn two_tasks_that_need_not_wait_run_side_by_side() {
        let tasks = [Named("one", &[]), Named("other", &[])];
        let met = std::sync::Barrier::new(2);
        // Neither gets past the barrier before both have begun.
        run(&tasks, |_| met.wait());
    }

    #[test]
    #[should_panic(expected = "a scoped thread panicked")]
    fn a_task_that_panics_ends_the_run() {
        let tasks = [Named("broken", &[]), Named("next", &["broken"])];
        run(&tasks, |task| assert_ne!(task.0, "broken"));
    }

    #[test]
    #[should_panic(expected = "a scoped thread panicked")]
    fn a_circle_is_told_rather_than_waited_for() {
        run(&[Named("hen", &["egg"]), Named("egg", &["hen"])], |_| ());
    }
}
