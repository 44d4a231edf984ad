//! People on the roster, one at a time and by the page.

use crate::db::{Bind, DbError, FromRow, Reader, Row, Tx, Value, args, from_row};
use pairwell_domain::api::people::{
    PAGE, PeoplePage, PeopleQuery, PersonDetail, PersonRow, Standing, UnitCount,
};
use pairwell_domain::id::{AccountId, PersonId};
use pairwell_domain::person::Person;
use pairwell_domain::text::squashed;
use pairwell_domain::time::{Date, Instant};

/// How many columns a person is kept in, times aside.
pub const COLUMNS: usize = 13;

impl FromRow for Person {
    fn from_row(row: &Row) -> Result<Self, DbError> {
        Ok(Person {
            id: row.get("id")?,
            number: row.get("number")?,
            name: row.get("name")?,
            email: row.get("email")?,
            title: row.get("title")?,
            unit: row.get("unit")?,
            level: row.get("level")?,
            manager: row.get("manager_id")?,
            location: row.get("location")?,
            time_zone: row.get("time_zone")?,
            started_on: row.get("started_on")?,
            left_on: row.get("left_on")?,
        })
    }
}

/// A person's values in the order id, number, name, email, title, unit, level,
/// manager_id, location, time_zone, started_on, left_on, search.
pub fn bind_onto<'a>(values: &mut Vec<Value<'a>>, person: &'a Person) {
    let Person {
        id,
        number,
        name,
        email,
        title,
        unit,
        level,
        manager,
        location,
        time_zone,
        started_on,
        left_on,
    } = person;
    let all: [Value<'a>; COLUMNS] = [
        id.bind(),
        number.bind(),
        name.bind(),
        email.bind(),
        title.bind(),
        unit.bind(),
        level.bind(),
        manager.bind(),
        location.bind(),
        time_zone.bind(),
        started_on.bind(),
        left_on.bind(),
        Value::Text(Some(person.search_text().into())),
    ];
    values.extend(all);
}

/// Part of a folded text, as `LIKE` wants it: folding leaves nothing to escape.
/// `None` for what has no letter and no digit.
pub fn pattern(q: Option<&str>) -> Option<String> {
    let folded = squashed(q?);
    (!folded.is_empty()).then(|| format!("%{folded}%"))
}

impl FromRow for PersonRow {
    fn from_row(row: &Row) -> Result<Self, DbError> {
        Ok(PersonRow {
            person: Person::from_row(row)?,
            manager_name: row.get("manager_name")?,
            standing: row.get("standing")?,
            account: row.get("account")?,
        })
    }
}

/// One page of the roster, by name. Without a standing, those who work here.
pub async fn page(mut db: impl Reader, query: &PeopleQuery) -> Result<PeoplePage, DbError> {
    const ROWS: &str = "
        SELECT p.id, p.number, p.name, p.email, p.title, p.unit, p.level, p.manager_id,
               p.location, p.time_zone, p.started_on, p.left_on, m.name AS manager_name,
               CASE WHEN p.left_on IS NOT NULL THEN 'left'
                    WHEN p.missing_since IS NOT NULL THEN 'missing' ELSE 'here' END AS standing,
               CASE WHEN a.id IS NULL THEN 'none' WHEN a.disabled_at IS NOT NULL THEN 'disabled'
                    WHEN a.password_hash IS NULL THEN 'invited' ELSE 'active' END AS account
        FROM person p
        LEFT JOIN person m ON m.id = p.manager_id
        LEFT JOIN account a ON a.person_id = p.id
        WHERE ($1 IS NULL OR p.search LIKE $1) AND ($2 IS NULL OR p.unit = $2)
          AND (p.left_on IS NOT NULL) = $3 AND ($4 IS NULL OR (p.missing_since IS NOT NULL) = $4)
          AND ($5 IS NULL OR (p.name, p.id) > (SELECT c.name, c.id FROM person c WHERE c.id = $5))
        ORDER BY p.name, p.id LIMIT $6";
    const TOTAL: &str = "
        SELECT COUNT(*) FROM person p
        WHERE ($1 IS NULL OR p.search LIKE $1) AND ($2 IS NULL OR p.unit = $2)
          AND (p.left_on IS NOT NULL) = $3 AND ($4 IS NULL OR (p.missing_since IS NOT NULL) = $4)";
    let PeopleQuery {
        q,
        unit,
        standing,
        after,
    } = query;
    let like = pattern(q.as_deref());
    let left = *standing == Some(Standing::Left);
    let missing = match standing {
        Some(Standing::Missing) => Some(true),
        Some(Standing::Here) => Some(false),
        _ => None,
    };
    // One more than fits tells whether there is another page.
    let limit = PAGE as i64 + 1;
    let values = args![like, unit, left, missing, after, limit];
    let mut people = db.all::<PersonRow>(ROWS, values).await?;
    let (total,) = db
        .one::<(u32,)>(TOTAL, args![like, unit, left, missing])
        .await?;
    let more = people.len() > PAGE;
    people.truncate(PAGE);
    let next = people.last().filter(|_| more).map(|row| row.person.id);
    Ok(PeoplePage {
        people,
        total,
        next,
    })
}

struct Detail(PersonDetail);

impl FromRow for Detail {
    fn from_row(row: &Row) -> Result<Self, DbError> {
        Ok(Detail(PersonDetail {
            row: PersonRow::from_row(row)?,
            reports: row.get("reports")?,
            account_id: row.get("account_id")?,
        }))
    }
}

pub async fn detail(mut db: impl Reader, id: PersonId) -> Result<Option<PersonDetail>, DbError> {
    const SQL: &str = "
        SELECT p.id, p.number, p.name, p.email, p.title, p.unit, p.level, p.manager_id,
               p.location, p.time_zone, p.started_on, p.left_on, m.name AS manager_name,
               CASE WHEN p.left_on IS NOT NULL THEN 'left'
                    WHEN p.missing_since IS NOT NULL THEN 'missing' ELSE 'here' END AS standing,
               CASE WHEN a.id IS NULL THEN 'none' WHEN a.disabled_at IS NOT NULL THEN 'disabled'
                    WHEN a.password_hash IS NULL THEN 'invited' ELSE 'active' END AS account,
               a.id AS account_id,
               (SELECT COUNT(*) FROM person r
                WHERE r.manager_id = p.id AND r.left_on IS NULL) AS reports
        FROM person p
        LEFT JOIN person m ON m.id = p.manager_id
        LEFT JOIN account a ON a.person_id = p.id
        WHERE p.id = $1";
    let found = db.optional::<Detail>(SQL, args![id]).await?;
    Ok(found.map(|detail| detail.0))
}

from_row!(UnitCount { unit, people });

/// Units with people who work here, by name.
pub async fn units(mut db: impl Reader) -> Result<Vec<UnitCount>, DbError> {
    const SQL: &str = "
        SELECT unit, COUNT(*) AS people FROM person
        WHERE unit IS NOT NULL AND left_on IS NULL GROUP BY unit ORDER BY unit";
    db.all(SQL, &[]).await
}

/// Notes that somebody has left; `false` when that was known, or there is nobody.
pub async fn leave(
    tx: &mut Tx,
    id: PersonId,
    left_on: Date,
    now: Instant,
) -> Result<bool, DbError> {
    const SQL: &str = "
        UPDATE person SET left_on = $2, missing_since = NULL, updated_at = $3
        WHERE id = $1 AND left_on IS NULL";
    Ok(tx.execute(SQL, args![id, left_on, now]).await? == 1)
}

/// Notes that somebody is still here although the last import did not have them.
pub async fn stay(tx: &mut Tx, id: PersonId) -> Result<bool, DbError> {
    const SQL: &str = "
        UPDATE person SET missing_since = NULL WHERE id = $1 AND missing_since IS NOT NULL";
    Ok(tx.execute(SQL, args![id]).await? == 1)
}

/// The account of somebody on the roster.
pub async fn account(mut db: impl Reader, id: PersonId) -> Result<Option<AccountId>, DbError> {
    const SQL: &str = "SELECT id FROM account WHERE person_id = $1";
    let found = db.optional::<(AccountId,)>(SQL, args![id]).await?;
    Ok(found.map(|(account,)| account))
}
