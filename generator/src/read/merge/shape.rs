//! A value → a hash of what it means: without words for people, in any order of keys.
//!
//! What a value refers to is not followed here: the caller says what stands for a reference (`classes` does so round by
//! round, until nothing changes).

use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use crate::openapi::discriminator::DEFAULT;
use crate::openapi::is_by_names;
use crate::pointer;

/// Keys that hold words for people.
pub(super) const PROSE: [&str; 6] = [
    "description",
    "summary",
    "title",
    "example",
    "examples",
    "externalDocs",
];
/// Keys whose value is data.
const DATA: [&str; 3] = ["enum", "const", "default"];

/// A shape; equal ones are of values that mean the same.
pub(super) type ShapeHash = [u8; 16];

/// What a reference leads to: section, name, and the rest of the pointer.
pub(super) type Target = (String, String, String);

/// The hash of some bytes.
pub(super) fn hash(bytes: &[u8]) -> ShapeHash {
    let digest = Sha256::digest(bytes);
    let mut shape = ShapeHash::default();
    shape.copy_from_slice(&digest[..16]);
    shape
}

/// The shape of a value; `reference` writes what stands for a reference to a component.
pub(super) fn of(value: &Value, reference: &mut dyn FnMut(&str, &str, &mut Vec<u8>)) -> ShapeHash {
    let mut bytes = Vec::new();
    write(value, false, reference, &mut bytes);
    hash(&bytes)
}

/// Writes what counts of a value.
pub(super) fn write(
    value: &Value,
    keys_are_names: bool,
    reference: &mut dyn FnMut(&str, &str, &mut Vec<u8>),
    out: &mut Vec<u8>,
) {
    match value {
        Value::Object(object) => {
            out.push(b'{');
            for (key, value) in sorted(object) {
                if !keys_are_names
                    && (PROSE.contains(&key) || key.starts_with("x-") || says_nothing(object, key, value))
                {
                    continue;
                }
                text(key, out);
                match (key, value) {
                    _ if keys_are_names => write(value, false, reference, out),
                    ("$ref", Value::String(target)) => refer(target, reference, out),
                    (DEFAULT, Value::String(target)) => match target.starts_with('#') {
                        true => refer(target, reference, out),
                        false => reference("schemas", target, out),
                    },
                    ("mapping", Value::Object(mapping)) => {
                        for (tag, target) in sorted(mapping) {
                            text(tag, out);
                            match target.as_str() {
                                Some(target) if target.starts_with('#') => refer(target, reference, out),
                                Some(name) => reference("schemas", name, out),
                                None => write(target, false, reference, out),
                            }
                        }
                    }
                    ("security", Value::Array(alternatives)) => requirements(alternatives, reference, out),
                    ("required", Value::Array(names)) => {
                        let mut names: Vec<String> = names.iter().map(Value::to_string).collect();
                        names.sort_unstable();
                        out.extend_from_slice(names.join(",").as_bytes());
                    }
                    _ if DATA.contains(&key) => data(value, out),
                    _ => write(value, is_by_names(key), reference, out),
                }
            }
            out.push(b'}');
        }
        Value::Array(items) => {
            out.push(b'[');
            for item in items {
                write(item, false, reference, out);
                out.push(b',');
            }
            out.push(b']');
        }
        other => data(other, out),
    }
}

/// Whether a key says what holds without it: some styles of pages spell such things out, and others do not.
fn says_nothing(object: &Map<String, Value>, key: &str, value: &Value) -> bool {
    let style = || {
        let of_place = match object.get("in").and_then(Value::as_str)? {
            "query" | "cookie" => "form",
            _ => "simple",
        };
        Some(of_place)
    };
    match (key, value) {
        (
            "required" | "deprecated" | "nullable" | "readOnly" | "writeOnly" | "uniqueItems"
            | "allowEmptyValue" | "allowReserved" | "exclusiveMinimum" | "exclusiveMaximum",
            Value::Bool(false),
        ) => true,
        ("minLength" | "minItems" | "minProperties", Value::Number(least)) => least.as_u64() == Some(0),
        ("required", Value::Array(names)) => names.is_empty(),
        ("style", Value::String(stated)) => style() == Some(stated),
        ("explode", Value::Bool(stated)) => {
            let of_place = style();
            let effective = object.get("style").and_then(Value::as_str).or(of_place);
            of_place.is_some() && *stated == (effective == Some("form"))
        }
        _ => false,
    }
}

/// Security requirements: the schemes by what they are.
pub(super) fn requirements(
    alternatives: &[Value],
    reference: &mut dyn FnMut(&str, &str, &mut Vec<u8>),
    out: &mut Vec<u8>,
) {
    let mut written = Vec::new();
    for alternative in alternatives {
        let mut schemes = Vec::new();
        for (name, scopes) in alternative.as_object().into_iter().flatten() {
            let mut bytes = Vec::new();
            reference("securitySchemes", name, &mut bytes);
            data(scopes, &mut bytes);
            schemes.push(bytes);
        }
        schemes.sort_unstable();
        written.push(schemes.concat());
    }
    for bytes in written {
        out.extend_from_slice(&bytes);
        out.push(b'|');
    }
}

fn refer(target: &str, reference: &mut dyn FnMut(&str, &str, &mut Vec<u8>), out: &mut Vec<u8>) {
    match parse_reference(target) {
        Some((section, name, rest)) => {
            reference(&section, &name, out);
            text(&rest, out);
        }
        None => text(target, out),
    }
}

/// Section and name of a `$ref` into the components, and the rest of its pointer.
pub(super) fn parse_reference(reference: &str) -> Option<Target> {
    let fragment = pointer::fragment(reference)?;
    let mut tokens = pointer::tokens(&fragment);
    (tokens.next()? == "components").then_some(())?;
    let (section, name) = (tokens.next()?, tokens.next()?);
    Some((section, name, pointer::from_tokens(tokens)))
}

/// A value as it stands, its keys sorted.
pub(super) fn data(value: &Value, out: &mut Vec<u8>) {
    match value {
        Value::Object(object) => {
            out.push(b'{');
            for (key, value) in sorted(object) {
                text(key, out);
                data(value, out);
            }
            out.push(b'}');
        }
        Value::Array(items) => {
            out.push(b'[');
            for item in items {
                data(item, out);
                out.push(b',');
            }
            out.push(b']');
        }
        other => out.extend_from_slice(other.to_string().as_bytes()),
    }
}

/// A value as text that does not depend on the order of its keys.
pub(super) fn verbatim(value: &Value) -> Vec<u8> {
    let mut bytes = Vec::new();
    data(value, &mut bytes);
    bytes
}

fn sorted(object: &Map<String, Value>) -> Vec<(&str, &Value)> {
    let mut entries: Vec<_> = object.iter().map(|(key, value)| (key.as_str(), value)).collect();
    entries.sort_unstable_by_key(|(key, _)| *key);
    entries
}

/// Length first: no text runs into the next.
fn text(text: &str, out: &mut Vec<u8>) {
    out.extend_from_slice(text.len().to_string().as_bytes());
    out.push(b':');
    out.extend_from_slice(text.as_bytes());
}
