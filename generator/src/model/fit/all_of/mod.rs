//! `allOf` is written out: one object with everybody's properties.
//!
//! Before: `{allOf: [{$ref: Base}, {properties: {a: …}}]}`. After: `{type: object, properties: {…Base's…, a: …}}`.
//! A single reference with annotations stays as it is: `{allOf: [{$ref: Base}], description: …}`.
//! An object that also says `oneOf` gets the alternatives' properties, too, optional unless all require them.

mod both;
mod choices;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::Cx;
use super::open::facets;
use super::schema::{
    annotated, describe, is_annotation, list, object_mut, ref_name, roots_mut, schemas, schemas_mut, target,
};
use crate::note::NoteKind;
use crate::openapi::inner_schemas_mut;
use crate::openapi::schema::is_limit;
use crate::pass::Pass;
use crate::pointer::join;
use crate::words;

pub(super) const PASS: Pass = Pass {
    id: "all-of",
    why: "the engine's own merging gives up on conflicts by panicking, and nests what reads better flat",
    run: |document, log| run(&mut Cx { document, log }),
};

fn run(cx: &mut Cx<'_, '_>) {
    let mut merger = Merger {
        components: schemas(cx.document)
            .map(|(name, schema)| (name.clone(), schema.clone()))
            .collect(),
        done: BTreeMap::new(),
        active: BTreeSet::new(),
        notes: Vec::new(),
    };
    let names: Vec<String> = merger.components.keys().cloned().collect();
    for name in &names {
        merger.component(name);
    }
    for (name, schema) in schemas_mut(cx.document).iter_mut() {
        if let Some(done) = merger.done.get(name) {
            *schema = done.clone();
        }
    }
    roots_mut(cx.document, &mut |pointer, schema| {
        if !pointer.starts_with("/components/") {
            merger.schema(schema, pointer);
        }
    });
    for (pointer, what) in merger.notes {
        cx.note(NoteKind::Lowered, pointer, what);
    }
}

struct Merger {
    components: BTreeMap<String, Value>,
    done: BTreeMap<String, Value>,
    active: BTreeSet<String>,
    notes: Vec<(String, String)>,
}

impl Merger {
    /// A component, merged; `None` while it is being merged itself, or where there is none of that name.
    fn component(&mut self, name: &str) -> Option<Value> {
        if let Some(done) = self.done.get(name) {
            return Some(done.clone());
        }
        if !self.active.insert(name.to_owned()) {
            return None;
        }
        let mut schema = self.components.get(name)?.clone();
        self.schema(&mut schema, &join("/components/schemas", name));
        self.active.remove(name);
        self.done.insert(name.to_owned(), schema.clone());
        Some(schema)
    }

    fn schema(&mut self, schema: &mut Value, pointer: &str) {
        inner_schemas_mut(schema, pointer, &mut |pointer, child| self.schema(child, pointer));
        if schema.get("allOf").is_some() {
            self.merge_members(schema, pointer);
        }
        if self.are_choices([list(schema, "oneOf"), list(schema, "anyOf")]) {
            // A value is one of each.
            object_mut(schema)
                .entry("properties")
                .or_insert_with(|| json!({}));
        }
        if schema.get("properties").is_some()
            && (schema.get("oneOf").is_some() || schema.get("anyOf").is_some())
        {
            self.merge_alternatives(schema, pointer);
        }
    }

    fn merge_members(&mut self, schema: &mut Value, pointer: &str) {
        let members = match object_mut(schema).remove("allOf") {
            Some(Value::Array(members)) => members,
            _ => return,
        };
        let (empty, mut members): (Vec<Value>, Vec<Value>) = members.into_iter().partition(says_nothing);
        for member in &empty {
            for (key, value) in member
                .as_object()
                .into_iter()
                .flatten()
                .filter(|(key, _)| *key != "type")
            {
                object_mut(schema)
                    .entry(key.clone())
                    .or_insert_with(|| value.clone());
            }
        }
        members.dedup();
        if let [only] = members.as_slice()
            && ref_name(only).is_some()
        {
            // Limits are documentation; for one of them nobody wants another type.
            for line in facets(schema) {
                describe(schema, &line);
            }
            object_mut(schema).retain(|key, _| !is_limit(key));
        }
        let alone = says_nothing(schema);
        if let ([only], true) = (members.as_slice(), alone) {
            let mut annotations: Map<String, Value> = object_mut(schema).clone();
            annotations.remove("type");
            match ref_name(only) {
                Some(name) => {
                    annotations.retain(|key, _| key != "title");
                    *schema = annotated(name, annotations);
                }
                None => {
                    let mut merged = only.clone();
                    object_mut(&mut merged).extend(annotations);
                    *schema = merged;
                }
            }
            return;
        }
        let mut choices = Vec::new();
        for (index, member) in members.into_iter().enumerate() {
            let at = join(&join(pointer, "allOf"), index.to_string());
            let mut member = self.written_out(member, &at);
            choices.extend(self.second_choice(schema, &mut member));
            if let Err(what) = self.merge(schema, member) {
                self.notes.push((at, what));
            }
        }
        for (keyword, alternatives) in choices {
            object_mut(schema)
                .entry("properties")
                .or_insert_with(|| json!({}));
            self.merge_alternatives(schema, pointer);
            object_mut(schema).insert(keyword.to_owned(), alternatives.into());
        }
    }

    /// A schema itself instead of a reference to it.
    fn written_out(&mut self, member: Value, pointer: &str) -> Value {
        let Some(name) = target(&member).map(str::to_owned) else {
            return member;
        };
        match self.component(&name) {
            Some(mut schema) => {
                // The base's discriminator chooses among its own subtypes.
                let object = object_mut(&mut schema);
                object.remove("discriminator");
                object.remove("title");
                object.remove("description");
                object.remove("nullable");
                if target(&schema).is_some_and(|next| next != name) {
                    return self.written_out(schema, pointer);
                }
                schema
            }
            None => {
                self.notes.push((
                    pointer.to_owned(),
                    format!(
                        "{name} is part of itself; that part is left out",
                        name = words::name(&name)
                    ),
                ));
                json!({})
            }
        }
    }
}

/// Whether a schema admits everything, annotations and a bare `type: object` aside.
fn says_nothing(schema: &Value) -> bool {
    let required_only = |value: &Value| value.as_array().is_some_and(Vec::is_empty);
    schema.as_object().is_some_and(|object| {
        object.iter().all(|(key, value)| {
            is_annotation(key)
                || (key == "type" && value == "object" && !object.contains_key("additionalProperties"))
                || (key == "required" && required_only(value))
        })
    })
}
