//! What an operation can be: a method that the client sends, a body where HTTP gives it a meaning, media types in place.

use serde_json::{Map, Value, json};

use crate::openapi::media_type::is_multipart;
use crate::openapi::{METHODS, ObjectKind, reference, walk_down};
use crate::pass::{Log, Pass};
use crate::pointer;

pub(super) const PASS: Pass = Pass {
    id: "operations",
    why: "the body of a GET or HEAD request has no meaning, and a method has a name that HTTP can carry",
    run: |document, log| {
        media_types(document);
        walk_down(document, &mut |kind, at, value| match (kind, value) {
            (ObjectKind::PathItem, Value::Object(item)) => {
                bodies(item, at, log);
                additional(item, at, log);
            }
            (ObjectKind::MediaType, Value::Object(media_type)) => stream(media_type, at, log),
            _ => {}
        });
    },
};

/// Whether a media type is that of a request in parts.
pub(super) fn is_sent_in_parts(at: &str) -> bool {
    let tokens: Vec<String> = pointer::tokens(at).collect();
    matches!(tokens.as_slice(), [.., body, _, media_type] if body == "requestBody" && is_multipart(media_type))
}

/// Parts that are sent are a list of all of them; other streams are bytes.
fn stream(media_type: &mut Map<String, Value>, at: &str, log: &mut Log<'_>) {
    let Some(items) = media_type.shift_remove("itemSchema") else {
        return;
    };
    if is_sent_in_parts(at) && !media_type.contains_key("schema") {
        media_type.insert("schema".to_owned(), json!({"type": "array", "items": items}));
    } else {
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
    let Some(Value::Object(operations)) = item.get_mut("additionalOperations") else {
        return;
    };
    let at = pointer::join(at, "additionalOperations");
    operations.retain(|method, _| {
        let (at, known) = (pointer::join(&at, method), is_known(method));
        if known || !is_token(method) {
            let what = match known {
                true => format!("`{method}` has a field of its own in a path item, which says what it does"),
                false => format!("`{method}` is no name of a method (RFC 9110, section 9.1)"),
            };
            log.ignored(&at, what);
            return false;
        }
        true
    });
    if operations.is_empty() {
        item.shift_remove("additionalOperations");
    }
}

fn is_known(method: &str) -> bool {
    METHODS.iter().any(|known| known.eq_ignore_ascii_case(method))
}

fn is_token(name: &str) -> bool {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(is_token)
}

/// Writes out the media types that OpenAPI 3.2 can name under `components/mediaTypes`.
fn media_types(document: &mut Value) {
    let Some(named) = document.pointer("/components/mediaTypes").cloned() else {
        return;
    };
    walk_down(document, &mut |kind, _, value| {
        let target = match kind {
            ObjectKind::MediaType => reference::of(value).and_then(reference::component),
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
