//! What an operation can be: a method that the client sends, a body where HTTP gives it a meaning, media types in place.

use serde_json::{Map, Value};

use crate::openapi::{Kind, reference, walk_down};
use crate::pass::{Log, Pass};
use crate::pointer;

pub(super) const PASS: Pass = Pass {
    id: "operations",
    why: "the body of a GET or HEAD request has no meaning, and a client sends the methods that HTTP defines",
    run: |document, log| {
        media_types(document);
        walk_down(document, &mut |kind, at, value| match (kind, value) {
            (Kind::PathItem, Value::Object(item)) => {
                bodies(item, at, log);
                additional(item, at, log);
            }
            (Kind::MediaType, Value::Object(media_type)) => stream(media_type, at, log),
            _ => {}
        });
    },
};

fn stream(media_type: &mut Map<String, Value>, at: &str, log: &mut Log<'_>) {
    if media_type.shift_remove("itemSchema").is_some() {
        log.ignored(
            at,
            "a stream of items (`itemSchema`) is read and sent whole, as bytes",
        );
    }
}

fn bodies(item: &mut Map<String, Value>, at: &str, log: &mut Log<'_>) {
    for method in ["get", "head", "trace"] {
        let operation = item.get_mut(method).and_then(Value::as_object_mut);
        if operation.is_some_and(|operation| operation.shift_remove("requestBody").is_some()) {
            log.ignored(
                &pointer::join(at, method),
                format!("the body of a {method} request has no meaning"),
            );
        }
    }
}

fn additional(item: &mut Map<String, Value>, at: &str, log: &mut Log<'_>) {
    if let Some(Value::Object(operations)) = item.shift_remove("additionalOperations") {
        let at = pointer::join(at, "additionalOperations");
        for method in operations.keys() {
            log.ignored(
                &pointer::join(&at, method),
                format!("`{method}` is no method that the client sends"),
            );
        }
    }
}

/// Writes out the media types that OpenAPI 3.2 can name under `components/mediaTypes`.
fn media_types(document: &mut Value) {
    let Some(named) = document.pointer("/components/mediaTypes").cloned() else {
        return;
    };
    walk_down(document, &mut |kind, _, value| {
        let target = match kind {
            Kind::MediaType => reference::of(value).and_then(reference::component),
            _ => None,
        };
        if let Some((section, name)) = target
            && section == "mediaTypes"
            && let Some(media_type) = named.get(&name)
        {
            *value = media_type.clone();
        }
    });
}
