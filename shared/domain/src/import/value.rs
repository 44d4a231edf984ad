//! Cells as they come out of other systems.

pub use crate::text::squashed;

/// The text of a cell, unless it is one of the ways systems write "nothing".
///
/// `NULL` counts only in capitals: Null is also a family name.
pub fn something(raw: &str) -> Option<&str> {
    let text = raw.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    match text {
        "" | "NULL" | "(null)" | "(NULL)" | "\\N" | "#N/A" | "N/A" | "n/a" | "-" | "–" | "—" => {
            None
        }
        text => Some(text),
    }
}

/// The entries of a cell that lists several, separated by semicolons or line breaks.
pub fn list(raw: &str) -> Vec<String> {
    something(raw)
        .unwrap_or_default()
        .split([';', '\n'])
        .map(str::trim)
        .filter(|entry| !entry.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_has_many_spellings_and_is_no_family_name() {
        for raw in ["", "  ", "NULL", " NULL ", "#N/A", "-"] {
            assert_eq!(something(raw), None, "{raw:?}");
        }
        assert_eq!(something("Null"), Some("Null"));
        assert_eq!(something(" O'Brien "), Some("O'Brien"));
    }

    #[test]
    fn a_list_is_split_at_semicolons_alone() {
        assert_eq!(
            list("CAD; Root-cause analysis, in depth ;"),
            ["CAD", "Root-cause analysis, in depth"]
        );
        assert!(list("NULL").is_empty());
    }
}
