//! How large types are and what they hold, for what must be boxed or hidden.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::model::fit::{component, is_binary};

/// A variant larger than this is boxed (the limit of clippy's `large_enum_variant`).
const LARGE: usize = 200;

pub(super) struct Sizes<'a> {
    document: &'a Value,
}

impl<'a> Sizes<'a> {
    pub(super) fn new(document: &'a Value) -> Self {
        Self { document }
    }

    pub(super) fn is_large(&self, schema: &Value) -> bool {
        self.size(schema, 8) >= LARGE
    }

    /// Bytes on a 64-bit machine, roughly and rather too many; `depth` ends circles.
    fn size(&self, schema: &Value, depth: usize) -> usize {
        let target = name(schema).or_else(|| schema.get("allOf")?.get(0).and_then(name));
        if let Some(target) = target {
            return match component(self.document, target) {
                Some(schema) if depth > 0 => self.size(schema, depth - 1),
                _ => LARGE,
            };
        }
        if let Some(properties) = schema.get("properties").and_then(Value::as_object) {
            // Two maps hold what has no name.
            let extra = schema.get("additionalProperties").map_or(0, |_| 56);
            let sizes = properties
                .values()
                .map(|property| self.size(property, depth).max(16));
            return sizes.sum::<usize>() + extra;
        }
        match schema.get("type").and_then(Value::as_str) {
            _ if is_binary(schema) => 80,
            Some("integer" | "number" | "boolean") => 16,
            Some(_) => 24,
            // Any value; a union holds one.
            None => 72,
        }
    }
}

fn name(schema: &Value) -> Option<&str> {
    schema.get("$ref")?.as_str()?.rsplit('/').next()
}

/// Whether a component holds another, at any depth.
pub(super) fn reaches(document: &Value, from: &str, to: &str) -> bool {
    let mut queue = vec![from.to_owned()];
    let mut seen = BTreeSet::new();
    while let Some(next) = queue.pop() {
        if next == to {
            return true;
        }
        if seen.insert(next.clone())
            && let Some(schema) = component(document, &next)
        {
            references(schema, &mut queue);
        }
    }
    false
}

fn references(value: &Value, names: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            names.extend(name(value).map(str::to_owned));
            object.values().for_each(|value| references(value, names));
        }
        Value::Array(items) => items.iter().for_each(|value| references(value, names)),
        _ => {}
    }
}
