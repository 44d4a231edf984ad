//! What a handler answers when it does not answer.
//!
//! Refusals are [`Problem`]s and are sent as they are. Anything unexpected is
//! logged with its cause, inside the request's span and so with its id, and the
//! client is told nothing but that id.

use crate::db::{DbError, Storage};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use pairwell_domain::access::Denied;
use pairwell_domain::problem::{FieldProblem, Problem};
use tracing::error;

pub enum Error {
    Refused(Box<Refused>),
    Internal(anyhow::Error),
}

pub struct Refused {
    problem: Problem,
    headers: Vec<(HeaderName, HeaderValue)>,
}

impl Error {
    /// A refusal that is over by itself, 429 or 503, with when to come back.
    pub fn later(problem: Problem, retry_after_seconds: i64) -> Self {
        Error::Refused(Box::new(Refused {
            problem,
            headers: vec![(header::RETRY_AFTER, retry_after_seconds.into())],
        }))
    }
}

impl From<Problem> for Error {
    fn from(problem: Problem) -> Self {
        Error::Refused(Box::new(Refused {
            problem,
            headers: Vec::new(),
        }))
    }
}

impl From<Vec<FieldProblem>> for Error {
    fn from(fields: Vec<FieldProblem>) -> Self {
        Problem::invalid(fields).into()
    }
}

impl From<Denied> for Error {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::Hidden => Problem::not_found(),
            Denied::Forbidden => Problem::forbidden("You may see this, but not do that with it."),
        }
        .into()
    }
}

/// Rules a statement can break are for the handler to expect and name; one that
/// gets here was not expected. What mends itself is told with when to try again.
impl From<DbError> for Error {
    fn from(error: DbError) -> Self {
        match &error {
            DbError::Storage { storage, .. } => {
                error!("nothing can be written: {error}");
                Error::later(cannot_write(*storage), STORAGE_RETRY_SECONDS)
            }
            DbError::Unreachable(_) => {
                error!("{error}");
                Error::later(unreachable_database(), DATABASE_RETRY_SECONDS)
            }
            _ => Error::Internal(error.into()),
        }
    }
}

/// Somebody has to make room first.
const STORAGE_RETRY_SECONDS: i64 = 60;
const DATABASE_RETRY_SECONDS: i64 = 5;

fn cannot_write(storage: Storage) -> Problem {
    let (code, title) = match storage {
        Storage::Full => (
            "storage_full",
            "The server has no space left; nothing was changed.",
        ),
        Storage::ReadOnly => (
            "storage_read_only",
            "The server can't write at the moment; nothing was changed.",
        ),
        // A disk that failed while a change was made durable may have kept it.
        Storage::Failing => (
            "storage_failing",
            "The server's disk fails; the change may not have been kept.",
        ),
    };
    Problem::new(503, code, title).detail(
        "Tell your administrator. Saving works again as soon as the server can write; \
         look at what is there before you try once more.",
    )
}

fn unreachable_database() -> Problem {
    Problem::new(
        503,
        "database_unreachable",
        "The database does not answer at the moment.",
    )
    .detail("Please try again in a few seconds.")
}

impl From<anyhow::Error> for Error {
    fn from(error: anyhow::Error) -> Self {
        Error::Internal(error)
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        match self {
            Error::Refused(refused) => {
                let Refused { problem, headers } = *refused;
                let mut response = problem_response(&problem);
                response.headers_mut().extend(headers);
                response
            }
            Error::Internal(cause) => {
                error!("a request failed: {cause:#}");
                problem_response(&internal())
            }
        }
    }
}

/// What a client is told of a fault: how to have it looked up, and nothing else.
pub fn internal() -> Problem {
    Problem::new(
        500,
        "internal",
        "Something went wrong on our side; nothing was changed.",
    )
    .detail("Please try again. If it stays, tell your administrator the request id of this answer.")
}

pub fn problem_response(problem: &Problem) -> Response {
    let body = serde_json::to_vec(problem).expect("a problem is plain data");
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let kind = HeaderValue::from_static("application/problem+json");
    (status, [(header::CONTENT_TYPE, kind)], body).into_response()
}
