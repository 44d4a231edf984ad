//! The roster as a whole: read to be compared with a file, and written in bulk.

use super::person::COLUMNS;
use crate::db::{Bind, DbError, Reader, Tx, Value, args};
use pairwell_domain::id::{AccountId, PersonId};
use pairwell_domain::import::roster::Existing;
use pairwell_domain::person::Person;
use pairwell_domain::time::Instant;
use std::collections::HashSet;

/// Everybody, leavers included, and the numbers they had before.
pub async fn everybody(tx: &mut Tx) -> Result<Existing, DbError> {
    const PEOPLE: &str = "
        SELECT id, number, name, email, title, unit, level, manager_id, location, time_zone,
               started_on, left_on
        FROM person";
    const BEFORE: &str = "SELECT number, person_id FROM person_number_before";
    Ok(Existing {
        people: (&mut *tx).all(PEOPLE, &[]).await?,
        former_numbers: (&mut *tx).all(BEFORE, &[]).await?,
    })
}

/// Who takes part in a programme, and so needs telling when they are gone.
pub async fn enrolled(mut db: impl Reader) -> Result<HashSet<PersonId>, DbError> {
    const SQL: &str = "
        SELECT DISTINCT person_id FROM enrolment WHERE state NOT IN ('withdrawn', 'completed')";
    let people = db.all::<(PersonId,)>(SQL, &[]).await?;
    Ok(people.into_iter().map(|(person,)| person).collect())
}

/// Adds people. Whoever they report to is there already, or stands before them.
pub async fn add<'a>(
    tx: &mut Tx,
    people: impl ExactSizeIterator<Item = &'a Person>,
    now: Instant,
) -> Result<(), DbError> {
    const SQL: &str = "
        INSERT INTO person (id, number, name, email, title, unit, level, manager_id, location,
                            time_zone, started_on, left_on, search, created_at, updated_at)
        VALUES";
    let values = values(people, now);
    tx.insert_many(SQL, WIDTH, &values, "").await?;
    Ok(())
}

/// Brings people up to date.
pub async fn update<'a>(
    tx: &mut Tx,
    people: impl ExactSizeIterator<Item = &'a Person>,
    now: Instant,
) -> Result<(), DbError> {
    const SQL: &str = "
        INSERT INTO person (id, number, name, email, title, unit, level, manager_id, location,
                            time_zone, started_on, left_on, search, created_at, updated_at)
        VALUES";
    const THEN: &str = "
        ON CONFLICT (id) DO UPDATE SET
            number = excluded.number, name = excluded.name, email = excluded.email,
            title = excluded.title, unit = excluded.unit, level = excluded.level,
            manager_id = excluded.manager_id, location = excluded.location,
            time_zone = excluded.time_zone, started_on = excluded.started_on,
            left_on = excluded.left_on, search = excluded.search, updated_at = excluded.updated_at";
    let values = values(people, now);
    tx.insert_many(SQL, WIDTH, &values, THEN).await?;
    Ok(())
}

/// Takes number and address from people about to get others, so that two can
/// swap theirs without ever having the same.
pub async fn clear_keys(tx: &mut Tx, people: &[PersonId]) -> Result<(), DbError> {
    const SQL: &str = "UPDATE person SET number = NULL, email = NULL WHERE id = $1";
    for person in people {
        tx.execute(SQL, args![person]).await?;
    }
    Ok(())
}

/// Notes who was not in an import; whoever was before and is now, no longer is.
pub async fn note_missing(
    tx: &mut Tx,
    missing: impl ExactSizeIterator<Item = PersonId>,
    now: Instant,
) -> Result<(), DbError> {
    const NOBODY: &str = "UPDATE person SET missing_since = NULL WHERE missing_since IS NOT NULL";
    // They are all there, so nothing is inserted: it is an update of many rows
    // at once that both databases understand.
    const SQL: &str = "INSERT INTO person (id, name, created_at, updated_at) VALUES";
    const THEN: &str = "ON CONFLICT (id) DO UPDATE SET missing_since = excluded.updated_at";
    tx.execute(NOBODY, &[]).await?;
    let values: Vec<Value<'static>> = missing
        .flat_map(|person| {
            [
                Value::Uuid(Some(person.0)),
                Value::Text(Some("".into())),
                Value::Int(Some(now.0)),
                Value::Int(Some(now.0)),
            ]
        })
        .collect();
    tx.insert_many(SQL, 4, &values, THEN).await?;
    Ok(())
}

/// Remembers numbers people had before.
pub async fn remember_numbers(tx: &mut Tx, numbers: &[(String, PersonId)]) -> Result<(), DbError> {
    const SQL: &str = "INSERT INTO person_number_before (number, person_id) VALUES";
    const THEN: &str = "ON CONFLICT (number) DO UPDATE SET person_id = excluded.person_id";
    let values: Vec<Value<'_>> = numbers
        .iter()
        .flat_map(|(number, person)| [number.bind(), person.bind()])
        .collect();
    tx.insert_many(SQL, 2, &values, THEN).await?;
    Ok(())
}

/// Ties accounts to the people on the roster who have their address.
pub async fn tie_accounts(tx: &mut Tx) -> Result<Vec<AccountId>, DbError> {
    const SQL: &str = "
        UPDATE account SET person_id = (
            SELECT p.id FROM person p WHERE p.email = account.email AND p.left_on IS NULL)
        WHERE person_id IS NULL AND EXISTS (
            SELECT 1 FROM person p WHERE p.email = account.email AND p.left_on IS NULL
              AND NOT EXISTS (SELECT 1 FROM account a WHERE a.person_id = p.id))
        RETURNING id";
    let tied = (&mut *tx).all::<(AccountId,)>(SQL, &[]).await?;
    Ok(tied.into_iter().map(|(account,)| account).collect())
}

/// Columns of a person with when they were written.
const WIDTH: usize = COLUMNS + 2;

fn values<'a>(people: impl ExactSizeIterator<Item = &'a Person>, now: Instant) -> Vec<Value<'a>> {
    let mut values = Vec::with_capacity(people.len() * WIDTH);
    let now: Value<'static> = Value::Int(Some(now.0));
    for person in people {
        super::person::bind_onto(&mut values, person);
        values.extend([now.clone(), now.clone()]);
    }
    values
}
