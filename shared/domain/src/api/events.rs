//! What the server tells a browser that watches: that something changed, so
//! that it asks again or applies the change.

use crate::access::{Action, Actor, Resource, may};
use crate::id::{AccountId, ProgrammeId};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// Where the stream is, below [`super::BASE`]: `text/event-stream`, resumable by
/// `Last-Event-ID`. The data of each event is a [`Happened`] as JSON.
pub const PATH: &str = "/events";

/// What something happened to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Topic {
    /// A programme's board: the draft, or what it is made from.
    Board(ProgrammeId),
    /// Who takes part in a programme, and who is paired.
    Participation(ProgrammeId),
    /// The roster.
    People,
    /// Something of one account alone: a request, a pair proposed.
    Account(AccountId),
    /// Too much happened since the last event seen; read everything afresh.
    Everything,
}

/// One event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Happened {
    pub topic: Topic,
    /// What changed, as its topic defines; may be null.
    pub payload: serde_json::Value,
}

impl Topic {
    /// Whether `actor` may hear of it.
    pub fn is_for(self, actor: &Actor) -> bool {
        match self {
            Topic::Board(programme) => {
                may(actor, Action::ReadBoard, &Resource::Programme(programme)).is_ok()
            }
            Topic::Participation(programme) => may(
                actor,
                Action::ReadParticipation,
                &Resource::Programme(programme),
            )
            .is_ok(),
            Topic::People => may(actor, Action::ReadPeople, &Resource::Organisation).is_ok(),
            Topic::Account(account) => actor.account == account,
            Topic::Everything => true,
        }
    }
}

impl fmt::Display for Topic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Topic::Board(programme) => write!(f, "board/{programme}"),
            Topic::Participation(programme) => write!(f, "participation/{programme}"),
            Topic::People => f.write_str("people"),
            Topic::Account(account) => write!(f, "account/{account}"),
            Topic::Everything => f.write_str("everything"),
        }
    }
}

impl From<Topic> for String {
    fn from(topic: Topic) -> String {
        topic.to_string()
    }
}

/// The text is not a topic this version knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not a topic")]
pub struct NoSuchTopic;

impl FromStr for Topic {
    type Err = NoSuchTopic;
    fn from_str(text: &str) -> Result<Self, NoSuchTopic> {
        let (noun, id) = text.split_once('/').unwrap_or((text, ""));
        match noun {
            "board" => id.parse().map(Topic::Board).map_err(|_| NoSuchTopic),
            "participation" => id
                .parse()
                .map(Topic::Participation)
                .map_err(|_| NoSuchTopic),
            "account" => id.parse().map(Topic::Account).map_err(|_| NoSuchTopic),
            "people" if id.is_empty() => Ok(Topic::People),
            "everything" if id.is_empty() => Ok(Topic::Everything),
            _ => Err(NoSuchTopic),
        }
    }
}

impl TryFrom<String> for Topic {
    type Error = NoSuchTopic;
    fn try_from(text: String) -> Result<Self, NoSuchTopic> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_topic_is_read_back_from_its_text() {
        let id = Uuid::from_u128(7);
        for topic in [
            Topic::Board(ProgrammeId(id)),
            Topic::Participation(ProgrammeId(id)),
            Topic::People,
            Topic::Account(AccountId(id)),
            Topic::Everything,
        ] {
            assert_eq!(topic.to_string().parse(), Ok(topic));
        }
        assert_eq!("board/7".parse::<Topic>(), Err(NoSuchTopic));
    }
}
