//! Forms: a draft is typed, validated by the domain's own rule, sent, and what
//! is wrong shows at its field, whether the browser or the server found it.
//!
//! A [`Form`] holds what a form shows besides its fields' values: problems by
//! field, a refusal of the whole, and whether it is being sent.
//!
//! ```ignore
//! let form = Form::new(&[("email", "E-mail"), ("password", "Password")]);
//! let submit = move || {
//!     let Some(setup) = form.check(draft().validate()) else { return };
//!     form.send(call::<SetUp>((), (), request(setup)), move |me| session.signed_in(me));
//! };
//! ```

mod summary;

pub use summary::FormSummary;

use leptos::prelude::*;
use leptos::task::spawn_local;
use pairwell_domain::api::CallError;
use pairwell_domain::problem::{FieldProblem, Problem};
use std::future::Future;

/// A field's name in the request, and its label on the screen.
pub type Labels = &'static [(&'static str, &'static str)];

/// What a refused or failed call says to the person who made it.
pub fn words(error: &CallError) -> String {
    match error {
        CallError::Refused(problem) => problem.to_string(),
        CallError::Unreachable(why) => why.clone(),
    }
}

/// A handle, to be copied into closures.
#[derive(Clone, Copy)]
pub struct Form {
    labels: Labels,
    problems: RwSignal<Vec<FieldProblem>>,
    refusal: RwSignal<Option<Refusal>>,
    busy: RwSignal<bool>,
    /// Counts attempts that failed, so that each moves the focus anew.
    failures: RwSignal<u32>,
}

/// Why a form as a whole was not accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    pub title: String,
    pub detail: Option<String>,
}

impl Form {
    pub fn new(labels: Labels) -> Self {
        Form {
            labels,
            problems: RwSignal::new(Vec::new()),
            refusal: RwSignal::new(None),
            busy: RwSignal::new(false),
            failures: RwSignal::new(0),
        }
    }

    /// The validated draft; otherwise shows what is wrong with it.
    pub fn check<T>(self, validated: Result<T, Vec<FieldProblem>>) -> Option<T> {
        self.refusal.set(None);
        match validated {
            Ok(value) => {
                self.problems.set(Vec::new());
                Some(value)
            }
            Err(problems) => {
                self.fail(problems, None);
                None
            }
        }
    }

    /// Sends what was validated, unless that is already under way, and hands on
    /// the answer; otherwise shows what the server said.
    pub fn send<T: 'static>(
        self,
        answer: impl Future<Output = Result<T, CallError>> + 'static,
        done: impl FnOnce(T) + 'static,
    ) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.refusal.set(None);
        spawn_local(async move {
            let answer = answer.await;
            // The page may be gone by now, and the form with it.
            if self.busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(value) => done(value),
                Err(error) => self.refuse(error),
            }
        });
    }

    /// Shows why the server did not accept it.
    pub fn refuse(self, error: CallError) {
        match error {
            CallError::Refused(problem) => {
                let (fields, refusal) = split(*problem, self.labels);
                self.fail(fields, refusal);
            }
            CallError::Unreachable(why) => self.fail(
                Vec::new(),
                Some(Refusal {
                    title: why,
                    detail: None,
                }),
            ),
        }
    }

    fn fail(self, problems: Vec<FieldProblem>, refusal: Option<Refusal>) {
        self.problems.set(problems);
        self.refusal.set(refusal);
        self.failures.update(|count| *count += 1);
    }

    /// The sentence to show at a field, label and all. Reactive.
    pub fn problem(self, field: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || {
            self.problems.with(|problems| {
                let problem = problems.iter().find(|problem| problem.field == field)?;
                Some(self.sentence(problem))
            })
        })
    }

    /// Every field's problem, with the field's name. Reactive.
    pub fn problems(self) -> Vec<(String, String)> {
        self.problems.with(|problems| {
            let sentence = |problem| self.sentence(problem);
            let named = problems.iter().map(|p| (p.field.clone(), sentence(p)));
            named.collect()
        })
    }

    /// `None` once the form is gone.
    fn try_problems_untracked(self) -> Option<Vec<(String, String)>> {
        let sentence = |p: &FieldProblem| (p.field.clone(), self.sentence(p));
        self.problems
            .try_with_untracked(|problems| problems.iter().map(sentence).collect())
    }

    /// A problem's message reads on from its field's label.
    fn sentence(self, problem: &FieldProblem) -> String {
        let named = self
            .labels
            .iter()
            .find(|(field, _)| *field == problem.field);
        let label = named.map_or(problem.field.as_str(), |(_, label)| label);
        format!("{label} {}.", problem.message)
    }

    /// Why the form as a whole was refused. Reactive.
    pub fn refusal(self) -> Option<Refusal> {
        self.refusal.get()
    }

    /// Whether it is being sent. Reactive.
    pub fn busy(self) -> Signal<bool> {
        self.busy.into()
    }

    /// Changes with every failed attempt. Reactive.
    pub fn failures(self) -> u32 {
        self.failures.get()
    }
}

/// Problems of fields this form has go to their fields; anything else is said
/// of the whole.
fn split(problem: Problem, labels: Labels) -> (Vec<FieldProblem>, Option<Refusal>) {
    let ours = |field: &FieldProblem| labels.iter().any(|(name, _)| *name == field.field);
    let (at_fields, elsewhere): (Vec<_>, Vec<_>) = problem.fields.into_iter().partition(ours);
    if !at_fields.is_empty() && elsewhere.is_empty() {
        return (at_fields, None);
    }
    let also = elsewhere
        .iter()
        .map(|other| format!("{} {}.", other.field, other.message));
    let detail: Vec<String> = problem.detail.into_iter().chain(also).collect();
    let refusal = Refusal {
        title: problem.title,
        detail: (!detail.is_empty()).then(|| detail.join(" ")),
    };
    (at_fields, Some(refusal))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LABELS: Labels = &[("email", "E-mail"), ("password", "Password")];

    #[test]
    fn a_problem_of_a_field_is_told_at_the_field_alone() {
        let problem = Problem::invalid(vec![FieldProblem::new("email", "is taken")]);
        let (fields, refusal) = split(problem, LABELS);
        assert_eq!(fields.len(), 1);
        assert_eq!(refusal, None);
    }

    #[test]
    fn what_belongs_to_no_field_is_never_lost() {
        let problem = Problem::invalid(vec![
            FieldProblem::new("email", "is taken"),
            FieldProblem::new("token", "has been used"),
        ]);
        let (fields, refusal) = split(problem, LABELS);
        assert_eq!(fields.len(), 1);
        assert_eq!(
            refusal.and_then(|refusal| refusal.detail).as_deref(),
            Some("token has been used.")
        );
        let (fields, refusal) = split(Problem::signed_out(), LABELS);
        assert!(fields.is_empty());
        assert_eq!(
            refusal.map(|refusal| refusal.title).as_deref(),
            Some("Please sign in.")
        );
    }
}
