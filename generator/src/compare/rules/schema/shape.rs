//! Whether two schemas describe the same values, whatever their components are called.

use std::collections::HashSet;

use serde_json::Value;

use crate::openapi::annotations::is_annotation;
use crate::openapi::{Child, ObjectKind, reference};

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
        let (Some(old), Some(new)) = (
            reference::resolved(old_document, old),
            reference::resolved(new_document, new),
        ) else {
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
                if old.keys().filter(|key| is_relevant(key)).count()
                    != new.keys().filter(|key| is_relevant(key)).count()
                {
                    return false;
                }
                for (key, value) in old.iter().filter(|(key, _)| is_relevant(key)) {
                    match (ObjectKind::Schema.child(key), new.get(key)) {
                        (_, None) => return false,
                        // Names are not keywords.
                        (Some(Child::Map(_)), Some(other)) => {
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
                        (Some(Child::One(ObjectKind::Discriminator)), Some(other)) => {
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

/// Whether a keyword has an influence on values, or on who sends them.
fn is_relevant(key: &str) -> bool {
    ["readOnly", "writeOnly"].contains(&key) || !(is_annotation(key) || key.starts_with("x-"))
}
