//! Whether a form's fields, or the parts of a body, are what was set: each in the way that the document gives it (OpenAPI 3.1.1, Encoding
//! Object), as often as it was set, in its order, and nothing beside.

use serde_json::Value;

use super::request::percent_decoded;
use super::said::Said;
use super::same::difference_or_null;
use super::spelled::{pairs, says};

/// A field or a part as it came.
#[derive(Debug)]
pub(crate) struct Field {
    name: Option<String>,
    content: String,
    /// Of a part alone.
    part: Option<Head>,
}

/// What a part says of itself.
#[derive(Debug)]
struct Head {
    content_type: Option<String>,
    is_file: bool,
}

/// The fields of a form, decoded.
pub(crate) fn fields(text: &str) -> Vec<Field> {
    // A name may stand alone.
    let pairs = text.split('&').filter(|pair| !pair.is_empty());
    let pairs = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    let decoded = |text: &str| percent_decoded(&text.replace('+', " "));
    pairs
        .map(|(name, value)| Field {
            name: Some(decoded(name)),
            content: decoded(value),
            part: None,
        })
        .collect()
}

/// The parts of a body, whose boundary its media type names; `None` if it does not end as it should.
pub(crate) fn parts(content_type: &str, body: &str) -> Option<Vec<Field>> {
    let boundary = content_type.split("boundary=").nth(1)?.split(';').next()?;
    let delimiter = format!("--{}", boundary.trim_matches('"'));
    let body = body.strip_suffix(&format!("{delimiter}--\r\n"))?;
    let parts = body.split(delimiter.as_str()).filter(|part| !part.is_empty());
    parts.map(part).collect()
}

fn part(text: &str) -> Option<Field> {
    let (head, content) = text.split_once("\r\n\r\n")?;
    let header = |name: &str| {
        let lines = head.split("\r\n").filter_map(|line| line.split_once(": "));
        let mut named = lines.filter(|(known, _)| known.eq_ignore_ascii_case(name));
        named.next().map(|(_, value)| value.to_owned())
    };
    let disposition = header("content-disposition").unwrap_or_default();
    let said = |name: &str| {
        let value = disposition.split(&format!("; {name}=\"")).nth(1)?;
        Some(percent_decoded(value.split('"').next()?))
    };
    Some(Field {
        name: said("name"),
        content: content.strip_suffix("\r\n")?.to_owned(),
        part: Some(Head {
            content_type: header("content-type"),
            is_file: said("filename").is_some(),
        }),
    })
}

/// One thing that is to be there.
struct Expected<'a> {
    name: Option<String>,
    value: Value,
    said: Said<'a>,
    /// What the page says of its media type.
    content_type: Option<&'a str>,
    /// A text, whatever the value is: what has a style.
    is_styled: bool,
}

/// What is wrong with what came of `value`; `media` is what the document says of the media type.
pub(crate) fn faults(
    document: &Value,
    media: &Value,
    value: &Value,
    mut came: Vec<Field>,
    found: &mut Vec<String>,
) {
    static ANY: Value = Value::Bool(true);
    let said = Said::of(document, media.get("schema").unwrap_or(&ANY));
    for expected in expected(media, value, &said) {
        let Some(at) = came.iter().position(|field| field.name == expected.name) else {
            found.push(format!(
                "field {:?} is missing, was {}",
                expected.name, expected.value
            ));
            continue;
        };
        let field = came.remove(at);
        if let Some(fault) = fault(&expected, &field) {
            found.push(format!("{fault}: {field:?} of {}", expected.value));
        }
    }
    for field in came {
        found.push(format!("nobody set {field:?}"));
    }
}

fn expected<'a>(media: &'a Value, value: &Value, said: &Said<'a>) -> Vec<Expected<'a>> {
    let mut all = Vec::new();
    let one = |name: Option<&str>, value: &Value, said: Said<'a>, encoding: &'a Value| Expected {
        name: name.map(str::to_owned),
        value: value.clone(),
        said,
        content_type: encoding["contentType"].as_str(),
        is_styled: false,
    };
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                let listed = media["prefixEncoding"].get(index);
                let encoding = listed.unwrap_or(&media["itemEncoding"]);
                all.push(one(None, item, said.item(index), encoding));
            }
        }
        Value::Object(object) => {
            for (name, value) in object.iter().filter(|(_, value)| !value.is_null()) {
                let (encoding, said) = (&media["encoding"][name], said.property(name));
                if has_style(encoding, value) {
                    all.extend(pairs(encoding, name, value).into_iter().map(|(name, value)| {
                        let mut expected = one(Some(&name), &value, said.clone(), &Value::Null);
                        expected.is_styled = true;
                        expected
                    }));
                    continue;
                }
                match value {
                    Value::Array(items) => all.extend(
                        items
                            .iter()
                            .enumerate()
                            .map(|(index, item)| one(Some(name), item, said.item(index), encoding)),
                    ),
                    value => all.push(one(Some(name), value, said, encoding)),
                }
            }
        }
        _ => {}
    }
    all
}

/// Whether a field is written as a parameter of a query is, and that is not how fields are written anyway.
fn has_style(encoding: &Value, value: &Value) -> bool {
    let (style, explode) = (encoding.get("style"), encoding.get("explode"));
    let is_form = style.is_none_or(|style| style == "form");
    let is_spread = (style.is_some() || explode.is_some()) && value.is_object();
    let is_joined = explode == Some(&Value::Bool(false)) && !value.is_string();
    !is_form || is_joined || is_spread
}

/// What is wrong with a field.
fn fault(expected: &Expected<'_>, field: &Field) -> Option<&'static str> {
    let (value, said) = (&expected.value, &expected.said);
    let nests = value.is_object() || value.is_array();
    let Some(part) = &field.part else {
        let json = serde_json::from_str::<Value>(&field.content).unwrap_or_default();
        let is_so = match (expected.is_styled, nests) {
            (false, true) => difference_or_null(value, &said.decoded(value, json)).is_none(),
            // All that a form without parts can hold of bytes.
            _ => says(&field.content, value) || says_bytes(&field.content, value, said),
        };
        return (!is_so).then_some("another value");
    };
    let content_type = part.content_type.as_deref();
    if !is_of_type(expected, content_type, nests) {
        return Some("another media type");
    }
    if part.is_file && !said.can_be_bytes() || !part.is_file && field.name.is_some() && said.is_a_file() {
        return Some("a file or none");
    }
    let is_json = content_type.is_some_and(|said| essence(said).ends_with("json"));
    let is_so = match is_json && !part.is_file {
        true => serde_json::from_str::<Value>(&field.content)
            .is_ok_and(|json| difference_or_null(value, &said.decoded(value, json)).is_none()),
        false => says(&field.content, value),
    };
    (!is_so).then_some("another value")
}

fn says_bytes(came: &str, value: &Value, said: &Said<'_>) -> bool {
    said.decoded(value, Value::from(came)) == *value
}

/// Whether a part is of the media type that the page gives it, or of the one that it has by what it is.
fn is_of_type(expected: &Expected<'_>, came: Option<&str>, nests: bool) -> bool {
    if expected.is_styled {
        return came.is_none();
    }
    // What a string holds is said of no object beside it.
    let of_a_string = || expected.said.media_type().filter(|_| !nests);
    let said = expected.content_type.or_else(of_a_string);
    let is_text = !nests && !expected.said.can_be_bytes();
    let by_itself = match came {
        None => !nests,
        Some("application/json") => nests,
        Some("application/octet-stream") => !nests && !is_text,
        // RFC 2046 would take a part without a name for ASCII.
        Some("text/plain; charset=utf-8") => expected.name.is_none() && !nests,
        Some(_) => false,
    };
    let Some(said) = said else { return by_itself };
    let is_choice = said.contains([',', '*']);
    let is_one = |one: &str| match one.strip_suffix('*') {
        Some(kind) => came.is_some_and(|came| came.starts_with(kind)),
        None => came == Some(one),
    };
    // Which of several it is, is the caller's choice where the part is a file.
    said.split(',').map(str::trim).any(is_one) || is_choice && by_itself
}

fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn of_form(text: &str) -> Vec<String> {
        let media = json!({
            "schema": {"properties": {
                "a": {"type": "string"}, "l": {"type": "array", "items": {"type": "string"}},
                "c": {"type": "array"}, "o": {"type": "object"}, "f": {"type": "string", "format": "binary"},
            }},
            "encoding": {"c": {"explode": false}, "o": {"style": "deepObject"}},
        });
        let value = json!({"a": "1.10", "l": ["x", "x"], "c": [1, 2], "o": {"k": {"n": 1}}, "f": "hi"});
        let mut found = Vec::new();
        faults(&Value::Null, &media, &value, fields(text), &mut found);
        found
    }

    #[test]
    fn a_form_says_each_field_once_in_its_way_and_no_other() {
        let right = "a=1.10&l=x&l=x&c=1,2&o%5Bk%5D%5Bn%5D=1&f=aGk%3D";
        assert_eq!(of_form(right), [""; 0]);
        for (right_part, wrong_part) in [
            ("a=1.10", "a=1.1"),
            ("a=1.10", "a=MS4xMA%3D%3D"),
            ("l=x&l=x", "l=x"),
            ("l=x&l=x", "l=x&l=x&l=x"),
            ("c=1,2", "c=1&c=2"),
            ("c=1,2", "c=1%7C2"),
            ("%5Bn%5D=1", "%5Bn%5D=2"),
            ("f=aGk%3D", "f=aGk"),
        ] {
            assert!(right.contains(right_part));
            let wrong = right.replace(right_part, wrong_part);
            assert!(!of_form(&wrong).is_empty(), "{wrong}");
        }
    }

    #[test]
    fn a_part_is_of_its_type_and_a_file_if_it_is_one() {
        let media = json!({
            "schema": {"properties": {
                "q": {"type": "string"}, "f": {"type": "string", "format": "binary"},
                "o": {"oneOf": [{"type": "string", "contentMediaType": "image/png"}, {"type": "object"}]},
            }},
            "encoding": {"q": {"contentType": "application/json"}, "f": {"contentType": "image/png"}},
        });
        let value = json!({"q": "t", "o": {"a": 1}, "f": "F"});
        let right = "--B|Content-Disposition: form-data; name=\"q\"|Content-Type: application/json||\"t\"|\
             --B|Content-Disposition: form-data; name=\"o\"|Content-Type: application/json||{\"a\":1}|\
             --B|Content-Disposition: form-data; name=\"f\"; filename=\"blob\"|Content-Type: image/png||F|--B--|";
        let of = |text: &str| {
            let mut found = Vec::new();
            match parts("multipart/form-data; boundary=B", &text.replace('|', "\r\n")) {
                Some(parts) => faults(&Value::Null, &media, &value, parts, &mut found),
                None => found.push("no parts".to_owned()),
            }
            found
        };
        assert_eq!(of(right), [""; 0]);
        for (right_part, wrong_part) in [
            ("\"t\"", "t"),
            ("|Content-Type: image/png", ""),
            ("image/png", "image/gif"),
            ("; filename=\"blob\"", ""),
            ("name=\"q\"", "name=\"q\"; filename=\"q\""),
            ("{\"a\":1}", "{}"),
            ("--B--|", ""),
        ] {
            assert!(right.contains(right_part));
            let wrong = right.replace(right_part, wrong_part);
            assert!(!of(&wrong).is_empty(), "{wrong}");
        }
    }
}
