//! Path items: written out where they stand, under paths that start with a slash.
//!
//! OpenAPI 3.1 can name them under `components/pathItems`; what stands beside a `$ref` to one has no defined meaning.

use serde_json::{Map, Value};

use crate::openapi::reference::MAX_CHAIN;
use crate::openapi::{ObjectKind, read};
use crate::pass::{Log, Pass};
use crate::pointer;
use crate::words;

pub(super) const PASS: Pass = Pass {
    id: "path-items",
    why: "few tools follow a path item's $ref, and its operations are found where they are called",
    run: |document, log| {
        slashes(document, log);
        let mut referring = Vec::new();
        read(document, &mut |kind, at, value| {
            if kind == ObjectKind::PathItem && value.get("$ref").is_some() {
                referring.push(at.to_owned());
            }
        });
        for at in referring {
            if let Some(item) = written_out(document, &at)
                && let Some(place) = document.pointer_mut(&at)
            {
                *place = item;
            }
        }
        // Whatever uses one has it by now.
        if let Some(Value::Object(components)) = document.get_mut("components") {
            components.shift_remove("pathItems");
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
            log.inferred(
                &at,
                format!(
                    "the path {path} has no slash at its start; it is read with one",
                    path = words::name(&path)
                ),
            );
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
    for _ in 0..=MAX_CHAIN {
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
