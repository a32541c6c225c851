//! A component that is only another name for a plain type is written where it is used.
//!
//! Before: `Ids: {type: array, items: {type: string}}`, `{$ref: Ids}`. After: `{type: array, items: {type: string}}`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::Cx;
use super::schema::{
    annotated, needs_name, object_mut, replace_keeping_annotations, roots_mut, schemas, schemas_mut, target,
};
use crate::note::NoteKind;
use crate::openapi::inner_schemas_mut;
use crate::pass::Pass;
use crate::pointer::join;
use crate::words;

pub(super) const PASS: Pass = Pass {
    id: "alias",
    why: "the engine wraps every alias in a newtype, which does not compile when it is nullable or recursive",
    run: |document, log| run(&mut Cx { document, log }),
};

fn run(cx: &mut Cx<'_, '_>) {
    let mut aliases = Aliases {
        plain: schemas(cx.document)
            .filter(|(_, schema)| !needs_name(schema))
            .map(|(name, schema)| (name.clone(), schema.clone()))
            .collect(),
        nullable: BTreeSet::new(),
        active: Vec::new(),
        circles: BTreeSet::new(),
    };
    for (name, schema) in schemas_mut(cx.document) {
        // A type is nullable where it is used, not as such.
        if needs_name(schema) && object_mut(schema).remove("nullable") == Some(Value::Bool(true)) {
            aliases.nullable.insert(name.clone());
        }
    }
    schemas_mut(cx.document).retain(|name, _| !aliases.plain.contains_key(name));
    roots_mut(cx.document, &mut |_, schema| aliases.write_out(schema));
    for name in aliases.circles {
        cx.note(
            NoteKind::Lowered,
            join("/components/schemas", &name),
            format!(
                "{name} is made of itself alone, so any value is taken",
                name = words::name(&name)
            ),
        );
    }
}

struct Aliases {
    plain: BTreeMap<String, Value>,
    nullable: BTreeSet<String>,
    active: Vec<String>,
    circles: BTreeSet<String>,
}

impl Aliases {
    fn write_out(&mut self, schema: &mut Value) {
        let Some(name) = target(schema).map(str::to_owned) else {
            inner_schemas_mut(schema, "", &mut |_, child| self.write_out(child));
            return;
        };
        if self.nullable.contains(&name) {
            let mut annotations = object_mut(schema).clone();
            annotations.retain(|key, _| super::schema::is_annotation(key));
            annotations.insert("nullable".into(), true.into());
            *schema = annotated(&name, annotations);
        }
        let Some(mut plain) = self.plain.get(&name).cloned() else {
            return;
        };
        if self.active.contains(&name) {
            self.circles.insert(name);
            *schema = json!({});
            return;
        }
        self.active.push(name);
        self.write_out(&mut plain);
        self.active.pop();
        replace_keeping_annotations(schema, plain);
    }
}
