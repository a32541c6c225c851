//! Whether two schemas describe the same values, whatever their components are called.

use std::collections::HashSet;

use serde_json::Value;

use crate::pointer;

/// Keywords without influence on values.
const ANNOTATIONS: [&str; 8] = [
    "title",
    "description",
    "example",
    "examples",
    "externalDocs",
    "deprecated",
    "xml",
    "default",
];

/// How many pairs are looked at before two schemas count as different. Deciding it wrong costs a clumsier finding.
const LIMIT: usize = 4096;

/// Whether `old` and `new`, schemas of the two documents, describe the same values.
pub(in crate::compare) fn same<'a>(
    old_document: &'a Value,
    new_document: &'a Value,
    old: &'a Value,
    new: &'a Value,
) -> bool {
    let mut seen = HashSet::new();
    let mut work = vec![(old, new)];
    while let Some((old, new)) = work.pop() {
        let (Some(old), Some(new)) = (target(old_document, old), target(new_document, new)) else {
            return false;
        };
        if seen.len() > LIMIT {
            return false;
        }
        let pair = (std::ptr::from_ref(old).addr(), std::ptr::from_ref(new).addr());
        if !seen.insert(pair) {
            continue;
        }
        match (old, new) {
            (Value::Object(old), Value::Object(new)) => {
                let relevant = |key: &&String| !ANNOTATIONS.contains(&key.as_str()) && !key.starts_with("x-");
                if old.keys().filter(relevant).count() != new.keys().filter(relevant).count() {
                    return false;
                }
                for (key, value) in old.iter().filter(|(key, _)| relevant(key)) {
                    match (key.as_str(), new.get(key)) {
                        (_, None) => return false,
                        // Names and values of properties are not keywords.
                        ("properties", Some(other)) => {
                            let (Some(value), Some(other)) = (value.as_object(), other.as_object()) else {
                                return false;
                            };
                            if value.len() != other.len() {
                                return false;
                            }
                            for (name, value) in value {
                                let Some(other) = other.get(name) else {
                                    return false;
                                };
                                work.push((value, other));
                            }
                        }
                        // Mappings name components; which they are follows from the variants.
                        ("discriminator", Some(other)) => {
                            if value.get("propertyName") != other.get("propertyName") {
                                return false;
                            }
                        }
                        (_, Some(other)) => work.push((value, other)),
                    }
                }
            }
            (Value::Array(old), Value::Array(new)) => {
                if old.len() != new.len() {
                    return false;
                }
                work.extend(old.iter().zip(new));
            }
            _ if old != new => return false,
            _ => {}
        }
    }
    true
}

fn target<'a>(document: &'a Value, mut value: &'a Value) -> Option<&'a Value> {
    for _ in 0..32 {
        match value
            .as_object()
            .and_then(|map| map.get("$ref"))
            .and_then(Value::as_str)
        {
            None => return Some(value),
            Some(reference) => value = pointer::resolve(document, reference)?,
        }
    }
    None
}
