//! The consequences of what was left out because it is not what OpenAPI expects there: see [`widening`].
//!
//! The schema of a content that is now any value says so: `{}` says nothing, and an example beside it would speak for it.

use serde_json::Value;

use crate::note::NoteKind;
use crate::openapi::{ObjectKind, read};
use crate::pass::{Pass, WIDENED, widening};
use crate::pointer;

pub(super) const PASS: Pass = Pass {
    id: "disregarded",
    why: "a schema that lost a meaningless keyword allows more, which under not would be less",
    run: |document, log| {
        let any = any_content(document);
        widening::settle(document, NoteKind::Ignored, log);
        for at in any {
            if let Some(schema) = document.pointer_mut(&at) {
                *schema = Value::Bool(true);
            }
        }
    },
};

/// The schemas of contents that hold nothing but the mark of what was left out.
fn any_content(document: &Value) -> Vec<String> {
    let mut found = Vec::new();
    read(document, &mut |kind, at, value| {
        let schema = value.get("schema").and_then(Value::as_object);
        let is_mark = schema.is_some_and(|schema| schema.len() == 1 && schema.contains_key(WIDENED));
        if kind == ObjectKind::MediaType && is_mark {
            found.push(pointer::join(at, "schema"));
        }
    });
    found
}
