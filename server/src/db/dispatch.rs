//! Runs one SQL text on whichever database there is.

use super::{Db, DbError, FromRow, Row, Tx, Value};
use futures::TryStreamExt;
use sqlx::AssertSqlSafe;

/// `query` with every parameter bound, for the engine the surrounding code is about.
macro_rules! bound {
    ($sql:expr, $args:expr) => {{
        let mut query = sqlx::query($sql);
        for value in $args {
            query = match value {
                Value::Uuid(value) => query.bind(*value),
                Value::Int(value) => query.bind(*value),
                Value::Real(value) => query.bind(*value),
                Value::Bool(value) => query.bind(*value),
                Value::Text(value) => query.bind(value.as_deref()),
                Value::Bytes(value) => query.bind(value.as_deref()),
            };
        }
        query
    }};
}

/// `$body` once for each engine, with `$at` what executes there and `$row` how
/// its rows are wrapped.
macro_rules! on_each {
    (db $db:expr, |$at:ident, $row:ident| $body:expr) => {
        match $db {
            Db::Sqlite(db) => {
                let $at = &db.readers;
                let $row = Row::Sqlite;
                $body
            }
            Db::Postgres(pool) => {
                let $at = pool;
                let $row = Row::Postgres;
                $body
            }
        }
    };
    (tx $tx:expr, |$at:ident, $row:ident| $body:expr) => {
        match $tx {
            Tx::Sqlite(tx) => {
                let $at = &mut **tx;
                let $row = Row::Sqlite;
                $body
            }
            Tx::Postgres(tx) => {
                let $at = &mut **tx;
                let $row = Row::Postgres;
                $body
            }
        }
    };
}

macro_rules! collect {
    ($query:expr, $at:ident, $row:ident) => {{
        let mut rows = $query.fetch($at);
        let mut all = Vec::new();
        while let Some(row) = rows.try_next().await? {
            all.push(T::from_row(&$row(row))?);
        }
        Ok(all)
    }};
}

macro_rules! perhaps {
    ($query:expr, $at:ident, $row:ident) => {
        match $query.fetch_optional($at).await? {
            Some(row) => T::from_row(&$row(row)).map(Some),
            None => Ok(None),
        }
    };
}

/// Something that answers queries: `&Db` for a single read, `&mut Tx` for one
/// that belongs with others. A store function takes `mut db: impl Reader`.
pub trait Reader: Send {
    /// Every row.
    fn all<T: FromRow + Send>(
        &mut self,
        sql: &'static str,
        args: &[Value<'_>],
    ) -> impl Future<Output = Result<Vec<T>, DbError>> + Send;

    /// The first row, if any.
    fn optional<T: FromRow + Send>(
        &mut self,
        sql: &'static str,
        args: &[Value<'_>],
    ) -> impl Future<Output = Result<Option<T>, DbError>> + Send;

    /// The one row there must be, as with `COUNT`.
    fn one<T: FromRow + Send>(
        &mut self,
        sql: &'static str,
        args: &[Value<'_>],
    ) -> impl Future<Output = Result<T, DbError>> + Send {
        async move {
            self.optional(sql, args)
                .await?
                .ok_or(DbError::Database(sqlx::Error::RowNotFound))
        }
    }
}

impl Reader for &Db {
    async fn all<T: FromRow + Send>(
        &mut self,
        sql: &'static str,
        args: &[Value<'_>],
    ) -> Result<Vec<T>, DbError> {
        on_each!(db self, |at, row| collect!(bound!(sql, args), at, row))
    }

    async fn optional<T: FromRow + Send>(
        &mut self,
        sql: &'static str,
        args: &[Value<'_>],
    ) -> Result<Option<T>, DbError> {
        on_each!(db self, |at, row| perhaps!(bound!(sql, args), at, row))
    }
}

impl Reader for &mut Tx {
    async fn all<T: FromRow + Send>(
        &mut self,
        sql: &'static str,
        args: &[Value<'_>],
    ) -> Result<Vec<T>, DbError> {
        on_each!(tx &mut **self, |at, row| collect!(bound!(sql, args), at, row))
    }

    async fn optional<T: FromRow + Send>(
        &mut self,
        sql: &'static str,
        args: &[Value<'_>],
    ) -> Result<Option<T>, DbError> {
        on_each!(tx &mut **self, |at, row| perhaps!(bound!(sql, args), at, row))
    }
}

impl Db {
    /// Starts a transaction that may write.
    ///
    /// SQLite refuses to upgrade a read transaction once another writer has
    /// committed, so it takes the write lock at once. Keep what happens inside
    /// short: no hashing, no network.
    ///
    /// PostgreSQL lets writers run side by side, each seeing what the others have
    /// committed so far: what must not have changed since it was read is checked
    /// by the statement that writes (`WHERE version = …`, a unique index).
    pub async fn begin(&self) -> Result<Tx, DbError> {
        Ok(match self {
            Db::Sqlite(db) => Tx::Sqlite(db.writer.begin_with("BEGIN IMMEDIATE").await?),
            Db::Postgres(pool) => Tx::Postgres(pool.begin().await?),
        })
    }

    /// Starts a transaction that only reads, where several queries must see the
    /// same state.
    pub async fn snapshot(&self) -> Result<Tx, DbError> {
        const POSTGRES: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
        Ok(match self {
            Db::Sqlite(db) => Tx::Sqlite(db.readers.begin().await?),
            Db::Postgres(pool) => Tx::Postgres(pool.begin_with(POSTGRES).await?),
        })
    }

    /// Runs one writing statement by itself and says how many rows it touched.
    pub async fn execute(&self, sql: &'static str, args: &[Value<'_>]) -> Result<u64, DbError> {
        Ok(match self {
            Db::Sqlite(db) => bound!(sql, args).execute(&db.writer).await?.rows_affected(),
            Db::Postgres(pool) => bound!(sql, args).execute(pool).await?.rows_affected(),
        })
    }
}

impl Tx {
    /// Runs one writing statement and says how many rows it touched.
    pub async fn execute(&mut self, sql: &'static str, args: &[Value<'_>]) -> Result<u64, DbError> {
        on_each!(tx self, |at, _row| Ok(bound!(sql, args)
            .execute(at)
            .await?
            .rows_affected()))
    }

    /// Inserts many rows with few statements. `into` is the statement up to
    /// `VALUES` (`"INSERT INTO person (id, name) VALUES"`), `width` its number
    /// of columns, `rows` their values row after row, `then` what follows
    /// (`"ON CONFLICT (id) DO NOTHING"` or nothing).
    pub async fn insert_many(
        &mut self,
        into: &'static str,
        width: usize,
        rows: &[Value<'_>],
        then: &'static str,
    ) -> Result<u64, DbError> {
        // SQLite takes 32 766 parameters, PostgreSQL 65 535; past a few thousand
        // a bigger statement only takes longer to plan.
        const MOST: usize = 6000;
        assert!(width > 0 && rows.len().is_multiple_of(width), "whole rows");
        let mark = match self {
            Tx::Sqlite(_) => Mark::Next,
            Tx::Postgres(_) => Mark::Numbered,
        };
        let mut touched = 0;
        on_each!(tx self, |at, _row| {
            let mut chunks = rows.chunks((MOST / width).max(1) * width).map(|chunk| {
                let sql = values(into, width, chunk.len() / width, then, mark);
                bound!(AssertSqlSafe(sql), chunk)
            });
            let mut next = chunks.next();
            while let Some(query) = next {
                // The next one is made ready while the database works on this one.
                let following = async { chunks.next() };
                let (done, following) = futures::join!(query.execute(&mut *at), following);
                touched += done?.rows_affected();
                next = following;
            }
        });
        Ok(touched)
    }

    /// Makes it durable. Nothing may be announced before this returned.
    pub async fn commit(self) -> Result<(), DbError> {
        match self {
            Tx::Sqlite(tx) => tx.commit().await?,
            Tx::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }
}

/// How a statement of many parameters writes them.
#[derive(Clone, Copy)]
enum Mark {
    /// `?`: SQLite looks a parameter with a number or a name up in a list of all
    /// of them, which takes longer than everything else when there are thousands.
    Next,
    /// `$1`, the only way PostgreSQL has.
    Numbered,
}

fn values(into: &str, width: usize, rows: usize, then: &str, mark: Mark) -> String {
    use std::fmt::Write;
    let mut sql = String::with_capacity(into.len() + rows * width * 7 + then.len() + 2);
    sql.push_str(into);
    for row in 0..rows {
        sql.push_str(if row == 0 { " (" } else { ", (" });
        for column in 0..width {
            sql.push_str(if column == 0 { "" } else { ", " });
            match mark {
                Mark::Next => sql.push('?'),
                Mark::Numbered => {
                    write!(sql, "${}", row * width + column + 1).expect("writing to a string");
                }
            }
        }
        sql.push(')');
    }
    sql.push(' ');
    sql.push_str(then);
    sql
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_rows_are_numbered_through_where_they_must_be() {
        let written = |mark| values("INSERT INTO t (a, b) VALUES", 2, 2, "", mark);
        assert_eq!(
            written(Mark::Numbered),
            "INSERT INTO t (a, b) VALUES ($1, $2), ($3, $4) "
        );
        assert_eq!(
            written(Mark::Next),
            "INSERT INTO t (a, b) VALUES (?, ?), (?, ?) "
        );
    }
}
