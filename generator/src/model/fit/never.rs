//! A property that no value fits is never there: it has no field.
//!
//! Before: `{properties: {a: {type: string}, b: {not: {}}}}`. After: `{properties: {a: {type: string}}}`. One that must be there all
//! the same stays: what its object is, nobody can say.

use serde_json::Value;

use super::Cx;
use crate::openapi::schema::forbidden;
use crate::openapi::{ObjectKind, walk_down};
use crate::pass::Pass;
use crate::pointer::join;
use crate::words;

pub(super) const PASS: Pass = Pass {
    id: "never",
    why: "the engine makes any value of a property that is forbidden",
    run: |document, log| run(&mut Cx { document, log }),
};

fn run(cx: &mut Cx<'_, '_>) {
    let log = &mut *cx.log;
    walk_down(cx.document, &mut |kind, at, schema| {
        if kind != ObjectKind::Schema {
            return;
        }
        let names: Vec<String> = forbidden(schema).into_iter().map(str::to_owned).collect();
        for name in names {
            if let Some(Value::Object(properties)) = schema.get_mut("properties") {
                properties.shift_remove(&name);
            }
            log.lowered(
                &join(&join(at, "properties"), &name),
                format!("no value fits {name}: it has no field", name = words::name(&name)),
            );
        }
    });
}
