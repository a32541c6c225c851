//! Walks over what schemas hold, from one schema or from all of a document.

use serde_json::Value;

use super::{ref_name, schemas_mut, sites_mut};
use crate::openapi::{inner_schemas, inner_schemas_mut};
use crate::pointer::join;

/// Calls `visit` with a schema and everything inside it, innermost first.
pub(in crate::model::fit) fn walk_mut(
    schema: &mut Value,
    pointer: &str,
    visit: &mut dyn FnMut(&str, &mut Value),
) {
    inner_schemas_mut(schema, pointer, &mut |pointer, child| {
        walk_mut(child, pointer, visit)
    });
    visit(pointer, schema);
}

/// The names of all components that a schema mentions, itself and inside.
pub(in crate::model) fn mentions<'a>(schema: &'a Value, names: &mut Vec<&'a str>) {
    names.extend(ref_name(schema));
    inner_schemas(schema, &mut |child| mentions(child, names));
}

/// Calls `visit` with each component and each schema that an operation uses directly.
pub(in crate::model::fit) fn roots_mut(document: &mut Value, visit: &mut dyn FnMut(&str, &mut Value)) {
    if document.pointer("/components/schemas").is_some() {
        for (name, schema) in schemas_mut(document) {
            visit(&join("/components/schemas", name), schema);
        }
    }
    sites_mut(document, &mut |site| visit(&site.pointer, site.schema));
}

/// Calls `visit` with every schema of the document, innermost first.
pub(in crate::model::fit) fn all_mut(document: &mut Value, visit: &mut dyn FnMut(&str, &mut Value)) {
    roots_mut(document, &mut |pointer, schema| walk_mut(schema, pointer, visit));
}
