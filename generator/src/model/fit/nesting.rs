//! Lists and maps inside each other, more than any real value has, hold any value from there on.
//!
//! Before: `{type: array, items: {type: array, items: …}}`, ninety deep. After: sixteen deep, then `{}`.

use serde_json::{Value, json};

use super::Cx;
use super::schema::{is_struct, is_union, replace_keeping_annotations, roots_mut};
use crate::note::NoteKind;
use crate::openapi::{inner_schemas, inner_schemas_mut};
use crate::pass::Pass;

pub(super) const PASS: Pass = Pass {
    id: "nesting",
    why: "rustc gives up on a type of some hundred types inside each other, and nobody has named a tenth of them",
    run: |document, log| run(&mut Cx { document, log }),
};

/// Most lists and maps inside each other.
const DEEPEST: usize = 16;

fn run(cx: &mut Cx<'_, '_>) {
    let mut cut = Vec::new();
    roots_mut(cx.document, &mut |pointer, schema| {
        limit(schema, pointer, 0, &mut cut)
    });
    for pointer in cut {
        let what = format!("lists and maps more than {DEEPEST} deep are any value");
        cx.note(NoteKind::Lowered, pointer, what);
    }
}

fn limit(schema: &mut Value, pointer: &str, depth: usize, cut: &mut Vec<String>) {
    // What a property or a member of a union holds is counted anew.
    let depth = if is_struct(schema) || is_union(schema) {
        0
    } else {
        depth + 1
    };
    if depth > DEEPEST {
        let mut holds_any = false;
        inner_schemas(schema, &mut |_| holds_any = true);
        if holds_any {
            replace_keeping_annotations(schema, json!({}));
            cut.push(pointer.to_owned());
        }
        return;
    }
    inner_schemas_mut(schema, pointer, &mut |pointer, child| {
        limit(child, pointer, depth, cut)
    });
}
