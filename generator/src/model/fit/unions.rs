//! `oneOf` and `anyOf` become `oneOf` with distinct members, or what they come down to.
//!
//! Before: `{anyOf: [{type: string}, {type: string, enum: [a]}]}`, `{oneOf: [{$ref: A}, {type: 'null'}]}`.
//! After: `{type: string, enum: [a]}` (string enums keep unknown values), `{allOf: [{$ref: A}], nullable: true}`.
//! A property that every member requires, with one string value each, becomes the `discriminator`.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::schema::{
    annotated, children_mut, component, is_annotation, is_enum, is_struct, is_true, is_union, list,
    object_mut, properties, ref_name, required, roots_mut, target, type_of, without_examples,
};
use super::{Cx, Pass};

pub(super) const PASS: Pass = Pass {
    id: "unions",
    why: "the engine picks one of five Rust shapes for a union by heuristics, or panics; plain ones come out the same",
    run,
};

fn run(cx: &mut Cx<'_>) {
    let document = cx.document.clone();
    roots_mut(&mut cx.document, &mut |_, schema| simplify_all(schema, &document));
}

fn simplify_all(schema: &mut Value, document: &Value) {
    children_mut(schema, "", &mut |_, child| simplify_all(child, document));
    if schema.get("oneOf").is_some() || schema.get("anyOf").is_some() {
        simplify(schema, document);
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
            let found =
                declared(discriminator.as_ref(), several, document).or_else(|| found(several, document));
            if let Some(discriminator) = found {
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

/// Members without repetition: all strings are one string, all numbers one number.
fn distinct(members: Vec<Value>) -> Vec<Value> {
    let mut kept: Vec<Value> = Vec::new();
    for member in members {
        let same = kept
            .iter_mut()
            .find(|before| match (type_of(before), type_of(&member)) {
                (Some("string"), Some("string")) => true,
                (Some("integer" | "number"), Some("integer" | "number")) => true,
                (Some("boolean"), Some("boolean")) => true,
                _ => without_examples((**before).clone()) == without_examples(member.clone()),
            });
        match same {
            None => kept.push(member),
            Some(before) if type_of(&member) == Some("string") => {
                // String enums keep unknown values, so known values beside a free string are still worth naming.
                let mut values = list(before, "enum").to_vec();
                values.extend(
                    list(&member, "enum")
                        .iter()
                        .filter(|value| !list(before, "enum").contains(value))
                        .cloned(),
                );
                if !values.is_empty() {
                    object_mut(before).insert("enum".into(), values.into());
                }
                object_mut(before).remove("format");
            }
            Some(before) if type_of(&member) == Some("number") => {
                object_mut(before).insert("type".into(), "number".into());
            }
            Some(_) => {}
        }
    }
    // The one with the most required properties first: decoding takes the first that fits.
    kept
}

/// The page's discriminator, with a value for each member.
fn declared(discriminator: Option<&Value>, members: &[Value], document: &Value) -> Option<Value> {
    let property = discriminator?.get("propertyName")?.as_str()?;
    let mapping = discriminator?.get("mapping").and_then(Value::as_object);
    let mut values: BTreeMap<String, String> = BTreeMap::new();
    for member in members {
        let name = ref_name(member)?;
        let mapped = mapping
            .into_iter()
            .flatten()
            .filter(|(_, target)| target.as_str() == Some(name));
        values.extend(mapped.map(|(value, _)| (value.clone(), name.to_owned())));
        if let Some(own) = component(document, name).and_then(|schema| constant(schema, property)) {
            values.entry(own.to_owned()).or_insert_with(|| name.to_owned());
        }
    }
    let every = members
        .iter()
        .all(|member| values.values().any(|name| ref_name(member) == Some(name)));
    every.then(|| json!({"propertyName": property, "mapping": values}))
}

/// A property that tells the members apart though the page does not say so.
fn found(members: &[Value], document: &Value) -> Option<Value> {
    let schemas: Vec<(&str, &Value)> = members
        .iter()
        .map(|member| ref_name(member).and_then(|name| Some((name, component(document, name)?))))
        .collect::<Option<_>>()?;
    let (_, first) = schemas.first()?;
    properties(first).map(|(name, _)| name).find_map(|property| {
        let mut mapping: BTreeMap<&str, &str> = BTreeMap::new();
        for (name, schema) in &schemas {
            let value =
                constant(schema, property).filter(|_| required(schema).contains(property.as_str()))?;
            if mapping.insert(value, name).is_some() {
                return None;
            }
        }
        Some(json!({"propertyName": property, "mapping": mapping}))
    })
}

/// The one string that a property may be.
fn constant<'a>(schema: &'a Value, property: &str) -> Option<&'a str> {
    match list(schema.get("properties")?.get(property)?, "enum") {
        [only] => only.as_str(),
        _ => None,
    }
}
