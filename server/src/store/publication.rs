//! Acts of publishing: the record, and the proposals made with it.

use crate::db::{Bind, DbError, FromRow, Reader, Row, Tx, Value, args};
use pairwell_domain::api::board::Publication;
use pairwell_domain::id::{AccountId, EnrolmentId, PairId, ProgrammeId, PublicationId};
use pairwell_domain::text::EmailAddress;
use pairwell_domain::time::{Date, Instant};

/// Adds the record. `certificate` is the proof that nothing better existed.
pub async fn add(
    tx: &mut Tx,
    publication: &Publication,
    programme: ProgrammeId,
    by: AccountId,
    certificate: &serde_json::Value,
) -> Result<(), DbError> {
    const SQL: &str = "
        INSERT INTO publication (id, board_id, programme_id, by_account_id, at, engine, objective,
                                 weights, input_hash, total, matched, worst, certificate)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    let Publication {
        id,
        board,
        at,
        engine,
        objective,
        input_hash,
        totals,
        ..
    } = publication;
    let weights = serde_json::to_value(publication.weights).map_err(|why| DbError::Column {
        column: "weights".into(),
        why: why.to_string(),
    })?;
    tx.execute(
        SQL,
        args![
            id,
            board,
            programme,
            by,
            at,
            engine,
            objective,
            weights,
            input_hash,
            totals.total,
            totals.matched,
            totals.worst,
            certificate,
        ],
    )
    .await?;
    Ok(())
}

/// A pair to propose.
pub struct Proposed {
    pub id: PairId,
    pub mentee: EnrolmentId,
    pub mentor: EnrolmentId,
    pub fit: u8,
    pub override_reason: Option<String>,
}

/// What all proposals of one act of publishing have in common.
pub struct Terms {
    pub programme: ProgrammeId,
    pub publication: PublicationId,
    pub starts_on: Date,
    pub ends_on: Date,
}

/// Adds proposals. [`DbError::is_duplicate`] `pair` `mentee_id` when one of the
/// mentees has a mentor by now.
pub async fn propose(
    tx: &mut Tx,
    terms: &Terms,
    pairs: &[Proposed],
    now: Instant,
) -> Result<(), DbError> {
    const INTO: &str = "
        INSERT INTO pair (id, programme_id, mentee_id, mentor_id, state, fit, override_reason,
                          publication_id, starts_on, ends_on, created_at, version) VALUES";
    const PROPOSED: &str = "proposed";
    let mut rows: Vec<Value<'_>> = Vec::with_capacity(pairs.len() * 12);
    for pair in pairs {
        rows.extend([
            pair.id.bind(),
            terms.programme.bind(),
            pair.mentee.bind(),
            pair.mentor.bind(),
            PROPOSED.bind(),
            pair.fit.bind(),
            pair.override_reason.bind(),
            terms.publication.bind(),
            terms.starts_on.bind(),
            terms.ends_on.bind(),
            now.bind(),
            1i64.bind(),
        ]);
    }
    tx.insert_many(INTO, 12, &rows, "").await?;
    Ok(())
}

/// Somebody in a programme, and where mail reaches them.
pub struct Addressed {
    pub enrolment: EnrolmentId,
    pub name: String,
    pub email: Option<EmailAddress>,
}

impl FromRow for Addressed {
    fn from_row(row: &Row) -> Result<Self, DbError> {
        Ok(Addressed {
            enrolment: row.get("id")?,
            name: row.get("name")?,
            email: row.get("email")?,
        })
    }
}

/// Where mail reaches everyone enrolled: the roster's address, else the one they
/// sign in with.
pub async fn addresses(
    mut db: impl Reader,
    programme: ProgrammeId,
) -> Result<Vec<Addressed>, DbError> {
    const SQL: &str = "
        SELECT e.id, p.name, COALESCE(p.email, a.email) AS email
        FROM enrolment e
        JOIN person p ON p.id = e.person_id
        LEFT JOIN account a ON a.person_id = p.id AND a.disabled_at IS NULL
        WHERE e.programme_id = $1
        ORDER BY e.id";
    db.all(SQL, args![programme]).await
}
