//! Acts of publishing: the record, and the proposals made with it.

use super::json;
use crate::db::{Bind, DbError, FromRow, Reader, Row, Tx, Value, args};
use pairwell_domain::api::board::{Publication, Totals};
use pairwell_domain::board::MatchRecord;
use pairwell_domain::id::{AccountId, EnrolmentId, PairId, ProgrammeId, PublicationId};
use pairwell_domain::text::EmailAddress;
use pairwell_domain::time::{Date, Instant};
use pairwell_matching::Certificate;
use serde::Serialize;

/// What computed a publication's pairs. See [`MatchRecord`].
pub struct Computed {
    pub mentees: Vec<EnrolmentId>,
    pub mentors: Vec<EnrolmentId>,
    /// In canonical form, as the publication's input hash is taken of it.
    pub problem: String,
    pub assignment: Vec<Option<u32>>,
    pub certificate: Certificate,
}

/// Adds the record, with all that is needed to run the matching again.
pub async fn add(
    tx: &mut Tx,
    publication: &Publication,
    programme: ProgrammeId,
    by: AccountId,
    computed: &Computed,
) -> Result<(), DbError> {
    const SQL: &str = "
        INSERT INTO publication (id, board_id, programme_id, by_account_id, at, engine, objective,
                                 weights, input_hash, total, matched, worst, certificate,
                                 concern_reason)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    let Publication {
        id,
        board,
        at,
        engine,
        objective,
        input_hash,
        totals,
        concern_reason,
        ..
    } = publication;
    let weights = text("weights", &publication.weights)?;
    let certificate = text("certificate", &computed.certificate)?;
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
            concern_reason,
        ],
    )
    .await?;
    add_computed(tx, publication, computed).await
}

async fn add_computed(
    tx: &mut Tx,
    publication: &Publication,
    computed: &Computed,
) -> Result<(), DbError> {
    const SQL: &str = "
        INSERT INTO publication_record (publication_id, version, mentees, mentors, problem, assignment)
        VALUES ($1, $2, $3, $4, $5, $6)";
    let mentees = text("mentees", &computed.mentees)?;
    let mentors = text("mentors", &computed.mentors)?;
    let assignment = text("assignment", &computed.assignment)?;
    let Publication { id, version, .. } = publication;
    tx.execute(
        SQL,
        args![id, version, mentees, mentors, computed.problem, assignment],
    )
    .await?;
    Ok(())
}

/// JSON for a column. As text at once: a problem has a number for every pair.
fn text(column: &str, value: &impl Serialize) -> Result<String, DbError> {
    serde_json::to_string(value).map_err(|why| DbError::Column {
        column: column.into(),
        why: why.to_string(),
    })
}

/// The programme that pairs were published in.
pub async fn programme_of(
    mut db: impl Reader,
    id: PublicationId,
) -> Result<Option<ProgrammeId>, DbError> {
    const SQL: &str = "SELECT programme_id FROM publication WHERE id = $1";
    let found = db.optional::<(ProgrammeId,)>(SQL, args![id]).await?;
    Ok(found.map(|(programme,)| programme))
}

impl FromRow for MatchRecord {
    fn from_row(row: &Row) -> Result<Self, DbError> {
        Ok(MatchRecord {
            publication: Publication {
                id: row.get("id")?,
                board: row.get("board_id")?,
                at: row.get("at")?,
                by: row.get("by_name")?,
                version: row.get("version")?,
                pairs: Vec::new(),
                objective: row.get("objective")?,
                weights: json::read(row, "weights")?,
                engine: row.get("engine")?,
                input_hash: row.get("input_hash")?,
                totals: Totals {
                    total: row.get("total")?,
                    matched: row.get("matched")?,
                    worst: row.get("worst")?,
                },
                concern_reason: row.get("concern_reason")?,
            },
            mentees: json::read(row, "mentees")?,
            mentors: json::read(row, "mentors")?,
            problem: json::read_large(row, "problem")?,
            assignment: json::read(row, "assignment")?,
            certificate: json::read(row, "certificate")?,
        })
    }
}

/// All that computed a publication's pairs. `None` also for what was published
/// before that was kept. Read in one transaction.
pub async fn record(tx: &mut Tx, id: PublicationId) -> Result<Option<MatchRecord>, DbError> {
    const SQL: &str = "
        SELECT p.id, p.board_id, p.at, a.name AS by_name, r.version, p.objective, p.weights,
               p.engine, p.input_hash, p.total, p.matched, p.worst, p.certificate,
               p.concern_reason, r.mentees, r.mentors, r.problem, r.assignment
        FROM publication p
        JOIN publication_record r ON r.publication_id = p.id
        JOIN account a ON a.id = p.by_account_id
        WHERE p.id = $1";
    const PAIRS: &str = "SELECT id FROM pair WHERE publication_id = $1 ORDER BY mentee_id";
    let mut db = tx;
    let Some(mut record) = db.optional::<MatchRecord>(SQL, args![id]).await? else {
        return Ok(None);
    };
    let pairs = db.all::<(PairId,)>(PAIRS, args![id]).await?;
    record.publication.pairs = pairs.into_iter().map(|(pair,)| pair).collect();
    Ok(Some(record))
}

/// A pair to propose.
pub struct Proposed {
    pub id: PairId,
    pub mentee: EnrolmentId,
    pub mentor: EnrolmentId,
    pub fit: u8,
    pub override_reason: Option<String>,
    pub starts_on: Date,
    pub ends_on: Date,
}

/// Adds proposals. [`DbError::is_duplicate`] `pair` `mentee_id` when one of the
/// mentees has a mentor by now.
pub async fn propose(
    tx: &mut Tx,
    (programme, publication): (ProgrammeId, PublicationId),
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
            programme.bind(),
            pair.mentee.bind(),
            pair.mentor.bind(),
            PROPOSED.bind(),
            pair.fit.bind(),
            pair.override_reason.bind(),
            publication.bind(),
            pair.starts_on.bind(),
            pair.ends_on.bind(),
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
