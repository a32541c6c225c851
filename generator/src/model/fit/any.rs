//! Whatever is left that the engine would have to guess about becomes any value.
//!
//! Before: `{allOf: […several…]}`, `{type: object, oneOf: …}`. After: `{}`.

use serde_json::json;

use super::Cx;
use super::schema::{all_mut, is_annotation, object_mut, target, type_of};
use crate::note::NoteKind;
use crate::pass::Pass;

pub(super) const PASS: Pass = Pass {
    id: "any",
    why: "a value nobody can type is better kept as JSON than lost",
    run: |document, log| run(&mut Cx { document, log }),
};

fn run(cx: &mut Cx<'_, '_>) {
    let mut widened = Vec::new();
    all_mut(cx.document, &mut |pointer, schema| {
        if target(schema).is_some() {
            return;
        }
        let several = schema.get("allOf").is_some() || schema.get("anyOf").is_some();
        if several || (type_of(schema).is_some() && schema.get("oneOf").is_some()) {
            let mut any = json!({});
            for (key, value) in object_mut(schema)
                .iter()
                .filter(|(key, _)| is_annotation(key) && *key != "nullable")
            {
                object_mut(&mut any).insert(key.clone(), value.clone());
            }
            *schema = any;
            widened.push(pointer.to_owned());
        } else if type_of(schema).is_none() && schema.get("oneOf").is_none() {
            object_mut(schema).remove("nullable");
        }
    });
    for pointer in widened {
        cx.note(
            NoteKind::Lowered,
            pointer,
            "combines schemas in a way that no Rust type does, so any value is taken",
        );
    }
}
