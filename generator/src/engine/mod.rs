//! The engine: component schemas → the items of Rust's `types` module. The only place that names progenitor.
//!
//! Progenitor is given no paths: what it writes for operations (its URLs, headers, credentials and decoding of
//! statuses) would have to be replaced whole. Of the types it makes, names are chosen here and not by it: properties and
//! enum values go in under their Rust names and get their wire names back when they are written.

#[cfg(test)]
mod rows;

use std::panic::{AssertUnwindSafe, catch_unwind};

use progenitor::{GenerationSettings, Generator, InterfaceStyle, TagStyle};
use serde_json::{Map, Value, json};

use crate::model::fit::{
    SECRET, UPLOAD, component, extra, fields, is_binary, object_mut, schemas, variants, widen,
};
use crate::pointer::join;
use crate::{Error, Fitted, Note, NoteKind, Place, Result, Stage};

/// How many components may be widened before the page is given up.
const WIDENED: usize = 8;

/// Runs the engine on a fitted document's components. One that the engine refuses or panics on becomes any value, with a
/// note. A panic is caught here; what the process' panic hook prints about it is not a library's to silence.
///
/// # Errors
///
/// Types that the engine cannot make though single components are widened, with the operations that use the first.
/// Preflight knows all that are known.
pub(crate) fn run(fitted: &mut Fitted) -> Result<Vec<syn::Item>> {
    let mut first: Option<Error> = None;
    for _ in 0..=WIDENED {
        let all: Map<String, Value> = schemas(&fitted.document)
            .map(|(name, schema)| (name.clone(), plain(name, schema)))
            .collect();
        let problem = match types(&all) {
            Ok(items) => return Ok(items),
            Err(problem) => problem,
        };
        let Some((name, problem)) = culprit(&all) else {
            return Err(first.unwrap_or_else(|| {
                Error::new(
                    Stage::Engine,
                    Place::file("the fitted document").pointer("/components/schemas"),
                    format!("the engine cannot make these types: {problem}"),
                    "report it",
                )
            }));
        };
        let pointer = join("/components/schemas", &name);
        let operations = users(&fitted.document, &name);
        first.get_or_insert_with(|| {
            Error::new(
                Stage::Engine,
                Place::file("the fitted document").pointer(&pointer),
                format!("the engine cannot make a type of `{name}`, which {operations} needs: {problem}"),
                "simplify the schema in the overlay, and report it",
            )
        });
        let what = format!("`{name}` is any value, because the engine cannot make a type of it: {problem}");
        fitted
            .notes
            .push(Note::new(NoteKind::Lowered, "engine", pointer, what));
        widen(fitted, &name);
    }
    Err(first.expect("invariant: nothing is widened without an error"))
}

/// A component as the engine sees it: nothing that would only end up in comments, names as they are to be in Rust.
fn plain(name: &str, schema: &Value) -> Value {
    let mut plain = schema.clone();
    strip(&mut plain);
    if let Some(properties) = schema.get("properties") {
        let names = fields(schema);
        let mut renamed: Map<String, Value> = names
            .iter()
            .filter_map(|(wire, rust)| {
                let mut property = properties.get(wire)?.clone();
                strip(&mut property);
                Some((rust.clone(), property))
            })
            .collect();
        let mut required: Vec<Value> = names
            .iter()
            .filter(|(wire, _)| {
                schema
                    .get("required")
                    .and_then(Value::as_array)
                    .is_some_and(|names| names.contains(&json!(wire)))
            })
            .map(|(_, rust)| json!(rust))
            .collect();
        // A property as any other for the engine; `render` makes it the place of those without a name.
        if let Some(rust) = extra(schema) {
            let values = object_mut(&mut plain)
                .remove("additionalProperties")
                .unwrap_or_default();
            renamed.insert(
                rust.clone(),
                json!({"type": "object", "additionalProperties": values}),
            );
            required.push(rust.into());
        }
        plain["properties"] = renamed.into();
        plain["required"] = required.into();
    }
    if schema.get("enum").is_some() {
        let names: Vec<Value> = variants(name, schema)
            .into_iter()
            .map(|(_, rust)| rust.into())
            .collect();
        plain["enum"] = names.into();
    }
    plain
}

fn strip(schema: &mut Value) {
    let binary = is_binary(schema);
    let Value::Object(object) = schema else { return };
    let format = object.get("format").and_then(Value::as_str).map(str::to_owned);
    if binary {
        let file = json!({"$ref": format!("#/components/schemas/{UPLOAD}")});
        *schema = match object.get("nullable") {
            Some(nullable) => json!({"allOf": [file], "nullable": nullable}),
            None => file,
        };
        return;
    }
    object.retain(|key, _| {
        matches!(
            key.as_str(),
            "type"
                | "enum"
                | "items"
                | "properties"
                | "required"
                | "additionalProperties"
                | "oneOf"
                | "allOf"
                | "$ref"
                | "nullable"
        )
    });
    // `{nullable, allOf: [{$ref}]}` is the engine's way to say `Option`; alone, a reference is just that.
    if !object.contains_key("nullable")
        && let Some([only]) = object.get("allOf").and_then(Value::as_array).map(Vec::as_slice)
    {
        *schema = only.clone();
        return;
    }
    // `integer` without a format is i64.
    if format.as_deref() == Some("uint64") {
        object.insert("format".into(), "uint64".into());
    }
    for key in ["items", "additionalProperties"] {
        if let Some(inner) = object.get_mut(key) {
            strip(inner);
        }
    }
    if let Some(Value::Array(members)) = object.get_mut("oneOf") {
        members.iter_mut().for_each(strip);
    }
}

/// Progenitor's types for a set of components, a panic made an error.
fn types(components: &Map<String, Value>) -> std::result::Result<Vec<syn::Item>, String> {
    let mut document = json!({
        "openapi": "3.0.3",
        "info": {"title": "types", "version": "0"},
        "paths": {},
        "components": {"schemas": components},
    });
    document["components"]["schemas"][UPLOAD] = json!({"type": "string"});
    let document: openapiv3::OpenAPI = serde_json::from_value(document).map_err(|error| error.to_string())?;
    let mut settings = GenerationSettings::default();
    settings
        .with_interface(InterfaceStyle::Builder)
        .with_tag(TagStyle::Merged)
        .with_map_type("::std::collections::BTreeMap")
        .with_derive("PartialEq")
        .with_replacement(SECRET, "::specloom_runtime::SecretString", std::iter::empty())
        .with_replacement(UPLOAD, "::specloom_runtime::Upload", std::iter::empty());
    // The generator is made and dropped inside: nothing half-done survives a panic.
    let tokens = catch_unwind(AssertUnwindSafe(|| {
        Generator::new(&settings).generate_tokens(&document)
    }));
    let tokens = match tokens {
        Ok(tokens) => tokens.map_err(|error| error.to_string())?,
        Err(panic) => {
            let text = panic.downcast_ref::<String>().map(String::as_str);
            return Err(text
                .or_else(|| panic.downcast_ref::<&str>().copied())
                .unwrap_or("it panicked")
                .to_owned());
        }
    };
    let file: syn::File = syn::parse2(tokens).map_err(|error| error.to_string())?;
    file.items
        .into_iter()
        .find_map(|item| match item {
            syn::Item::Mod(module) if module.ident == "types" => module.content.map(|(_, items)| items),
            _ => None,
        })
        .ok_or_else(|| "it wrote no module `types`".to_owned())
}

/// The first component that fails on its own, what it refers to replaced by anything.
fn culprit(all: &Map<String, Value>) -> Option<(String, String)> {
    all.iter().find_map(|(name, schema)| {
        let mut alone: Map<String, Value> = all
            .keys()
            .map(|name| (name.clone(), json!({"type": "string"})))
            .collect();
        let mentioned = schema.to_string();
        alone.retain(|other, _| other == name || mentioned.contains(&format!("/{other}\"")));
        alone.insert(name.clone(), schema.clone());
        types(&alone).err().map(|problem| (name.clone(), problem))
    })
}

/// The operations that reach a component, for messages.
fn users(document: &Value, name: &str) -> String {
    let mut reaching = vec![name.to_owned()];
    let mut index = 0;
    while let Some(target) = reaching
        .get(index)
        .map(|name| format!("#/components/schemas/{name}\""))
    {
        let holders = schemas(document).filter(|(_, schema)| schema.to_string().contains(&target));
        let new: Vec<String> = holders
            .map(|(name, _)| name.clone())
            .filter(|name| !reaching.contains(name))
            .collect();
        reaching.extend(new);
        index += 1;
    }
    let uses = |value: &Value| {
        let text = value.to_string();
        reaching
            .iter()
            .any(|name| text.contains(&format!("#/components/schemas/{name}\"")))
    };
    let paths = document.get("paths").and_then(Value::as_object);
    let operations: Vec<&str> = paths
        .into_iter()
        .flatten()
        .flat_map(|(_, item)| item.as_object().into_iter().flatten())
        .filter(|(_, operation)| uses(operation))
        .filter_map(|(_, operation)| operation.get("operationId")?.as_str())
        .collect();
    debug_assert!(component(document, name).is_some());
    match operations.as_slice() {
        [] => "no operation".into(),
        some => format!("`{}`", some.join("`, `")),
    }
}
