//! Edits of `vendor.toml` that keep its comments and layout.

use std::collections::BTreeMap;

use semver::Version;
use specloom::Source;
use toml_edit::{DocumentMut, Item, Value};

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
        .ok_or_else(|| failed("there is no `version`".to_owned()))?;
    let decor = old.decor().clone();
    *old = Value::from(version.to_string());
    *old.decor_mut() = decor;
    Ok(document.to_string())
}

/// The file with further names, in `[names]`.
///
/// # Errors
///
/// A file that is not TOML, or in which `names` is something else than a table.
pub fn with_names(source: &Source, names: &BTreeMap<String, String>) -> Result<String, Failure> {
    let failed = |problem: &str| {
        Failure::new(
            &source.name,
            format!("names cannot be written there: {problem}"),
            "write a table `[names]` by hand",
        )
    };
    let text = String::from_utf8_lossy(&source.bytes);
    let mut document: DocumentMut = text
        .parse()
        .map_err(|error: toml_edit::TomlError| failed(error.message()))?;
    let table = document.entry("names").or_insert_with(toml_edit::table);
    let table = table
        .as_table_like_mut()
        .ok_or_else(|| failed("`names` is no table"))?;
    for (key, name) in names {
        table.insert(key, toml_edit::value(name.as_str()));
    }
    Ok(document.to_string())
}

/// The file without the waivers of these fingerprints, and without the comments right above them.
///
/// # Errors
///
/// A file that is not TOML: it did not come from [`specloom::Vendor::parse`].
pub fn without_waivers(source: &Source, fingerprints: &[&str]) -> Result<String, Failure> {
    let text = String::from_utf8_lossy(&source.bytes);
    let mut document: DocumentMut = text.parse().map_err(|error: toml_edit::TomlError| {
        Failure::new(
            &source.name,
            format!("the waivers cannot be removed: {}", error.message()),
            "remove them by hand",
        )
    })?;
    let is_one = |fingerprint: Option<&str>| fingerprint.is_some_and(|one| fingerprints.contains(&one));
    match document.get_mut("waiver") {
        Some(Item::ArrayOfTables(waivers)) => {
            waivers.retain(|waiver| !is_one(waiver.get("fingerprint").and_then(Item::as_str)));
            if waivers.is_empty() {
                document.remove("waiver");
            }
        }
        // `waiver = [{ fingerprint = …, reason = … }]`
        Some(Item::Value(Value::Array(waivers))) => waivers.retain(|waiver| {
            let table = waiver.as_inline_table();
            !is_one(
                table
                    .and_then(|table| table.get("fingerprint"))
                    .and_then(Value::as_str),
            )
        }),
        _ => {}
    }
    Ok(document.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waivers_go_one_by_one_and_the_rest_stays() {
        let text = "a = 1 # one\n\n[env]\nk = 'K'\n\n# agreed with support\n[[waiver]]\nfingerprint = 'f'\n\
                    reason = 'r'\n\n[[waiver]]\nfingerprint = 'g'\nreason = 's'\n";
        let edited =
            |text: &str, all: &[&str]| without_waivers(&Source::new("vendor.toml", text), all).unwrap();
        let rest = "a = 1 # one\n\n[env]\nk = 'K'\n";
        let kept = "\n[[waiver]]\nfingerprint = 'g'\nreason = 's'\n";
        assert_eq!(edited(text, &["f", "x"]), format!("{rest}{kept}"));
        assert_eq!(edited(text, &["f", "g"]), rest);
        assert_eq!(edited(text, &[]), text);
        assert_eq!(
            edited("waiver = [{fingerprint = 'f', reason = 'r'}]\n", &["f"]),
            "waiver = []\n"
        );
    }

    #[test]
    fn comments_and_layout_stay() {
        let text =
            "# Acme\nname = 'Acme'   # as they write it\n\nversion   = '0.1.0' # bumped by update\n[env]\n";
        let edited = with_version(&Source::new("vendor.toml", text), &Version::new(1, 0, 0)).unwrap();
        assert_eq!(edited, text.replace("'0.1.0'", "\"1.0.0\""));
        assert!(with_version(&Source::new("vendor.toml", "a = 1"), &Version::new(1, 0, 0)).is_err());
    }
}
