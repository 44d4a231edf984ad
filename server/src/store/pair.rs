//! Pairs, as their two halves see them, and the answers to a proposal.

use super::json::list;
use crate::db::{DbError, FromRow, Reader, Row, Tx, args};
use pairwell_domain::access::Resource;
use pairwell_domain::api::pairs::MyPair;
use pairwell_domain::enrolment::Role;
use pairwell_domain::id::{EnrolmentId, PairId, PersonId, ProgrammeId, RequestId};
use pairwell_domain::pair::{Answer, PairState, Proposal};
use pairwell_domain::time::{Date, Instant};

/// A pair with both halves.
#[derive(Debug)]
pub struct Stored {
    pub id: PairId,
    pub programme: ProgrammeId,
    pub programme_name: String,
    pub proposal: Proposal,
    pub mentee: Half,
    pub mentor: Half,
    pub fit: u8,
    pub starts_on: Date,
    pub ends_on: Date,
    pub version: i64,
}

/// One of the two.
#[derive(Debug)]
pub struct Half {
    pub enrolment: EnrolmentId,
    pub person: PersonId,
    pub name: String,
    pub title: Option<String>,
    /// What they offer, or want.
    pub topics: Vec<String>,
    /// Moments, or hopes.
    pub words: Vec<String>,
}

impl Stored {
    pub fn resource(&self) -> Resource {
        Resource::Two {
            programme: self.programme,
            mentor: self.mentor.person,
            mentee: self.mentee.person,
            manages_either: false,
        }
    }

    /// Which half somebody is; `None` for anybody else.
    pub fn role_of(&self, person: PersonId) -> Option<Role> {
        if self.mentee.person == person {
            Some(Role::Mentee)
        } else {
            (self.mentor.person == person).then_some(Role::Mentor)
        }
    }

    /// The pair as one of the two sees it.
    pub fn seen_by(self, role: Role) -> MyPair {
        let (mentor, mentee) = (self.mentor.enrolment, self.mentee.enrolment);
        let (other, my_answer, other_answer) = match role {
            Role::Mentee => (self.mentor, self.proposal.mentee, self.proposal.mentor),
            Role::Mentor => (self.mentee, self.proposal.mentor, self.proposal.mentee),
        };
        MyPair {
            id: self.id,
            programme: self.programme,
            programme_name: self.programme_name,
            my_role: role,
            mentor,
            mentee,
            other_name: other.name,
            other_title: other.title,
            topics: other.topics,
            words: other.words,
            state: self.proposal.state,
            my_answer,
            other_answer,
            fit: self.fit,
            starts_on: self.starts_on,
            ends_on: self.ends_on,
        }
    }
}

impl FromRow for Stored {
    fn from_row(row: &Row) -> Result<Self, DbError> {
        let hopes: Option<String> = row.get("hopes")?;
        Ok(Stored {
            id: row.get("id")?,
            programme: row.get("programme_id")?,
            programme_name: row.get("programme_name")?,
            proposal: Proposal {
                state: row.get("state")?,
                mentee: row.get("mentee_answer")?,
                mentor: row.get("mentor_answer")?,
            },
            mentee: Half {
                enrolment: row.get("mentee_id")?,
                person: row.get("mentee_person")?,
                name: row.get("mentee_name")?,
                title: row.get("mentee_title")?,
                topics: list(row, "wants")?,
                words: hopes.into_iter().collect(),
            },
            mentor: Half {
                enrolment: row.get("mentor_id")?,
                person: row.get("mentor_person")?,
                name: row.get("mentor_name")?,
                title: row.get("mentor_title")?,
                topics: list(row, "offers")?,
                words: list(row, "moments")?,
            },
            fit: row.get("fit")?,
            starts_on: row.get("starts_on")?,
            ends_on: row.get("ends_on")?,
            version: row.get("version")?,
        })
    }
}

/// Both halves joined to the pair; a condition on `r`, the pair, follows.
macro_rules! select {
    ($condition:literal) => {
        concat!(
            "SELECT r.id, r.programme_id, g.name AS programme_name, r.state, r.mentee_answer,
                    r.mentor_answer, r.fit, r.starts_on, r.ends_on, r.version,
                    r.mentee_id, a.person_id AS mentee_person, pa.name AS mentee_name,
                    pa.title AS mentee_title, a.wants, a.hopes,
                    r.mentor_id, b.person_id AS mentor_person, pb.name AS mentor_name,
                    pb.title AS mentor_title, b.offers, b.moments
             FROM pair r
             JOIN programme g ON g.id = r.programme_id
             JOIN enrolment a ON a.id = r.mentee_id JOIN person pa ON pa.id = a.person_id
             JOIN enrolment b ON b.id = r.mentor_id JOIN person pb ON pb.id = b.person_id
             WHERE ",
            $condition
        )
    };
}

pub async fn by_id(mut db: impl Reader, id: PairId) -> Result<Option<Stored>, DbError> {
    const SQL: &str = select!("r.id = $1");
    db.optional(SQL, args![id]).await
}

/// Pairs somebody is one half of, newest first; a pair they or the other said
/// no to is over and not among them.
pub async fn of_person(mut db: impl Reader, person: PersonId) -> Result<Vec<MyPair>, DbError> {
    const SQL: &str = select!(
        "(a.person_id = $1 OR b.person_id = $1) AND r.state <> 'declined'
         ORDER BY r.created_at DESC, r.id DESC LIMIT 200"
    );
    let pairs = db.all::<Stored>(SQL, args![person]).await?;
    let seen = |pair: Stored| pair.role_of(person).map(|role| pair.seen_by(role));
    Ok(pairs.into_iter().filter_map(seen).collect())
}

/// Saves a proposal after an answer; `false` when it changed since `version`.
pub async fn save_answer(
    tx: &mut Tx,
    id: PairId,
    version: i64,
    proposal: Proposal,
    now: Instant,
) -> Result<bool, DbError> {
    const SQL: &str = "
        UPDATE pair SET state = $3, mentee_answer = $4, mentor_answer = $5, ended_at = $6,
                        version = version + 1
        WHERE id = $1 AND version = $2";
    let ended = (!proposal.state.is_standing()).then_some(now);
    let Proposal {
        state,
        mentee,
        mentor,
    } = proposal;
    Ok(tx
        .execute(SQL, args![id, version, state, mentee, mentor, ended])
        .await?
        == 1)
}

/// A pair both have agreed to already.
pub struct Agreed {
    pub id: PairId,
    pub programme: ProgrammeId,
    pub mentee: EnrolmentId,
    pub mentor: EnrolmentId,
    pub fit: u8,
    pub request: RequestId,
    pub starts_on: Date,
    pub ends_on: Date,
}

/// Adds an active pair. [`DbError::is_duplicate`] `pair` `mentee_id` when the
/// mentee has a mentor already.
pub async fn add(tx: &mut Tx, pair: &Agreed, now: Instant) -> Result<(), DbError> {
    const SQL: &str = "
        INSERT INTO pair (id, programme_id, mentee_id, mentor_id, state, fit, mentee_answer,
                          mentor_answer, request_id, starts_on, ends_on, created_at, version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8, $9, $10, $11, 1)";
    let Agreed {
        id,
        programme,
        mentee,
        mentor,
        fit,
        request,
        starts_on,
        ends_on,
    } = pair;
    let (state, yes) = (PairState::Active, Answer::Yes);
    tx.execute(
        SQL,
        args![
            id, programme, mentee, mentor, state, fit, yes, request, starts_on, ends_on, now
        ],
    )
    .await?;
    Ok(())
}
