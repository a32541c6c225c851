//! References: each leads to something in this document, none in a circle unless a schema lies on it, and none through
//! more schemas than any real document has: what is written out later must fit on the stack.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::error;
use crate::error::Result;
use crate::openapi::reference::MAX_CHAIN;
use crate::openapi::{ObjectKind, PointerBuffer, held, reference, walk_down};
use crate::pointer;

/// Most schemas inside each other, references included and properties, which become types of their own, not.
const MAX_NESTING: usize = 420;

/// Checks every `$ref` of the document.
pub(super) fn references(file: &str, document: &mut Value) -> Result<()> {
    let mut found = Vec::new();
    walk_down(document, &mut |kind, pointer, value| {
        if let Some(reference) = reference::of(value) {
            found.push((kind, pointer.to_owned(), reference.to_owned()));
        }
    });
    for (kind, pointer, reference) in found {
        check(file, document, kind, &pointer, &reference)?;
    }
    let mut nesting = Nesting {
        document,
        heights: BTreeMap::new(),
        active: BTreeSet::new(),
    };
    let components = document.pointer("/components/schemas").and_then(Value::as_object);
    for name in components.into_iter().flatten().map(|(name, _)| name) {
        let pointer = pointer::join("/components/schemas", name);
        if nesting.target(&pointer, 0).is_none() {
            return Err(error(
                file,
                &pointer,
                format!("more than {MAX_NESTING} schemas are inside each other, references included"),
                "write out the schemas in between, with an overlay action",
            ));
        }
    }
    Ok(())
}

/// How deep components are inside each other. What a property holds starts anew: it is no deeper than its text is, and
/// what it refers to is a component.
struct Nesting<'a> {
    document: &'a Value,
    /// By pointer of what is referred to.
    heights: BTreeMap<String, usize>,
    active: BTreeSet<String>,
}

impl Nesting<'_> {
    /// Schemas from this one to the innermost; `None` for more than there may be. A circle ends where it closes.
    fn target(&mut self, pointer: &str, level: usize) -> Option<usize> {
        if let Some(&height) = self.heights.get(pointer) {
            return (level + height <= MAX_NESTING).then_some(height);
        }
        if !self.active.insert(pointer.to_owned()) {
            return Some(0);
        }
        let schema = self.document.pointer(pointer)?;
        let height = self.schema(schema, level)?;
        self.active.remove(pointer);
        self.heights.insert(pointer.to_owned(), height);
        Some(height)
    }

    fn schema(&mut self, schema: &Value, level: usize) -> Option<usize> {
        if level > MAX_NESTING {
            return None;
        }
        let mut height = match reference::of(schema).and_then(pointer::fragment) {
            Some(pointer) => self.target(&pointer, level + 1)?,
            None => 0,
        };
        let mut inner = Vec::new();
        held(
            schema,
            ObjectKind::Schema,
            &mut PointerBuffer::default(),
            &mut |value, kind, pointer| {
                if kind == ObjectKind::Schema && !pointer.as_str().starts_with("/properties/") {
                    inner.push(value);
                }
            },
        );
        for schema in inner {
            height = height.max(self.schema(schema, level + 1)?);
        }
        Some(height + 1)
    }
}

fn check(file: &str, document: &Value, kind: ObjectKind, at: &str, reference: &str) -> Result<()> {
    if !reference.starts_with('#') {
        return Err(error(
            file,
            at,
            format!("`$ref: {reference}` is in another document"),
            "bring that file, in the folder of this one or below it, or bundle them into one, for instance with `redocly bundle`",
        ));
    }
    let mut seen = vec![reference];
    let mut reference = reference;
    while seen.len() <= MAX_CHAIN {
        let Some(target) = pointer::resolve(document, reference) else {
            return Err(error(
                file,
                at,
                format!("`$ref: {reference}` leads nowhere"),
                "add what is missing, or remove the reference, with an overlay action",
            ));
        };
        // A reference that names another: followed, so that a circle of nothing but references is found.
        match reference::of(target) {
            Some(next) if kind != ObjectKind::PathItem => reference = next,
            _ => return Ok(()),
        }
        if seen.contains(&reference) {
            return Err(error(
                file,
                at,
                format!("`$ref: {reference}` leads back to itself and never to anything"),
                "put what is meant in its place with an overlay action",
            ));
        }
        if !reference.starts_with('#') {
            return Ok(()); // reported where it stands
        }
        seen.push(reference);
    }
    Err(error(
        file,
        at,
        format!("the reference leads through more than {MAX_CHAIN} others"),
        "refer to the last of them, with an overlay action",
    ))
}
