//! Keywords of a schema that say something about its values without constraining them.

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
    ) || (keyword.starts_with("x-") && keyword != crate::pass::WIDENED)
}
