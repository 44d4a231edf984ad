//! What a refused request says: RFC 9457 problem details with a stable code.

use crate::text::TextRefusal;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The body of every error answer (`application/problem+json`).
///
/// `code` never changes once published, so programs may match on it; `title`
/// and `detail` are for people and say what happened and what to do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// HTTP status code, repeated here as RFC 9457 asks.
    pub status: u16,
    /// Stable, lower-case, snake-case name of this kind of problem.
    pub code: String,
    /// One sentence for people.
    pub title: String,
    /// What it means and what to do, where the title can't say it all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// What is wrong, field by field.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldProblem>,
    /// For a stale version: the current state, so that the loser of a race can
    /// be shown what won.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>))]
    pub current: Option<serde_json::Value>,
}

/// One field that can't be accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldProblem {
    /// The field's name in the request.
    pub field: String,
    /// For files: the line the record starts on, the header being line 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
    /// Reads after the field's label: "is empty; please fill it in".
    pub message: String,
}

impl FieldProblem {
    pub fn new(field: impl Into<String>, message: impl fmt::Display) -> Self {
        FieldProblem {
            field: field.into(),
            row: None,
            message: message.to_string(),
        }
    }
}

impl Problem {
    pub fn new(status: u16, code: &str, title: impl Into<String>) -> Self {
        Problem {
            status,
            code: code.into(),
            title: title.into(),
            detail: None,
            fields: Vec::new(),
            current: None,
        }
    }

    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    #[must_use]
    pub fn fields(mut self, fields: Vec<FieldProblem>) -> Self {
        self.fields = fields;
        self
    }

    #[must_use]
    pub fn current(mut self, state: impl Serialize) -> Self {
        self.current = serde_json::to_value(state).ok();
        self
    }

    /// 422: well-formed, but some fields can't be accepted.
    pub fn invalid(fields: Vec<FieldProblem>) -> Self {
        Problem::new(422, "invalid_fields", "Some fields need another look.").fields(fields)
    }

    /// 404, also for what exists but is none of the asker's business: the two
    /// must not be told apart.
    pub fn not_found() -> Self {
        Problem::new(404, "not_found", "There is nothing here that you can see.")
    }

    /// 401: nobody is signed in, or no longer.
    pub fn signed_out() -> Self {
        Problem::new(401, "signed_out", "Please sign in.")
    }

    /// 403: the asker may know that this exists, but not do this with it.
    pub fn forbidden(title: impl Into<String>) -> Self {
        Problem::new(403, "forbidden", title)
    }

    /// 412: somebody else changed it first; `current` is what they made of it.
    pub fn stale(title: impl Into<String>, current: impl Serialize) -> Self {
        Problem::new(412, "stale_version", title).current(current)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.title)?;
        if let Some(detail) = &self.detail {
            write!(f, " {detail}")?;
        }
        for field in &self.fields {
            write!(f, " {} {}.", field.field, field.message)?;
        }
        Ok(())
    }
}

impl std::error::Error for Problem {}

/// Collects the problems of a draft while its fields are read one by one, so
/// that a person sees all of them at once.
#[derive(Debug, Default)]
pub struct FieldProblems(Vec<FieldProblem>);

impl FieldProblems {
    pub fn add(&mut self, field: &str, message: impl fmt::Display) {
        self.0.push(FieldProblem::new(field, message));
    }

    /// The value, or a note of what is wrong with `field`.
    pub fn take<T, E: fmt::Display>(&mut self, field: &str, result: Result<T, E>) -> Option<T> {
        result.map_err(|why| self.add(field, why)).ok()
    }

    /// [`crate::text::one_line`] for `field`.
    pub fn line(&mut self, field: &str, raw: &str, limit: usize) -> Option<String> {
        self.take::<_, TextRefusal>(field, crate::text::one_line(raw, limit))
    }

    /// `value()` when nothing was wrong, else all that was. `value` may unwrap
    /// what [`FieldProblems::take`] returned.
    pub fn into_result<T>(self, value: impl FnOnce() -> T) -> Result<T, Vec<FieldProblem>> {
        if self.0.is_empty() {
            Ok(value())
        } else {
            Err(self.0)
        }
    }
}
