//! References that are not to schemas are written out; references into schemas become components.
//!
//! Before: `parameters: [{$ref: '#/components/parameters/Page'}]`, a path item's own `parameters`.
//! After: every operation holds its own parameters, body and responses, whole. Every remaining `$ref` is
//! `#/components/schemas/<name>`.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::Cx;
use super::schema::{all_mut, object_mut, schemas_mut};
use crate::openapi::item_operations_mut;
use crate::openapi::reference;
use crate::openapi::reference::MAX_CHAIN;
use crate::pass::Pass;
use crate::pointer::{fragment, join, tokens};

pub(super) const PASS: Pass = Pass {
    id: "resolve",
    why: "operations are read one by one, and only schemas have names of their own",
    run: |document, log| run(&mut Cx { document, log }),
};

fn run(cx: &mut Cx<'_, '_>) {
    let original = cx.document.clone();
    let document = &mut *cx.document;
    let paths = document.get_mut("paths").and_then(Value::as_object_mut);
    for item in paths.into_iter().flatten().map(|(_, item)| item) {
        inline(item, &original);
        let shared = object_mut(item).remove("parameters").unwrap_or(Value::Null);
        for (_, operation) in item_operations_mut(item) {
            let mut own = operation
                .get("parameters")
                .and_then(Value::as_array)
                .cloned()
                .unwrap_or_default();
            own.iter_mut().for_each(|parameter| inline(parameter, &original));
            let mut parameters: Vec<Value> = Vec::new();
            for mut parameter in shared.as_array().cloned().unwrap_or_default() {
                inline(&mut parameter, &original);
                let same =
                    |other: &Value| other["name"] == parameter["name"] && other["in"] == parameter["in"];
                if !own.iter().any(same) {
                    parameters.push(parameter);
                }
            }
            parameters.append(&mut own);
            let operation = object_mut(operation);
            operation.remove("callbacks");
            if !parameters.is_empty() {
                operation.insert("parameters".into(), parameters.into());
            }
            if let Some(body) = operation.get_mut("requestBody") {
                inline(body, &original);
            }
            let responses = operation.get_mut("responses").and_then(Value::as_object_mut);
            for (_, response) in responses.into_iter().flatten() {
                inline(response, &original);
                object_mut(response).remove("links");
                let headers = response.get_mut("headers").and_then(Value::as_object_mut);
                headers
                    .into_iter()
                    .flatten()
                    .for_each(|(_, header)| inline(header, &original));
            }
        }
    }
    name_inner_references(document, &original);
}

/// Replaces `{$ref}` by a copy of what it names.
fn inline(value: &mut Value, document: &Value) {
    for _ in 0..=MAX_CHAIN {
        let Some(reference) = reference::of(value) else {
            return;
        };
        match crate::pointer::resolve(document, reference) {
            Some(target) => *value = target.clone(),
            None => break,
        }
    }
    *value = json!({});
}

/// `#/components/schemas/User/properties/address` becomes a component `User address`, which `rename` spells.
fn name_inner_references(document: &mut Value, original: &Value) {
    let mut named: BTreeMap<String, String> = BTreeMap::new();
    // What is named may itself refer into schemas. Each pointer is named once, so this ends.
    loop {
        let mut added: Vec<(String, Value)> = Vec::new();
        all_mut(document, &mut |_, schema| {
            let Some(pointer) = reference::of(schema).and_then(fragment) else {
                return;
            };
            let path: Vec<String> = tokens(&pointer).collect();
            let name = match path.as_slice() {
                [components, schemas, name] if components == "components" && schemas == "schemas" => {
                    name.clone()
                }
                _ => named
                    .entry(pointer.clone())
                    .or_insert_with(|| {
                        let name = inner_name(&path);
                        added.push((
                            name.clone(),
                            original.pointer(&pointer).cloned().unwrap_or_default(),
                        ));
                        name
                    })
                    .clone(),
            };
            *schema = json!({"$ref": join("#/components/schemas", name)});
        });
        if added.is_empty() {
            return;
        }
        for (name, schema) in added {
            schemas_mut(document).insert(name, schema);
        }
    }
}

fn inner_name(path: &[String]) -> String {
    const SCAFFOLDING: [&str; 7] = [
        "components",
        "schemas",
        "properties",
        "paths",
        "schema",
        "content",
        "responses",
    ];
    let words: Vec<&str> = path
        .iter()
        .map(String::as_str)
        .filter(|word| !SCAFFOLDING.contains(word))
        .collect();
    words.join(" ")
}
