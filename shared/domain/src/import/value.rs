//! Cells as they come out of other systems.

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

/// A header or a word reduced to what two spellings of it share: letters and
/// digits, lower case, without accents. `E-Mail address` and `EmailAddress`
/// both become `emailaddress`.
pub fn squashed(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match plain(c) {
            "" if c.is_alphanumeric() => kept.push(c),
            letters => kept.push_str(letters),
        }
    }
    kept
}

/// The plain letters of an accented one of the languages headers come in.
fn plain(c: char) -> &'static str {
    match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ą' => "a",
        'ç' | 'ć' | 'č' => "c",
        'è' | 'é' | 'ê' | 'ë' | 'ę' | 'ě' => "e",
        'ì' | 'í' | 'î' | 'ï' => "i",
        'ł' => "l",
        'ñ' | 'ń' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' => "o",
        'ś' | 'š' => "s",
        'ù' | 'ú' | 'û' | 'ü' | 'ů' => "u",
        'ý' => "y",
        'ž' | 'ź' | 'ż' => "z",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        _ => "",
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
    fn headers_are_compared_without_accents_spaces_or_case() {
        assert_eq!(squashed("E-Mail Adresse"), "emailadresse");
        assert_eq!(squashed("Führungskraft"), "fuhrungskraft");
        assert_eq!(squashed("Date d’entrée"), "datedentree");
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
