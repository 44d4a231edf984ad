//! The contract between browser and server: one [`Endpoint`] an operation.
//!
//! The server's route table and its OpenAPI document, and the browser's calls,
//! are all made from these, so none can disagree with another.
//!
//! Types nest and enums are tagged on the outside. Serde reads a flattened
//! struct or an inner tag by buffering the value and visiting it again, which
//! is slow and costs tens of kilobytes of wasm.

pub mod accounts;
pub mod board;
pub mod concerns;
pub mod enrolments;
pub mod events;
pub mod mentors;
pub mod pairs;
pub mod participation;
pub mod people;
pub mod programmes;
pub mod sign_in;

use crate::problem::Problem;
use serde::{Serialize, de::DeserializeOwned};
use std::fmt::Display;

/// Where the API lives.
pub const BASE: &str = "/api/v1";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    Get,
    Post,
    Put,
    Patch,
    Delete,
}

impl Method {
    pub const fn as_str(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Patch => "PATCH",
            Method::Delete => "DELETE",
        }
    }
}

/// What a type must be to appear in the OpenAPI document. Without the `openapi`
/// feature every type qualifies.
#[cfg(feature = "openapi")]
pub trait Described: utoipa::ToSchema {}
#[cfg(feature = "openapi")]
impl<T: utoipa::ToSchema> Described for T {}
#[cfg(not(feature = "openapi"))]
pub trait Described {}
#[cfg(not(feature = "openapi"))]
impl<T> Described for T {}

/// One operation of the API.
pub trait Endpoint {
    /// Operation id in the OpenAPI document, snake case: `lock_pair`.
    const NAME: &'static str;
    const METHOD: Method;
    /// Template below [`BASE`], parameters in braces: `/programmes/{programme}/board`.
    const PATH: &'static str;
    /// One sentence for the OpenAPI document.
    const SUMMARY: &'static str;
    /// Ids that fill the template, in order: `()`, one id, or a tuple of ids.
    type Path: PathParams + DeserializeOwned + Send;
    /// Query string; `()` for none.
    type Query: Serialize + DeserializeOwned + Described + Send;
    /// JSON body; `()` for none, [`Upload`] for a file sent as it is.
    type Request: Serialize + DeserializeOwned + Described + Send;
    /// JSON answer; `()` for 204.
    type Response: Serialize + DeserializeOwned + Described;
}

/// A request body that is a file's bytes rather than JSON. The type only marks
/// the endpoint: the browser sends the file, the server reads the bytes.
#[derive(Clone, Debug, Default, Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = String, format = Binary))]
pub struct Upload(Vec<u8>);

/// Values for the braces of an endpoint's path.
pub trait PathParams {
    fn fill(&self, template: &str) -> String;
}

impl PathParams for () {
    fn fill(&self, template: &str) -> String {
        template.to_owned()
    }
}

macro_rules! path_params {
    ($($id:ty),*) => {$(
        impl PathParams for $id {
            fn fill(&self, template: &str) -> String {
                fill(template, &[self])
            }
        }
    )*};
}

path_params!(
    crate::id::AccountId,
    crate::id::BoardId,
    crate::id::ConcernId,
    crate::id::EnrolmentId,
    crate::id::PairId,
    crate::id::PersonId,
    crate::id::ProgrammeId,
    crate::id::PublicationId,
    crate::id::RequestId
);

impl<A: Display, B: Display> PathParams for (A, B) {
    fn fill(&self, template: &str) -> String {
        fill(template, &[&self.0, &self.1])
    }
}

fn fill(template: &str, values: &[&dyn Display]) -> String {
    let mut values = values.iter();
    let mut path = String::with_capacity(template.len() + 36);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (_, after) = after
            .split_once('}')
            .expect("a path template closes its braces");
        path.push_str(before);
        path.push_str(
            &values
                .next()
                .expect("a path template has one brace an id")
                .to_string(),
        );
        rest = after;
    }
    path + rest
}

/// Full path of an endpoint with its parameters filled in.
pub fn path<E: Endpoint>(params: &E::Path) -> String {
    format!("{BASE}{}", params.fill(E::PATH))
}

/// What a call can come to when it does not come to its answer.
#[derive(Clone, Debug, PartialEq)]
pub enum CallError {
    /// The server answered, and refused.
    Refused(Box<Problem>),
    /// There was no usable answer: offline, or the server is gone.
    Unreachable(String),
}

/// Declares endpoints:
/// `endpoint! { /// Summary. LockPair = POST "/boards/{board}/locks" (BoardId) ? () , Lock => Board; }`
#[macro_export]
macro_rules! endpoint {
    ($( #[doc = $summary:literal] $name:ident $op:literal = $method:ident $path:literal ($params:ty) ? $query:ty, $request:ty => $response:ty; )*) => {$(
        #[doc = $summary]
        #[derive(Clone, Copy, Debug)]
        pub struct $name;
        impl $crate::api::Endpoint for $name {
            const NAME: &'static str = $op;
            const METHOD: $crate::api::Method = $crate::api::Method::$method;
            const PATH: &'static str = $path;
            const SUMMARY: &'static str = $summary;
            type Path = $params;
            type Query = $query;
            type Request = $request;
            type Response = $response;
        }
    )*};
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{EnrolmentId, ProgrammeId};
    use uuid::Uuid;

    #[test]
    fn ids_fill_a_path_in_order() {
        let (a, b) = (
            ProgrammeId(Uuid::from_u128(1)),
            EnrolmentId(Uuid::from_u128(2)),
        );
        assert_eq!(
            (a, b).fill("/programmes/{programme}/mentors/{mentor}/x"),
            format!("/programmes/{a}/mentors/{b}/x")
        );
        assert_eq!(
            a.fill("/programmes/{programme}"),
            format!("/programmes/{a}")
        );
    }
}
