//! Component schemas → the items that progenitor writes for them, a panic made an error.

use std::panic::{AssertUnwindSafe, catch_unwind};

use progenitor::{GenerationSettings, Generator, InterfaceStyle, TagStyle};
use serde_json::{Map, Value, json};

use crate::model::naming::{SECRET, UPLOAD};

/// The items of progenitor's module `types`.
pub(super) fn items(components: Map<String, Value>) -> Result<Vec<syn::Item>, String> {
    let document = json!({
        "openapi": "3.0.3",
        "info": {"title": "types", "version": "0"},
        "paths": {},
        "components": {"schemas": components},
    });
    let document: openapiv3::OpenAPI = serde_json::from_value(document).map_err(|error| error.to_string())?;
    let mut settings = GenerationSettings::default();
    settings
        .with_interface(InterfaceStyle::Builder)
        .with_tag(TagStyle::Merged)
        .with_map_type("::std::collections::BTreeMap")
        .with_derive("PartialEq")
        .with_replacement(SECRET, "::specloom_runtime::SecretString", std::iter::empty())
        .with_replacement(UPLOAD, "::specloom_runtime::Upload", std::iter::empty());
    // The generator is made and dropped inside: nothing half-done survives a panic.
    let tokens = catch_unwind(AssertUnwindSafe(|| {
        Generator::new(&settings).generate_tokens(&document)
    }));
    let tokens = match tokens {
        Ok(tokens) => tokens.map_err(|error| error.to_string())?,
        Err(panic) => {
            let text = panic.downcast_ref::<String>().map(String::as_str);
            return Err(text
                .or_else(|| panic.downcast_ref::<&str>().copied())
                .unwrap_or("it panicked")
                .to_owned());
        }
    };
    let file: syn::File = syn::parse2(tokens).map_err(|error| error.to_string())?;
    file.items
        .into_iter()
        .find_map(|item| match item {
            syn::Item::Mod(module) if module.ident == "types" => module.content.map(|(_, items)| items),
            _ => None,
        })
        .ok_or_else(|| "it wrote no module `types`".to_owned())
}
