//! What `vendor.toml` says about pages that disagree, and what things are called.

use std::collections::BTreeMap;

use crate::read::set::Origin;
use crate::vendor::Vendor;

/// The word for every page's variant.
const ANY_OF: &str = "any-of";

/// A maintainer's decisions.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Choices<'a> {
    /// Which page counts, by operation: `"POST /images" = "model-alpha"`, or `"any-of"`.
    operations: &'a BTreeMap<String, String>,
    /// What a component or an operation is called, by operation: `"GET /a schemas/Money" = "Price"`, `"GET /a" = "listA"`.
    names: &'a BTreeMap<String, String>,
    /// The API's name, where the pages do not agree on one.
    pub(super) api: &'a str,
}

/// What is to become of an operation that pages describe differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Choice<'a> {
    /// Nobody has decided.
    None,
    /// Whatever any page allows.
    AnyOf,
    /// What this page says.
    Page(&'a str),
}

impl<'a> Choices<'a> {
    /// The decisions in `vendor.toml`.
    pub(crate) fn of(vendor: &'a Vendor) -> Self {
        Self {
            operations: &vendor.operations,
            names: &vendor.names,
            api: &vendor.name,
        }
    }

    /// No decisions.
    pub(crate) fn none() -> Self {
        static EMPTY: BTreeMap<String, String> = BTreeMap::new();
        Self {
            operations: &EMPTY,
            names: &EMPTY,
            api: "",
        }
    }

    pub(super) fn operation(&self, operation: &str) -> Choice<'a> {
        match self.operations.get(operation).map(String::as_str) {
            None => Choice::None,
            Some(ANY_OF) => Choice::AnyOf,
            Some(page) => Choice::Page(page),
        }
    }

    pub(super) fn name(&self, key: &str) -> Option<&'a str> {
        self.names.get(key).map(String::as_str)
    }
}

/// Whether a maintainer who writes `asked` means this page: by its name, its URL, or its title.
pub(super) fn means(asked: &str, origin: &Origin) -> bool {
    let file = origin.page.rsplit(['/', '\\']).next().unwrap_or(&origin.page);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let url = origin.url.as_deref();
    let line = format!("{file}:{}", origin.line);
    [origin.page.as_str(), file, stem, &line].contains(&asked)
        || url.is_some_and(|url| url == asked || url.strip_suffix(".md") == Some(asked))
        || origin.title.as_deref() == Some(asked)
}
