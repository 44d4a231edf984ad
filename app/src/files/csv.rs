//! A table as a file that spreadsheets open as it is: RFC 4180, in UTF-8 with a
//! byte order mark. A cell that a spreadsheet would run as a formula is made
//! text with an apostrophe.

/// Rows of cells, the first of them the head.
pub struct Sheet(Vec<Vec<String>>);

impl Sheet {
    pub fn new(head: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Self {
        let head = head.iter().map(|cell| (*cell).to_owned()).collect();
        Sheet(std::iter::once(head).chain(rows).collect())
    }

    pub fn to_text(&self) -> String {
        let mut text = String::from('\u{feff}');
        for row in &self.0 {
            for (at, cell) in row.iter().enumerate() {
                if at > 0 {
                    text.push(',');
                }
                text.push_str(&quoted(cell));
            }
            text.push_str("\r\n");
        }
        text
    }
}

fn quoted(cell: &str) -> String {
    let runs = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let cell = match runs {
        true => format!("'{cell}"),
        false => cell.to_owned(),
    };
    match cell.contains([',', '"', '\r', '\n']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        let rows = [
            vec!["a \"b\"".to_owned(), "c,d".into()],
            vec!["e\nf".into(), "Łódź".into()],
        ];
        let sheet = Sheet::new(&["x", "y"], rows.into_iter());
        assert_eq!(
            sheet.to_text(),
            "\u{feff}x,y\r\n\"a \"\"b\"\"\",\"c,d\"\r\n\"e\nf\",Łódź\r\n"
        );
    }

    #[test]
    fn a_formula_becomes_text() {
        for cell in ["=1+1", "+1", "-1", "@A1", "\t=1"] {
            assert!(
                quoted(cell).trim_start_matches('"').starts_with('\''),
                "{cell:?}"
            );
        }
        assert_eq!(quoted("=\"x\",1"), "\"'=\"\"x\"\",1\"");
    }
}
