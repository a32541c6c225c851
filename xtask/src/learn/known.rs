//! The properties that a schema knows, whichever of its parts names them.

use std::collections::BTreeSet;

use serde_json::{Map, Value};
use specloom::Node;

/// References beyond so many lead back to themselves.
pub(super) const DEEP: usize = 200;

/// The properties that a schema names, in all of its parts.
#[derive(Debug, Default)]
pub(super) struct Known<'d> {
    pub(super) names: BTreeSet<&'d str>,
    /// It says that there may be others.
    pub(super) open: bool,
}

pub(super) fn known<'d>(document: &'d Value, schema: &Node<'d>) -> Known<'d> {
    let mut known = Known::default();
    collect(document, schema, &mut known, 0);
    known
}

/// The schemas in a list under a keyword.
pub(super) fn members<'d>(schema: &Node<'d>, word: &str) -> Vec<Node<'d>> {
    schema.key(word).map_or(Vec::new(), |list| list.items())
}

fn collect<'d>(document: &'d Value, schema: &Node<'d>, known: &mut Known<'d>, depth: usize) {
    let Some(schema) = schema.resolved(document).filter(|_| depth < DEEP) else {
        return;
    };
    let properties = schema.get("properties").and_then(Value::as_object);
    known
        .names
        .extend(properties.into_iter().flat_map(Map::keys).map(String::as_str));
    let rest = schema.get("additionalProperties");
    known.open |=
        schema.get("patternProperties").is_some() || rest.is_some_and(|rest| *rest != Value::Bool(false));
    let lists = ["allOf", "oneOf", "anyOf"]
        .into_iter()
        .flat_map(|word| members(&schema, word));
    let branches = ["then", "else"].into_iter().filter_map(|word| schema.key(word));
    for part in lists.chain(branches) {
        collect(document, &part, known, depth + 1);
    }
}
