//! Entries of a discriminator's mapping that lead to no schema of the document.
//!
//! ```yaml
//! mapping: {dog: Dog, cat: './Cat.yaml', bird: '#/components/schemas/Missing'}   # mapping: {dog: Dog}
//! ```

use std::collections::HashSet;

use serde_json::Value;

use crate::openapi::discriminator::DEFAULT;
use crate::openapi::{ObjectKind, read};
use crate::pass::Pass;
use crate::pointer;
use crate::words;

pub(super) const PASS: Pass = Pass {
    id: "mappings",
    why: "a mapping that leads nowhere says nothing about one value, and the others hold",
    run: |document, log| {
        let mut lost = Vec::new();
        {
            let document = &*document;
            let mut others: HashSet<*const Value> = HashSet::new();
            read(document, &mut |kind, _, value| {
                if kind != ObjectKind::Schema {
                    others.insert(std::ptr::from_ref(value));
                }
            });
            read(document, &mut |kind, at, value| {
                if kind != ObjectKind::Discriminator {
                    return;
                }
                let leads = |target: &Value| {
                    let target = target.as_str();
                    target.is_some_and(|target| leads_to_schema(document, &others, target))
                };
                let mapping = value.get("mapping").and_then(Value::as_object);
                let mapping = mapping.into_iter().flatten();
                let mapping = mapping.map(|(tag, target)| (Some(tag), target));
                let default = value.get(DEFAULT).map(|target| (None, target));
                for (tag, target) in mapping.chain(default).filter(|(_, target)| !leads(target)) {
                    lost.push((at.to_owned(), tag.cloned(), target.clone()));
                }
            });
        }
        for (at, tag, target) in lost {
            let named = target.as_str().and_then(|target| last_name(document, target));
            let place = match &tag {
                Some(tag) => pointer::join(&pointer::join(&at, "mapping"), tag),
                None => pointer::join(&at, DEFAULT),
            };
            if let (Some(name), Some(entry)) = (named, document.pointer_mut(&place)) {
                *entry = pointer::join("#/components/schemas", &name).into();
                let what = format!(
                    "{target} is elsewhere; the schema {name} of this document is meant",
                    name = words::name(&name)
                );
                log.inferred(&place, what);
                continue;
            }
            let Some(Value::Object(discriminator)) = document.pointer_mut(&at) else {
                continue;
            };
            match (&tag, discriminator.get_mut("mapping")) {
                (None, _) => {
                    discriminator.shift_remove(DEFAULT);
                }
                (Some(tag), Some(Value::Object(mapping))) => {
                    mapping.shift_remove(tag);
                    if mapping.is_empty() {
                        discriminator.shift_remove("mapping");
                    }
                }
                (Some(_), _) => {}
            }
            let of = tag.map_or("other values".to_owned(), |tag| words::name(&tag));
            log.warned(
                &place,
                format!("the mapping of {of} to {target} leads to no schema of the document; it is left out"),
            );
        }
    },
};

/// The component that the end of a reference to elsewhere names: of `./Dog`, `dog.yaml#/Dog` and `https://…/Dog.json`, `Dog`.
fn last_name(document: &Value, target: &str) -> Option<String> {
    let name = target.rsplit(['/', '#']).next()?;
    let stem = [".json", ".yaml", ".yml"]
        .iter()
        .find_map(|end| name.strip_suffix(end))
        .unwrap_or(name);
    let known = document.pointer("/components/schemas")?.as_object()?;
    known.contains_key(stem).then(|| stem.to_owned())
}

/// A component by its name, or what a reference finds, if it is no object of another kind.
fn leads_to_schema(document: &Value, others: &HashSet<*const Value>, target: &str) -> bool {
    let named = pointer::from_tokens(["components", "schemas", target]);
    let is_schema = |found: &Value| {
        (found.is_object() || found.is_boolean()) && !others.contains(&std::ptr::from_ref(found))
    };
    document.pointer(&named).is_some() || pointer::resolve(document, target).is_some_and(is_schema)
}
