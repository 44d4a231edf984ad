//! JSON in, with the place of whatever is wrong with it.

use super::Bad;
use pairwell_matching::FORBIDDEN;
use serde::de::{DeserializeOwned, IgnoredAny};

/// Reads all of `text` as a `T`. `of` names the text where it isn't the problem.
pub fn parse<T: DeserializeOwned>(text: &[u8], of: Option<&str>) -> Result<T, Bad> {
    let mut reader = serde_json::Deserializer::from_slice(text);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|why| {
        let path = why.path().to_string();
        let cause = why.into_inner();
        // A list that goes on too long or a number too large is reported like a
        // slip of syntax, which it is not.
        let is_json = cause.is_data() || serde_json::from_slice::<IgnoredAny>(text).is_ok();
        if is_json && path != "." {
            Bad::new("invalid", cause, within(of, &path))
        } else {
            let error = if is_json { "invalid" } else { "not_json" };
            Bad::new(error, &cause, position(of, &cause))
        }
    })?;
    match reader.end() {
        Ok(()) => Ok(value),
        Err(why) => Err(Bad::new(
            "not_json",
            "something follows the JSON; give one at a time",
            position(of, &why),
        )),
    }
}

fn within(of: Option<&str>, path: &str) -> String {
    match of {
        None => path.to_owned(),
        Some(of) if path.starts_with('[') => format!("{of}{path}"),
        Some(of) => format!("{of}.{path}"),
    }
}

fn position(of: Option<&str>, why: &serde_json::Error) -> String {
    let of = of.map_or(String::new(), |of| format!("{of} "));
    format!("{of}line {} column {}", why.line(), why.column())
}

/// A row as the engine takes it, `null` forbidden; or the index of a score that
/// it can't have.
pub fn row(scores: Vec<Option<i32>>) -> Result<Vec<i32>, usize> {
    let cell = |(at, score): (usize, Option<i32>)| match score {
        None => Ok(FORBIDDEN),
        // The one number that stands for "forbidden" inside.
        Some(FORBIDDEN) => Err(at),
        Some(score) => Ok(score),
    };
    scores.into_iter().enumerate().map(cell).collect()
}
