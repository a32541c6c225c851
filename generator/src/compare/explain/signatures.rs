//! What paths and signatures of items name.

use crate::compare::surface::bare;

/// The name of the type that an item is, or that its builder or a trait of it is for.
pub(super) fn type_name(item: &str) -> Option<&str> {
    let path = bare(item).strip_prefix("types::")?;
    let name = path.strip_prefix("builder::").unwrap_or(path);
    (!name.contains("::")).then_some(name)
}

/// The words of a signature.
pub(super) fn words(signature: Option<&str>) -> impl Iterator<Item = &str> {
    let words = signature.unwrap_or_default();
    words.split(|c: char| !c.is_alphanumeric() && c != '_')
}
