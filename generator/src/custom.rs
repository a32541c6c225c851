//! What `vendor.toml` says about the types of a client: further traits, attributes, and types of other crates in their place.

use std::collections::BTreeMap;

use serde::Deserialize;
use syn::parse::Parser as _;

use crate::error::{Error, Place, Result, Stage};

/// The name that stands for every type.
pub(crate) const EVERY: &str = "*";

/// A crate that the client needs, as `Cargo.toml` says it: `"1"`, `{ version = "1", features = ["serde"] }`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "toml::Value")]
pub struct Dependency(String);

impl From<toml::Value> for Dependency {
    fn from(value: toml::Value) -> Self {
        Self(value.to_string())
    }
}

impl Dependency {
    /// As it stands in `Cargo.toml`.
    pub(crate) fn as_toml(&self) -> &str {
        &self.0
    }
}

/// Attributes as code.
pub(crate) fn attributes(texts: &[String]) -> std::result::Result<Vec<syn::Attribute>, String> {
    let read = |text: &String| {
        let parsed = syn::Attribute::parse_outer.parse_str(text);
        match parsed {
            Ok(attributes) if !attributes.is_empty() => Ok(attributes),
            _ => Err(format!(
                "`{text}` is no attribute, such as `#[serde(deny_unknown_fields)]`"
            )),
        }
    };
    let read: std::result::Result<Vec<_>, _> = texts.iter().map(read).collect();
    Ok(read?.into_iter().flatten().collect())
}

/// A path as code.
pub(crate) fn path(text: &str) -> std::result::Result<syn::Path, String> {
    syn::parse_str(text).map_err(|_| format!("`{text}` is no path, such as `money::Amount`"))
}

/// Refuses what is no Rust, and dependencies that every client has.
pub(super) fn check(
    derives: &BTreeMap<String, Vec<String>>,
    attributes: &BTreeMap<String, Vec<String>>,
    replace: &BTreeMap<String, String>,
    dependencies: &BTreeMap<String, Dependency>,
    place: &Place,
) -> Result<()> {
    const OWN: [&str; 3] = ["serde", "serde_json", "specloom-runtime"];
    let refused = |what: String, remedy: &str| Err(Error::new(Stage::Vendor, place.clone(), what, remedy));
    let spelling = "correct the spelling; CONTRIBUTING.md has the keys of vendor.toml";
    for (name, paths) in derives {
        if let Some(problem) = paths.iter().find_map(|text| path(text).err()) {
            return refused(format!("in `derives`, for `{name}`: {problem}"), spelling);
        }
    }
    for (name, texts) in attributes {
        if let Err(problem) = self::attributes(texts) {
            return refused(format!("in `attributes`, for `{name}`: {problem}"), spelling);
        }
    }
    for (name, text) in replace {
        if let Err(problem) = path(text) {
            return refused(format!("in `replace`, for `{name}`: {problem}"), spelling);
        }
    }
    match dependencies.keys().find(|name| OWN.contains(&name.as_str())) {
        Some(name) => refused(
            format!("in `dependencies`: every client has `{name}` already"),
            "take the line out",
        ),
        None => Ok(()),
    }
}

/// The error for a key that names no type of the client.
pub(crate) fn no_such_type<'a>(key: &str, name: &str, types: impl Iterator<Item = &'a str>) -> Error {
    let mut near: Vec<(usize, &str)> = types.map(|known| (distance(name, known), known)).collect();
    near.sort_unstable();
    let near: Vec<String> = near
        .iter()
        .take(3)
        .map(|(_, known)| format!("`{known}`"))
        .collect();
    let known = match near.is_empty() {
        true => "the client has no types".to_owned(),
        false => format!("use a name of the client's `types`, such as {}", near.join(", ")),
    };
    Error::new(
        Stage::Vendor,
        Place::file("vendor.toml"),
        format!("in `{key}`: the client has no type `{name}`"),
        known,
    )
}

/// The error for a key that names no field or variant of a type.
pub(crate) fn no_such_part<'a>(name: &str, parts: impl Iterator<Item = &'a str>) -> Error {
    let parts: Vec<String> = parts.map(|part| format!("`{part}`")).collect();
    Error::new(
        Stage::Vendor,
        Place::file("vendor.toml"),
        format!("in `attributes`: there is no `{name}`"),
        format!("use a field or variant of the type: {}", parts.join(", ")),
    )
}

/// How many letters differ, those in the same place aside.
fn distance(one: &str, other: &str) -> usize {
    let (one, other) = (one.to_lowercase(), other.to_lowercase());
    let mut row: Vec<usize> = (0..=other.chars().count()).collect();
    for (i, a) in one.chars().enumerate() {
        let mut before = row[0];
        row[0] = i + 1;
        for (j, b) in other.chars().enumerate() {
            let cost = before + usize::from(a != b);
            before = row[j + 1];
            row[j + 1] = cost.min(before + 1).min(row[j] + 1);
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_no_type_s_leads_to_those_that_are_near() {
        let error = no_such_type(
            "derives",
            "Usr",
            ["Order", "User", "UserList", "Problem"].into_iter(),
        );
        assert_eq!(error.problem, "in `derives`: the client has no type `Usr`");
        assert_eq!(
            error.remedy,
            "use a name of the client's `types`, such as `User`, `Order`, `UserList`"
        );
    }
}
