//! Query strings: written for API calls, written and read for filters in the
//! address. Small on purpose: the usual crates bring tables of Unicode with them.

use serde::Serialize;
use serde_json::Value;

/// Names and values, in order; a name may come more than once.
pub type Pairs = Vec<(String, String)>;

/// `name=value&…`, escaped, without the question mark.
pub fn write<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut text = String::new();
    for (name, value) in pairs {
        if !text.is_empty() {
            text.push('&');
        }
        escape_onto(&mut text, name);
        text.push('=');
        escape_onto(&mut text, value);
    }
    text
}

/// The pairs of a query string, with or without its question mark.
pub fn read(text: &str) -> Pairs {
    text.strip_prefix('?')
        .unwrap_or(text)
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (unescape(name), unescape(value))
        })
        .collect()
}

/// The query string of an endpoint's query type: a flat struct, whose lists
/// become repeated names and whose `None`s stay away.
pub fn of(query: &impl Serialize) -> String {
    let mut pairs = Pairs::new();
    if let Ok(Value::Object(fields)) = serde_json::to_value(query) {
        for (name, value) in fields {
            match value {
                Value::Array(values) => {
                    pairs.extend(values.iter().filter_map(plain).map(|v| (name.clone(), v)));
                }
                value => pairs.extend(plain(&value).map(|v| (name, v))),
            }
        }
    }
    write(pairs.iter().map(|(n, v)| (n.as_str(), v.as_str())))
}

fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        // A query has no nesting, so its types have none.
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

fn escape_onto(text: &mut String, raw: &str) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in raw.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            text.push('%');
            text.push(char::from(HEX[usize::from(byte >> 4)]));
            text.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
}

fn unescape(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        match (first, tail) {
            (b'+', _) => bytes.push(b' '),
            (b'%', [high, low, after @ ..]) => match (hex(*high), hex(*low)) {
                (Some(high), Some(low)) => {
                    bytes.push(high << 4 | low);
                    rest = after;
                }
                _ => bytes.push(b'%'),
            },
            (byte, _) => bytes.push(*byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).map(|value| value as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back() {
        let pairs = [
            ("q", "50 % Ärger & more"),
            ("skill", "a=b"),
            ("skill", "%41"),
        ];
        let text = write(pairs);
        assert_eq!(
            text,
            "q=50%20%25%20%C3%84rger%20%26%20more&skill=a%3Db&skill=%2541"
        );
        let back = read(&text);
        let back: Vec<_> = back.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        assert_eq!(back, pairs);
    }

    #[test]
    fn what_people_type_into_the_address_bar_is_read_kindly() {
        assert_eq!(
            read("?a+b=100%&&c"),
            [
                ("a b".to_owned(), "100%".to_owned()),
                ("c".to_owned(), String::new())
            ]
        );
    }

    #[test]
    fn a_query_type_becomes_flat_pairs() {
        #[derive(Serialize)]
        struct Query {
            skill: Vec<&'static str>,
            limit: u32,
            cursor: Option<&'static str>,
        }
        let query = Query {
            skill: vec!["giving feedback", "sql"],
            limit: 20,
            cursor: None,
        };
        assert_eq!(of(&query), "limit=20&skill=giving%20feedback&skill=sql");
        assert_eq!(of(&()), "");
    }
}
