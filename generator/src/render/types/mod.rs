//! The engine's types → the client's `types.rs`: tolerant of what they do not know, documented, and built by builders.

mod builders;
mod definitions;
mod derives;
mod docs;
mod fields;
mod members;
mod paths;
mod size;
#[cfg(test)]
mod tests;
mod values;

pub(in crate::render) use builders::OPERATORS;

use serde_json::Value;
use syn::{Attribute, Item, parse_quote};

use crate::model::fit::{SECRET, schemas};
use crate::{Error, Fitted, Place, Result, Stage, words};

/// One change to the engine's types, in a file named by its id.
struct Pass {
    /// The file's name.
    id: &'static str,
    /// Why only Rust can say it.
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "read by the test that lists the passes")
    )]
    why: &'static str,
    run: fn(&mut Vec<Item>, &Fitted) -> Count,
}

/// The passes, in order: this module's table of contents.
const PASSES: &[Pass] = &[
    definitions::PASS,
    paths::PASS,
    fields::PASS,
    values::PASS,
    members::PASS,
    docs::PASS,
    derives::PASS,
    builders::PASS,
];

/// How many places a pass was to change, by the document, and how many it found in the code. They differ when the
/// engine writes something new.
struct Count {
    expected: usize,
    done: usize,
}

/// The content of the client's `src/types.rs`.
///
/// # Errors
///
/// A pass that did not find in the engine's code what the document says is there.
pub(crate) fn polish_types(items: Vec<Item>, fitted: &Fitted) -> Result<syn::File> {
    let mut items = items;
    for pass in PASSES {
        let Count { expected, done } = (pass.run)(&mut items, fitted);
        if expected != done {
            return Err(Error::new(
                Stage::Polish,
                Place::file("the engine's types"),
                format!(
                    "pass `{}` changed {done} places where the document has {expected}",
                    pass.id
                ),
                "the engine writes something this generator does not know: report it",
            ));
        }
    }
    let doc = " What the operations send and receive.";
    let imports: Item = parse_quote!(
        use serde::{Deserialize, Serialize};
    );
    let mut file = syn::File {
        shebang: None,
        attrs: vec![parse_quote!(#![doc = #doc])],
        items,
        frontmatter: None,
    };
    if !file.items.is_empty() {
        file.items.insert(0, imports);
    }
    Ok(file)
}

/// The components that are Rust types of this module.
fn named(fitted: &Fitted) -> impl Iterator<Item = (&String, &Value)> {
    schemas(&fitted.document).filter(|(name, _)| *name != SECRET)
}

fn is_struct(schema: &Value) -> bool {
    schema.get("properties").is_some()
}

fn is_union(schema: &Value) -> bool {
    schema.get("oneOf").is_some()
}

fn is_enum(schema: &Value) -> bool {
    schema.get("enum").is_some()
}

/// Whether a struct must hold a property.
fn is_required(schema: &Value, property: &str) -> bool {
    let required = schema.get("required").and_then(Value::as_array);
    required.is_some_and(|names| names.iter().any(|name| name == property))
}

/// Prose of the page as documentation.
fn docs_of(text: &str) -> Vec<Attribute> {
    words::markdown(text)
        .into_iter()
        .map(|line| parse_quote!(#[doc = #line]))
        .collect()
}
