//! Why there is no answer.

use serde::Serialize;
use std::fmt::Display;

/// What is wrong with what was asked, as one JSON object.
#[derive(Debug, PartialEq, Serialize)]
pub struct Bad {
    /// For programs: one of a fixed set of words.
    error: &'static str,
    /// For people: what is wrong and what to do about it.
    message: String,
    /// Where; null where it is about all of it.
    at: Option<String>,
}

impl Bad {
    pub(in crate::matching) fn new(
        error: &'static str,
        message: impl Display,
        at: impl Into<String>,
    ) -> Self {
        let at = Some(at.into());
        Bad {
            at,
            ..Bad::overall(error, message)
        }
    }

    pub(in crate::matching) fn overall(error: &'static str, message: impl Display) -> Self {
        Bad {
            error,
            message: message.to_string(),
            at: None,
        }
    }

    /// The same wrong, with its place inside of something.
    pub(in crate::matching) fn within(self, whole: &str) -> Self {
        let at = match self.at {
            Some(at) => format!("{whole}.{at}"),
            None => whole.to_owned(),
        };
        Bad {
            at: Some(at),
            ..self
        }
    }

    /// The command itself was asked wrongly.
    pub fn usage(why: &clap::Error) -> Self {
        let rendered = why.to_string();
        let message = rendered.trim().trim_start_matches("error: ");
        Bad::overall("usage", message)
    }
}
