//! What a reference to a base may lead to besides: a base that is told apart by a discriminator stands for its subtypes, which
//! name it and which nothing names.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use serde_json::Value;

use super::refs;
use crate::model::fit::{component, subtypes};
use crate::openapi::reference::{below, component as component_of};
use crate::pointer;

const SCHEMAS: &str = "#/components/schemas";

/// The subtypes of each base, by the names of their components.
#[derive(Debug, Default)]
pub(super) struct SubtypesOfBoth {
    old: BTreeMap<String, Vec<String>>,
    new: BTreeMap<String, Vec<String>>,
}

impl SubtypesOfBoth {
    /// Those of two lowered documents.
    pub(super) fn of(old: &Value, new: &Value) -> Self {
        Self {
            old: subtypes(old),
            new: subtypes(new),
        }
    }

    /// References to the subtypes of what stands at a pointer of the old document.
    pub(super) fn before(&self, pointer: &str) -> BTreeSet<String> {
        references(&self.old, pointer)
    }

    /// References to the subtypes of what stands at a pointer of the new document.
    pub(super) fn after(&self, pointer: &str) -> BTreeSet<String> {
        references(&self.new, pointer)
    }

    /// Whether a reference leads to a base whose subtypes, or anything that they refer to, are not the same in both documents.
    pub(super) fn is_dirty(&self, reference: &str, old: &Value, new: &Value, dirty: &HashSet<&str>) -> bool {
        let Some(name) = schema_name(reference) else {
            return false;
        };
        let (before, after) = (self.old.get(&name), self.new.get(&name));
        before != after
            || before.into_iter().flatten().any(|subtype| {
                let schema = component(old, subtype);
                let mut inner = Vec::new();
                schema.inspect(|schema| below(schema, &mut inner));
                schema != component(new, subtype) || inner.iter().any(|inner| dirty.contains(inner))
            })
    }

    /// The pointers of `reached`, and of all that the subtypes among them lead to.
    pub(super) fn with_subtypes(
        &self,
        document: &Value,
        mut reached: HashSet<String>,
        is_new: bool,
    ) -> HashSet<String> {
        let kinds = if is_new { &self.new } else { &self.old };
        let mut work: Vec<String> = reached.iter().cloned().collect();
        while let Some(pointer) = work.pop() {
            for subtype in references(kinds, &pointer) {
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

/// The name of the schema that a reference names, or a pointer.
fn schema_name(pointer: &str) -> Option<String> {
    let found = match pointer.starts_with('#') {
        true => component_of(pointer),
        false => component_of(&format!("#{pointer}")),
    };
    found.and_then(|(section, name)| (section == "schemas").then_some(name))
}

fn references(kinds: &BTreeMap<String, Vec<String>>, pointer: &str) -> BTreeSet<String> {
    let names = schema_name(pointer).and_then(|name| kinds.get(&name));
    let names = names.into_iter().flatten();
    names.map(|name| pointer::join(SCHEMAS, name)).collect()
}
