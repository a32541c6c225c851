//! The rules, one file per family. Each file says why its verdicts are what they are.

use super::Rule;

pub(super) mod annotations;
pub(super) mod bodies;
pub(super) mod components;
pub(super) mod document;
mod encodings;
pub(super) mod headers;
pub(super) mod operations;
pub(super) mod parameters;
pub(super) mod responses;
pub(super) mod schema;
pub(super) mod security;
mod server_urls;
pub(super) mod servers;
mod styles;

/// The families in the order in which reports explain them.
pub(super) static FAMILIES: &[(&str, &[&Rule])] = &[
    ("document", document::RULES),
    ("servers", servers::RULES),
    ("security", security::RULES),
    ("operations", operations::RULES),
    ("parameters", parameters::RULES),
    ("bodies", bodies::RULES),
    ("responses", responses::RULES),
    ("headers", headers::RULES),
    ("schema", schema::RULES),
    ("schema/names", schema::names::RULES),
    ("schema/types", schema::types::RULES),
    ("schema/free", schema::free::RULES),
    ("schema/enums", schema::enums::RULES),
    ("schema/limits", schema::limits::RULES),
    ("schema/nullable", schema::nullable::RULES),
    ("schema/defaults", schema::defaults::RULES),
    ("schema/properties", schema::properties::RULES),
    ("schema/access", schema::access::RULES),
    ("schema/extras", schema::extras::RULES),
    ("schema/unions", schema::unions::RULES),
    ("schema/discriminators", schema::discriminators::RULES),
    ("schema/subtypes", schema::subtypes::RULES),
    ("schema/combinations", schema::combinations::RULES),
    ("components", components::RULES),
    ("annotations", annotations::RULES),
    ("rust", super::explain::RULES),
];
