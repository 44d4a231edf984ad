//! How each type is kept in a column, the same on both databases: ids as UUID,
//! instants as milliseconds, days and enums as text.
//!
//! The domain's types and the databases' traits are both from elsewhere, so two
//! traits of our own join them: [`Bind`] for parameters, [`Column`] for results.

use super::DbError;
use pairwell_domain::id::{
    AccountId, BoardId, ConcernId, EnrolmentId, PairId, PersonId, ProgrammeId, PublicationId,
    RequestId, SessionId, SignInId,
};
use pairwell_domain::text::EmailAddress;
use pairwell_domain::time::{Date, Instant};
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{ColumnIndex, Row as _, TypeInfo as _, ValueRef as _};
use std::borrow::Cow;
use uuid::Uuid;

/// A parameter on its way to the database. `None` is NULL of that type:
/// PostgreSQL wants to know which.
#[derive(Clone, Debug)]
pub enum Value<'a> {
    Uuid(Option<Uuid>),
    Int(Option<i64>),
    Real(Option<f64>),
    Bool(Option<bool>),
    Text(Option<Cow<'a, str>>),
    Bytes(Option<Cow<'a, [u8]>>),
}

/// What can be a parameter.
pub trait Bind {
    const NULL: Value<'static>;
    fn bind(&self) -> Value<'_>;
}

/// What can be read from a column.
pub trait Column: Sized {
    /// The plain type the databases keep it as.
    type Plain: Plain;
    /// `Err` says why what was kept is not such a value.
    fn from_plain(plain: Self::Plain) -> Result<Self, String>;

    /// NULL, for those that have one.
    fn from_null() -> Option<Self> {
        None
    }
}

/// The types both databases know.
pub trait Plain: Sized {
    fn read(row: &Row, at: impl Place) -> Result<Option<Self>, sqlx::Error>;
}

/// A column's name or its place, counted from 0.
pub trait Place: ColumnIndex<SqliteRow> + ColumnIndex<PgRow> + Copy {}
impl<T: ColumnIndex<SqliteRow> + ColumnIndex<PgRow> + Copy> Place for T {}

/// One row of a result.
pub enum Row {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

impl Row {
    /// The value of the column called `name`.
    pub fn get<T: Column>(&self, name: &str) -> Result<T, DbError> {
        Self::understand(T::Plain::read(self, name)?, name)
    }

    /// The value of the column in place `at`, counted from 0.
    pub fn get_at<T: Column>(&self, at: usize) -> Result<T, DbError> {
        let plain = T::Plain::read(self, at)?;
        Self::understand(plain, &at.to_string())
    }

    fn understand<T: Column>(plain: Option<T::Plain>, column: &str) -> Result<T, DbError> {
        let broken = |why: String| DbError::Column {
            column: column.to_owned(),
            why,
        };
        match plain {
            Some(plain) => T::from_plain(plain).map_err(broken),
            None => T::from_null().ok_or_else(|| broken("is NULL".into())),
        }
    }
}

/// What a whole row becomes. See [`from_row!`].
pub trait FromRow: Sized {
    fn from_row(row: &Row) -> Result<Self, DbError>;
}

/// Reads a struct from columns of the same names: `from_row!(Account { id, name });`
macro_rules! from_row {
    ($name:ident { $($field:ident),* $(,)? }) => {
        impl $crate::db::FromRow for $name {
            fn from_row(row: &$crate::db::Row) -> Result<Self, $crate::db::DbError> {
                Ok($name { $($field: row.get(stringify!($field))?),* })
            }
        }
    };
}
pub(crate) use from_row;

/// Parameters in order: `args![account.id, now]`.
macro_rules! args {
    ($($value:expr),* $(,)?) => { &[$($crate::db::Bind::bind(&$value)),*] };
}
pub(crate) use args;

/// Keeps an enum as text: `text_enum!(LinkKind { Setup = "setup", Reset = "reset" });`
macro_rules! text_enum {
    ($name:ident { $($variant:ident = $text:literal),* $(,)? }) => {
        impl $crate::db::Bind for $name {
            const NULL: $crate::db::Value<'static> = $crate::db::Value::Text(None);
            fn bind(&self) -> $crate::db::Value<'_> {
                let text = match self { $($name::$variant => $text),* };
                $crate::db::Value::Text(Some(text.into()))
            }
        }
        impl $crate::db::Column for $name {
            type Plain = String;
            fn from_plain(text: String) -> Result<Self, String> {
                match text.as_str() {
                    $($text => Ok($name::$variant),)*
                    other => Err(format!(concat!("{:?} is not a ", stringify!($name)), other)),
                }
            }
        }
    };
}
pub(crate) use text_enum;

macro_rules! plain {
    ($($type:ty => $variant:ident, $self:ident $value:expr;)*) => {$(
        impl Plain for $type {
            fn read(row: &Row, at: impl Place) -> Result<Option<Self>, sqlx::Error> {
                match row {
                    Row::Sqlite(row) => row.try_get(at),
                    Row::Postgres(row) => row.try_get(at),
                }
            }
        }
        plain_column!($type => $variant, $self $value);
    )*};
}

macro_rules! plain_column {
    ($type:ty => $variant:ident, $self:ident $value:expr) => {
        impl Column for $type {
            type Plain = Self;
            fn from_plain(plain: Self) -> Result<Self, String> {
                Ok(plain)
            }
        }
        impl Bind for $type {
            const NULL: Value<'static> = Value::$variant(None);
            fn bind(&$self) -> Value<'_> {
                Value::$variant(Some($value))
            }
        }
    };
}

plain_column!(i64 => Int, self *self);

/// PostgreSQL has integers of several widths; one is enough here.
impl Plain for i64 {
    fn read(row: &Row, at: impl Place) -> Result<Option<Self>, sqlx::Error> {
        let row = match row {
            Row::Sqlite(row) => return row.try_get(at),
            Row::Postgres(row) => row,
        };
        Ok(match row.try_get_raw(at)?.type_info().name() {
            "INT2" => row.try_get::<Option<i16>, _>(at)?.map(i64::from),
            "INT4" => row.try_get::<Option<i32>, _>(at)?.map(i64::from),
            _ => row.try_get(at)?,
        })
    }
}

plain! {
    Uuid => Uuid, self *self;
    f64 => Real, self *self;
    bool => Bool, self *self;
    String => Text, self self.as_str().into();
    Vec<u8> => Bytes, self self.as_slice().into();
}

/// Kept as another type: how to get there, and how to get back.
macro_rules! kept_as {
    ($($type:ty => $variant:ident $plain:ty, |$out:ident| $there:expr, |$back:ident| $here:expr;)*) => {$(
        impl Bind for $type {
            const NULL: Value<'static> = Value::$variant(None);
            fn bind(&self) -> Value<'_> {
                let $out = self;
                Value::$variant(Some($there))
            }
        }
        impl Column for $type {
            type Plain = $plain;
            fn from_plain($back: $plain) -> Result<Self, String> {
                $here
            }
        }
    )*};
}

kept_as! {
    AccountId => Uuid Uuid, |id| id.0, |id| Ok(AccountId(id));
    BoardId => Uuid Uuid, |id| id.0, |id| Ok(BoardId(id));
    EnrolmentId => Uuid Uuid, |id| id.0, |id| Ok(EnrolmentId(id));
    PairId => Uuid Uuid, |id| id.0, |id| Ok(PairId(id));
    PersonId => Uuid Uuid, |id| id.0, |id| Ok(PersonId(id));
    ProgrammeId => Uuid Uuid, |id| id.0, |id| Ok(ProgrammeId(id));
    PublicationId => Uuid Uuid, |id| id.0, |id| Ok(PublicationId(id));
    RequestId => Uuid Uuid, |id| id.0, |id| Ok(RequestId(id));
    ConcernId => Uuid Uuid, |id| id.0, |id| Ok(ConcernId(id));
    SessionId => Uuid Uuid, |id| id.0, |id| Ok(SessionId(id));
    SignInId => Uuid Uuid, |id| id.0, |id| Ok(SignInId(id));
    Instant => Int i64, |at| at.0, |at| Ok(Instant(at));
    Date => Text String, |day| day.to_string().into(), |day| day.parse().map_err(|_| format!("{day:?} is not a day"));
    EmailAddress => Text String, |email| email.as_str().into(), |text| EmailAddress::parse(&text).map_err(|why| why.to_string());
    u32 => Int i64, |number| i64::from(*number), |number| u32::try_from(number).map_err(|why| why.to_string());
    u16 => Int i64, |number| i64::from(*number), |number| u16::try_from(number).map_err(|why| why.to_string());
    u8 => Int i64, |number| i64::from(*number), |number| u8::try_from(number).map_err(|why| why.to_string());
    serde_json::Value => Text String, |json| json.to_string().into(), |text| serde_json::from_str(&text).map_err(|why| why.to_string());
}

impl Bind for str {
    const NULL: Value<'static> = Value::Text(None);
    fn bind(&self) -> Value<'_> {
        Value::Text(Some(self.into()))
    }
}

impl Bind for [u8] {
    const NULL: Value<'static> = Value::Bytes(None);
    fn bind(&self) -> Value<'_> {
        Value::Bytes(Some(self.into()))
    }
}

impl<const N: usize> Bind for [u8; N] {
    const NULL: Value<'static> = Value::Bytes(None);
    fn bind(&self) -> Value<'_> {
        Value::Bytes(Some(self.as_slice().into()))
    }
}

impl<T: Bind + ?Sized> Bind for &T {
    const NULL: Value<'static> = T::NULL;
    fn bind(&self) -> Value<'_> {
        (**self).bind()
    }
}

impl<T: Bind> Bind for Option<T> {
    const NULL: Value<'static> = T::NULL;
    fn bind(&self) -> Value<'_> {
        match self {
            Some(value) => value.bind(),
            None => T::NULL,
        }
    }
}

impl<T: Column> Column for Option<T> {
    type Plain = T::Plain;
    fn from_plain(plain: T::Plain) -> Result<Self, String> {
        T::from_plain(plain).map(Some)
    }
    fn from_null() -> Option<Self> {
        Some(None)
    }
}

macro_rules! tuples {
    ($(($($type:ident $at:tt),*))*) => {$(
        impl<$($type: Column),*> FromRow for ($($type,)*) {
            fn from_row(row: &Row) -> Result<Self, DbError> {
                Ok(($(row.get_at::<$type>($at)?,)*))
            }
        }
    )*};
}

tuples! {
    (A 0)
    (A 0, B 1)
    (A 0, B 1, C 2)
    (A 0, B 1, C 2, D 3)
    (A 0, B 1, C 2, D 3, E 4)
    (A 0, B 1, C 2, D 3, E 4, F 5)
}
