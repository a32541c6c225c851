//! What every stage knows about paths and their Path Item Objects (OpenAPI 3.0.3, sections 4.7.8 and 4.7.9).

/// The fields of a Path Item Object that hold an operation, in the specification's order.
pub(crate) const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// The names between braces in a path's template.
pub(crate) fn template_names(path: &str) -> impl Iterator<Item = &str> {
    path.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name)
}
