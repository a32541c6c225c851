//! `oneOf` and `anyOf` become `oneOf` with distinct members, or what they come down to.
//!
//! Before: `{anyOf: [{type: string}, {type: string, enum: [a]}]}`, `{oneOf: [{$ref: A}, {type: 'null'}]}`.
//! After: `{type: string, enum: [a]}` (string enums keep unknown values), `{allOf: [{$ref: A}], nullable: true}`.
//! An integer beside a number stays one: a float would change large ones.

use std::collections::BTreeSet;

use indexmap::{IndexMap, IndexSet};
use serde_json::{Map, Value, json};

use super::Cx;
use super::open::has_unsigned_values;
use super::schema::{
    all_mut, annotated, component, is_annotation, is_enum, is_struct, is_true, is_union, list, object_mut,
    ref_name, roots_mut, schemas_mut, target, type_of, without_examples,
};
use crate::note::NoteKind;
use crate::openapi::discriminator::DEFAULT;
use crate::openapi::inner_schemas_mut;
use crate::pass::Pass;
use crate::pointer::join;
use crate::words;

pub(super) const PASS: Pass = Pass {
    id: "unions",
    why: "the engine picks one of five Rust shapes for a union by heuristics, or panics; plain ones come out the same",
    run: |document, log| run(&mut Cx { document, log }),
};

fn run(cx: &mut Cx<'_, '_>) {
    let document = cx.document.clone();
    open_circles(cx.document, &document);
    let mut lost = Vec::new();
    roots_mut(cx.document, &mut |at, schema| {
        simplify_all(schema, at, &document, &mut lost)
    });
    for at in lost {
        let what = "what other values stand for is none of the union's members: they are kept as they came";
        cx.note(NoteKind::Ignored, at, what);
    }
    tags(cx);
}

/// A union that is its own member, by way of others or not, is what the others are: read as such, it would be looked at for ever.
fn open_circles(document: &mut Value, original: &Value) {
    let among = |name: &str| component(original, name).map(chosen).unwrap_or_default();
    for (name, schema) in schemas_mut(document) {
        if leads_to(name, name, &among) {
            for keyword in ["oneOf", "anyOf"] {
                let Some(Value::Array(members)) = schema.get(keyword).cloned() else {
                    continue;
                };
                let mut opened = Vec::new();
                let mut seen = BTreeSet::from([name.as_str()]);
                let is_circular = |other: &str| leads_to(other, name, &among);
                let nullable = open_into(&mut opened, &members, original, &is_circular, &mut seen);
                let object = object_mut(schema);
                object.insert(keyword.into(), opened.into());
                if nullable {
                    object.insert("nullable".into(), true.into());
                }
            }
        }
    }
}

/// The components that a value of a schema may be one of.
fn chosen(schema: &Value) -> Vec<&str> {
    let members = list(schema, "oneOf").iter().chain(list(schema, "anyOf"));
    target(schema)
        .into_iter()
        .chain(members.flat_map(chosen))
        .collect()
}

fn leads_to<'a>(from: &str, to: &str, among: &dyn Fn(&str) -> Vec<&'a str>) -> bool {
    let mut queue = among(from);
    let mut seen = BTreeSet::new();
    while let Some(next) = queue.pop() {
        if next == to {
            return true;
        }
        if seen.insert(next) {
            queue.extend(among(next));
        }
    }
    false
}

/// Adds members, those of unions that are circular instead of these, each union once; and whether one of them may be null.
fn open_into<'a>(
    opened: &mut Vec<Value>,
    members: &'a [Value],
    document: &'a Value,
    is_circular: &dyn Fn(&str) -> bool,
    seen: &mut BTreeSet<&'a str>,
) -> bool {
    let mut nullable = false;
    for member in members {
        let circular = chosen(member)
            .into_iter()
            .any(|name| seen.contains(name) || is_circular(name));
        if !circular {
            opened.push(member.clone());
            continue;
        }
        nullable |= is_true(member, "nullable");
        let named = target(member).filter(|name| seen.insert(name));
        if let Some(named) = named.and_then(|name| component(document, name)) {
            nullable |= open_into(opened, std::slice::from_ref(named), document, is_circular, seen);
        }
        for keyword in ["oneOf", "anyOf"] {
            nullable |= open_into(opened, list(member, keyword), document, is_circular, seen);
        }
    }
    nullable
}

/// A member that does not describe the property by which the page tells it apart gets it: what it says would be lost, and could not
/// be sent.
fn tags(cx: &mut Cx<'_, '_>) {
    let mut told: IndexSet<(String, String)> = IndexSet::new();
    let mut notes = Vec::new();
    all_mut(cx.document, &mut |at, schema| {
        let property = schema
            .pointer("/discriminator/propertyName")
            .and_then(Value::as_str)
            .map(str::to_owned);
        let Some(property) = property else { return };
        let members = schema.get_mut("oneOf").and_then(Value::as_array_mut);
        for (index, member) in members.into_iter().flatten().enumerate() {
            match target(member).map(str::to_owned) {
                Some(name) => _ = told.insert((name, property.clone())),
                None if describe_tag(member, &property) => {
                    notes.push((join(&join(at, "oneOf"), index.to_string()), property.clone()))
                }
                None => {}
            }
        }
    });
    for (name, property) in told {
        let member = schemas_mut(cx.document).get_mut(&name);
        if member.is_some_and(|member| describe_tag(member, &property)) {
            notes.push((join("/components/schemas", &name), property));
        }
    }
    for (at, property) in notes {
        let what = format!(
            "{property} tells it apart from others and is not described: it is a string",
            property = words::name(&property)
        );
        cx.note(NoteKind::Inferred, at, what);
    }
}

/// Describes a struct's property, and whether nothing did.
fn describe_tag(member: &mut Value, property: &str) -> bool {
    if !is_struct(member) {
        return false;
    }
    let properties = object_mut(&mut member["properties"]);
    let is_new = !properties.contains_key(property);
    if is_new {
        properties.insert(property.to_owned(), json!({"type": "string"}));
    }
    is_new
}

/// Simplifies a schema and all inside. `lost` gets the discriminators whose default leads to no member.
fn simplify_all(schema: &mut Value, at: &str, document: &Value, lost: &mut Vec<String>) {
    inner_schemas_mut(schema, at, &mut |at, child| {
        simplify_all(child, at, document, lost)
    });
    if schema.get("oneOf").is_some() || schema.get("anyOf").is_some() {
        let default = ["discriminator", DEFAULT];
        let has_default = |schema: &Value| {
            default
                .iter()
                .try_fold(schema, |value, key| value.get(key))
                .is_some()
        };
        let had_default = has_default(schema);
        simplify(schema, document);
        if had_default && !has_default(schema) {
            lost.push(join(at, "discriminator"));
        }
    }
}

fn simplify(schema: &mut Value, document: &Value) {
    let object = object_mut(schema);
    let mut nullable = object.get("nullable") == Some(&Value::Bool(true));
    let mut members: Vec<Value> = Vec::new();
    for keyword in ["oneOf", "anyOf"] {
        if let Some(Value::Array(alternatives)) = object.remove(keyword) {
            for alternative in alternatives {
                collect(alternative, document, &mut members, &mut nullable);
            }
        }
    }
    let mut annotations: Map<String, Value> = object.clone();
    annotations.retain(|key, _| is_annotation(key) && key != "title" && key != "nullable");
    if nullable {
        annotations.insert("nullable".into(), true.into());
    }
    let discriminator = object.get("discriminator").cloned();
    let members = distinct(members);
    let finish = |mut plain: Value| {
        let object = object_mut(&mut plain);
        for (key, value) in annotations.clone() {
            object.insert(key, value);
        }
        plain
    };
    *schema = match members.as_slice() {
        [] => finish(json!({})),
        [only] => match target(only) {
            Some(name) => annotated(name, annotations),
            None => finish(only.clone()),
        },
        several if several.iter().any(is_any) => finish(json!({})),
        several => {
            let mut union = finish(json!({"oneOf": several}));
            let declared = discriminator.and_then(|discriminator| declared(&discriminator, several));
            if let Some(discriminator) = declared {
                object_mut(&mut union).insert("discriminator".into(), discriminator);
            }
            union
        }
    };
}

/// Adds a member, written so that equal ones are equal: nested unions opened, names of plain types followed.
fn collect(mut member: Value, document: &Value, members: &mut Vec<Value>, nullable: &mut bool) {
    for _ in 0..16 {
        *nullable |= is_true(&member, "nullable");
        let named = target(&member).and_then(|name| component(document, name));
        *nullable |= named.is_some_and(|schema| is_true(schema, "nullable"));
        match named {
            Some(schema)
                if !is_struct(schema)
                    && !is_enum(schema)
                    && !is_union(schema)
                    && schema.get("anyOf").is_none() =>
            {
                member = schema.clone();
            }
            _ => break,
        }
    }
    if let Some(name) = target(&member) {
        members.push(super::schema::reference(name));
        return;
    }
    let object = object_mut(&mut member);
    let null_only = object.remove("nullable").is_some() && object.keys().all(|key| is_annotation(key));
    if null_only {
        *nullable = true;
        return;
    }
    match object.remove("oneOf").or_else(|| object.remove("anyOf")) {
        Some(Value::Array(nested)) => {
            for alternative in nested {
                collect(alternative, document, members, nullable);
            }
        }
        _ => members.push(member),
    }
}

fn is_any(schema: &Value) -> bool {
    schema
        .as_object()
        .is_some_and(|object| object.keys().all(|key| is_annotation(key)))
}

/// Members without repetition: all strings are one string, all integers one integer.
fn distinct(members: Vec<Value>) -> Vec<Value> {
    let mut kept: IndexMap<Value, Value> = IndexMap::new();
    // String enums keep unknown values, so known values beside a free string are still worth naming.
    let mut strings = 0;
    let mut values: IndexSet<Value> = IndexSet::new();
    let mut integers: Vec<Value> = Vec::new();
    for member in members {
        let what = match type_of(&member) {
            Some(scalar @ ("string" | "integer" | "number" | "boolean")) => json!(scalar),
            _ => without_examples(member.clone()),
        };
        if what == "string" {
            strings += 1;
            values.extend(list(&member, "enum").iter().cloned());
        }
        if what == "integer" {
            integers.push(member.clone());
        }
        kept.entry(what).or_insert(member);
    }
    if let Some(first) = kept.get_mut(&json!("integer")).filter(|_| integers.len() > 1) {
        hold_all(object_mut(first), &integers);
    }
    if let Some(first) = kept.get_mut(&json!("string")).filter(|_| strings > 1) {
        let object = object_mut(first);
        if !values.is_empty() {
            let values: Vec<Value> = values.into_iter().collect();
            object.insert("enum".into(), values.into());
        }
        object.remove("format");
    }
    kept.into_values().collect()
}

/// Makes of one integer what holds the values of all: the format of the first may be the smallest.
fn hold_all(integer: &mut Map<String, Value>, all: &[Value]) {
    let format = |schema: &Value| schema.get("format").and_then(Value::as_str).map(str::to_owned);
    let first = format(&all[0]);
    let is_long = |schema: &Value| format(schema).as_deref() == Some("uint64") || has_unsigned_values(schema);
    let is_unsigned = |schema: &Value| is_long(schema) || format(schema).as_deref() == Some("uint32");
    let is_one_format = all.iter().all(|schema| format(schema) == first);
    if !is_one_format {
        integer.remove("format");
        if all.iter().any(is_long) {
            if all.iter().all(is_unsigned) {
                integer.insert("format".into(), "uint64".into());
            } else {
                integer.insert("minimum".into(), i64::MIN.into());
                integer.insert("maximum".into(), u64::MAX.into());
            }
        }
    }
}

/// The page's discriminator, as far as its mapping leads to members. Values that the members fix themselves, and what tells
/// members apart without a word of the page, are found in the model.
fn declared(discriminator: &Value, members: &[Value]) -> Option<Value> {
    let property = discriminator.get("propertyName")?.as_str()?;
    let mapping = discriminator.get("mapping").and_then(Value::as_object);
    let is_member = |target: &Value| {
        let target = target.as_str();
        members
            .iter()
            .any(|member| target.is_some() && ref_name(member) == target)
    };
    let mapping: Map<String, Value> = mapping
        .into_iter()
        .flatten()
        .filter(|(_, target)| is_member(target))
        .map(|(value, target)| (value.clone(), target.clone()))
        .collect();
    let mut declared = json!({"propertyName": property, "mapping": mapping});
    if let Some(default) = discriminator.get(DEFAULT).filter(|default| is_member(default)) {
        declared[DEFAULT] = default.clone();
    }
    Some(declared)
}
