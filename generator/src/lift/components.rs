//! Definitions inside schemas, and whatever references find elsewhere than under `components`: all become components.
//!
//! ```yaml
//! components: {schemas: {Tree: {$defs: {Leaf: {type: string}}, items: {$ref: '#/components/schemas/Tree/$defs/Leaf'}}}}
//! # becomes
//! components: {schemas: {Tree: {items: {$ref: '#/components/schemas/Leaf'}}, Leaf: {type: string}}}
//! ```
//!
//! A reference into the middle of a schema would lose its target when a later pass moves it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::numbering::Numbering;
use crate::openapi::METHODS;
use crate::openapi::discriminator::targets_mut;
use crate::openapi::{ObjectKind, walk_down};
use crate::pass::{Log, Pass};
use crate::pointer;
use crate::words;

pub(super) const PASS: Pass = Pass {
    id: "components",
    why: "what references name is found in one place, and a reference into a schema would lose its target",
    run: |document, log| {
        local_definitions(document);
        let wanted = referenced(document);
        let moved = named(document, wanted);
        redirect(document, &moved);
        hoist(document, moved, log);
        leftovers(document, log);
    },
};

/// Something that moves to `components`.
struct Moved {
    pointer: String,
    section: &'static str,
    name: String,
}

impl Moved {
    fn reference(&self) -> String {
        format!("#/components/{}/{}", self.section, self.name)
    }
}

/// Where the Components Object keeps what is of this kind.
fn section(kind: ObjectKind) -> Option<&'static str> {
    Some(match kind {
        ObjectKind::Schema => "schemas",
        ObjectKind::Response => "responses",
        ObjectKind::Parameter => "parameters",
        ObjectKind::Example => "examples",
        ObjectKind::RequestBody => "requestBodies",
        ObjectKind::Header => "headers",
        ObjectKind::SecurityScheme => "securitySchemes",
        ObjectKind::Link => "links",
        ObjectKind::Callback => "callbacks",
        _ => return None,
    })
}

/// `#/$defs/X` inside a schema that has `$defs`: generators of JSON Schema write it from the schema's own root.
fn local_definitions(document: &mut Value) {
    let mut scopes: Vec<(String, BTreeSet<String>)> = Vec::new();
    walk_down(document, &mut |kind, pointer, value| {
        let (ObjectKind::Schema, Value::Object(schema)) = (kind, value) else {
            return;
        };
        for keyword in ["$defs", "definitions"] {
            if let Some(Value::Object(definitions)) = schema.get(keyword) {
                scopes.push((
                    pointer::join(pointer, keyword),
                    definitions.keys().cloned().collect(),
                ));
            }
        }
        let Some(Value::String(reference)) = schema.get_mut("$ref") else {
            return;
        };
        let name = reference
            .strip_prefix("#/$defs/")
            .or_else(|| reference.strip_prefix("#/definitions/"));
        let Some(name) = name.map(str::to_owned) else {
            return;
        };
        let encloses = |scope: &str| {
            let owner = scope.rsplit_once('/').map_or("", |(owner, _)| owner);
            pointer == owner
                || pointer
                    .strip_prefix(owner)
                    .is_some_and(|rest| rest.starts_with('/'))
        };
        let scope = scopes
            .iter()
            .rev()
            .find(|(scope, names)| names.contains(&name) && encloses(scope));
        if let Some((scope, _)) = scope {
            *reference = format!("#{scope}/{name}");
        }
    });
}

/// Whether a pointer is `/components/<section>/<name>`.
fn is_component(pointer: &str) -> bool {
    pointer.starts_with("/components/") && pointer.matches('/').count() == 3
}

/// Pointers of what references name outside `components`, with the kind that the reference expects there.
fn referenced(document: &mut Value) -> BTreeMap<String, ObjectKind> {
    let mut wanted = BTreeMap::new();
    walk_down(document, &mut |kind, _, value| {
        if let Some(Value::String(reference)) = value.get("$ref")
            && section(kind).is_some()
            && let Some(pointer) = pointer::fragment(reference)
            && !is_component(&pointer)
        {
            wanted.entry(pointer).or_insert(kind);
        }
    });
    wanted.retain(|pointer, kind| {
        let target = document.pointer(pointer);
        target.is_some_and(|value| value.is_object() || (*kind == ObjectKind::Schema && value.is_boolean()))
            // What holds the components cannot become one of them.
            && !matches!(pointer.as_str(), "" | "/components") && !matches!(pointer.rsplit_once('/'), Some(("/components", _)))
    });
    wanted
}

/// A free component name for each pointer, from its last telling token.
fn named(document: &Value, pointers: BTreeMap<String, ObjectKind>) -> Vec<Moved> {
    let mut taken: BTreeSet<(&str, String)> = BTreeSet::new();
    if let Some(Value::Object(components)) = document.get("components") {
        for (section, entries) in components {
            taken.extend(
                entries
                    .as_object()
                    .into_iter()
                    .flatten()
                    .map(|(name, _)| (section.as_str(), name.clone())),
            );
        }
    }
    let (mut moved, mut numbering) = (Vec::with_capacity(pointers.len()), Numbering::default());
    for (pointer, kind) in pointers {
        let Some(section) = section(kind) else { continue };
        let own = document
            .pointer(&pointer)
            .and_then(|value| value.get("name"))
            .and_then(Value::as_str);
        let word = match own.filter(|_| kind == ObjectKind::Parameter) {
            Some(name) => Some(component_name(name)),
            None => telling_word(&pointer),
        };
        let base = word.unwrap_or_else(|| "Unnamed".to_owned());
        let name = if taken.insert((section, base.clone())) {
            base
        } else {
            let stem = pointer::from_tokens([section, &base]);
            let number = numbering.next(&stem, |number| {
                taken.insert((section, format!("{base}_{number}")))
            });
            format!("{base}_{number}")
        };
        moved.push(Moved {
            pointer,
            section,
            name,
        });
    }
    moved
}

/// The last token of a pointer that says what is there, and not only what kind of thing.
fn telling_word(pointer: &str) -> Option<String> {
    const STRUCTURE: [&str; 12] = [
        "schema",
        "items",
        "allOf",
        "anyOf",
        "oneOf",
        "properties",
        "$defs",
        "definitions",
        "parameters",
        "responses",
        "content",
        "requestBody",
    ];
    let tokens: Vec<String> = pointer::tokens(pointer).collect();
    let telling = tokens.iter().rev().filter(|token| {
        let token = token.as_str();
        let media_type = token.contains('/') && !token.starts_with('/');
        !STRUCTURE.contains(&token)
            && !METHODS.contains(&token)
            && token.parse::<u32>().is_err()
            && !media_type
    });
    telling
        .map(|token| component_name(token))
        .find(|word| !word.is_empty())
}

/// Only what OpenAPI allows in a component's name.
fn component_name(token: &str) -> String {
    token
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') {
                c
            } else {
                '_'
            }
        })
        .collect::<String>()
        .trim_matches('_')
        .to_owned()
}

fn redirect(document: &mut Value, moved: &[Moved]) {
    if moved.is_empty() {
        return;
    }
    let moved: BTreeMap<&str, &Moved> = moved
        .iter()
        .map(|moved| (moved.pointer.as_str(), moved))
        .collect();
    let redirected = |reference: &str| Some(moved.get(pointer::fragment(reference)?.as_str())?.reference());
    walk_down(document, &mut |kind, _, value| {
        let Value::Object(object) = value else { return };
        if let Some(Value::String(reference)) = object.get("$ref")
            && let Some(new) = redirected(reference)
        {
            object.insert("$ref".to_owned(), json!(new));
        }
        if kind == ObjectKind::Discriminator {
            for target in targets_mut(object) {
                if let Some(new) = target.as_str().and_then(redirected) {
                    *target = json!(new);
                }
            }
        }
    });
}

/// Moves what is to move: the deepest in the document first, so that the pointers of the others stay true.
fn hoist(document: &mut Value, mut moved: Vec<Moved>, log: &mut Log<'_>) {
    moved.sort_by_key(|moved| std::cmp::Reverse(moved.pointer.matches('/').count()));
    let mut taken = Vec::with_capacity(moved.len());
    for moved in moved {
        let Some(place) = document.pointer_mut(&moved.pointer) else {
            continue;
        };
        let reference = moved.reference();
        log.inferred(
            &moved.pointer,
            format!(
                "references to this place become references to the component {}",
                words::name(&moved.name)
            ),
        );
        taken.push((moved, std::mem::replace(place, json!({ "$ref": reference }))));
    }
    if taken.is_empty() {
        return;
    }
    let Some(root) = document.as_object_mut() else {
        return;
    };
    if !root.get("components").is_some_and(Value::is_object) {
        root.insert("components".to_owned(), json!({}));
    }
    for (Moved { section, name, .. }, value) in taken.into_iter().rev() {
        let entries = &mut root["components"][section];
        if !entries.is_object() {
            *entries = json!({});
        }
        entries[name] = value;
    }
}

/// Definitions that nothing refers to any more say nothing.
fn leftovers(document: &mut Value, log: &mut Log<'_>) {
    walk_down(document, &mut |kind, pointer, value| {
        let Value::Object(schema) = value else { return };
        if kind != ObjectKind::Schema {
            return;
        }
        for keyword in ["$defs", "definitions"] {
            if let Some(definitions) = schema.shift_remove(keyword) {
                let unused = |schema: &&Value| schema.get("$ref").is_none();
                let count = definitions
                    .as_object()
                    .map_or(0, |definitions| definitions.values().filter(unused).count());
                if count > 0 {
                    log.ignored(
                        pointer,
                        format!("{count} schemas in `{keyword}` that nothing refers to"),
                    );
                }
            }
        }
    });
}
