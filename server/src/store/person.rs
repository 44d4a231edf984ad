//! People on the roster, one at a time and by the page.

use crate::db::{Bind, DbError, FromRow, Row, Value};
use pairwell_domain::person::Person;

/// How many columns a person is kept in, times aside.
pub const COLUMNS: usize = 12;

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
/// manager_id, location, time_zone, started_on, left_on.
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
    ];
    values.extend(all);
}
