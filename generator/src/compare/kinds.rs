//! What a reference to a base may lead to besides: a base that is told apart by a discriminator stands for its subtypes, which
//! name it and which nothing names.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use serde_json::Value;

use super::refs;
use crate::model::fit::{component, subtypes};
use crate::openapi::reference::{below, component as component_of};
use crate::pointer;

const SCHEMAS: &str = "#/components/schemas";

/// The subtypes of each base of one document, by the names of their components.
#[derive(Debug, Default)]
pub(super) struct Subtypes(BTreeMap<String, Vec<String>>);

impl Subtypes {
    /// References to the subtypes of what stands at a pointer.
    pub(super) fn of(&self, pointer: &str) -> BTreeSet<String> {
        let names = schema_name(pointer).and_then(|name| self.0.get(&name));
        let names = names.into_iter().flatten();
        names.map(|name| pointer::join(SCHEMAS, name)).collect()
    }

    /// The pointers of `reached` in the document, and of all that the subtypes among them lead to.
    pub(super) fn also_reached(&self, document: &Value, mut reached: HashSet<String>) -> HashSet<String> {
        let mut work: Vec<String> = reached.iter().cloned().collect();
        while let Some(pointer) = work.pop() {
            for subtype in self.of(&pointer) {
                let mut inner = vec![subtype.as_str()];
                let schema = pointer::resolve(document, &subtype);
                inner.extend(
                    schema
                        .map(|schema| refs::reached(document, schema))
                        .into_iter()
                        .flatten(),
                );
                let fresh = inner.into_iter().filter_map(pointer::fragment);
                let fresh: Vec<String> = fresh.filter(|pointer| reached.insert(pointer.clone())).collect();
                work.extend(fresh);
            }
        }
        reached
    }
}

/// The subtypes of both documents.
#[derive(Debug, Default)]
pub(super) struct SubtypesOfBoth {
    pub(super) old: Subtypes,
    pub(super) new: Subtypes,
}

impl SubtypesOfBoth {
    /// Those of two lowered documents.
    pub(super) fn of(old: &Value, new: &Value) -> Self {
        Self {
            old: Subtypes(subtypes(old)),
            new: Subtypes(subtypes(new)),
        }
    }

    /// Whether a reference leads to a base whose subtypes, or anything that they refer to, are not the same in both documents.
    pub(super) fn is_dirty(&self, reference: &str, old: &Value, new: &Value, dirty: &HashSet<&str>) -> bool {
        let Some(name) = schema_name(reference) else {
            return false;
        };
        let (before, after) = (self.old.0.get(&name), self.new.0.get(&name));
        before != after
            || before.into_iter().flatten().any(|subtype| {
                let schema = component(old, subtype);
                let mut inner = Vec::new();
                schema.inspect(|schema| below(schema, &mut inner));
                schema != component(new, subtype) || inner.iter().any(|inner| dirty.contains(inner))
            })
    }
}

/// The name of the schema that a reference names, or a pointer.
fn schema_name(pointer: &str) -> Option<String> {
    let found = match pointer.starts_with('#') {
        true => component_of(pointer),
        false => component_of(&format!("#{pointer}")),
    };
    found.and_then(|(section, name)| (section == "schemas").then_some(name))
}
