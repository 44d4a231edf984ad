//! Identifiers: one type a noun, so that a mentor's enrolment can't be passed
//! where a person is meant.
//!
//! All are UUIDs. The server makes them (version 7, so they sort by age); the
//! browser and this crate only carry them.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, uuid::Error> {
                text.parse().map($name)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                $name(id)
            }
        }
    )*};
}

ids! {
    /// Somebody who can sign in.
    AccountId;
    /// One signed-in browser, from sign-in to sign-out.
    SignInId;
    /// Somebody on the roster, whether or not they can sign in.
    PersonId;
    /// One run of mentoring.
    ProgrammeId;
    /// A person's participation in a programme as mentor or as mentee.
    EnrolmentId;
    /// A mentee's wish for one mentor.
    RequestId;
    /// A manager's concern about the time of one of their reports.
    ConcernId;
    /// A draft of who goes with whom.
    BoardId;
    /// One act of publishing a board.
    PublicationId;
    /// One mentor with one mentee.
    PairId;
    /// One meeting of a pair.
    SessionId;
}
