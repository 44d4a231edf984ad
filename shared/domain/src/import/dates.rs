//! Dates in whatever order a system wrote them, read the same way for a whole
//! column. One date like 03/04/2021 says nothing; one like 28/01/2006 settles
//! all the others.

use crate::time::Date;
use serde::{Deserialize, Serialize};

/// In which order the numbers of a date stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    DayMonthYear,
    MonthDayYear,
    YearMonthDay,
}

impl DateOrder {
    /// As people write it.
    pub const fn pattern(self) -> &'static str {
        match self {
            DateOrder::DayMonthYear => "DD/MM/YYYY",
            DateOrder::MonthDayYear => "MM/DD/YYYY",
            DateOrder::YearMonthDay => "YYYY-MM-DD",
        }
    }
}

/// How an order was found out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DateBasis {
    /// The column holds a date that can be read in no other order.
    Seen,
    /// Another column of the file does.
    OtherColumn,
    /// Nothing in the file tells; the order most of the world uses was taken.
    Assumed,
    /// Somebody chose it.
    Chosen,
}

/// How the dates of a column are read, with an example to judge it by.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DateReading {
    /// Header of the column.
    pub column: String,
    pub order: DateOrder,
    pub basis: DateBasis,
    /// A date as it stands in the file.
    pub written: String,
    /// The same as it is understood.
    pub read: Option<Date>,
}

/// A date as written: three numbers whose order is yet to be settled, or a day
/// that leaves no doubt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrittenDate {
    Certain(Date),
    Open { first: u8, second: u8, year: i16 },
}

impl WrittenDate {
    /// Takes what systems write: `2006-01-28`, `28/01/2006`, `28.1.06`,
    /// `28-Jan-2006`, each perhaps with a time behind. `None` is no date.
    pub fn parse(text: &str) -> Option<Self> {
        let text = without_time(text.trim());
        let parts: Vec<&str> = text
            .split(['/', '.', '-', ' '])
            .filter(|part| !part.is_empty())
            .collect();
        let &[a, b, c] = parts.as_slice() else {
            return compact(text);
        };
        if a.len() == 4 {
            return certain(a.parse().ok()?, b.parse().ok()?, c.parse().ok()?);
        }
        let year = year(c)?;
        if let Some(month) = month_name(b) {
            return certain(year, month, a.parse().ok()?);
        }
        if let Some(month) = month_name(a) {
            return certain(year, month, b.trim_end_matches(',').parse().ok()?);
        }
        let (first, second) = (short(a)?, short(b)?);
        Some(WrittenDate::Open {
            first,
            second,
            year,
        })
    }

    /// The day it is in this order; `None` when there is no such day.
    pub fn read(self, order: DateOrder) -> Option<Date> {
        let day = |day: u8, month: u8, year| {
            Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
        };
        match self {
            WrittenDate::Certain(date) => Some(date),
            WrittenDate::Open {
                first,
                second,
                year,
            } => match order {
                DateOrder::MonthDayYear => day(second, first, year),
                DateOrder::DayMonthYear | DateOrder::YearMonthDay => day(first, second, year),
            },
        }
    }
}

fn without_time(text: &str) -> &str {
    match text.find([' ', 'T']) {
        // "28 Jan 2006" has spaces but no time; a time has a colon.
        Some(at) if text[at..].contains(':') && at >= 6 => text[..at].trim_end(),
        _ => text,
    }
}

/// `20060128`.
fn compact(text: &str) -> Option<WrittenDate> {
    if text.len() != 8 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let number = |range: std::ops::Range<usize>| text[range].parse::<i16>().ok();
    certain(
        number(0..4)?,
        i8::try_from(number(4..6)?).ok()?,
        i8::try_from(number(6..8)?).ok()?,
    )
}

fn certain(year: i16, month: i8, day: i8) -> Option<WrittenDate> {
    Date::new(year, month, day).map(WrittenDate::Certain)
}

fn short(text: &str) -> Option<u8> {
    let number = text.parse().ok()?;
    (text.len() <= 2 && (1..=31).contains(&number)).then_some(number)
}

fn year(text: &str) -> Option<i16> {
    let number: i16 = text.parse().ok()?;
    match text.len() {
        4 => Some(number),
        // Nobody on a roster started a century ago.
        2 if number < 70 => Some(2000 + number),
        2 => Some(1900 + number),
        _ => None,
    }
}

fn month_name(text: &str) -> Option<i8> {
    const NAMES: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let folded = text.to_ascii_lowercase();
    let at = NAMES.iter().position(|name| folded.starts_with(name))?;
    i8::try_from(at + 1).ok()
}

/// What the dates of one column say about their order, gathered row by row.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    /// Dates that can only be read with the day first, with the first of them.
    day_first: Telling,
    month_first: Telling,
    /// Dates that leave the order open.
    open: Telling,
    /// Days that leave nothing open.
    certain: Telling,
}

#[derive(Clone, Debug, Default)]
struct Telling {
    count: u32,
    example: Option<(String, WrittenDate)>,
}

impl Evidence {
    pub fn see(&mut self, text: &str, written: WrittenDate) {
        let telling = match written {
            WrittenDate::Certain(_) => &mut self.certain,
            WrittenDate::Open { first, second, .. } => match (first > 12, second > 12) {
                (true, false) => &mut self.day_first,
                (false, true) => &mut self.month_first,
                _ => &mut self.open,
            },
        };
        telling.count += 1;
        if telling.example.is_none() {
            telling.example = Some((text.to_owned(), written));
        }
    }

    /// What this column says by itself. Where it contradicts itself the greater
    /// part wins, and the rest are told as problems.
    fn order(&self) -> Option<DateOrder> {
        if self.day_first.count + self.month_first.count > 0 {
            return Some(if self.day_first.count >= self.month_first.count {
                DateOrder::DayMonthYear
            } else {
                DateOrder::MonthDayYear
            });
        }
        (self.open.count == 0 && self.certain.count > 0).then_some(DateOrder::YearMonthDay)
    }

    /// The date that shows best how an order reads this column.
    fn example(&self, order: DateOrder) -> Option<(String, WrittenDate)> {
        let telling = match order {
            DateOrder::DayMonthYear => &self.day_first,
            DateOrder::MonthDayYear => &self.month_first,
            DateOrder::YearMonthDay => &self.certain,
        };
        [
            telling,
            &self.open,
            &self.certain,
            &self.day_first,
            &self.month_first,
        ]
        .into_iter()
        .find_map(|telling| telling.example.clone())
    }
}

/// Settles the order of several columns of one file, which system and settings
/// wrote alike: what one leaves open another may tell. Columns without a single
/// date are `None`.
pub fn settle(
    columns: &[(String, Evidence)],
    chosen: Option<DateOrder>,
) -> Vec<Option<DateReading>> {
    let elsewhere = columns
        .iter()
        .filter_map(|(_, evidence)| evidence.order())
        .find(|order| *order != DateOrder::YearMonthDay);
    columns
        .iter()
        .map(|(column, evidence)| {
            let (order, basis) = match (chosen, evidence.order(), elsewhere) {
                (_, Some(DateOrder::YearMonthDay), _) => (DateOrder::YearMonthDay, DateBasis::Seen),
                (Some(chosen), ..) => (chosen, DateBasis::Chosen),
                (None, Some(seen), _) => (seen, DateBasis::Seen),
                (None, None, Some(other)) => (other, DateBasis::OtherColumn),
                (None, None, None) => (DateOrder::DayMonthYear, DateBasis::Assumed),
            };
            let (written, date) = evidence.example(order)?;
            Some(DateReading {
                column: column.clone(),
                order,
                basis,
                written,
                read: date.read(order),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settled(dates: &[&str]) -> (DateOrder, DateBasis) {
        let mut evidence = Evidence::default();
        for text in dates {
            evidence.see(text, WrittenDate::parse(text).unwrap());
        }
        let reading = settle(&[("Hired".into(), evidence)], None);
        let reading = reading[0].as_ref().unwrap();
        (reading.order, reading.basis)
    }

    #[test]
    fn one_telling_date_settles_the_whole_column() {
        assert_eq!(
            settled(&["03/04/2021", "28/01/2006"]),
            (DateOrder::DayMonthYear, DateBasis::Seen)
        );
        assert_eq!(
            settled(&["03/04/2021", "01/28/2006"]),
            (DateOrder::MonthDayYear, DateBasis::Seen)
        );
        assert_eq!(
            settled(&["2006-01-28", "2021-04-03"]),
            (DateOrder::YearMonthDay, DateBasis::Seen)
        );
        assert_eq!(
            settled(&["03/04/2021", "05/06/2021"]),
            (DateOrder::DayMonthYear, DateBasis::Assumed)
        );
    }

    #[test]
    fn a_column_that_leaves_it_open_follows_another() {
        let mut open = Evidence::default();
        open.see("03/04/2021", WrittenDate::parse("03/04/2021").unwrap());
        let mut telling = Evidence::default();
        telling.see("01/28/2006", WrittenDate::parse("01/28/2006").unwrap());
        let both = [("Left".to_owned(), open), ("Hired".to_owned(), telling)];
        let left = settle(&both, None)[0].clone().unwrap();
        assert_eq!(
            (left.order, left.basis, left.read),
            (
                DateOrder::MonthDayYear,
                DateBasis::OtherColumn,
                Date::new(2021, 3, 4)
            )
        );
        let chosen = settle(&both, Some(DateOrder::DayMonthYear))[0]
            .clone()
            .unwrap();
        assert_eq!(chosen.read, Date::new(2021, 4, 3));
    }

    #[test]
    fn dates_come_in_many_spellings() {
        let day = Date::new(2006, 1, 28);
        for text in [
            "2006-01-28",
            "2006/1/28",
            "20060128",
            "2006-01-28T00:00:00Z",
            "2006-01-28 00:00:00",
            "28-Jan-2006",
            "28 January 2006",
            "Jan 28, 2006",
            "28.01.2006",
            "28/1/06",
            "28/01/2006 00:00",
        ] {
            let written = WrittenDate::parse(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(written.read(DateOrder::DayMonthYear), day, "{text}");
        }
        for text in ["", "soon", "28/01", "40/40/2006", "2006-02-30", "1/2/3/4"] {
            assert_eq!(WrittenDate::parse(text), None, "{text}");
        }
        let impossible = WrittenDate::parse("31/02/2006").unwrap();
        assert_eq!(impossible.read(DateOrder::DayMonthYear), None);
    }
}
