//! Path items: written out where they stand, under paths that start with a slash.
//!
//! OpenAPI 3.1 can name them under `components/pathItems`; in 3.0 a `$ref` to one has no defined meaning beside other fields.

use serde_json::{Map, Value};

use super::pass::{Log, Pass};
use crate::pointer;

/// References followed from one path item: more are a circle.
const MAX_CHAIN: usize = 16;

pub(super) const PASS: Pass = Pass {
    id: "path-items",
    why: "OpenAPI 3.0 has no components/pathItems, and few tools follow a path item's $ref",
    run: |document, log| {
        slashes(document, log);
        let names: Vec<String> = match document.get("paths") {
            Some(Value::Object(paths)) => paths.keys().cloned().collect(),
            _ => Vec::new(),
        };
        for name in names {
            let at = pointer::from_tokens(["paths", &name]);
            if let Some(item) = written_out(document, &at) {
                log.lowered(&at, "the path item that `$ref` names is written out");
                if let Some(place) = document.pointer_mut(&at) {
                    *place = item;
                }
            }
        }
        let named = document.get_mut("components").and_then(Value::as_object_mut);
        if let Some(Value::Object(items)) = named.and_then(|components| components.shift_remove("pathItems"))
        {
            for name in items.keys() {
                let at = pointer::from_tokens(["components", "pathItems", name]);
                log.lowered(
                    &at,
                    "OpenAPI 3.0 has no named path items; it is written out where it is used",
                );
            }
        }
    },
};

fn slashes(document: &mut Value, log: &mut Log<'_>) {
    let Some(Value::Object(paths)) = document.get_mut("paths") else {
        return;
    };
    if paths
        .keys()
        .all(|path| path.starts_with('/') || path.starts_with("x-"))
    {
        return;
    }
    let mut renamed = Map::new();
    for (path, item) in std::mem::take(paths) {
        if path.starts_with('/') || path.starts_with("x-") || !item.is_object() {
            renamed.insert(path, item);
        } else {
            let at = pointer::from_tokens(["paths", &path]);
            log.inferred(&at, format!("the path `{path}` starts with a slash"));
            renamed.entry(format!("/{path}")).or_insert(item);
        }
    }
    *paths = renamed;
}

/// The path item at `at` with what its `$ref` names, its own fields first; `None` when it has no `$ref` that leads
/// somewhere.
fn written_out(document: &Value, at: &str) -> Option<Value> {
    let mut item = document.pointer(at)?.as_object()?.clone();
    item.get("$ref")?;
    for _ in 0..MAX_CHAIN {
        let Some(Value::String(reference)) = item.get("$ref").cloned() else {
            return Some(Value::Object(item));
        };
        let target = pointer::resolve(document, &reference)?.as_object()?;
        item.shift_remove("$ref");
        for (key, value) in target {
            item.entry(key.clone()).or_insert_with(|| value.clone());
        }
    }
    None
}
