//! A CSV file as records, whatever separates its cells.

use super::encoding::{self, Detected};
use super::lines::Lines;
use csv::{ReaderBuilder, StringRecord};
use pairwell_domain::import::report::FileFacts;
use std::fs::File;
use std::io::{self, Read};
use thiserror::Error;

/// Records looked at to recognise the columns.
const SAMPLES: usize = 200;
/// How much text is looked at to tell what separates cells.
const SNIFFED: usize = 64 << 10;
/// Most columns anybody exports; more means it is no table.
const MOST_COLUMNS: usize = 1000;

/// Why a file is no table at all.
#[derive(Debug, Error)]
pub enum TableRefusal {
    #[error("The file is empty.")]
    Empty,
    #[error("The file has a header but no rows below it.")]
    NoRows,
    #[error("This is an Excel workbook. Save it as CSV first: File, Save as, CSV UTF-8.")]
    Workbook,
    #[error("This is not a text file. Save the table as CSV.")]
    NotText,
    #[error("The header names {0} columns; at most {MOST_COLUMNS} can be read.")]
    TooManyColumns(usize),
    #[error("The file can't be read: {0}")]
    Unreadable(#[from] io::Error),
}

/// A file that was looked into.
pub struct Table {
    file: File,
    detected: Detected,
    delimiter: u8,
    /// Lines before the header: Excel's `sep=;`.
    preamble: usize,
    pub headers: Vec<String>,
    /// The first records.
    pub samples: Vec<Vec<String>>,
}

/// One record: the line it starts on and its cells, or why it can't be read.
pub enum Record<'a> {
    Cells(u32, &'a StringRecord),
    Broken(u32, String),
}

impl Table {
    /// Looks into a file: how it is encoded, what separates its cells, and how it
    /// starts.
    pub fn open(mut file: File) -> Result<Table, TableRefusal> {
        let detected = encoding::detect(&mut file)?;
        let mut start = Vec::with_capacity(SNIFFED);
        encoding::text(file.try_clone()?, detected)?
            .take(SNIFFED as u64)
            .read_to_end(&mut start)?;
        if start.starts_with(b"PK\x03\x04") {
            return Err(TableRefusal::Workbook);
        }
        if start.contains(&0) {
            return Err(TableRefusal::NotText);
        }
        let start = String::from_utf8_lossy(&start);
        let (delimiter, preamble) = match stated_delimiter(&start) {
            Some(stated) => (stated, 1),
            None => (sniff(&start), 0),
        };
        let mut table = Table {
            file,
            detected,
            delimiter,
            preamble,
            headers: Vec::new(),
            samples: Vec::new(),
        };
        table.look()?;
        Ok(table)
    }

    fn look(&mut self) -> Result<(), TableRefusal> {
        let mut reader = self.reader()?;
        let mut records = reader
            .records()
            .skip(self.preamble)
            .filter_map(Result::ok)
            .map(|record| record.iter().map(str::to_owned).collect::<Vec<_>>());
        let headers = records.next().ok_or(TableRefusal::Empty)?;
        let samples: Vec<_> = records.take(SAMPLES).collect();
        if headers.len() > MOST_COLUMNS {
            return Err(TableRefusal::TooManyColumns(headers.len()));
        }
        if headers.iter().all(|header| header.trim().is_empty()) {
            return Err(TableRefusal::Empty);
        }
        if samples.is_empty() {
            return Err(TableRefusal::NoRows);
        }
        self.headers = headers;
        self.samples = samples;
        Ok(())
    }

    fn reader(&self) -> io::Result<csv::Reader<impl Read + use<>>> {
        let text = encoding::text(self.file.try_clone()?, self.detected)?;
        Ok(ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(self.delimiter)
            .buffer_capacity(SNIFFED)
            .from_reader(Lines::new(text)))
    }

    /// Hands every record below the header to `take`, and says how many there
    /// were. Records without a single value are no rows.
    pub fn each(&self, mut take: impl FnMut(Record<'_>)) -> Result<u32, TableRefusal> {
        let mut reader = self.reader()?;
        let mut record = StringRecord::new();
        let mut rows = 0;
        for _ in 0..=self.preamble {
            reader.read_record(&mut record).map_err(unreadable)?;
        }
        loop {
            if !reader.read_record(&mut record).map_err(unreadable)? {
                return Ok(rows);
            }
            if record.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            rows += 1;
            // Counted back from its end: before a record the reader skips empty
            // lines, but not in what it says of the record's start.
            let inside = record
                .as_slice()
                .bytes()
                .filter(|byte| *byte == b'\n')
                .count() as u64;
            let line = reader.position().line().saturating_sub(inside + 1);
            let line = u32::try_from(line).unwrap_or(u32::MAX);
            let spare = record.iter().skip(self.headers.len());
            if record.len() < self.headers.len() || spare.clone().any(|cell| !cell.is_empty()) {
                take(Record::Broken(line, self.miscounted(record.len())));
            } else {
                take(Record::Cells(line, &record));
            }
        }
    }

    fn miscounted(&self, cells: usize) -> String {
        format!(
            "There are {cells} cells, but the header names {} columns; look for a quote or a separator too many or too few.",
            self.headers.len()
        )
    }

    pub fn facts(&self, rows: u32) -> FileFacts {
        FileFacts {
            encoding: self.detected.kind.name().to_owned(),
            delimiter: char::from(self.delimiter),
            rows,
        }
    }
}

fn unreadable(why: csv::Error) -> TableRefusal {
    TableRefusal::Unreadable(io::Error::other(why))
}

/// Excel writes `sep=;` above the header.
fn stated_delimiter(text: &str) -> Option<u8> {
    let line = text.lines().next()?.trim_matches('"');
    let stated = line.get(..4)?.eq_ignore_ascii_case("sep=");
    match line.as_bytes().get(4..)? {
        [one] if stated => Some(*one),
        _ => None,
    }
}

/// What separates the cells: the separator that stands outside quotes equally
/// often in most records.
fn sniff(text: &str) -> u8 {
    const CANDIDATES: [u8; 4] = [b',', b';', b'\t', b'|'];
    let mut per_record: Vec<[usize; CANDIDATES.len()]> = vec![[0; CANDIDATES.len()]];
    let mut quoted = false;
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => per_record.push([0; CANDIDATES.len()]),
            byte if !quoted => {
                if let Some(which) = CANDIDATES.iter().position(|c| *c == byte) {
                    per_record.last_mut().expect("starts with one")[which] += 1;
                }
            }
            _ => {}
        }
    }
    // The last one is cut off, or empty.
    if per_record.len() > 1 {
        per_record.pop();
    }
    let header = per_record[0];
    let agreement = |which: usize| {
        let alike = per_record.iter().filter(|n| n[which] == header[which]);
        alike.count()
    };
    (0..CANDIDATES.len())
        .filter(|&which| header[which] > 0)
        .max_by_key(|&which| (agreement(which), header[which]))
        .map_or(b',', |which| CANDIDATES[which])
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn table(text: &str) -> Result<Table, TableRefusal> {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(text.as_bytes()).unwrap();
        Table::open(file)
    }

    fn rows(text: &str) -> Vec<(u32, String)> {
        let mut all = Vec::new();
        let table = table(text).unwrap();
        let each = |record: Record<'_>| match record {
            Record::Cells(line, cells) => {
                all.push((line, cells.iter().collect::<Vec<_>>().join("|")));
            }
            Record::Broken(line, why) => all.push((line, why)),
        };
        table.each(each).unwrap();
        all
    }

    #[test]
    fn separators_are_told_from_text() {
        for (text, delimiter) in [
            ("a;b\n\"x, y, z\";1\n1,5;2\n", b';'),
            ("a,b\n\"x; y\",1\n", b','),
            ("a\tb, c\n1\t2, 3\n", b'\t'),
            ("only\none\n", b','),
        ] {
            assert_eq!(table(text).unwrap().delimiter, delimiter, "{text:?}");
        }
    }

    #[test]
    fn a_quoted_line_break_does_not_end_a_row_and_lines_are_counted() {
        for newline in ["\n", "\r\n"] {
            let text = "a,b\n1,\"x\ny\"\n\n2,z\n".replace('\n', newline);
            let lines: Vec<u32> = rows(&text).iter().map(|(line, _)| *line).collect();
            assert_eq!(lines, [2, 5], "{newline:?}");
        }
    }

    #[test]
    fn a_row_of_another_length_is_told_rather_than_shifted() {
        let rows = rows("a,b,c\n1,2\n1,2,3,\n1,2,3,4\n,,\n");
        assert!(rows[0].1.starts_with("There are 2 cells"));
        assert_eq!(rows[1], (3, "1|2|3|".into()));
        assert!(rows[2].1.starts_with("There are 4 cells"));
        assert_eq!(rows.len(), 3);
    }

    #[test]
    fn excels_own_hint_is_followed() {
        assert_eq!(rows("sep=;\na;b\n1;2,0\n"), [(3, "1|2,0".into())]);
    }

    #[test]
    fn what_is_no_table_is_refused_with_a_way_out() {
        let why = |text: &str| table(text).err().unwrap().to_string();
        assert_eq!(why(""), "The file is empty.");
        assert_eq!(why("a,b\n"), "The file has a header but no rows below it.");
        assert!(why("PK\u{3}\u{4}rest").starts_with("This is an Excel workbook"));
        assert!(why("a\0b").starts_with("This is not a text file"));
    }
}
