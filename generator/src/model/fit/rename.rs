//! Component names become Rust type names: valid, distinct, and not hiding what generated code uses.
//!
//! Before: `components.schemas: {api.user-token: …, Option: …}`. After: `ApiUserToken`, `OptionSchema`.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::Cx;
use super::schema::{all_mut, list, object_mut, reference, schemas_mut};
use crate::model::naming::{STAND_INS, Taken, type_name};
use crate::note::NoteKind;
use crate::openapi::discriminator::of_schema_mut;
use crate::openapi::reference;
use crate::pass::Pass;
use crate::pointer::{fragment, join, tokens};
use crate::shorten::{LONGEST, quoted};

pub(super) const PASS: Pass = Pass {
    id: "rename",
    why: "the engine panics on names that differ only in what it strips, and takes over names of the prelude",
    run: |document, log| run(&mut Cx { document, log }),
};

fn run(cx: &mut Cx<'_, '_>) {
    all_mut(cx.document, &mut |_, schema| imply_mapping(schema));
    let components = std::mem::take(schemas_mut(cx.document));
    let mut taken = Taken::of(STAND_INS);
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    // Names that are fine as they are come first, so that nobody else's spelling takes them.
    let (good, other): (Vec<_>, Vec<_>) = components.keys().partition(|name| type_name(name) == **name);
    for old in good.into_iter().chain(other) {
        let new = taken.unique(&type_name(old));
        if old.len() > LONGEST {
            let what = format!("{} is called `{new}`, because its name is too long", quoted(old));
            cx.note(NoteKind::Lowered, join("/components/schemas", old), what);
        }
        names.insert(old.clone(), new);
    }
    let renamed: Map<String, Value> = components
        .into_iter()
        .map(|(old, schema)| (names[&old].clone(), schema))
        .collect();
    *schemas_mut(cx.document) = renamed;
    all_mut(cx.document, &mut |_, schema| {
        if let Some(old) = reference::of(schema).and_then(last) {
            *schema = reference(names.get(&old).unwrap_or(&old));
        }
        for target in of_schema_mut(schema) {
            // A mapping may name the component or refer to it.
            let name = target
                .as_str()
                .map(|text| last(text).unwrap_or_else(|| text.to_owned()));
            if let Some(new) = name.and_then(|name| names.get(&name)) {
                *target = new.clone().into();
            }
        }
    });
}

/// Without a mapping a discriminator's values are the components' names, which are about to change.
fn imply_mapping(schema: &mut Value) {
    let members: Vec<String> = ["oneOf", "anyOf"]
        .iter()
        .flat_map(|keyword| list(schema, keyword))
        .filter_map(|member| last(reference::of(member)?))
        .collect();
    let Some(discriminator) = schema.get_mut("discriminator").and_then(Value::as_object_mut) else {
        return;
    };
    let mapping = object_mut(discriminator.entry("mapping").or_insert_with(|| json!({})));
    let mapped: Vec<String> = mapping
        .values()
        .filter_map(Value::as_str)
        .map(|text| last(text).unwrap_or_else(|| text.to_owned()))
        .collect();
    for member in members {
        if !mapped.contains(&member) {
            mapping.insert(member.clone(), member.into());
        }
    }
}

fn last(reference: &str) -> Option<String> {
    tokens(&fragment(reference)?).last()
}
