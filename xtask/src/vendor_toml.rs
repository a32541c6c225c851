//! Edits of `vendor.toml` that keep its comments and layout.

use semver::Version;
use specloom::Source;
use toml_edit::{DocumentMut, Value};

use crate::Failure;

/// The file with another crate version.
///
/// # Errors
///
/// A file that is not TOML or has no version: it did not come from [`specloom::Vendor::parse`].
pub fn with_version(source: &Source, version: &Version) -> Result<String, Failure> {
    let failed = |problem: String| {
        Failure::new(
            &source.name,
            format!("the version cannot be changed: {problem}"),
            "set `version = \"…\"` by hand",
        )
    };
    let text = String::from_utf8_lossy(&source.bytes);
    let mut document: DocumentMut = text
        .parse()
        .map_err(|error: toml_edit::TomlError| failed(error.message().to_owned()))?;
    let old = document
        .get_mut("version")
        .and_then(|item| item.as_value_mut())
        .ok_or_else(|| failed("there is none".to_owned()))?;
    let decor = old.decor().clone();
    *old = Value::from(version.to_string());
    *old.decor_mut() = decor;
    Ok(document.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_layout_stay() {
        let text =
            "# Acme\nname = 'Acme'   # as they write it\n\nversion   = '0.1.0' # bumped by update\n[env]\n";
        let edited = with_version(&Source::new("vendor.toml", text), &Version::new(1, 0, 0)).unwrap();
        assert_eq!(edited, text.replace("'0.1.0'", "\"1.0.0\""));
        assert!(with_version(&Source::new("vendor.toml", "a = 1"), &Version::new(1, 0, 0)).is_err());
    }
}
