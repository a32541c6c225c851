//! Keywords of a schema that say something about its values without constraining them.

/// Marks a schema that allows more than it did, until the consequences are drawn.
pub(crate) const WIDENED: &str = "x-specloom-widened";

/// Whether a keyword only annotates.
pub(crate) fn is_annotation(keyword: &str) -> bool {
    matches!(
        keyword,
        "title"
            | "description"
            | "default"
            | "deprecated"
            | "readOnly"
            | "writeOnly"
            | "example"
            | "examples"
            | "externalDocs"
            | "xml"
            | "$comment"
    ) || (keyword.starts_with("x-") && keyword != WIDENED)
}
