//! What in a reply is not as documented: the places and the kinds of what came, never values.
//!
//! Reading stops at the first thing that does not fit. To tell the others as well, it is taken for what was expected, and the reply
//! is read again: a few times at most, and only after it has failed.

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::digits;
use crate::documented::Documented;
use crate::trail::{self, Shown, Step};

/// More than these are not told.
const MOST: usize = 5;

/// A property that is missing is first taken for null, then for what is expected.
const ROUNDS: usize = 3 * MOST;

/// What keeps JSON text from being a `T`, unless it is only in the text (a property that is there twice).
pub(crate) fn describe<T: DeserializeOwned>(body: &[u8]) -> Option<String> {
    let (mut reply, digits) = digits::parse(std::str::from_utf8(body).ok()?).ok()?;
    let mut found = Vec::new();
    let mut assumed: Vec<Vec<Step>> = Vec::new();
    for _ in 0..ROUNDS {
        let Err((error, steps)) =
            trail::followed(|| T::deserialize(Documented::new(&mut reply, digits.clone())))
        else {
            break;
        };
        if found.len() == MOST {
            found.push("and more".to_owned());
            break;
        }
        let message = error.to_string();
        let at = Shown(&steps).to_string();
        let Some(place) = find(&mut reply, &steps) else {
            break;
        };
        if let Some(name) = missing(&message) {
            let Value::Object(object) = place else { break };
            object.insert(name.to_owned(), Value::Null);
            // What stands for what came has nothing, and that says nothing of what came.
            let is_told = !assumed.contains(&steps);
            let mut path = steps;
            path.push(Step::Documented(name.to_owned()));
            if is_told {
                found.push(format!("{} is missing", Shown(&path)));
            }
            assumed.push(path);
            continue;
        }
        let expected = expected(&message);
        if !assumed.contains(&steps) {
            let what = expected.map_or("not as documented".to_owned(), |expected| {
                format!("expected {}", in_words(expected))
            });
            let at = if at.is_empty() { "the body" } else { &at };
            found.push(format!("{at}: {}, {what}", kind(place)));
        }
        let Some(fitting) = expected.and_then(fitting).filter(|fitting| fitting != place) else {
            break;
        };
        *place = fitting;
        assumed.push(steps);
    }
    (!found.is_empty()).then(|| found.join("; "))
}

fn find<'a>(reply: &'a mut Value, steps: &[Step]) -> Option<&'a mut Value> {
    steps.iter().try_fold(reply, |value, step| match step {
        Step::Index(index) => value.get_mut(index),
        Step::Name(name) | Step::Documented(name) => value.get_mut(name),
    })
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// The property of serde's `missing field`, which comes from the Rust type.
fn missing(message: &str) -> Option<&str> {
    message.strip_prefix("missing field `")?.strip_suffix('`')
}

/// The part of serde's message that comes from the Rust type. The rest quotes the reply: `invalid type: string "hush",
/// expected u64`.
fn expected(message: &str) -> Option<&str> {
    let message = message
        .rsplit_once(" at line ")
        .map_or(message, |(message, _)| message);
    let from_serde = ["invalid type: ", "invalid value: ", "invalid length "];
    from_serde.iter().find(|prefix| message.starts_with(**prefix))?;
    // The last one: the quoted value may hold the words, the expectation does not.
    let (_, expected) = message.rsplit_once(", expected ")?;
    let is_plain = expected
        .chars()
        .all(|c| c.is_alphanumeric() || "_-$.@ ".contains(c));
    Some(expected).filter(|_| is_plain)
}

/// What serde calls a type, as JSON calls it.
fn in_words(expected: &str) -> &str {
    match expected {
        "i8" | "i16" | "i32" | "i64" | "u8" | "u16" | "u32" | "u64" => "an integer",
        "f32" | "f64" => "a number",
        "a sequence" => "a list",
        "a map" => "an object",
        _ if expected.starts_with("struct ") => "an object",
        other => other,
    }
}

/// A value that is what was expected.
fn fitting(expected: &str) -> Option<Value> {
    match in_words(expected) {
        "a string" | "string" => Some(json!("")),
        "an integer" | "a number" | digits::HELD => Some(json!(0)),
        "a boolean" => Some(json!(false)),
        "a list" => Some(json!([])),
        "an object" => Some(json!({})),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;

    use super::*;

    #[derive(Deserialize)]
    struct Page {
        #[serde(rename = "total")]
        _total: u64,
        #[serde(default, rename = "results")]
        _results: Vec<User>,
        #[serde(default, rename = "flags")]
        _flags: BTreeMap<String, bool>,
    }

    #[derive(Deserialize)]
    struct User {
        #[serde(rename = "avatar")]
        _avatar: String,
        #[serde(rename = "name")]
        _name: String,
    }

    #[test]
    fn each_misfit_is_told_with_its_place_and_without_its_value() {
        let describe = |json: Value| describe::<Page>(json.to_string().as_bytes());
        let rows = [
            (json!({"total": 1}), None),
            (
                json!({"total": 1, "results": [{"avatar": null, "name": "n"}]}),
                Some("results[0].avatar: null, expected a string"),
            ),
            (
                json!({"flags": {"b": 1, "hush hush": "hush"}, "results": [{"avatar": "a"}, {"avatar": 1, "name": {"hush": 1}}]}),
                Some(
                    "flags.b: a number, expected a boolean; flags.*: a string, expected a boolean; results[0].name is missing; \
                     results[1].avatar: a number, expected a string; results[1].name: an object, expected a string; and more",
                ),
            ),
            (
                json!({"results": {}, "total": "hush"}),
                Some("results: an object, expected a list; total: a string, expected an integer"),
            ),
            (json!({"total": -1}), Some("total: a number, expected an integer")),
            (
                json!({"total": 1, "flags": {"a\"b": 1, "a.b/c": 1}}),
                Some("flags.*: a number, expected a boolean; flags[\"a.b/c\"]: a number, expected a boolean"),
            ),
            (json!(["hush"]), Some("the body: a list, expected an object")),
        ];
        for (json, expected) in rows {
            assert_eq!(describe(json.clone()).as_deref(), expected, "{json}");
        }
    }

    #[test]
    fn a_number_that_a_value_cannot_hold_is_told() {
        let text = br#"{"flags": [{"b": 18446744073709551617}, 1.5, [18446744073709551617]], "total": "x"}"#;
        let read = crate::payload::json::<BTreeMap<String, Value>>(text);
        // With serde_json's feature `arbitrary_precision` it can.
        if let Err(error) = read {
            assert_eq!(
                error.to_string(),
                "the reply's JSON is not as documented: flags[0].b: a number, expected a whole number of at most 64 bits; \
                 flags[2][0]: a number, expected a whole number of at most 64 bits"
            );
        }
    }

    #[test]
    fn what_the_page_names_is_told_by_its_name_however_that_looks() {
        #[derive(Deserialize)]
        struct Odd {
            #[serde(rename = "first name")]
            _first: String,
            #[serde(default, rename = "a `b`")]
            _quoted: Option<Box<Odd>>,
        }
        let described = |json: Value| describe::<Odd>(json.to_string().as_bytes());
        assert_eq!(
            described(json!({"a `b`": {"first name": 1}})).as_deref(),
            Some("[\"a `b`\"][\"first name\"]: a number, expected a string; [\"first name\"] is missing")
        );
    }

    #[test]
    fn what_a_message_quotes_is_not_taken_for_what_was_expected() {
        for (message, what) in [
            (
                r#"invalid type: string "hush", expected u64 at line 1 column 9"#,
                Some("u64"),
            ),
            (
                r#"invalid type: string "a, expected \"hush\"", expected u64"#,
                Some("u64"),
            ),
            ("invalid value: integer `7`, expected a string", Some("a string")),
            ("unknown variant `hush`, expected `a` or `b`", None),
            ("hush at line 1 column 9", None),
        ] {
            assert_eq!(expected(message), what, "{message}");
        }
    }
}
