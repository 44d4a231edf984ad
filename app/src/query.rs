//! Query strings: written for API calls, written and read for filters in the
//! address.

use form_urlencoded::{Serializer, parse};
use serde::Serialize;
use serde_json::Value;

/// Names and values, in order; a name may come more than once.
pub type Pairs = Vec<(String, String)>;

/// `name=value&…`, escaped, without the question mark.
pub fn write<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    Serializer::new(String::new()).extend_pairs(pairs).finish()
}

/// The pairs of a query string, without its question mark.
pub fn read(text: &str) -> Pairs {
    parse(text.as_bytes()).into_owned().collect()
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
        assert_eq!(text, "q=50+%25+%C3%84rger+%26+more&skill=a%3Db&skill=%2541");
        let back = read(&text);
        let back: Vec<_> = back.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        assert_eq!(back, pairs);
    }

    #[test]
    fn what_people_type_into_the_address_bar_is_read_kindly() {
        assert_eq!(
            read("a+b=100%&&c"),
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
        assert_eq!(of(&query), "limit=20&skill=giving+feedback&skill=sql");
        assert_eq!(of(&()), "");
    }
}
