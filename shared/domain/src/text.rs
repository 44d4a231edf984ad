//! Text people type, made safe to keep: trimmed, bounded, free of control
//! characters.

use serde::{Deserialize, Serialize};
use std::fmt;
use thiserror::Error;

/// Why a text can't be accepted. Reads on from a field's label: "E-mail is …".
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum TextRefusal {
    #[error("is empty; please fill it in")]
    Empty,
    #[error("is {length} characters long; at most {limit} fit")]
    TooLong { length: usize, limit: usize },
    #[error("is not an e-mail address; it needs a name, an @ and a domain, like sam@example.org")]
    NotAnEmail,
    #[error("contains a control character; please retype it")]
    ControlCharacter,
}

/// An e-mail address: trimmed, lower-cased, at most 254 characters, one `@`
/// with something on both sides and a dot-free or dotted domain without spaces.
/// Whether anyone reads it, only sending can tell.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, format = Email))]
#[serde(try_from = "String", into = "String")]
pub struct EmailAddress(String);

impl EmailAddress {
    pub const LIMIT: usize = 254;

    pub fn parse(raw: &str) -> Result<Self, TextRefusal> {
        let text = one_line(raw, Self::LIMIT)?.to_lowercase();
        let well_formed = text.split_once('@').is_some_and(|(local, domain)| {
            !local.is_empty()
                && !domain.is_empty()
                && !domain.contains('@')
                && !domain.starts_with(['.', '-'])
                && !domain.ends_with(['.', '-'])
                && !text.contains(|c: char| c.is_whitespace() || ",;<>()\"".contains(c))
        });
        if well_formed {
            Ok(EmailAddress(text))
        } else {
            Err(TextRefusal::NotAnEmail)
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for EmailAddress {
    type Error = TextRefusal;
    fn try_from(raw: String) -> Result<Self, TextRefusal> {
        EmailAddress::parse(&raw)
    }
}

impl From<EmailAddress> for String {
    fn from(email: EmailAddress) -> String {
        email.0
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A required single line of at most `limit` characters, trimmed, inner runs of
/// white space folded to one space.
pub fn one_line(raw: &str, limit: usize) -> Result<String, TextRefusal> {
    let text = raw.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        return Err(TextRefusal::Empty);
    }
    bounded(text, limit)
}

/// Like [`one_line`], but nothing typed is fine and becomes `None`.
pub fn optional_line(raw: &str, limit: usize) -> Result<Option<String>, TextRefusal> {
    match one_line(raw, limit) {
        Err(TextRefusal::Empty) => Ok(None),
        other => other.map(Some),
    }
}

/// Paragraphs: line breaks stay, at most `limit` characters, may be empty.
pub fn paragraphs(raw: &str, limit: usize) -> Result<String, TextRefusal> {
    bounded(raw.replace("\r\n", "\n").trim().to_owned(), limit)
}

fn bounded(text: String, limit: usize) -> Result<String, TextRefusal> {
    if text.contains(|c: char| c.is_control() && c != '\n' && c != '\t') {
        return Err(TextRefusal::ControlCharacter);
    }
    let length = text.chars().count();
    if length > limit {
        Err(TextRefusal::TooLong { length, limit })
    } else {
        Ok(text)
    }
}

/// A text reduced to what two spellings of it share: letters and digits, lower
/// case, without accents. `E-Mail address` and `EmailAddress` both become
/// `emailaddress`. For comparing and finding, never for showing.
pub fn squashed(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    for c in text.chars() {
        // Most of most texts, and much quicker told by itself.
        if c.is_ascii() {
            if c.is_ascii_alphanumeric() {
                kept.push(c.to_ascii_lowercase());
            }
            continue;
        }
        for c in c.to_lowercase() {
            match plain(c) {
                "" if c.is_alphanumeric() => kept.push(c),
                letters => kept.push_str(letters),
            }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_folded_to_one_spelling() {
        assert_eq!(
            EmailAddress::parse("  Ada@Example.ORG ").unwrap().as_str(),
            "ada@example.org"
        );
    }

    #[test]
    fn what_is_not_an_address_is_refused() {
        for raw in [
            "ada",
            "@example.org",
            "ada@",
            "a@b@c",
            "ada byrne@example.org",
            "Ada <ada@example.org>",
            "a@.org",
        ] {
            assert_eq!(
                EmailAddress::parse(raw),
                Err(TextRefusal::NotAnEmail),
                "{raw}"
            );
        }
        assert_eq!(EmailAddress::parse(" "), Err(TextRefusal::Empty));
    }

    #[test]
    fn a_line_is_trimmed_folded_and_bounded() {
        assert_eq!(one_line(" a \n b ", 10).unwrap(), "a b");
        assert_eq!(
            one_line("abc", 2),
            Err(TextRefusal::TooLong {
                length: 3,
                limit: 2
            })
        );
        assert_eq!(one_line("a\u{7}b", 9), Err(TextRefusal::ControlCharacter));
        assert_eq!(optional_line("  ", 9), Ok(None));
    }

    #[test]
    fn headers_are_compared_without_accents_spaces_or_case() {
        assert_eq!(squashed("E-Mail Adresse"), "emailadresse");
        assert_eq!(squashed("Führungskraft"), "fuhrungskraft");
        assert_eq!(squashed("Date d’entrée"), "datedentree");
    }
}
